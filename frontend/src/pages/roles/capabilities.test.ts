import { expect, it } from 'vitest';
import { byComponent, meaningOf } from './capabilities';

it('capabilities stand with their component, in alphabetical order', () => {
  const named = ['moodle/user:view', 'moodle/course:view', 'webservice/rest:use', 'moodle/course:create'].map((name) => ({ name }));
  expect(byComponent(named).map(([component, list]) => [component, list.map((each) => each.name)])).toEqual([
    ['moodle/course', ['moodle/course:create', 'moodle/course:view']],
    ['moodle/user', ['moodle/user:view']],
    ['webservice/rest', ['webservice/rest:use']],
  ]);
});

it.each([
  ['webservice/soap:use', 'Every call over soap asks for it.'],
  ['moodle/webservice:createtoken', 'Lets a user make own keys in the account.'],
  ['local/x:y', 'No function asks for it.'],
])('%s: %s', (capability, meaning) => expect(meaningOf(capability)).toBe(meaning));
