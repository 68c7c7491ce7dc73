import { describe, expect, it } from 'vitest';
import { changedOf } from './SettingsCard';
import { checkMegabytes, checkOrigins, linesOf, policyOf, toBytes, toMegabytes, wholeNumber } from './values';

describe('numbers', () => {
  it.each(['', ' ', 'ten', '1.5', '-1', '1e3', '36501'])('%j is no number of days', (text) => expect(wholeNumber(0, 36_500)(text)).not.toBeNull());
  it.each(['0', ' 90 ', '36500'])('%j is one', (text) => expect(wholeNumber(0, 36_500)(text)).toBeNull());
  it.each(['', '-5', 'big', '1,5', '1000001'])('%j is no size', (text) => expect(checkMegabytes(text)).not.toBeNull());
  it('a size goes there and back', () => {
    expect(toMegabytes(64 * 1024 * 1024)).toBe('64');
    expect(toBytes('12.5')).toBe(13_107_200);
  });
});

describe('web sites', () => {
  it.each(['app.example.org', 'https://app.example.org/', 'https://app.example.org/x', 'https://APP.example.org', 'ftp://x.org', 'null', 'https://a.org:443'])('%j is none', (text) => expect(checkOrigins(true)(text)).not.toBeNull());
  it.each(['', 'https://app.example.org', 'http://localhost:5173', 'https://a.org\nhttps://b.org'])('%j is fine', (text) => expect(checkOrigins(false)(text)).toBeNull());
  it('all are allowed for calls only', () => {
    expect(checkOrigins(true)('*')).toBeNull();
    expect(checkOrigins(false)('*')).not.toBeNull();
  });
  it('entries are separated by whatever comes', () => expect(linesOf(' a,b\n\n c ')).toEqual(['a', 'b', 'c']));
});

it('the rule for passwords has two parts', () => {
  expect(policyOf('length:16')).toEqual({ passwordPolicy: 'length', passwordLength: '16' });
  expect(policyOf('moodle').passwordPolicy).toBe('moodle');
});

it('only what changed is sent', () => expect(changedOf({ siteName: 'a', callOrigins: ['x'], callDays: 1 }, { siteName: 'a', callOrigins: ['x', 'y'], callDays: 2 })).toEqual({ callOrigins: ['x', 'y'], callDays: 2 }));
