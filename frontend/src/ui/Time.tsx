// Moments on the page. The site's time zone is used everywhere, and said.
import { useSyncExternalStore } from 'react';
import { useSite } from './site';
import { ago, clockSeconds, dayMonth, exact, isoDay, shortDay, until } from './time';

// One clock for all relative times, so that they move together.
const tickMs = 30_000;
let now = Date.now();
const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function watch(watcher: () => void) {
  watchers.add(watcher);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of watchers) each();
  }, tickMs);
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** RelativeTime is "4 minutes ago", with the exact moment in its title. */
export function RelativeTime({ at, none = 'never' }: { at: string | null | undefined; none?: string }) {
  const { timezone } = useSite();
  useSyncExternalStore(watch, () => now);
  if (!at) return <span className="muted">{none}</span>;
  return (
    <time dateTime={at} title={exact(at, timezone)}>
      {ago(at)}
    </time>
  );
}

/** ClockTime is for lists of what just happened: the time of day to the second, with the day before it when it is not today. */
export function ClockTime({ at }: { at: string }) {
  const { timezone } = useSite();
  const today = isoDay(Date.now(), timezone) === isoDay(Date.parse(at), timezone);
  return (
    <time dateTime={at} title={`${exact(at, timezone)}, ${ago(at)}`}>
      {!today && <span className="nowrap">{dayMonth(at, timezone)}, </span>}
      <span className="nowrap">{clockSeconds(at, timezone)}</span>
    </time>
  );
}

/** Moment is the exact one: "22 May 2027, 12:04:51 (Europe/Berlin)". */
export function Moment({ at }: { at: string }) {
  const { timezone } = useSite();
  return (
    <time dateTime={at} title={ago(at)}>
      {exact(at, timezone)}
    </time>
  );
}

/** ValidUntil says a valid-until in full: "until the end of 31 January 2027, Europe/Berlin". */
export function ValidUntil({ at }: { at: string | null | undefined }) {
  const { timezone } = useSite();
  if (!at) return <>without an end</>;
  const words = until(at, timezone);
  return (
    <time dateTime={at} title={`${exact(at, timezone)}, ${ago(at)}`}>
      {words.includes('(') ? words : `${words}, ${timezone}`}
    </time>
  );
}

/** UntilShort is for tables: the day, with all of it in the title. */
export function UntilShort({ at }: { at: string | null | undefined }) {
  const { timezone } = useSite();
  if (!at) return <span className="muted">never ends</span>;
  return (
    <time dateTime={at} title={`${exact(at, timezone)}, ${ago(at)}`} className="nowrap">
      {shortDay(at, timezone)}
    </time>
  );
}
