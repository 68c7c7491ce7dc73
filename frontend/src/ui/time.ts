// Moments in words. A moment is shown in the site's time zone, or as how long ago it was with the exact one in a title.

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** ago says how far a moment is: "4 minutes ago", "in 3 days". */
export function ago(iso: string, now = Date.now()): string {
  const distance = Date.parse(iso) - now;
  const size = Math.abs(distance);
  if (size < minute) return distance > 0 ? 'in a moment' : 'just now';
  if (size < hour) return relative.format(Math.trunc(distance / minute), 'minute');
  if (size < day) return relative.format(Math.trunc(distance / hour), 'hour');
  if (size < 60 * day) return relative.format(Math.trunc(distance / day), 'day');
  if (size < 730 * day) return relative.format(Math.trunc(distance / (30.44 * day)), 'month');
  return relative.format(Math.trunc(distance / (365.25 * day)), 'year');
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${name}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });
    formats.set(key, found);
  }
  return found;
}

/** exact is a moment to the second with its zone: "22 May 2027, 12:04:51 (Europe/Berlin)". */
export function exact(iso: string, zone: string): string {
  const text = format(zone, 'exact', { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(new Date(iso));
  return `${text.replace(' at ', ', ')} (${zone})`;
}

/** dayOf is the day of a moment: "22 May 2027". */
export function dayOf(iso: string, zone: string): string {
  return format(zone, 'day', { day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(iso));
}

/** shortDay is for tables: "22 May 2027" with a short month. */
export function shortDay(iso: string, zone: string): string {
  return format(zone, 'shortDay', { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(iso));
}

/** dayMonth is for lists of what happened lately: "22 May". */
export function dayMonth(iso: string, zone: string): string {
  return format(zone, 'dayMonth', { day: 'numeric', month: 'short' }).format(new Date(iso));
}

/** clock is the time of day: "12:04". */
export function clock(iso: string | number, zone: string): string {
  return format(zone, 'clock', { hour: '2-digit', minute: '2-digit' }).format(new Date(iso));
}

/** clockSeconds is "12:04:51". */
export function clockSeconds(iso: string, zone: string): string {
  return format(zone, 'clockSeconds', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(new Date(iso));
}

/** isoDay is the day of a moment in a zone as a date field has it: "2027-05-22". */
export function isoDay(moment: number, zone: string): string {
  const parts = format(zone, 'iso', { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(new Date(moment));
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** until says a valid-until. One at the last second of a day was picked as a day, and is said as one. */
export function until(iso: string | null, zone: string): string {
  if (!iso) return 'without an end';
  return endsDay(iso, zone) ? `until the end of ${dayOf(iso, zone)}` : `until ${exact(iso, zone).replace(/:\d\d \(/, ' (')}`;
}

/** endsDay says whether a moment is the end of a day in a zone. */
export function endsDay(iso: string, zone: string): boolean {
  const moment = Date.parse(iso);
  return isoDay(moment, zone) !== isoDay(moment + 1000, zone) || isoDay(moment - 1000, zone) !== isoDay(moment, zone);
}

/** wallClock is a moment as a field for day and time has it, by the clock of a zone: "2027-05-22T12:04:51". */
export function wallClock(iso: string, zone: string): string {
  return `${isoDay(Date.parse(iso), zone)}T${clockSeconds(iso, zone)}`;
}

/** fromWallClock is the way back; nothing when it is no moment. An hour that a clock shows twice is the first of both. */
export function fromWallClock(wall: string, zone: string): string | undefined {
  const wanted = Date.parse(`${wall}Z`);
  if (Number.isNaN(wanted)) return undefined;
  const off = (moment: number) => Date.parse(`${wallClock(new Date(moment).toISOString(), zone)}Z`) - Math.trunc(moment / 1000) * 1000;
  const moments = [wanted - off(wanted - day), wanted - off(wanted + day)];
  const found = moments.find((moment) => moment + off(moment) === wanted) ?? moments[0];
  return found === undefined ? undefined : new Date(found).toISOString();
}
