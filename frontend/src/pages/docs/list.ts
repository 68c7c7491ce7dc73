// Which functions are listed, and how.
import { graphql } from '../../gql';
import type { DocsEntryFragment } from '../../gql/graphql';

export const DocsEntry = graphql(`
  fragment DocsEntry on FunctionAccess {
    allowed
    check
    reason
    remedy
    function {
      name
      component
      summary
      capabilities
      kind
      deprecated
      replacedBy
      present
      parameters {
        name
      }
    }
  }
`);

type Entry = DocsEntryFragment;

/** found says whether a function has every word of a search in its name, summary, a capability or a parameter at any depth. */
export function found({ function: { name, summary, capabilities, parameters } }: Entry, search: string): boolean {
  const text = [name, summary, ...capabilities, ...parameters.map((each) => each.name)].join(' ').toLowerCase();
  return search.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** areaOf is the part of the site that a function is about, as its name begins: core_group. */
const areaOf = (name: string) => name.split('_').slice(0, 2).join('_');

/** grouped puts functions together by what they are about, each group in alphabetical order. */
export function grouped(entries: readonly Entry[]): [area: string, Entry[]][] {
  const groups = new Map<string, Entry[]>();
  for (const each of entries.toSorted((a, b) => a.function.name.localeCompare(b.function.name))) {
    const area = areaOf(each.function.name);
    groups.set(area, [...(groups.get(area) ?? []), each]);
  }
  return [...groups];
}

/** countWords is "You may call 12 of 15 functions." Those of a service or of everything are only counted. */
export function countWords(entries: readonly { allowed: boolean }[], who: 'you' | 'key' | 'nobody'): string {
  const [all, some] = [entries.length, entries.filter((each) => each.allowed).length];
  const functions = `${all} ${all === 1 ? 'function' : 'functions'}`;
  if (who === 'nobody') return `${functions}.`;
  const subject = who === 'you' ? 'You may call' : 'This key may call';
  if (all === 0) return 'The service of this key holds no function.';
  return some === all ? `${subject} ${all === 1 ? '1 function' : `all ${functions}`}.` : `${subject} ${some === 0 ? 'none' : some} of ${functions}.`;
}

/** toStartWith is the function of a first call: one that takes nothing and changes nothing, as near as there is to it. */
export function toStartWith(entries: readonly Entry[]): string | undefined {
  const allowed = entries.filter((each) => each.allowed && each.function.present).map((each) => each.function);
  const one = allowed.find((each) => each.name === 'core_webservice_get_site_info') ?? allowed.find((each) => each.kind === 'READ' && !each.deprecated) ?? allowed[0];
  return one?.name;
}
