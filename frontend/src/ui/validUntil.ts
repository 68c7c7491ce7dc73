// A valid-until as a person picks it, and as the server takes it: a day (the end of it in the site's time zone) or "never".
import { isoDay } from './time';

export type ValidUntilChoice = '30d' | '90d' | '6m' | '1y' | 'date' | 'never';

export const validUntilChoices: { value: ValidUntilChoice; label: string }[] = [
  { value: '30d', label: '30 days' },
  { value: '90d', label: '90 days' },
  { value: '6m', label: '6 months' },
  { value: '1y', label: '1 year' },
  { value: 'date', label: 'A date' },
  { value: 'never', label: 'Never ends' },
];

/** dayFor is the last day of a choice, counted from today in the site's time zone. */
export function dayFor(choice: ValidUntilChoice, zone: string, now = Date.now()): string {
  const [year = 0, month = 1, day = 1] = isoDay(now, zone).split('-').map(Number);
  switch (choice) {
    case '30d':
      return plain(year, month, day + 30);
    case '90d':
      return plain(year, month, day + 90);
    case '6m':
      return plain(year, month + 6, Math.min(day, lastDay(year, month + 6)));
    case '1y':
      return plain(year + 1, month, Math.min(day, lastDay(year + 1, month)));
    default:
      return '';
  }
}

function plain(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** sayDay is what stands below the field: when exactly it ends. */
export function sayDay(value: string, zone: string): string {
  if (value === 'never') return 'It works until it is revoked.';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return `A day means the end of it, ${zone}.`;
  const words = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(`${value}T00:00:00Z`));
  return `Until the end of ${words}, ${zone}.`;
}
