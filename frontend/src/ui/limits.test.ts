import { describe, expect, it } from 'vitest';
import { checkLimit, keyNumbersOf, keyTextsOf, numbersOf, sayLimit, textsOf } from './limits';

describe('limits on calls', () => {
  it.each(['-1', '1.5', '1e3', 'soon', '1000000001', '0x10'])('“%s” is none', (text) => expect(checkLimit(text)).toMatch(/^Write a whole number/));
  it.each(['', ' ', '0', '1', '1000000000'])('“%s” is one', (text) => expect(checkLimit(text)).toBeNull());

  it.each([
    [0, 0, 0, 'Not limited'],
    [0, 5, 0, 'Not limited'],
    [1, 0, 0, '1 call per minute'],
    [60, 10, 5000, '60 calls per minute, 10 at once; 5,000 calls per day'],
    [-1, 0, 7, '7 calls per day'],
  ])('%i, %i and %i are said', (callsPerMinute, burst, callsPerDay, words) => expect(sayLimit({ callsPerMinute, burst, callsPerDay })).toBe(words));

  it('a key tells no limit from what the settings say, and others have nothing to tell apart', () => {
    const own = { callsPerMinute: 60, burst: 0, callsPerDay: -1 };
    expect(keyTextsOf(own)).toEqual({ callsPerMinute: '60', burst: '', callsPerDay: '0' });
    expect(keyNumbersOf(keyTextsOf(own))).toEqual(own);
    expect(keyNumbersOf({ callsPerMinute: ' ', burst: '', callsPerDay: '00' })).toEqual({ callsPerMinute: 0, burst: 0, callsPerDay: -1 });
    expect(numbersOf(textsOf({ callsPerMinute: 0, burst: 3, callsPerDay: 9 }))).toEqual({ callsPerMinute: 0, burst: 3, callsPerDay: 9 });
  });
});
