import { expect, it } from 'vitest';
import { differences, sayValue } from './versioned';

it('only what changed is sent', () => {
  expect(differences({ name: 'a', list: ['x'], on: false }, { name: 'b', list: ['x'], on: false })).toEqual({ name: 'b' });
  expect(differences({ list: ['x'] }, { list: ['x', 'y'] })).toEqual({ list: ['x', 'y'] });
  expect(differences({ name: 'a' }, { name: 'a' })).toEqual({});
});

it.each([
  [true, 'yes'],
  ['', 'none'],
  [null, 'none'],
  [[], 'none'],
  [['a', 'b'], 'a, b'],
  ['Ana', 'Ana'],
])('%j is said as %s', (value, words) => expect(sayValue(value)).toBe(words));
