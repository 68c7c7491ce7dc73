import { Button } from '@mantine/core';
import { graphql } from '../gql';
import type { ServiceKeysPageQuery } from '../gql/graphql';
import { fetchOnce, useServerQuery } from '../graphql';
import { paths } from '../paths';
import { DataTable, type Column } from '../ui/DataTable';
import { exported, ExportMenu } from '../ui/ExportMenu';
import { FilterBar, type Filter } from '../ui/FilterBar';
import { ButtonLink } from '../ui/Link';
import { ListName } from '../ui/ListName';
import { KeyState } from '../ui/Pill';
import { oneOf, pageOf, paging, text, useSearch } from '../ui/search';
import { EmptyState } from '../ui/states';
import { RelativeTime, UntilShort } from '../ui/Time';
import { revokeKeys } from './keys/revoke';

const ServiceKeysPage = graphql(`
  query ServiceKeysPage($filter: TokenFilter, $order: TokenOrder!, $first: Int, $after: String, $before: String) {
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
        ...KeyStateParts
        user {
          fullName
          username
        }
      }
      pageInfo {
        ...PageParts
      }
    }
  }
`);

type Key = ServiceKeysPageQuery['tokens']['nodes'][number];

const schema = { q: text, state: oneOf('ACTIVE', 'EXPIRING', 'EXPIRED', 'REVOKED'), order: oneOf('EXPIRING_FIRST', 'LAST_USED'), ...paging };

const states: Filter = {
  name: 'state',
  label: 'State',
  options: [
    { value: 'ACTIVE', label: 'Working' },
    { value: 'EXPIRING', label: 'Ends within 14 days' },
    { value: 'EXPIRED', label: 'Expired' },
    { value: 'REVOKED', label: 'Revoked' },
  ],
};

const columns: Column<Key>[] = [
  { id: 'name', title: 'Name', cell: (row) => <ListName>{row.name}</ListName>, value: (row) => row.name },
  { id: 'key', title: 'Key', cell: (row) => <code className="nowrap muted">{row.shown}</code>, value: (row) => row.shown },
  { id: 'user', title: 'User', cell: (row) => <ListName>{row.user.fullName}</ListName>, value: (row) => row.user.username },
  { id: 'addresses', title: 'Addresses', cell: (row) => row.ipRestriction || <span className="muted">from anywhere</span>, value: (row) => row.ipRestriction, phone: 'hide' },
  { id: 'created', title: 'Created', order: 'NEWEST', cell: (row) => <RelativeTime at={row.createdAt} />, value: (row) => row.createdAt, phone: 'hide' },
  { id: 'until', title: 'Valid until', order: 'EXPIRING_FIRST', ascending: true, cell: (row) => <UntilShort at={row.validUntil} />, value: (row) => row.validUntil ?? 'never ends' },
  { id: 'used', title: 'Last used', order: 'LAST_USED', cell: (row) => <RelativeTime at={row.lastUsedAt} none="never used" />, value: (row) => row.lastUsedAt },
  { id: 'state', title: 'State', cell: (row) => <KeyState state={row.state} />, value: (row) => row.state.toLowerCase(), phone: 'side' },
];

const idOf = (row: Key) => row.id;
const nameOf = (row: Key) => row.name;

/** The keys of one service. The page of all keys can do more with them. */
export default function ServiceKeys({ id }: { id: string }) {
  const [search, set] = useSearch(schema);
  const filter = { search: search.q, state: search.state, service: id };
  const order = search.order ?? 'NEWEST';
  const query = useServerQuery(ServiceKeysPage, { filter, order, ...pageOf(search) });
  const create = (
    <ButtonLink to={paths.keyNew({ service: id })} variant="filled" data-create>
      Create key
    </ButtonLink>
  );
  const narrowed = Boolean(search.q || search.state);
  return (
    <>
      <FilterBar search={search} set={set} text={{ name: 'q', label: 'Find a key', placeholder: 'Name or last four characters' }} filters={[states]}>
        <ExportMenu name="security-keys" columns={exported(columns)} fetchPage={async (after) => (await fetchOnce(ServiceKeysPage, { filter, order, first: 100, after })).tokens} />
        {create}
      </FilterBar>
      <DataTable
        label="Security keys of the service"
        columns={columns}
        rows={query.data?.tokens.nodes}
        rowId={idOf}
        rowName={nameOf}
        href={(row) => paths.key(row.id)}
        query={query}
        order={{ value: order, set: (next) => set({ order: oneOf('EXPIRING_FIRST', 'LAST_USED')(next) }) }}
        bulk={(chosen, clear) => (
          <Button color="red" disabled={chosen.every((key) => key.state === 'REVOKED')} onClick={async () => (await revokeKeys(chosen.filter((key) => key.state !== 'REVOKED'))) && clear()}>
            Revoke keys
          </Button>
        )}
        empty={
          narrowed ? (
            <EmptyState action={<Button onClick={() => set({ q: undefined, state: undefined })}>Clear filters</Button>}>No key of the service matches.</EmptyState>
          ) : (
            <EmptyState action={create}>No keys for this service yet. A security key (token) lets an application call its functions as one user.</EmptyState>
          )
        }
        pageInfo={query.data?.tokens.pageInfo}
        onPage={set}
      />
    </>
  );
}
