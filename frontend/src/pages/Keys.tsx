import { Button } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../gql';
import type { KeysPageQuery, TokenFilter, TokenOrder } from '../gql/graphql';
import { fetchOnce, useServerQuery } from '../graphql';
import { paths } from '../paths';
import { splitAddresses } from '../ui/addresses';
import { DataTable, type Column } from '../ui/DataTable';
import { exported, ExportMenu } from '../ui/ExportMenu';
import { FilterBar, type Filter } from '../ui/FilterBar';
import { ButtonLink } from '../ui/Link';
import { ListName } from '../ui/ListName';
import { ServiceName, UserName } from '../ui/Named';
import { Page } from '../ui/Page';
import { ServiceSelect, UserSelect } from '../ui/pickers';
import { KeyState } from '../ui/Pill';
import { oneOf, pageOf, paging, text, useSearch, type SearchOf } from '../ui/search';
import { EmptyState } from '../ui/states';
import { RelativeTime, UntilShort } from '../ui/Time';
import { ExtendKeys } from './keys/ExtendKeys';
import { revokeKeys } from './keys/revoke';

const KeysPage = graphql(`
  query KeysPage($filter: TokenFilter, $order: TokenOrder!, $first: Int, $after: String, $before: String) {
    tokens(filter: $filter, order: $order, first: $first, after: $after, before: $before) {
      nodes {
        id
        name
        shown
        validUntil
        ipRestriction
        createdAt
        lastUsedAt
        lastUsedFrom
        origin
        ...KeyStateParts
        user {
          id
          fullName
          username
        }
        service {
          id
          name
        }
        creator {
          id
          fullName
        }
      }
      pageInfo {
        ...PageParts
      }
    }
  }
`);

type Key = KeysPageQuery['tokens']['nodes'][number];

const schema = {
  q: text,
  state: oneOf('ACTIVE', 'EXPIRING', 'EXPIRED', 'REVOKED'),
  user: text,
  service: text,
  unused: oneOf('90'),
  order: oneOf('NEWEST', 'EXPIRING_FIRST', 'LAST_USED'),
  ...paging,
};

const columns: Column<Key>[] = [
  { id: 'name', title: 'Name', cell: (row) => <ListName>{row.name}</ListName>, value: (row) => row.name },
  { id: 'key', title: 'Key', cell: (row) => <code className="nowrap muted">{row.shown}</code>, value: (row) => row.shown },
  { id: 'user', title: 'User', cell: (row) => <ListName>{row.user.fullName}</ListName>, value: (row) => row.user.username },
  { id: 'service', title: 'Service', cell: (row) => <ListName>{row.service.name}</ListName>, value: (row) => row.service.name },
  { id: 'made', title: 'Made by', order: 'NEWEST', cell: (row) => <ListName>{madeBy(row)}</ListName>, value: (row) => madeBy(row), phone: 'hide' },
  { id: 'until', title: 'Valid until', order: 'EXPIRING_FIRST', cell: (row) => <UntilShort at={row.validUntil} />, value: (row) => row.validUntil ?? 'never ends' },
  { id: 'addresses', title: 'Addresses', cell: (row) => <Addresses list={row.ipRestriction} />, value: (row) => row.ipRestriction, phone: 'hide' },
  { id: 'used', title: 'Last used', order: 'LAST_USED', cell: (row) => <RelativeTime at={row.lastUsedAt} none="never used" />, value: (row) => row.lastUsedAt },
  { id: 'state', title: 'State', cell: (row) => <KeyState state={row.state} />, value: (row) => row.state.toLowerCase(), phone: 'side' },
];

const filters: Filter[] = [
  {
    name: 'state',
    label: 'State',
    options: [
      { value: 'ACTIVE', label: 'Working' },
      { value: 'EXPIRING', label: 'Ends within 14 days' },
      { value: 'EXPIRED', label: 'Expired' },
      { value: 'REVOKED', label: 'Revoked' },
    ],
  },
  { name: 'user', label: 'User', field: (value, set) => <UserSelect label={undefined} ariaLabel="User" placeholder="User" clearable value={value} onChange={(id) => set(id ?? undefined)} />, chip: (id) => <UserName id={id} /> },
  { name: 'service', label: 'Service', field: (value, set) => <ServiceSelect label={undefined} ariaLabel="Service" placeholder="Service" clearable value={value} onChange={(id) => set(id ?? undefined)} />, chip: (id) => <ServiceName id={id} /> },
  { name: 'unused', label: 'Use', options: [{ value: '90', label: 'Unused for 90 days' }] },
];

