import { describe, expect, it } from 'vitest';
import type { AccessPartsFragment } from '../gql/graphql';
import { mayCall, missingOf, whyNot, type FunctionAccess } from './Access';
import { checks, sayCode, sayReason, sayRemedy } from './checks';
import { fixFor } from './fixes';
import { holdersOf } from './Grant';
import { quickFix } from './quickFixes';

const row = (name: string, missingCapabilities: string[] = [], check: string | null = null): FunctionAccess => ({
  allowed: check === null,
  check,
  reason: check && 'The token may not be used from the address 192.0.2.7.',
  remedy: null,
  missingCapabilities,
  function: { name, summary: '', kind: 'READ' },
});

const access = (functions: FunctionAccess[]): AccessPartsFragment => ({
  allowed: true,
  refusals: [],
  functions,
  allowedCount: functions.filter((each) => each.allowed).length,
  refusedCount: functions.filter((each) => !each.allowed).length,
});

describe('what may be called', () => {
  it.each([
    ['may call nothing', [row('a', [], 'token-address')]],
    ['may call 1 function', [row('a')]],
    ['may call 2 of 3 functions', [row('a'), row('b'), row('c', [], 'token-address')]],
  ])('%s', (words, functions) => expect(mayCall(access(functions))).toBe(words));

  it('what is missing for the same functions stands together', () => {
    expect(missingOf(access([row('a', ['x:y', 'x:z']), row('b', ['x:y', 'x:z', 'v:w']), row('c')]))).toEqual([
      { capabilities: ['x:y', 'x:z'], functions: ['a', 'b'] },
      { capabilities: ['v:w'], functions: ['b'] },
    ]);
  });

  it('says key to people where the server says token', () => {
    expect(whyNot(row('a', [], 'token-address'))).toBe('The key may not be used from the address 192.0.2.7.');
    expect(whyNot(row('a', ['x:y']))).toBe('The user lacks x:y.');
    expect(sayCode('The token is missing or not known.')).toBe('The key is missing or not known.');
    expect(sayRemedy('user-not-deleted', 'Make a token for another user.')).toBe('Make a key for another user.');
  });

  it('leaves names alone that have the word in them', () => {
    expect(sayReason('service-on', 'The service "tokens" is disabled.')).toBe('The service "tokens" is disabled.');
    expect(sayRemedy('service-capability', 'Give the user a role with moodle/webservice:createtoken.')).toBe('Give the user a role with moodle/webservice:createtoken.');
  });
});

describe('roles that hold what is missing', () => {
  const role = (name: string, capabilities: string[], isDefault = false) => ({ id: name, name, shortName: name, isDefault, capabilities });

  it('come with the one first that gives least besides, and without the one that everybody holds', () => {
    const found = holdersOf(['a', 'b'], [role('all', ['a', 'b', 'c', 'd']), role('half', ['a']), role('just', ['a', 'b']), role('none', ['c']), role('everybody', ['a', 'b'], true)]);
    expect(found.map(({ id, holds, others }) => [id, holds, others])).toEqual([
      ['just', 2, 0],
      ['all', 2, 2],
      ['half', 1, 0],
    ]);
  });
});

describe('mending a refusal', () => {
  const token = { id: '1', name: 'ci', ipRestriction: '10.0.0.0/8' };
  const service = { id: '2', name: 'Group sync', builtIn: false, requiredCapability: '' };
  const user = { id: '3', fullName: 'Ana Lopez' };
  const subject = { token, service, user, function: 'core_group_get_groups', protocol: 'rest', address: '192.0.2.7' };

  it('there is a button or a page for each check before the function', () => {
    const without = Object.keys(checks).filter((check) => !quickFix(check, subject) && !fixFor(check, subject));
    expect(without).toEqual(['function']);
  });

  it('a built-in service takes no function, and nothing is offered for what is not known', () => {
    expect(quickFix('function-in-service', { ...subject, service: { ...service, builtIn: true } })).toBeNull();
    expect(quickFix('token-address', { ...subject, token: null })).toBeNull();
    expect(quickFix('user-confirmed', { ...subject, user: null })).toBeNull();
  });
});
