// Random schemas and values of them, for tests: the same ones for the same seed.
import { Numeral, type Json } from '../../ui/json';
import type { SchemaTreeNodeFragment } from '../../gql/graphql';

export type Node = SchemaTreeNodeFragment;

/** chance makes numbers from 0 up to a limit, always the same for a seed (mulberry32). */
export function chance(seed: number) {
  let state = seed;
  return (limit: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

type Chance = ReturnType<typeof chance>;
const pick = <T>(from: readonly T[], next: Chance): T => from[next(from.length)] as T;

const types = ['int', 'float', 'bool', 'text', 'raw', 'email', 'auth', 'base64'];
const shapes = ['SCALAR', 'SCALAR', 'OBJECT', 'LIST'] as const;

/** nodesOf are the nodes of one value and all below it, as the server lists them. */
function nodesOf(path: string, name: string, depth: number, next: Chance): Node[] {
  const shape = depth > 4 ? 'SCALAR' : pick(shapes, next);
  const presence = name === '' ? 'REQUIRED' : pick(['REQUIRED', 'OPTIONAL', 'DEFAULTED'] as const, next);
  const node: Node = { path, name, depth, shape, type: shape === 'SCALAR' ? pick(types, next) : null, presence, default: presence === 'DEFAULTED' ? 'null' : null, nullable: next(2) === 0, description: '' };
  if (shape === 'LIST') return [node, ...nodesOf(`${path}[]`, '', depth + 1, next)];
  return shape === 'OBJECT' ? [node, ...fieldsOf(path, depth + 1, next)] : [node];
}

function fieldsOf(path: string, depth: number, next: Chance): Node[] {
  return Array.from({ length: next(5) }, (_, index) => `f${index}`).flatMap((name) => nodesOf(path ? `${path}.${name}` : name, name, depth, next));
}

/** randomNodes are the parameters of a function that nobody wrote. */
export const randomNodes = (next: Chance): Node[] => fieldsOf('', 0, next);

const texts = ['', ' ', 'a', '0', 'null', 'true', '-1', 'ünïcode', 'a\nb', '{"a":1}', '__proto__'];

/** randomJson is any JSON: most of what it makes fits no schema. */
export function randomJson(next: Chance, depth = 0): Json {
  switch (next(depth > 3 ? 4 : 6)) {
    case 0:
      return null;
    case 1:
      return next(2) === 0;
    case 2:
      return new Numeral(pick(['0', '-1', '9223372036854775807', '1.50', '1e9'], next));
    case 3:
      return pick(texts, next);
    case 4:
      return Array.from({ length: next(4) }, () => randomJson(next, depth + 1));
    default:
      return Object.fromEntries(Array.from({ length: next(4) }, () => [pick(['f0', 'f1', 'f2', 'x', ''], next), randomJson(next, depth + 1)]));
  }
}
