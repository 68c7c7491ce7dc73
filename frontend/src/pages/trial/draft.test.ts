import { describe, expect, it } from 'vitest';
import { adopt, argumentsOf, begin, blank, changeAt, insertAt, pathsUpTo, readArguments, sayPath, settle, type Draft } from './draft';
import { Numeral, parseJson, writeJson, type Json } from '../../ui/json';
import { chance, randomJson, randomNodes, type Node } from './random.testing';
import { sayType, treeOf, type Schema } from './schema';

const node = (path: string, depth: number, shape: Node['shape'], more: Partial<Node> = {}): Node => ({
  path, depth, shape, name: path.endsWith(']') ? '' : (path.split('.').at(-1) ?? ''), type: shape === 'SCALAR' ? 'text' : null, presence: 'REQUIRED', default: null, nullable: true, description: '', ...more,
});

const groups = treeOf([
  node('groups', 0, 'LIST'),
  node('groups[]', 1, 'OBJECT'),
  node('groups[].courseid', 2, 'SCALAR', { type: 'int' }),
  node('groups[].name', 2, 'SCALAR'),
  node('groups[].visible', 2, 'SCALAR', { type: 'bool' }),
  node('groups[].limit', 2, 'SCALAR', { type: 'int', presence: 'DEFAULTED', default: '0' }),
  node('groups[].tags', 2, 'LIST', { presence: 'OPTIONAL' }),
  node('groups[].tags[]', 3, 'SCALAR'),
  node('options', 0, 'OBJECT', { presence: 'DEFAULTED', default: '{}' }),
  node('options.deep', 1, 'OBJECT'),
  node('options.deep.er', 2, 'SCALAR', { type: 'int' }),
]);

const rounds = 400;

describe('a schema', () => {
  it('is a tree of its nodes', () => {
    expect(groups.fields.map((field) => `${field.name} ${sayType(field)}`)).toEqual(['groups list of objects', 'options object']);
    expect(groups.fields[0]?.item?.fields.map((field) => field.name)).toEqual(['courseid', 'name', 'visible', 'limit', 'tags']);
    expect(groups.fields[1]?.fields[0]?.fields[0]?.name).toBe('er');
  });
  it('holds every node at its path', () => {
    const pathsIn = (schema: Schema, path: string): string[] => [
      ...schema.fields.flatMap((field) => [path ? `${path}.${field.name}` : field.name, ...pathsIn(field, path ? `${path}.${field.name}` : field.name)]),
      ...(schema.item ? [`${path}[]`, ...pathsIn(schema.item, `${path}[]`)] : []),
    ];
    for (let seed = 1; seed <= rounds; seed++) {
      const nodes = randomNodes(chance(seed));
      expect(pathsIn(treeOf(nodes), '').toSorted(), `seed ${seed}`).toEqual(nodes.map((each) => each.path).toSorted());
    }
  });
});

describe('a new form', () => {
  it('has the fields that must be there and those with a default, open', () =>
    expect(begin(groups)).toEqual({ groups: [{ courseid: blank, name: blank, visible: false, limit: blank }] }));
  it('sends nothing that stands open', () => expect(argumentsOf(begin(groups))).toBe(writeJson(parseJson('{"groups":[{"visible":false}]}'))));
  it('begins for every schema, and holds nothing that the schema does not know', () => {
    for (let seed = 1; seed <= rounds; seed++) {
      const schema = treeOf(randomNodes(chance(seed)));
      const begun = begin(schema);
      expect(adopt(schema, settle(begun)), `seed ${seed}`).toEqual(withRows(begun));
    }
  });
});

/** A row that stands open is sent as an empty text, and comes back as one. */
function withRows(draft: Draft): Draft {
  if (Array.isArray(draft)) return draft.map((row) => (row === blank ? '' : withRows(row)));
  if (typeof draft !== 'object' || draft === null || draft instanceof Numeral) return draft;
  return Object.fromEntries(Object.entries(draft).map(([name, value]) => [name, value === blank ? value : withRows(value)]));
}

describe('JSON to form to JSON', () => {
  it('is the same for whatever anybody writes, whether it fits or not', () => {
    for (let seed = 1; seed <= rounds; seed++) {
      const next = chance(seed);
      const schema = treeOf(randomNodes(next));
      const value = randomJson(next);
      expect(plain(settle(adopt(schema, value))), `seed ${seed}`).toEqual(plain(value));
    }
  });
  it('stands in the order of the schema, with unknown names behind', () =>
    expect(settle(readArguments(groups, '{"x":1,"options":{},"groups":[]}'))).toSatisfy((value: object) => Object.keys(value).join() === 'groups,options,x'));
  it('opens what a form has and the JSON has not', () => expect(readArguments(groups, '{"groups":[{"name":"a"}]}')).toEqual({ groups: [{ courseid: blank, name: 'a', visible: blank, limit: blank }] }));
});

const plain = (value: Json): unknown => JSON.parse(writeJson(value));

describe('a change', () => {
  const draft = readArguments(groups, '{"groups":[{"courseid":2,"name":"a"},{"courseid":3,"name":"b"}]}');
  const sent = (changed: Draft) => plain(settle(changed));
  it('reaches the one value, and leaves the draft before it as it was', () => {
    const changed = changeAt(draft, ['groups', 1, 'courseid'], () => new Numeral('9'));
    expect(sent(changed)).toEqual({ groups: [{ courseid: 2, name: 'a' }, { courseid: 9, name: 'b' }] });
    expect(sent(draft)).toEqual({ groups: [{ courseid: 2, name: 'a' }, { courseid: 3, name: 'b' }] });
  });
  it('takes a row or a field out', () => {
    expect(sent(changeAt(draft, ['groups', 0], () => undefined))).toEqual({ groups: [{ courseid: 3, name: 'b' }] });
    expect(sent(changeAt(draft, ['groups', 0, 'name'], () => undefined))).toEqual({ groups: [{ courseid: 2 }, { courseid: 3, name: 'b' }] });
  });
  it('puts a row in', () => expect(sent(insertAt(draft, ['groups'], 1, begin(groups.fields[0]?.item as Schema)))).toEqual({ groups: [{ courseid: 2, name: 'a' }, { visible: false }, { courseid: 3, name: 'b' }] }));
  it('begins a list that was left out', () => expect(sent(insertAt(draft, ['groups', 0, 'tags'], 0, 'x'))).toMatchObject({ groups: [{ tags: ['x'] }, {}] }));
});

describe('a path', () => {
  it('is written as the server writes it', () => expect(sayPath(['groups', 1, 'members', 0, 'id'])).toBe('groups[1].members[0].id'));
  it('leads to the nearest field there is', () => {
    expect(pathsUpTo('groups[1].courseid')).toEqual(['groups[1].courseid', 'groups[1]', 'groups']);
    expect(pathsUpTo('ids[0][2]')).toEqual(['ids[0][2]', 'ids[0]', 'ids']);
    expect(pathsUpTo('name')).toEqual(['name']);
    expect(pathsUpTo('')).toEqual([]);
  });
  it('that is hostile leads nowhere, and ends', () => {
    for (const path of ['..', '[[', ']', 'a..b', '[', 'a[b].c', '\n', 'a]b']) expect(pathsUpTo(path).length).toBeLessThan(10);
  });
});
