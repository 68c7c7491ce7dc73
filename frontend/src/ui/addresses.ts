// Address lists, as the server reads them: single addresses, networks, last-group ranges, partial addresses; IPv4 and IPv6. What
// is checked here is their form, for a hint while typing; the server decides.

const group = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const v4 = new RegExp(`^${group}(\\.${group}){3}$`);
const v4Partial = new RegExp(`^${group}(\\.${group}){0,2}\\.?$`);
const v4Range = new RegExp(`^${group}(\\.${group}){3}-${group}$`);
const v6 = /^[0-9a-f:]*:[0-9a-f:.]*$/i;

export function splitAddresses(list: string): string[] {
  return list
    .split(/[\s,;]+/)
    .map((each) => each.trim())
    .filter(Boolean);
}

export function joinAddresses(addresses: readonly string[]): string {
  return addresses.join(', ');
}

/** addressProblem says what is wrong with one entry; null when it looks right. */
export function addressProblem(entry: string): string | null {
  const [address = '', bits, more] = entry.split('/');
  if (more !== undefined) return `${entry} has two slashes.`;
  if (bits !== undefined) {
    const most = v6.test(address) ? 128 : 32;
    if (!v4.test(address) && !v6.test(address)) return `${entry} is not a network: write it as 192.0.2.0/24.`;
    return /^\d+$/.test(bits) && Number(bits) <= most ? null : `${entry}: the number after the slash goes from 0 to ${most}.`;
  }
  if (v4.test(entry) || v6.test(entry)) return null;
  const range = v4Range.exec(entry);
  if (range) return Number(range.at(-1)) >= Number(entry.split('-')[0]?.split('.').at(-1)) ? null : `${entry}: the range ends before it begins.`;
  if (v4Partial.test(entry) && entry.includes('.')) return null;
  return `${entry} is not an address. Examples: 192.0.2.7, 192.0.2.0/24, 192.0.2.10-20, 192.0.2., 2001:db8::/32.`;
}

/** exampleAddress is one address that a list lets in, to try something from; nothing for a list that lets all in. */
export function exampleAddress(list: string): string | undefined {
  const [first] = splitAddresses(list);
  if (!first || addressProblem(first)) return undefined;
  const start = first.split(/[/-]/)[0] ?? '';
  if (start.includes(':')) return start;
  const groups = start.split('.').filter(Boolean);
  return [...groups, '0', '0', '0'].slice(0, 4).join('.');
}
