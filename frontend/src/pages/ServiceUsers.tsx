import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { graphql } from '../gql';
import type { ServiceUsersPageQuery } from '../gql/graphql';
import { fetchOnce, useServerQuery } from '../graphql';
import { paths } from '../paths';
import { DataTable, type Column } from '../ui/DataTable';
import type { Exported } from '../ui/export';
import { ExportMenu, exported } from '../ui/ExportMenu';
import { FilterBar } from '../ui/FilterBar';
import { ButtonLink } from '../ui/Link';
import { oneOf, pageOf, paging, text, useSearch } from '../ui/search';
import { useSite } from '../ui/site';
import { EmptyState, Loaded } from '../ui/states';
import { useAction } from '../ui/useAction';
import { unauthorise } from './services/authorise';
import { OpenToAll, WhoItIsFor } from './services/OpenToAll';
import { Addresses, Missing, Until, User } from './services/UserCells';

const ServiceUsersPage = graphql(`
  query ServiceUsersPage($id: ID!, $search: String, $first: Int, $after: String, $before: String) {
    service(id: $id) {
      id
      ...OpenToAll
      authorisedUsers(search: $search, first: $first, after: $after, before: $before) {
        nodes {
          id
          ...AuthorisedUserParts
        }
        pageInfo {
          ...PageParts
        }
      }
    }
  }
`);

const AddUsers = lazy(() => import('./services/AddUsers'));
const EditRestriction = lazy(() => import('./services/EditRestriction'));

type Service = NonNullable<ServiceUsersPageQuery['service']>;
type Row = Service['authorisedUsers']['nodes'][number];

const schema = { q: text, add: oneOf('users'), ...paging };

export default function ServiceUsers({ id }: { id: string }) {
  const [search] = useSearch(schema);
  const query = useServerQuery(ServiceUsersPage, { id, search: search.q, ...pageOf(search) });
  return (
    <Loaded query={{ ...query, problem: query.data ? null : query.problem, data: query.data?.service ?? undefined }} what="the users">
      {(service) => (service.authorisedUsersOnly ? <Authorised service={service} query={query} /> : <OpenToAll service={service} />)}
    </Loaded>
  );
}

const columnsIn = (zone: string): Column<Row>[] => [
  { id: 'user', title: 'User', cell: (row) => <User of={row} />, value: (row) => row.user.fullName },
  { id: 'missing', title: 'Missing capabilities', cell: (row) => <Missing of={row} />, value: (row) => row.missingCapabilities.join(' ') },
  { id: 'addresses', title: 'Addresses', cell: (row) => <Addresses of={row} />, value: (row) => row.ipRestriction },
  { id: 'until', title: zone ? `Valid until (${zone})` : 'Valid until', cell: (row) => <Until of={row} />, value: (row) => row.validUntil, phone: 'side' },
];

const inFile: Exported<Row>[] = [...exported(columnsIn('')), { title: 'User name', value: (row) => row.user.username }, { title: 'Expired', value: (row) => row.expired }];

const idOf = (row: Row) => row.id;
const nameOf = (row: Row) => row.user.fullName;

function Authorised({ service, query }: { service: Service; query: Omit<ReturnType<typeof useServerQuery>, 'data'> }) {
  const [search, set] = useSearch(schema);
  const [edited, edit] = useState<readonly Row[]>([]);
  const { timezone } = useSite();
  const { run } = useAction();
  const { nodes, pageInfo } = service.authorisedUsers;
  const remove = (rows: readonly Row[]) => run('remove the users', () => unauthorise(service, rows));
  const columns: Column<Row>[] = [
    ...columnsIn(timezone),
    { id: 'actions', title: '', align: 'end', cell: (row) => <RowActions row={row} service={service.id} edit={() => edit([row])} remove={() => remove([row])} /> },
  ];
  const add = (
    <Button variant="filled" onClick={() => set({ add: 'users' })} data-create>
      Add users
    </Button>
  );
  const lacking = nodes.filter((row) => row.missingCapabilities.length > 0);
  return (
    <div className="stack">
      <WhoItIsFor service={service} lacking={lacking.map((row) => row.user)} />
      <div>
        {(nodes.length > 0 || search.q) && (
          <FilterBar search={search} set={set} text={{ name: 'q', label: 'Find an authorised user', placeholder: 'Name, user name or e-mail' }}>
            <ExportMenu
              name={`authorised users of ${service.name}`}
              columns={inFile}
              fetchPage={async (after) => (await fetchOnce(ServiceUsersPage, { id: service.id, search: search.q, first: 100, after })).service?.authorisedUsers ?? { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } }}
            />
            {add}
          </FilterBar>
        )}
        <DataTable
          label="Authorised users"
          columns={columns}
          rows={nodes}
          rowId={idOf}
          rowName={nameOf}
          href={(row) => paths.user(row.user.id)}
          query={query}
          bulk={(chosen, clear) => (
            <>
              <Button onClick={() => edit(chosen)}>Edit restriction</Button>
              <Button onClick={async () => (await remove(chosen)) && clear()}>Remove users</Button>
            </>
          )}
          empty={search.q ? <EmptyState action={<Button onClick={() => set({ q: undefined })}>Clear search</Button>}>No authorised user matches.</EmptyState> : <EmptyState action={add}>Nobody is authorised yet. Every call is refused.</EmptyState>}
          pageInfo={pageInfo}
          onPage={set}
        />
      </div>
      <Suspense>
        {search.add && <AddUsers service={service} onClose={() => set({ add: undefined }, { replace: true })} />}
        {edited.length > 0 && <EditRestriction service={service} users={edited} onClose={() => edit([])} />}
      </Suspense>
    </div>
  );
}

interface RowActionsProps {
  row: Row;
  service: string;
  edit: () => void;
  remove: () => void;
}

function RowActions({ row, service, edit, remove }: RowActionsProps) {
  return (
    <span className="row nowrap end">
      <ButtonLink variant="subtle" to={paths.access({ user: row.user.id, service })} aria-label={`Check what ${row.user.fullName} may call`}>
        Check
      </ButtonLink>
      <Button variant="subtle" onClick={edit} aria-label={`Edit the restriction of ${row.user.fullName}`}>
        Edit
      </Button>
      <Button variant="subtle" color="gray" onClick={remove} aria-label={`Remove ${row.user.fullName}`}>
        Remove
      </Button>
    </span>
  );
}
