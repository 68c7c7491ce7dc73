// Settings as text fields have them: numbers of days, sizes, lists of web sites.

export const needed = (what: string) => (text: string) => (text.trim() ? null : `Write ${what}.`);

/** wholeNumber checks a number typed into a field. */
export function wholeNumber(least: number, most: number) {
  return (text: string) => {
    const number = Number(text);
    if (/^\d+$/.test(text.trim()) && number >= least && number <= most) return null;
    return `Write a whole number from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}.`;
  };
}

const megabyte = 1024 * 1024;

/** A size is kept in bytes, and typed in megabytes. */
export const toMegabytes = (bytes: number) => String(Math.round((bytes / megabyte) * 100) / 100);
export const toBytes = (text: string) => Math.round(Number(text) * megabyte);

export function checkMegabytes(text: string): string | null {
  return /^\d+(\.\d+)?$/.test(text.trim()) && Number(text) <= 1_000_000 ? null : 'Write a number of megabytes, for example 64.';
}

/** linesOf are the entries of a list that is typed one on each line. */
export const linesOf = (text: string) =>
  text
    .split(/[\s,]+/)
    .map((line) => line.trim())
    .filter(Boolean);

/** checkOrigins says what no browser would ever send as its origin. */
export function checkOrigins(star: boolean) {
  return (text: string) => {
    const wrong = linesOf(text).find((line) => !(star && line === '*') && !isOrigin(line));
    return wrong === undefined ? null : `“${wrong}” is not a web site such as https://app.example.org: scheme and host, lower case, no path.`;
  };
}

function isOrigin(text: string): boolean {
  try {
    const { protocol, origin } = new URL(text);
    return (protocol === 'https:' || protocol === 'http:') && origin === text;
  } catch {
    return false;
  }
}

/** The rule for passwords in its two parts: "length:12" is length and 12. */
export function policyOf(rule: string): { passwordPolicy: 'moodle' | 'length'; passwordLength: string } {
  const [, length] = /^length:(\d+)$/.exec(rule) ?? [];
  return length ? { passwordPolicy: 'length', passwordLength: length } : { passwordPolicy: 'moodle', passwordLength: '12' };
}
