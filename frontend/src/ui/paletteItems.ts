// What Ctrl K finds: for administrators everything, for others the pages and the functions of their documentation.
import { graphql } from '../gql';
import type { PaletteDocumentationQuery, PaletteSearchQuery } from '../gql/graphql';
import { useServerQuery } from '../graphql';
import { paths } from '../paths';
import { administratorGroups, groupsFor } from './nav';
import { OwnKeysDocument } from './ownKeys';
import { useSite } from './site';

const PaletteSearch = graphql(`
  query PaletteSearch($text: String!) {
    services(filter: { search: $text }, first: 5) {
      nodes {
        id
        name
        shortName
      }
    }
    tokens(filter: { search: $text }, first: 5) {
      nodes {
        id
        name
        shown
      }
    }
    functions(filter: { search: $text }) {
      name
      summary
    }
    users(filter: { search: $text }, first: 5) {
      nodes {
        id
        fullName
        username
      }
    }
  }
`);

export interface Item {
  group: string;
  label: string;
  detail?: string;
  to: string;
}

const PaletteDocumentation = graphql(`
  query PaletteDocumentation($token: ID!) {
    documentation(token: $token) {
      functions {
        allowed
        function {
          name
          summary
        }
      }
    }
  }
`);

const actions: Item[] = [
  { group: 'Actions', label: 'Create key', to: paths.keyNew() },
  { group: 'Actions', label: 'Create service', to: paths.serviceNew() },
  { group: 'Actions', label: 'Create user', to: paths.userNew() },
  { group: 'Actions', label: 'Change your password', to: paths.account() },
];

const pages: Item[] = [
  ...administratorGroups.flatMap((group) => group.entries).map((entry) => ({ group: 'Pages', label: entry.label, to: entry.to })),
  { group: 'Pages', label: 'Account', to: paths.account() },
];

/** itemsFor are the entries for what was typed: pages and actions at once, the rest when the server has answered. */
export function itemsFor(text: string, found: PaletteSearchQuery | undefined): Item[] {
  const wanted = text.trim().toLowerCase();
  const own = [...pages, ...actions].filter((item) => item.label.toLowerCase().includes(wanted));
  if (!wanted || !found) return own;
  return [
    ...own,
    ...found.services.nodes.map((each) => ({ group: 'Services', label: each.name, detail: each.shortName, to: paths.service(each.id) })),
    ...found.tokens.nodes.map((each) => ({ group: 'Security keys', label: each.name, detail: each.shown, to: paths.key(each.id) })),
    ...found.functions.slice(0, 5).map((each) => ({ group: 'Functions', label: each.name, detail: each.summary, to: paths.function(each.name) })),
    ...found.users.nodes.map((each) => ({ group: 'Users', label: each.fullName, detail: each.username, to: paths.user(each.id) })),
  ];
}

/** developerItems are the pages of somebody who is no administrator, and the functions of the key. */
export function developerItems(text: string, documentationOn: boolean, key: string | undefined, functions: PaletteDocumentationQuery['documentation']['functions']): Item[] {
  const wanted = text.trim().toLowerCase();
  const entries = groupsFor(false, documentationOn).flatMap((group) => group.entries);
  const places = [...entries.map((entry) => ({ group: 'Pages', label: entry.label, to: entry.to })), { group: 'Pages', label: 'Account', to: paths.account() }];
  const own = places.filter((item) => item.label.toLowerCase().includes(wanted));
  if (!wanted) return own;
  const found = functions.filter((each) => each.allowed && `${each.function.name} ${each.function.summary}`.toLowerCase().includes(wanted));
  return [...own, ...found.slice(0, shownFunctions).map(({ function: { name, summary } }) => ({ group: 'Functions', label: name, detail: summary, to: paths.docsFunction(name, { key }) }))];
}

const shownFunctions = 8;

export interface Found {
  items: Item[];
  loading: boolean;
}

/** useFound asks the server for what was searched for; for somebody who is no administrator it looks at the functions of the newest key, which are few. */
export function useFound(administrator: boolean, text: string, search: string): Found {
  const { documentationOn } = useSite();
  const all = useServerQuery(PaletteSearch, { text: search }, { pause: !administrator || search.length < 2 });
  const keyless = administrator || !documentationOn;
  const key = useServerQuery(OwnKeysDocument, {}, { pause: keyless }).data?.viewer?.tokens[0]?.id;
  const own = useServerQuery(PaletteDocumentation, { token: key ?? '' }, { pause: keyless || !key });
  if (administrator) return { items: itemsFor(text, search.length < 2 ? undefined : all.data), loading: all.loading };
  return { items: developerItems(text, documentationOn, key, own.data?.documentation.functions ?? []), loading: own.loading };
}
