import { afterEach, describe, expect, it } from 'vitest';
import type { DocsEntryFragment } from '../../gql/graphql';
import { countWords, found, grouped, toStartWith } from './list';
import { textOf } from './message';
import { notAKey, pasted, withKey } from './pasted';
import { chosen } from './subject';

const entry = (name: string, more: Partial<DocsEntryFragment['function']> = {}, allowed = true): DocsEntryFragment => ({
  allowed,
  check: null,
  reason: null,
  remedy: null,
  function: { name, component: 'core_group', summary: 'Makes groups.', capabilities: ['moodle/course:managegroups'], kind: 'WRITE', deprecated: false, replacedBy: null, present: true, parameters: [{ name: 'courseid' }], ...more },
});

describe('whose documentation', () => {
  const own = [{ id: '9' }, { id: '3' }];
  it('of a user without a choice is that of the newest key', () => expect(chosen({}, false, own)).toEqual({ key: '9' }));
  it('of a user without keys is none', () => expect(chosen({ service: '2' }, false, [])).toBeNull());
  it('of an administrator is everything, or the service', () => {
    expect(chosen({}, true, own)).toEqual({});
    expect(chosen({ service: '2' }, true, own)).toEqual({ service: '2' });
  });
});

describe('a pasted key', () => {
  afterEach(() => pasted.set(''));
  const python = { quoted: true, key: 'os.environ["WS_TOKEN"]' };
  it('takes the place of the first expression only', () => expect(withKey('t = os.environ["WS_TOKEN"]\nx = \'os.environ["WS_TOKEN"]\'', python, 'gate_a')).toBe('t = "gate_a"\nx = \'os.environ["WS_TOKEN"]\''));
  it('stands bare between the quotes of a shell', () => expect(withKey('-H "Authorization: Bearer $WS_TOKEN"', { quoted: false, key: '$WS_TOKEN' }, 'gate_a')).toBe('-H "Authorization: Bearer gate_a"'));
  it.each(['a"; evil()', '$(x)', "a'b", 'a b', '$&'])('%j is none', (text) => {
    pasted.set(text);
    expect(pasted.get()).toBe('');
    expect(notAKey(text)).not.toBeNull();
  });
  it('is stored nowhere', () => {
    pasted.set(' gate_a ');
    expect(pasted.get()).toBe('gate_a');
    expect(JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }) + document.cookie + location.href).not.toContain('gate_a');
  });
});

describe('the list', () => {
  it.each(['GROUPS', 'courseid', 'managegroups make', 'core_group_create'])('%j finds it', (search) => expect(found(entry('core_group_create_groups'), search)).toBe(true));
  it('finds nothing by half of the words', () => expect(found(entry('core_group_create_groups'), 'groups nowhere')).toBe(false));
  it('is grouped by what it is about, in order', () =>
    expect(grouped([entry('core_user_get'), entry('core_group_b'), entry('core_group_a')]).map(([area, list]) => [area, list.map((each) => each.function.name)])).toEqual([
      ['core_group', ['core_group_a', 'core_group_b']],
      ['core_user', ['core_user_get']],
    ]));
  it('is counted', () => {
    expect(countWords([entry('a'), entry('b', {}, false)], 'you')).toBe('You may call 1 of 2 functions.');
    expect(countWords([entry('b', {}, false)], 'key')).toBe('This key may call none of 1 function.');
  });
  it('a first call changes nothing when there is one that does not', () => {
    expect(toStartWith([entry('a'), entry('b', { kind: 'READ' })])).toBe('b');
    expect(toStartWith([entry('a', {}, false)])).toBeUndefined();
  });
});

describe('messages', () => {
  it('an answer is laid out in lines', () => expect(textOf({ method: null, url: null, status: 200, headers: [], body: '{"a":[1]}', binary: false, cut: false })).toBe('HTTP 200\n\n{\n  "a": [\n    1\n  ]\n}'));
  it('a request begins with its method', () => expect(textOf({ method: 'POST', url: 'http://x', status: null, headers: [{ name: 'A', value: 'b' }], body: '{}', binary: false, cut: false })).toBe('POST http://x\nA: b\n\n{}'));
});
