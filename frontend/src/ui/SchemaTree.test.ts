import { describe, expect, it } from 'vitest';
import type { SchemaTreeNodeFragment } from '../gql/graphql';
import { linesOf } from './SchemaTree';

const node = (path: string, depth: number, shape: 'SCALAR' | 'OBJECT' | 'LIST', type: string | null = null) =>
  ({ path, name: path.endsWith(']') ? '' : (path.split('.').at(-1) ?? ''), depth, shape, type, presence: 'REQUIRED', default: null, nullable: true, description: '' }) as SchemaTreeNodeFragment;

const said = (nodes: SchemaTreeNodeFragment[]) => linesOf(nodes).map((line) => `${'  '.repeat(line.depth)}${line.name} ${line.type}`);

describe('a schema as lines', () => {
  it('nothing is no line', () => expect(said([])).toEqual([]));
  it('a list of objects shows their fields below itself', () =>
    expect(
      said([node('groups', 0, 'LIST'), node('groups[]', 1, 'OBJECT'), node('groups[].id', 2, 'SCALAR', 'int'), node('groups[].tags', 2, 'LIST'), node('groups[].tags[]', 3, 'SCALAR', 'text'), node('after', 0, 'SCALAR', 'bool')]),
    ).toEqual(['groups list of objects', '  id int', '  tags list of text', 'after bool']));
  it('an object shows its fields', () => expect(said([node('options', 0, 'OBJECT'), node('options.limit', 1, 'SCALAR', 'int')])).toEqual(['options object', '  limit int']));
  it('a result without a name has its type', () => expect(said([node('', 0, 'LIST'), node('[]', 1, 'LIST'), node('[][]', 2, 'SCALAR', 'int')])).toEqual([' list of lists of int']));
});
