import { describe, expect, it } from 'vitest';
import { stateWords } from '../../ui/UserState';
import { keysAfter } from './Account';
import { check } from './fields';

describe('what a suspension does to keys', () => {
  it.each([
    [0, true, 'There is no key that works.'],
    [1, true, '1 key is revoked for good, because the settings say so.'],
    [2, true, '2 keys are revoked for good, because the settings say so.'],
    [2, false, 'Calls with 2 keys are refused until the suspension ends.'],
  ])('%i keys, ended %s', (keys, ends, words) => expect(keysAfter(keys, ends)).toBe(words));
});

it('the worst that is to be said of a user is said', () => {
  const user = { auth: 'manual', confirmed: true, suspended: false, deleted: false, siteAdmin: false };
  expect(stateWords(user)).toBe('active');
  expect(stateWords({ ...user, auth: 'nologin' })).toBe('may not sign in');
  expect(stateWords({ ...user, auth: 'nologin', confirmed: false })).toBe('not confirmed');
  expect(stateWords({ ...user, suspended: true, confirmed: false })).toBe('suspended');
  expect(stateWords({ ...user, suspended: true, deleted: true })).toBe('deleted');
});

describe('fields of a user', () => {
  it.each([
    ['username', '', 'Write the name that the user signs in with.'],
    ['username', 'two words', 'A user name has no spaces.'],
    ['username', 'ana', null],
    ['email', 'ana', 'Write an e-mail address, like ana@example.org.'],
    ['email', 'ana@localhost', null],
    ['country', 'Germany', 'Two letters, like DE, or nothing.'],
    ['country', '', null],
  ] as const)('%s %j', (field, value, why) => expect(check[field]?.(value)).toBe(why));
});
