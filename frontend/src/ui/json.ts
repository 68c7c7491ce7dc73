// JSON as it is written: numbers keep their digits, because a whole number of the server has more than a number here can hold, and what
// is wrong is said with its line and column.

/** A number as it was spelled. */
export class Numeral {
  constructor(readonly text: string) {}
}

export type Json = null | boolean | string | Numeral | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json;
}

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Numeral);

/** What is wrong with a text that should be JSON. Lines and columns begin at 1. */
export class JsonFault extends Error {
  constructor(
    message: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(message);
  }
}

const numeral = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** isNumeral says whether a text is a number to JSON. */
export const isNumeral = (text: string) => numeral.test(text);

const token = /"[^"\\\n]*(?:\\.[^"\\\n]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|true\b|false\b|null\b|[[\]{},:]/y;
const blanks = /[ \t\r\n]*/y;
const deepest = 200;
const unfinished = 'This text has no end, or something in it that needs a backslash.';

class Reader {
  at = 0;

  constructor(readonly source: string) {}

  fault(message: string, at = this.at): JsonFault {
    const before = this.source.slice(0, at).split('\n');
    return new JsonFault(message, before.length, (before.at(-1) ?? '').length + 1);
  }

  skip() {
    blanks.lastIndex = this.at;
    blanks.test(this.source);
    this.at = blanks.lastIndex;
  }

  /** The next token, which is not taken yet; nothing at the end or where none begins. */
  peek(): string | undefined {
    this.skip();
    token.lastIndex = this.at;
    return token.exec(this.source)?.[0];
  }

  take(wanted: string, instead: string) {
    if (this.peek() !== wanted) throw this.fault(this.unlike(instead));
    this.at += 1;
  }

  unlike(expected: string): string {
    if (this.at >= this.source.length) return `It ends here; ${expected} is expected.`;
    if (this.source[this.at] === '"' && this.peek() === undefined) return unfinished;
    return `${expected[0]?.toUpperCase()}${expected.slice(1)} is expected here.`;
  }

  value(depth: number): Json {
    const next = this.peek();
    if (next === undefined || ']},:'.includes(next)) throw this.fault(this.unlike('a value'));
    if (depth > deepest) throw this.fault('This is nested too deep.');
    if (next === '{') return this.object(depth);
    if (next === '[') return this.list(depth);
    if (next.startsWith('"')) return this.text(next);
    this.at += next.length;
    return isNumeral(next) ? new Numeral(next) : (JSON.parse(next) as boolean | null);
  }

  list(depth: number): Json[] {
    this.at += 1;
    const items: Json[] = [];
    if (this.ended(']')) return items;
    for (;;) {
      items.push(this.value(depth + 1));
      if (this.ended(']')) return items;
      this.take(',', 'a comma or ]');
    }
  }

  object(depth: number): JsonObject {
    this.at += 1;
    // Names come from outside: "__proto__" is one like any other.
    const object = Object.create(null) as JsonObject;
    if (this.ended('}')) return object;
    for (;;) {
      const name = this.name(object);
      this.take(':', 'a colon');
      object[name] = this.value(depth + 1);
      if (this.ended('}')) return object;
      this.take(',', 'a comma or }');
    }
  }

  name(object: JsonObject): string {
    const next = this.peek();
    if (!next?.startsWith('"')) throw this.fault(this.unlike('a name in double quotes'));
    const name = this.text(next);
    if (name in object) throw this.fault(`"${name}" stands here twice.`, this.at - next.length);
    return name;
  }

  text(quoted: string): string {
    try {
      const text = JSON.parse(quoted) as string;
      this.at += quoted.length;
      return text;
    } catch {
      throw this.fault(unfinished);
    }
  }

  ended(mark: string): boolean {
    if (this.peek() !== mark) return false;
    this.at += 1;
    return true;
  }
}

/** parseJson reads a text, and throws a JsonFault. */
export function parseJson(source: string): Json {
  const reader = new Reader(source);
  const value = reader.value(0);
  reader.skip();
  if (reader.at < source.length) throw reader.fault('Nothing may stand behind the end.');
  return value;
}

/** writeJson is the text of a value: with lines, or without when indent is 0. */
export function writeJson(value: Json, indent = 2): string {
  return written(value, indent, indent > 0 ? '\n' : '');
}

function written(value: Json, indent: number, start: string): string {
  if (value instanceof Numeral) return value.text;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = start && start + ' '.repeat(indent);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const colon = indent > 0 ? ': ' : ':';
  const parts = Array.isArray(value)
    ? value.map((item) => written(item, indent, inner))
    : Object.entries(value).map(([name, item]) => JSON.stringify(name) + colon + written(item, indent, inner));
  return parts.length === 0 ? `${open}${close}` : `${open}${inner}${parts.join(`,${inner}`)}${start}${close}`;
}
