import { useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Link } from './Link';
import css from './TabNav.module.css';

export interface Tab {
  to: string;
  label: string;
  count?: string;
  /** The beginning of the addresses that belong to the tab, when it is not its own alone. */
  under?: string;
}

/** isAt says whether a tab is the one of an address. What stands in the query does not matter. */
export function isAt({ to, under }: Tab, pathname: string): boolean {
  return under ? pathname.startsWith(under) : pathname === to.replace(/\?.*$/, '');
}

/** TabNav leads to the parts of one thing. Each part has an address of its own, so these are links. */
export function TabNav({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    // Where there is no room for all, the current one is in sight.
    const current = nav.current?.querySelector<HTMLElement>('[aria-current]');
    if (current && nav.current) nav.current.scrollLeft = current.offsetLeft - nav.current.offsetLeft - 24;
  }, [pathname]);
  return (
    <nav ref={nav} aria-label={label} className={css.tabs}>
      {tabs.map((tab) => (
        <Link key={tab.label} to={tab.to} className={css.tab} aria-current={isAt(tab, pathname) ? 'page' : undefined}>
          {tab.label} {tab.count !== undefined && <span className={css.count}>{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
