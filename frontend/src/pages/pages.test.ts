import { describe, expect, it } from 'vitest';
import { milliseconds } from '../ui/words';
import { browserName } from './account/Sessions';
import { percent } from './home/Figures';
import { onLines } from './KeyCreated';
import { ownAddress } from './SignIn';

describe('where to go after signing in', () => {
  it.each([undefined, '', 'https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', 'keys'])('%j leads to Home', (next) => expect(ownAddress(next)).toBe('/'));
  it('an address of the app leads there', () => expect(ownAddress('/keys?state=ACTIVE')).toBe('/keys?state=ACTIVE'));
});

describe('figures', () => {
  it.each([
    [0, 0, '0 %'],
    [12, 1284, '0.9 %'],
    [1, 100_000, '< 0.1 %'],
    [50, 100, '50 %'],
  ])('%i of %i is %s', (part, whole, words) => expect(percent(part, whole)).toBe(words));
  it.each([
    [null, '–'],
    [0.3, '< 1 ms'],
    [1.5, '1.5 ms'],
    [2, '2 ms'],
    [1284.2, '1,284 ms'],
  ])('%s ms is %s', (ms, words) => expect(milliseconds(ms)).toBe(words));
});

it('a browser is called by its name', () => {
  expect(browserName('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox 140 on Linux');
  expect(browserName('curl/8.5')).toBe('curl/8.5');
});

it('a command is broken before its options and its address', () => {
  expect(onLines('curl -d a=-b -H "X: y" http://x/y')).toBe('curl \\\n  -d a=-b \\\n  -H "X: y" \\\n  http://x/y');
});
