import { describe, expect, it } from 'vitest';
import { exampleCall, fieldsOf, pretty } from './call';

describe('an example call', () => {
  it('carries JSON to our own address', () => {
    const line = exampleCall('json', 'https://ws.example.org', 'core_group_get_groups', '{"groupids":[2]}');
    expect(line).toContain('curl https://ws.example.org/webservice/rest/core_group_get_groups \\\n');
    expect(line).toContain(`-d '{\n  "groupids": [\n    2\n  ]\n}'`);
  });
  it('carries fields to the address of Moodle', () =>
    expect(exampleCall('form', 'https://ws.example.org', 'core_group_get_groups', '{"groupids":[2]}').split(' \\\n  ')).toEqual([
      'curl https://ws.example.org/webservice/rest/server.php',
      '-d "wstoken=$GATEHOUSE_TOKEN"',
      '-d wsfunction=core_group_get_groups',
      '-d moodlewsrestformat=json',
      "--data-urlencode 'groupids[0]=2'",
    ]));
  it('without arguments sends none', () => expect(exampleCall('json', '', 'x', null)).toContain("-d '{}'"));
  it('cannot break out of its quotes', () => expect(exampleCall('form', '', 'x', `{"name":"it's $(rm -rf /)"}`)).toContain(`--data-urlencode 'name=it'\\''s $(rm -rf /)'`));
});

it('fields are flattened with their indices', () =>
  expect(fieldsOf({ users: [{ name: 'a', on: true, gone: null, list: [1, 2] }] })).toEqual([
    ['users[0][name]', 'a'],
    ['users[0][on]', '1'],
    ['users[0][list][0]', '1'],
    ['users[0][list][1]', '2'],
  ]));

it('what is no JSON stays as it is', () => expect(pretty('<xml/>')).toBe('<xml/>'));
