// The arguments while they are being written: JSON in which fields may stand open. Everything here makes anew what it changes.
import { isObject, parseJson, writeJson, type Json, type Numeral } from '../../ui/json';
import type { Schema } from './schema';

/** A field that is in sight and holds nothing yet. It is left out of what is sent. */
export const blank = Symbol('blank');

export type Draft = typeof blank | null | boolean | string | Numeral | Draft[] | DraftObject;
export interface DraftObject {
  [name: string]: Draft;
}

/** Where a value stands: ['groups', 1, 'courseid']. */
export type Path = readonly (string | number)[];

export const isDraftObject = (value: Draft | undefined): value is DraftObject => isObject(value);

/** sayPath writes a place as the server does: groups[1].courseid. */
export const sayPath = (path: Path): string => path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');

/** pathsUpTo are a place and those around it, the innermost first: groups[1].courseid, groups[1], groups. */
export function pathsUpTo(path: string): string[] {
  const found: string[] = [];
  for (let rest = path; rest; rest = rest.replace(/(\.[^.[\]]*|\[\d*\]|^[^.[\]]*)$/, '')) {
    if (found.includes(rest)) break;
    found.push(rest);
  }
  return found;
}

/** shownAtOnce says whether a field stands in a new form: optional ones are added when they are wanted. */
const shownAtOnce = ({ presence, shape }: Schema) => presence === 'REQUIRED' || (presence === 'DEFAULTED' && shape === 'SCALAR');

const empty = (): DraftObject => Object.create(null) as DraftObject;

/** begin is what a value starts with: the fields that must be there, lists with one row. */
export function begin(schema: Schema): Draft {
  if (schema.shape === 'LIST') return schema.item ? [begin(schema.item)] : [];
  if (schema.shape === 'SCALAR') return schema.type === 'bool' && schema.presence === 'REQUIRED' ? false : blank;
  const object = empty();
  for (const field of schema.fields) if (shownAtOnce(field)) object[field.name] = begin(field);
  return object;
}

/** adopt takes over JSON, in the order of the schema; fields that belong to a form and are not there stand open. */
export function adopt(schema: Schema | null, value: Json): Draft {
  if (Array.isArray(value)) return value.map((item) => adopt(schema?.item ?? null, item));
  if (!isObject(value)) return value;
  const object = empty();
  for (const field of schema?.fields ?? []) {
    if (field.name in value) object[field.name] = adopt(field, value[field.name] as Json);
    else if (shownAtOnce(field)) object[field.name] = blank;
  }
  for (const name of Object.keys(value)) if (!(name in object)) object[name] = adopt(null, value[name] as Json);
  return object;
}

/** settle is what is sent: without what stands open. A row cannot be left out, so an open one is an empty text. */
export function settle(draft: Draft): Json {
  if (draft === blank) return '';
  if (Array.isArray(draft)) return draft.map(settle);
  if (!isDraftObject(draft)) return draft;
  const object = Object.create(null) as Record<string, Json>;
  for (const [name, value] of Object.entries(draft)) if (value !== blank) object[name] = settle(value);
  return object;
}

/** argumentsOf is the JSON of a draft, as it is shown and sent. */
export const argumentsOf = (draft: Draft) => writeJson(settle(draft));

/** readArguments takes over a text, and throws a JsonFault. */
export const readArguments = (schema: Schema, text: string) => adopt(schema, parseJson(text));

type Change = (before: Draft | undefined) => Draft | undefined;

/** changeAt makes a draft in which one value is another one; nothing takes it out. */
export function changeAt(draft: Draft, path: Path, change: Change): Draft {
  const [step, ...rest] = path;
  if (step === undefined) return change(draft) ?? blank;
  if (Array.isArray(draft)) {
    const at = Number(step);
    const next = rest.length > 0 ? changeAt(draft[at] ?? blank, rest, change) : change(draft[at]);
    return next === undefined ? draft.filter((_, index) => index !== at) : draft.map((item, index) => (index === at ? next : item));
  }
  const name = String(step);
  const object = Object.assign(empty(), isDraftObject(draft) ? draft : {});
  const next = rest.length > 0 ? changeAt(object[name] ?? empty(), rest, change) : change(object[name]);
  if (next === undefined) delete object[name];
  else object[name] = next;
  return object;
}

/** insertAt puts a row into a list. */
export const insertAt = (draft: Draft, path: Path, at: number, row: Draft): Draft => changeAt(draft, path, (before) => (Array.isArray(before) ? before.toSpliced(at, 0, row) : [row]));
