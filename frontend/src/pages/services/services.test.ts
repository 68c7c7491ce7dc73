import { describe, expect, it } from 'vitest';
import { impactOf } from './Impact';
import { checkName, checkShortName } from './names';
import { isFromTemplate, templateOf, templates } from './templates';
import { whoMayUse } from './words';

describe('names of services', () => {
  it.each(['', '   ', 'x'.repeat(201)])('%j is refused as a name', (name) => expect(checkName(name)).not.toBeNull());
  it.each(['Group sync', 'x'.repeat(200), '<b>bold</b>', '群組同步'])('%j is a name', (name) => expect(checkName(name)).toBeNull());
  it.each(['two words', 'ümlaut', 'a.b', 'x'.repeat(256)])('%j is refused as a short name', (name) => expect(checkShortName(name)).not.toBeNull());
  it.each(['', 'group_sync', 'A-1'])('%j is a short name', (name) => expect(checkShortName(name)).toBeNull());
});

describe('what saving will do', () => {
  const base = { name: 'x', shortName: 'x', enabled: true, authorisedUsersOnly: false, requiredCapability: '', downloadFiles: true, uploadFiles: false, tokenCount: 2, authorisedUserCount: 0 };
  it('nothing when nothing changed', () => expect(impactOf(base, base)).toEqual([]));
  it('nothing when a service is switched on', () => expect(impactOf({ ...base, enabled: false }, base)).toEqual([]));
  it('keys stop', () => expect(impactOf(base, { ...base, enabled: false })).toEqual(['2 keys stop working at once.']));
  it('a single key stops', () => expect(impactOf({ ...base, tokenCount: 1 }, { ...base, enabled: false })).toEqual(['1 key stops working at once.']));
  it('nobody is left', () => expect(impactOf(base, { ...base, authorisedUsersOnly: true })[0]).toContain('Nobody is authorised yet'));
  it('only some are left', () => expect(impactOf({ ...base, authorisedUserCount: 3 }, { ...base, authorisedUsersOnly: true })[0]).toContain('Only the 3 authorised users'));
  it('several at once, worst first', () => expect(impactOf(base, { ...base, enabled: false, requiredCapability: 'moodle/course:view', shortName: '', downloadFiles: false })).toHaveLength(4));
});

describe('templates', () => {
  it('an unknown one is the empty one', () => expect(templateOf('x').id).toBe('empty'));
  it('reading is only reading', () => expect(templateOf('reporting').functions.every((name) => name.includes('_get_'))).toBe(true));
  it('each has names that the server takes', () => {
    for (const { id, name, shortName } of templates) {
      expect(checkShortName(shortName)).toBeNull();
      expect(id === 'empty' ? null : checkName(name)).toBeNull();
    }
  });
  it('only a name that a template gave is replaced by another', () => {
    expect(isFromTemplate('name', 'Group sync')).toBe(true);
    expect(isFromTemplate('name', 'My own')).toBe(false);
  });
});

it.each([
  [{ authorisedUsersOnly: true, authorisedUserCount: 1, requiredCapability: '' }, '1 authorised user'],
  [{ authorisedUsersOnly: false, authorisedUserCount: 7, requiredCapability: '' }, 'All with the capabilities'],
  [{ authorisedUsersOnly: false, authorisedUserCount: 0, requiredCapability: 'moodle/course:view' }, 'All with moodle/course:view'],
])('%j is said as %s', (service, words) => expect(whoMayUse(service)).toBe(words));