const idOf = (row: Key) => row.id;
const nameOf = (row: Key) => row.name;
const href = (row: Key) => paths.key(row.id);
const bulk = (chosen: readonly Key[], clear: () => void) => <BulkActions chosen={chosen} clear={clear} />;
const dayMs = 86_400_000;

/** madeBy is who made a key: an administrator, the user when signing in, the user in the account. */
function madeBy(row: Key): string {
  if (row.origin === 'SIGN_IN') return 'signing in';
  return row.creator?.fullName ?? 'command line';
}

function Addresses({ list }: { list: string }) {
  const [first, ...more] = splitAddresses(list);
  if (!first) return <span className="muted">from anywhere</span>;
  return <span title={list}>{more.length > 0 ? `${first} and ${more.length} more` : first}</span>;
}

function filterOf(search: SearchOf<typeof schema>): TokenFilter {
  // The day is enough, and it keeps the question the same from one rendering to the next.
  const unusedSince = search.unused ? new Date((Math.floor(Date.now() / dayMs) - Number(search.unused)) * dayMs).toISOString() : undefined;
  return { search: search.q, state: search.state, user: search.user, service: search.service, unusedSince };
}

export default function Keys() {
  const [search, set] = useSearch(schema);
  const filter = filterOf(search);
  const order: TokenOrder = search.order ?? 'NEWEST';
  const query = useServerQuery(KeysPage, { filter, order, ...pageOf(search) });
  const narrowed = Boolean(search.q || search.state || search.user || search.service || search.unused);
  const create = (
    <ButtonLink to={paths.keyNew({ user: search.user, service: search.service })} variant="filled" data-create>
      Create key
    </ButtonLink>
  );
  return (
    <Page title="Security keys" lead="A security key (token) lets an application call the functions of one service as one user. Its secret is shown once." wide actions={create}>
      <FilterBar search={search} set={set} text={{ name: 'q', label: 'Find a key', placeholder: 'Name or last four characters' }} filters={filters}>
        <ExportMenu name="security-keys" columns={exported(columns)} fetchPage={async (after) => (await fetchOnce(KeysPage, { filter, order, first: 100, after })).tokens} />
      </FilterBar>
      <DataTable
        label="Security keys"
        columns={columns}
        rows={query.data?.tokens.nodes}
        rowId={idOf}
        rowName={nameOf}
        href={href}
        query={query}
        order={{ value: order, set: (next) => set({ order: oneOf('EXPIRING_FIRST', 'LAST_USED')(next) }) }}
        bulk={bulk}
        empty={
          narrowed ? (
            <EmptyState action={<Button onClick={() => set({ q: undefined, state: undefined, user: undefined, service: undefined, unused: undefined })}>Clear filters</Button>}>Nothing matches.</EmptyState>
          ) : (
            <EmptyState action={create}>No keys yet. A security key belongs to one user and one service.</EmptyState>
          )
        }
        pageInfo={query.data?.tokens.pageInfo}
        onPage={set}
      />
    </Page>
  );
}

function BulkActions({ chosen, clear }: { chosen: readonly Key[]; clear: () => void }) {
  const [extending, setExtending] = useState(false);
  const live = chosen.filter((key) => key.state !== 'REVOKED');
  const revoke = async () => {
    if (await revokeKeys(live)) clear();
  };
  return (
    <>
      <Button onClick={() => setExtending(true)} disabled={live.length === 0}>
        Extend
      </Button>
      <Button color="red" onClick={revoke} disabled={live.length === 0}>
        Revoke
      </Button>
      <ExportMenu name="security-keys" columns={exported(columns)} fetchPage={async () => ({ nodes: chosen, pageInfo: { hasNextPage: false, endCursor: null } })} />
      <Button variant="subtle" onClick={clear}>
        Clear choice
      </Button>
      {live.length < chosen.length && <span className="muted small">{live.length === 0 ? 'Revoked keys stay as they are.' : `${chosen.length - live.length} of them revoked already.`}</span>}
      <ExtendKeys keys={live} opened={extending} onClose={() => setExtending(false)} />
    </>
  );
}
