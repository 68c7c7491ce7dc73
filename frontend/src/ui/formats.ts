// Bodies laid out for reading. What is not what it looks like stays as it is.
import { parseJson, writeJson } from './json';

const tag = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[^>]+>|[^<]+/g;
const isMarkup = (part: string) => part.startsWith('<') && !part.startsWith('<![CDATA[');

/** layOut breaks a body into lines: JSON and XML with their depth. */
export function layOut(body: string): string {
  const start = body.trimStart()[0];
  if (start === '<') return layOutXml(body);
  try {
    return start === '{' || start === '[' ? writeJson(parseJson(body)) : body;
  } catch {
    return body;
  }
}

const bare = (text: string) => text.replace(/\s+/g, '');

function layOutXml(body: string): string {
  const parts = (body.match(tag) ?? []).filter((part) => part.trim() !== '');
  if (bare(parts.join('')) !== bare(body)) return body; // something in it is no XML
  const lines: string[] = [];
  let depth = 0;
  for (let at = 0; at < parts.length; at++) {
    const part = (parts[at] as string).trim();
    if (part.startsWith('</')) depth = Math.max(0, depth - 1);
    let line = part;
    const opens = isMarkup(part) && !/^<[/!?]/.test(part) && !part.endsWith('/>');
    // An element that holds only text, or nothing, is one line.
    if (opens && parts[at + 1]?.startsWith('</')) line += parts[++at];
    else if (opens && parts[at + 1] !== undefined && !isMarkup(parts[at + 1] as string) && parts[at + 2]?.startsWith('</')) line += `${parts[++at]}${parts[++at]}`;
    else if (opens) depth += 1;
    lines.push('  '.repeat(line === part && opens ? depth - 1 : depth) + line);
  }
  return lines.join('\n');
}

/** bytesOf reads hexadecimal digits with blanks between them; nothing when they are none, or an odd number. */
export function bytesOf(hex: string): number[] | null {
  const digits = hex.replace(/\s+/g, '');
  if (digits.length % 2 > 0 || /[^0-9a-fA-F]/.test(digits)) return null;
  return (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}

const twoDigits = (byte: number) => byte.toString(16).padStart(2, '0');
const letter = (byte: number) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.');

function rowsOf(bytes: number[], width: number): number[][] {
  return Array.from({ length: Math.ceil(bytes.length / width) }, (_, row) => bytes.slice(row * width, (row + 1) * width));
}

/** spaced writes hexadecimal digits in pairs, so that they can be read and edited. */
export const spaced = (hex: string, width = 8) => rowsOf(bytesOf(hex) ?? [], width).map((row) => row.map(twoDigits).join(' ')).join('\n');

/** dump shows bytes with their place and as letters. */
export function dump(hex: string, width = 8): string {
  return rowsOf(bytesOf(hex) ?? [], width)
    .map((row, index) => `${(index * width).toString(16).padStart(4, '0')}  ${row.map(twoDigits).join(' ').padEnd(width * 3 - 1)}  ${row.map(letter).join('')}`)
    .join('\n');
}
