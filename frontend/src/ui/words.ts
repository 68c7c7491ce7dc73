// Counts in words. The server counts what hangs on another row up to a thousand and then says one more.
const countLimit = 1000;

/** countOf is a number for a table: "12", "1,000+". */
export function countOf(count: number): string {
  return count > countLimit ? `${countLimit.toLocaleString('en')}+` : count.toLocaleString('en');
}

/** counted is a number with its noun: "1 key", "2 keys", "more than 1,000 keys". */
export function counted(count: number, one: string, many = `${one}s`): string {
  if (count > countLimit) return `more than ${countLimit.toLocaleString('en')} ${many}`;
  return `${count} ${count === 1 ? one : many}`;
}

/** exactly is a number that was counted to its end, with its noun: "1,284 calls". */
export function exactly(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

const rightToLeft = /[\u0590-\u08FF\u202A-\u202E\u2066-\u2069\uFB1D-\uFEFC]/;

/** isolated keeps the direction of a name within the name: one that is written from right to left may not turn the words after it around. */
export function isolated(name: string): string {
  return rightToLeft.test(name) ? `\u2068${name}\u2069` : name;
}

/** quoted is a name in a sentence. */
export const quoted = (name: string) => `“${isolated(name)}”`;

const conjunction = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** listed names the first of several: "ci, sync and erp", "ci, sync, erp and 4 more". total says how many there are, when not all are known by name. */
export function listed(names: readonly string[], shown = 5, total = names.length): string {
  const first = names.slice(0, shown).map(isolated);
  if (total <= first.length) return conjunction.format(first);
  return `${first.join(', ')} and ${total - first.length} more`;
}

/** milliseconds says how long a call took. */
export function milliseconds(ms: number | null): string {
  if (ms === null) return '–';
  if (ms < 1) return '< 1 ms';
  return `${ms < 10 ? ms.toFixed(1).replace('.0', '') : Math.round(ms).toLocaleString('en')} ms`;
}
