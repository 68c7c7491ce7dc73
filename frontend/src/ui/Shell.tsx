// The frame around every page of somebody signed in: the rail with its groups, the strip on phones, and what floats above pages.
import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useSession } from '../graphql';
import { paths } from '../paths';
import { Dialogs } from './Dialogs';
import { useLetterKeys } from './keys';
import { Link, useGo } from './Link';
import { groupsFor, isCurrent, type Group } from './nav';
import { OfflineBar } from './OfflineBar';
import { Questions } from './Questions';
import css from './Shell.module.css';
import { SiteProvider, useSite } from './site';
import { Toasts } from './Toasts';

// Fetched when they are first needed, or after the page is there.
const Palette = lazy(() => import('./Palette'));
const UserMenu = lazy(() => import('./UserMenu'));
const Shortcuts = lazy(() => import('./Shortcuts').then((file) => ({ default: file.Shortcuts })));

export function Shell() {
  const { viewer } = useSession();
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const administrator = viewer?.administrator ?? false;
  useShellKeys({ groups: groupsFor(administrator, true), openPalette: () => setPalette(true), openHelp: () => setHelp(true) });
  return (
    <SiteProvider>
      <a href="#content" className={css.skip}>
        Skip to content
      </a>
      <div className={css.app}>
        <Rail administrator={administrator} openPalette={() => setPalette(true)} openHelp={() => setHelp(true)} />
        <div className={css.side}>
          <OfflineBar />
          <Main />
        </div>
      </div>
      <Toasts />
      <Dialogs />
      <Questions />
      <Suspense>
        {palette && <Palette administrator={administrator} onClose={() => setPalette(false)} />}
        {help && <Shortcuts opened onClose={() => setHelp(false)} />}
      </Suspense>
    </SiteProvider>
  );
}

function Main() {
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname ?? state.location.pathname });
  const main = useRef<HTMLElement>(null);
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    // Whoever does not see the page change is told by the focus where it begins.
    main.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <main id="content" ref={main} className={css.main} tabIndex={-1}>
      <Outlet />
    </main>
  );
}

interface RailProps {
  administrator: boolean;
  openPalette: () => void;
  openHelp: () => void;
}

function Rail({ administrator, openPalette, openHelp }: RailProps) {
  const site = useSite();
  const groups = groupsFor(administrator, site.documentationOn);
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const strip = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the entry of this page may lie outside of the strip.
    const here = strip.current?.querySelector('[aria-current]');
    if (here && matchMedia('(max-width: 760px)').matches) here.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);
  return (
    <header className={css.rail}>
      <Link to={paths.home()} className={css.brand}>
        {site.name}
      </Link>
      <nav aria-label="Main" ref={strip} className={css.nav}>
        <button type="button" className={css.entry} onClick={openPalette} aria-keyshortcuts="Control+K">
          <span>Search</span>
          <kbd className={css.key}>Ctrl K</kbd>
        </button>
        {groups.map((group) => (
          <div key={group.title} className={css.group} role="group" aria-label={group.title}>
            <span className={css.groupTitle} aria-hidden="true">
              {group.title}
            </span>
            {group.entries.map((entry) => (
              <Link key={entry.to} to={entry.to} className={css.entry} aria-current={isCurrent(entry, pathname) ? 'page' : undefined}>
                {entry.label}
              </Link>
            ))}
          </div>
        ))}
      </nav>
      <div className={css.user}>
        <Suspense>
          <UserMenu openHelp={openHelp} />
        </Suspense>
      </div>
    </header>
  );
}

function useShellKeys({ groups, openPalette, openHelp }: { groups: Group[]; openPalette: () => void; openHelp: () => void }) {
  const go = useGo();
  const chains = groups.flatMap((group) => group.entries).filter((entry) => entry.key);
  useLetterKeys({
    '?': openHelp,
    '/': () => document.querySelector<HTMLElement>('[data-filter-field]')?.focus(),
    c: () => document.querySelector<HTMLElement>('[data-create]')?.click(),
    ...Object.fromEntries(chains.map((entry) => [`g ${entry.key}`, () => go(entry.to)])),
  });
  const open = useEffectEvent(openPalette);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      open();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
