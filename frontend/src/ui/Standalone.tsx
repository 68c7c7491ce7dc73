// The frame of pages before anybody is signed in: one card in the middle, and nothing to get lost in.
import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTitle } from './Page';
import css from './Standalone.module.css';
import { useLate } from './states';

interface StandaloneProps {
  /** The name of the site, when it is known. */
  site?: string;
  title: string;
  lead?: ReactNode;
  children?: ReactNode;
  /** Small, below the card: where it runs, whom to ask. */
  footer?: ReactNode;
}

export function Standalone({ site = 'Gatehouse', title, lead, children, footer }: StandaloneProps) {
  useTitle(title);
  return (
    <main className={css.main}>
      <div className={css.box}>
        <p className={css.brand}>
          <img src="/icon.svg" alt="" width={24} height={24} />
          {site}
        </p>
        <div className={css.card}>
          <h1>{title}</h1>
          {lead && <p className={css.lead}>{lead}</p>}
          {children}
        </div>
        {footer && <div className={css.footer}>{footer}</div>}
      </div>
    </main>
  );
}

/** StandaloneLoading keeps the place while it is asked what the page is about. */
export function StandaloneLoading() {
  const late = useLate(true);
  return (
    <main className={css.main} aria-busy="true">
      <h1 className="visually-hidden">Loading</h1>
      <div className={css.box}>{late && <Skeleton height={320} radius={8} mt={40} />}</div>
    </main>
  );
}
