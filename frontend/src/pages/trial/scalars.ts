// What single values may hold, as the server checks them (server/call/type.go). Where its rule is long, the server alone is asked: a
// form that refuses what the server takes would be worse than one that says nothing.
import { isNumeral, Numeral, type Json } from '../../ui/json';

const smallest = -(2n ** 63n);
const largest = 2n ** 63n - 1n;
const whole = /^(0|-?[1-9]\d*)$/;
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

const isInt = (text: string) => whole.test(text) && BigInt(text) >= smallest && BigInt(text) <= largest;
const isFloat = (text: string) => text.length <= 64 && decimal.test(text) && Number.isFinite(Number(text));
const hasTags = (text: string) => /<(?![ \t\n\r\v\f])/.test(text);

/** What a type accepts, and how that is called. Types that are not here are left to the server. */
const rules: Record<string, { accepts: (text: string) => boolean; expects: string }> = {
  int: { accepts: isInt, expects: 'a whole number' },
  float: { accepts: isFloat, expects: 'a number' },
  bool: { accepts: (text) => /^(true|false|0|1)$/.test(text), expects: 'true or false' },
  notags: { accepts: (text) => !hasTags(text), expects: 'text without HTML tags' },
  // Text may hold the markup of several languages, which the server knows.
  text: { accepts: (text) => text.includes('</') || !hasTags(text), expects: 'text without HTML tags' },
  alpha: { accepts: (text) => /^[a-zA-Z]*$/.test(text), expects: 'letters a-z only' },
  alphaext: { accepts: (text) => /^[a-zA-Z_-]*$/.test(text), expects: "letters a-z, '_' and '-' only" },
  alphanum: { accepts: (text) => /^[a-zA-Z0-9]*$/.test(text), expects: 'letters a-z and digits only' },
  alphanumext: { accepts: (text) => /^[a-zA-Z0-9_-]*$/.test(text), expects: "letters a-z, digits, '_' and '-' only" },
  sequence: { accepts: (text) => /^[0-9,]*$/.test(text), expects: 'numbers with commas between them' },
  username: { accepts: (text) => /^[-._@a-z0-9]*$/.test(text), expects: 'a user name: lower-case letters, digits and . _ - @' },
  safedir: { accepts: (text) => /^[a-zA-Z0-9_-]*$/.test(text), expects: "letters a-z, digits, '_' and '-' only" },
  safepath: { accepts: (text) => /^[a-zA-Z0-9/_-]*$/.test(text), expects: "letters a-z, digits, '/', '_' and '-' only" },
  email: { accepts: (text) => text === '' || /^[^\s<>"]+@[^\s<>"@]+\.[^\s<>"@]+$/.test(text), expects: 'an e-mail address' },
  url: { accepts: (text) => text === '' || /^https?:\/\/[^\s<>"]+$/i.test(text), expects: 'an http or https address' },
};

/** The values of types that have few. */
const choices: Record<string, readonly string[]> = {
  auth: ['manual', 'email', 'webservice', 'nologin'],
  permission: ['1', '0', '-1', '-1000'],
  lang: ['en'],
  theme: ['boost', 'classic'],
};

export const choicesOf = (type: string): readonly string[] | undefined => choices[type];

/** faultOf says what is wrong with a value of a type, nothing when it is right or only the server can tell. */
export function faultOf(type: string, value: Json): string | null {
  const rule = rules[type];
  if (value === null) return null;
  if (typeof value === 'boolean') return type === 'bool' ? null : `Found ${value}, expected ${rule?.expects ?? 'text'}.`;
  if (!rule || rule.accepts(textOf(value))) return null;
  return `Expected ${rule.expects}.`;
}

/** textOf is a value as it stands in a field. */
export function textOf(value: Json): string {
  if (value instanceof Numeral) return value.text;
  return typeof value === 'string' ? value : value === null ? '' : String(value);
}

/** valueOf is what was typed, as a value of the type: a number where it is one to JSON, else the text itself, for the server to judge. */
export function valueOf(type: string, text: string): Json {
  const number = (type === 'int' && isInt(text)) || (type === 'float' && isFloat(text) && isNumeral(text));
  return number ? new Numeral(text) : text;
}

const wordy = /(description|content|summary|message|intro|body|comment|note)s?$/i;
const wordyTypes = new Set(['raw', 'text', 'clean', 'cleanhtml', 'raw_trimmed']);

/** isLong says whether a field wants several lines. */
export function isLong(type: string, name: string, text: string): boolean {
  if (type === 'base64' || text.includes('\n') || text.length > 80) return true;
  return wordyTypes.has(type) && wordy.test(name);
}
