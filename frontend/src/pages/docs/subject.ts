// Whose documentation a page shows: that of a key, of a service, or of everything. It stands in the address of every page of it.
import type { OwnKeysQuery } from '../../gql/graphql';
import { useServerQuery, useSession, type QueryState } from '../../graphql';
import { paths } from '../../paths';
import { OwnKeysDocument, type OwnKeyChoice } from '../../ui/ownKeys';
import { text, useSearch } from '../../ui/search';

/** As the addresses of these pages carry it; with neither it is everything. */
export interface Choice {
  key?: string;
  service?: string;
}

export const choiceSchema = { key: text, service: text };

/** chosen is what an address asks for. Users who name nothing get their newest key; null when they have none. */
export function chosen({ key, service }: Choice, administrator: boolean, own: readonly { id: string }[]): Choice | null {
  if (key) return { key };
  if (administrator) return service ? { service } : {};
  return own[0] ? { key: own[0].id } : null;
}

export interface Subject {
  /** Nothing while the own keys are not known yet, null when there is no key. */
  choice: Choice | null | undefined;
  /** The same, as queries take it, and whether they have to wait. */
  variables: { token?: string; service?: string };
  pause: boolean;
  own: readonly OwnKeyChoice[];
  /** It is about the key of somebody else, or about none: "you" would be wrong. */
  foreign: boolean;
  mayCreateKey: boolean;
  administrator: boolean;
  /** What cannot be found out is said in place of the page. */
  query: QueryState<OwnKeysQuery>;
  choose: (choice: Choice) => void;
}

export function useSubject(): Subject {
  const administrator = useSession().viewer?.administrator ?? false;
  const [search, set] = useSearch(choiceSchema);
  const query = useServerQuery(OwnKeysDocument, {});
  const own = query.data?.viewer?.tokens ?? [];
  const choice = query.data || search.key ? chosen(search, administrator, own) : undefined;
  return {
    choice,
    variables: { token: choice?.key, service: choice?.service },
    pause: !choice,
    own,
    foreign: !own.some((each) => each.id === choice?.key),
    mayCreateKey: query.data?.viewer?.services.some((each) => each.mayCreateKey) ?? false,
    administrator,
    query,
    choose: ({ key, service }) => set({ key, service }),
  };
}

/** tabsOf are the parts of the documentation. protocol is the first that is on. */
export function tabsOf(choice: Choice, protocol: string) {
  return [
    { to: paths.docs(choice), label: 'Functions' },
    { to: paths.docsProtocol(protocol, choice), label: 'Protocols', under: '/docs/protocols/' },
    { to: paths.docsErrors(choice), label: 'Errors' },
    { to: paths.docsDownload(choice), label: 'Downloads' },
    { to: paths.docsPrint(choice), label: 'Print' },
  ];
}
