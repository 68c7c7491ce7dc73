// The frame of every page: its title, one sentence about it, its actions; sections and cards inside.
import { useEffect, type ReactNode } from 'react';
import { Link } from './Link';
import css from './Page.module.css';
import { useSite } from './site';

interface PageProps {
  title: string;
  /** Shown in place of the title, when it is more than words (a function's name in mono). */
  heading?: ReactNode;
  lead?: ReactNode;
  /** Beside the title: a state, a marker. */
  badge?: ReactNode;
  actions?: ReactNode;
  /** Where this page belongs; only pages of one thing have it. */
  crumb?: { to: string; label: string };
  /** Tables want more room than text. */
  wide?: boolean;
  children?: ReactNode;
}

export function Page({ title, heading, lead, badge, actions, crumb, wide, children }: PageProps) {
  useTitle(title);
  return (
    <div className={css.page} data-wide={wide || undefined}>
      {crumb && (
        <nav aria-label="Breadcrumb" className={css.crumb}>
          <Link to={crumb.to}>{crumb.label}</Link> <span aria-hidden="true">/</span>
        </nav>
      )}
      <header className={css.header}>
        <div className={css.titles}>
          <div className={css.titleRow}>
            <h1 tabIndex={-1}>{heading ?? title}</h1>
            {badge}
          </div>
          {lead && <p className={css.lead}>{lead}</p>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** useTitle names the tab of the browser. */
export function useTitle(title: string) {
  const site = useSite();
  useEffect(() => {
    document.title = `${title} · ${site.name}`;
  }, [title, site.name]);
}

export function Section({ title, lead, actions, children }: { title: string; lead?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className={css.section} aria-label={title}>
      <div className={css.sectionHeader}>
        <div>
          <h2>{title}</h2>
          {lead && <p className="muted small">{lead}</p>}
        </div>
        {actions && <div className="row tight">{actions}</div>}
      </div>
      {children}
    </section>
  );
}

/** Card is a box with a line around it. flush leaves the inside to rows that have their own padding. */
export function Card({ children, flush, narrow }: { children: ReactNode; flush?: boolean; narrow?: boolean }) {
  return (
    <div className={css.card} data-flush={flush || undefined} data-narrow={narrow || undefined}>
      {children}
    </div>
  );
}

/** Row is one line of a flush card: a title, a sentence, and an action at its end. */
export function CardRow({ title, mark, action, children }: { title: ReactNode; mark?: ReactNode; action?: ReactNode; children?: ReactNode }) {
  return (
    <div className={css.cardRow} data-marked={mark ? true : undefined}>
      {mark}
      <div>
        <div className={css.cardRowTitle}>{title}</div>
        {children && <div className="muted small">{children}</div>}
      </div>
      {action && <div className={css.cardRowAction}>{action}</div>}
    </div>
  );
}

/** Facts lists what is known about one thing. Facts without a value are left out. */
export function Facts({ facts }: { facts: (readonly [string, ReactNode])[] }) {
  return (
    <dl className={css.facts}>
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Note is a sentence that must be seen. */
export function Note({ tone = 'info', children, action }: { tone?: 'info' | 'ok' | 'warn' | 'err'; children: ReactNode; action?: ReactNode }) {
  return (
    <div className={css.note} data-tone={tone}>
      <div>{children}</div>
      {action}
    </div>
  );
}

/** Tiles are the few figures of a page. */
export function Tiles({ tiles }: { tiles: { value: ReactNode; label: ReactNode; to?: string }[] }) {
  return (
    <ul className={css.tiles}>
      {tiles.map((tile, index) => (
        <li key={index} className={css.tile}>
          <b className="numbers">{tile.to ? <Link to={tile.to}>{tile.value}</Link> : tile.value}</b>
          <span>{tile.label}</span>
        </li>
      ))}
    </ul>
  );
}
