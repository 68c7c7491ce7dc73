import { describe, expect, it } from 'vitest';
import { ago, exact, fromWallClock, isoDay, until, wallClock } from './time';
import { dayFor, sayDay } from './validUntil';

const at = Date.parse('2026-11-22T12:00:00Z');
const from = (seconds: number) => new Date(at + seconds * 1000).toISOString();

describe('how long ago', () => {
  it.each([
    [-5, 'just now'],
    [5, 'in a moment'],
    [-60, '1 minute ago'],
    [-4 * 60, '4 minutes ago'],
    [-3600 * 26, '1 day ago'],
    [3600 * 24 * 3, 'in 3 days'],
    [-3600 * 24 * 90, '2 months ago'],
  ])('%i s: %s', (seconds, words) => expect(ago(from(seconds), at)).toBe(words));
});

describe('a moment', () => {
  it('is said in the zone of the site', () => expect(exact('2026-11-22T12:04:51Z', 'Europe/Berlin')).toBe('22 November 2026, 13:04:51 (Europe/Berlin)'));
  it('belongs to the day of that zone', () => expect(isoDay(Date.parse('2026-11-22T23:30:00Z'), 'Europe/Berlin')).toBe('2026-11-23'));
});

describe('a valid-until', () => {
  it('at the end of a day is said as the day', () => expect(until('2027-01-31T22:59:59.999999Z', 'Europe/Berlin')).toBe('until the end of 31 January 2027'));
  it('at the very beginning of the next day too', () => expect(until('2027-01-31T23:00:00Z', 'Europe/Berlin')).toContain('until the end of'));
  it('at another moment is said in full', () => expect(until('2027-01-31T12:00:00Z', 'Europe/Berlin')).toBe('until 31 January 2027, 13:00 (Europe/Berlin)'));
  it('that is none never ends', () => expect(until(null, 'UTC')).toBe('without an end'));
});

describe('a span that is picked', () => {
  it.each([
    ['30d', '2026-12-22'],
    ['90d', '2027-02-20'],
    ['6m', '2027-05-22'],
    ['1y', '2027-11-22'],
  ] as const)('%s ends on %s', (choice, day) => expect(dayFor(choice, 'Europe/Berlin', at)).toBe(day));

  it('of months ends on the last day of a shorter month', () => expect(dayFor('6m', 'UTC', Date.parse('2026-08-31T12:00:00Z'))).toBe('2027-02-28'));
  it('of a year from a leap day too', () => expect(dayFor('1y', 'UTC', Date.parse('2028-02-29T12:00:00Z'))).toBe('2029-02-28'));
  it('is counted from today in the zone of the site', () => expect(dayFor('30d', 'Pacific/Auckland', Date.parse('2026-11-22T12:00:00Z'))).toBe('2026-12-23'));
  it('says the end of the day, and the zone', () => expect(sayDay('2027-01-31', 'Europe/Berlin')).toBe('Until the end of 31 January 2027, Europe/Berlin.'));
  it('says what never means', () => expect(sayDay('never', 'UTC')).toBe('It works until it is revoked.'));
});

describe("a field for day and time, by the site's clock", () => {
  it.each([
    ['2027-05-22T12:04:51.000Z', 'Europe/Berlin', '2027-05-22T14:04:51'],
    ['2027-01-01T23:30:00.000Z', 'Pacific/Auckland', '2027-01-02T12:30:00'],
    ['2027-03-28T00:59:59.000Z', 'Europe/Berlin', '2027-03-28T01:59:59'],
    ['2027-03-28T01:00:00.000Z', 'Europe/Berlin', '2027-03-28T03:00:00'],
    ['2027-10-31T02:00:00.000Z', 'Europe/Berlin', '2027-10-31T03:00:00'],
    ['2027-06-01T00:00:00.000Z', 'UTC', '2027-06-01T00:00:00'],
  ])('%s in %s is %s, and back', (iso, zone, wall) => {
    expect(wallClock(iso, zone)).toBe(wall);
    expect(fromWallClock(wall, zone)).toBe(iso);
  });
  it('takes minutes alone', () => expect(fromWallClock('2027-05-22T14:04', 'Europe/Berlin')).toBe('2027-05-22T12:04:00.000Z'));
  it('shows an hour twice, and takes the first', () => expect(fromWallClock('2027-10-31T02:30', 'Europe/Berlin')).toBe('2027-10-31T00:30:00.000Z'));
  it.each(['', 'x', '2027-13-01T00:00'])('%s is no moment', (wall) => expect(fromWallClock(wall, 'UTC')).toBeUndefined());
});
