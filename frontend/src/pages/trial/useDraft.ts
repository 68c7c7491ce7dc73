import { useState } from 'react';
import { useSession } from '../../graphql';
import { adopt, argumentsOf, begin, changeAt, insertAt, readArguments, settle, type Draft, type Path } from './draft';
import { isObject, JsonFault, parseJson } from '../../ui/json';
import type { Schema } from './schema';

/** The arguments of one function, as the form and as the JSON of the same. */
export interface Arguments {
  draft: Draft;
  /** The JSON in its field: what was typed there last, or else what the form says. */
  text: string;
  /** Why the text is no arguments; the form keeps what was last right. */
  fault: JsonFault | null;
  /** What is sent. */
  settled: string;
  /** They are those of the declared example. */
  asExample: boolean;
  set: (path: Path, value: Draft) => void;
  remove: (path: Path) => void;
  insert: (path: Path, at: number, row: Draft) => void;
  type: (text: string) => void;
  fillIn: () => void;
  clear: () => void;
}

/** read takes over a text, or says what is wrong with it. */
function read(schema: Schema, text: string): Draft | JsonFault {
  try {
    return isObject(parseJson(text)) ? readArguments(schema, text) : new JsonFault('An object is expected: { … }', 1, 1);
  } catch (thrown) {
    if (thrown instanceof JsonFault) return thrown;
    throw thrown;
  }
}

const exampleOf = (schema: Schema, example: string | null): Draft => {
  const found = example ? read(schema, example) : null;
  return found === null || found instanceof JsonFault ? begin(schema) : found;
};

/** useDraft keeps the arguments of a function while it is tried: in this tab, until the person signs out. */
export function useDraft(name: string, schema: Schema, example: string | null): Arguments {
  const place = `gatehouse.try.${useSession().viewer?.id}.${name}`;
  const [draft, keep] = useState<Draft>(() => {
    const kept = read(schema, sessionStorage.getItem(place) ?? '');
    return kept instanceof JsonFault ? exampleOf(schema, example) : kept;
  });
  const [typed, setTyped] = useState<{ text: string; fault: JsonFault | null } | null>(null);
  const change = (next: Draft) => {
    keep(next);
    remember(place, argumentsOf(next));
  };
  const changeForm = (next: Draft) => {
    setTyped(null);
    change(next);
  };
  const settled = argumentsOf(draft);
  return {
    draft,
    text: typed?.text ?? settled,
    fault: typed?.fault ?? null,
    settled,
    asExample: example !== null && settled === argumentsOf(exampleOf(schema, example)),
    set: (path, value) => changeForm(changeAt(draft, path, () => value)),
    remove: (path) => changeForm(changeAt(draft, path, () => undefined)),
    insert: (path, at, row) => changeForm(insertAt(draft, path, at, row)),
    type: (text) => {
      const found = read(schema, text);
      setTyped({ text, fault: found instanceof JsonFault ? found : null });
      if (!(found instanceof JsonFault)) change(found);
    },
    fillIn: () => changeForm(exampleOf(schema, example)),
    clear: () => changeForm(adopt(schema, settle(begin(schema)))),
  };
}

function remember(place: string, text: string) {
  try {
    sessionStorage.setItem(place, text);
  } catch {
    // No room for it: then it lasts as long as the page.
  }
}
