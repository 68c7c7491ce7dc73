// The parameters or the result of a function, as a tree.
import { graphql } from '../gql';
import type { SchemaTreeNodeFragment } from '../gql/graphql';
import css from './SchemaTree.module.css';

export const SchemaTreeNode = graphql(`
  fragment SchemaTreeNode on SchemaNode {
    path
    name
    depth
    shape
    type
    presence
    default
    nullable
    description
  }
`);

type Node = SchemaTreeNodeFragment;

/** A line of the tree: the items of a list stand on the line of the list itself. */
export interface TreeLine {
  node: Node;
  /** How deep it is shown. */
  depth: number;
  /** "list of objects", "list of int", "text". */
  type: string;
  name: string;
}

/** linesOf lays the nodes out for reading: "groups list of objects", and the fields of the item below it. */
export function linesOf(nodes: readonly Node[]): TreeLine[] {
  const lines: TreeLine[] = [];
  let at = 0;
  const read = (depth: number, name: string) => {
    const node = nodes[at++] as Node;
    const line: TreeLine = { node, depth, name, type: typeOf(node) };
    lines.push(line);
    let item: Node = node;
    while (item.shape === 'LIST' && nodes[at] && (nodes[at] as Node).depth > item.depth) {
      item = nodes[at++] as Node;
      line.type += item.shape === 'LIST' ? ' of lists' : item.shape === 'OBJECT' ? ' of objects' : ` of ${item.type}`;
    }
    while (nodes[at] && (nodes[at] as Node).depth > item.depth) read(depth + 1, (nodes[at] as Node).name);
  };
  while (at < nodes.length) read(0, (nodes[at] as Node).name);
  return lines;
}

function typeOf(node: Node): string {
  if (node.shape === 'LIST') return 'list';
  return node.shape === 'OBJECT' ? 'object' : (node.type ?? '');
}

interface SchemaTreeProps {
  label: string;
  nodes: readonly Node[];
  empty: string;
  /** Parameters say whether they are required; results are there unless they are optional. */
  parameters?: boolean;
}

export function SchemaTree({ label, nodes, empty, parameters = false }: SchemaTreeProps) {
  if (nodes.length === 0) return <p className="muted">{empty}</p>;
  return (
    <ul className={css.tree} aria-label={label}>
      {linesOf(nodes).map((line, index) => (
        <li key={`${line.node.path} ${index}`} className={css.line} data-depth={Math.min(line.depth, 6)}>
          <div>
            {line.name && <code className="break">{line.name}</code>} <span className={css.type}>{line.type}</span> <Presence of={line.node} parameters={parameters} />
          </div>
          {line.node.description && <div className="muted small break">{line.node.description}</div>}
        </li>
      ))}
    </ul>
  );
}

function Presence({ of: { presence, default: standIn, nullable, shape }, parameters }: { of: Node; parameters: boolean }) {
  return (
    <span className={css.presence}>
      {parameters && presence === 'REQUIRED' && <span className={css.required}>required</span>}
      {presence === 'OPTIONAL' && 'optional'}
      {presence === 'DEFAULTED' && (
        <>
          default <code className="break">{standIn}</code>
        </>
      )}
      {/* Nearly every value may be null, so only the others say something. */}
      {shape === 'SCALAR' && !nullable && ' not null'}
    </span>
  );
}
