// The parameters of a function as a tree, made from the list that the server gives: depth first, each with its depth.
import type { SchemaTreeNodeFragment } from '../../gql/graphql';

export interface Schema extends Pick<SchemaTreeNodeFragment, 'name' | 'shape' | 'presence' | 'nullable' | 'description'> {
  /** Of a scalar: int, text, email. */
  type: string;
  /** What stands in when it is left out, as JSON; nothing when nothing does. */
  standIn: string | null;
  /** Of an object. */
  fields: Schema[];
  /** Of a list. */
  item: Schema | null;
}

/** treeOf makes one object of the parameters. */
export function treeOf(nodes: readonly SchemaTreeNodeFragment[]): Schema {
  let at = 0;
  const read = (): Schema => {
    const node = nodes[at++] as SchemaTreeNodeFragment;
    const below: Schema[] = [];
    while (at < nodes.length && (nodes[at] as SchemaTreeNodeFragment).depth > node.depth) below.push(read());
    const { name, shape, presence, nullable, description } = node;
    const list = shape === 'LIST';
    return { name, shape, presence, nullable, description, type: node.type ?? '', standIn: node.default ?? null, fields: list ? [] : below, item: list ? (below[0] ?? null) : null };
  };
  const fields: Schema[] = [];
  while (at < nodes.length) fields.push(read());
  return { name: '', shape: 'OBJECT', presence: 'REQUIRED', nullable: false, description: '', type: '', standIn: null, fields, item: null };
}

/** sayType is what a value is, in words: "list of objects", "int". */
export function sayType(schema: Schema): string {
  if (schema.shape === 'OBJECT') return 'object';
  if (schema.shape === 'SCALAR') return schema.type;
  const item = schema.item;
  if (!item) return 'list';
  return item.shape === 'SCALAR' ? `list of ${item.type}` : item.shape === 'OBJECT' ? 'list of objects' : 'list of lists';
}
