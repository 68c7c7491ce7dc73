import { describe, expect, it } from 'vitest';
import { counted, countOf, exactly, isolated, listed, quoted } from './words';

describe('counts', () => {
  it.each([
    [0, '0 keys', '0'],
    [1, '1 key', '1'],
    [1000, '1000 keys', '1,000'],
    [1001, 'more than 1,000 keys', '1,000+'],
  ])('%i is said as %s', (count, words, figure) => {
    expect(counted(count, 'key')).toBe(words);
    expect(countOf(count)).toBe(figure);
  });
  it('what was counted to its end has no limit', () => expect(exactly(1284, 'call')).toBe('1,284 calls'));
});

describe('names in a sentence', () => {
  it.each([
    [[], ''],
    [['ci'], 'ci'],
    [['ci', 'sync', 'erp'], 'ci, sync and erp'],
  ])('%j', (names, words) => expect(listed(names)).toBe(words));
  it('says how many are not named', () => expect(listed(['a', 'b', 'c'], 2)).toBe('a, b and 1 more'));
  it('says how many are not known by name', () => expect(listed(['a', 'b'], 5, 9)).toBe('a, b and 7 more'));
  it('a plain name stays as it is', () => expect(quoted('Group sync')).toBe('“Group sync”'));
  it.each(['مرحبا', 'שלום', 'evil\u202Egnp.exe'])('%j cannot turn the sentence around', (name) => expect(isolated(name)).toBe(`\u2068${name}\u2069`));
});
