import { Button } from '@mantine/core';
import { graphql } from '../gql';
import type { UserFilter, UserOrder, UsersPageQuery } from '../gql/graphql';
import { fetchOnce, useServerQuery } from '../graphql';
import { paths } from '../paths';
import { DataTable, type Column } from '../ui/DataTable';
import { exported, ExportMenu } from '../ui/ExportMenu';
import { FilterBar, type Filter } from '../ui/FilterBar';
import { ButtonLink } from '../ui/Link';
import { ListName } from '../ui/ListName';
import { Page } from '../ui/Page';
import { RoleName, roleName, RoleSelect } from '../ui/RoleSelect';
import { oneOf, pageOf, paging, text, useSearch } from '../ui/search';
import { EmptyState } from '../ui/states';
import { RelativeTime } from '../ui/Time';
import { AdministratorPill, stateWords, UserState } from '../ui/UserState';
import { isolated } from '../ui/words';

const UsersPage = graphql(`
  query UsersPage($filter: UserFilter, $order: UserOrder!, $first: Int, $after: String, $before: String) {
    users(filter: $filter, order: $order, first: $first, after: $after, before: $before) {
      nodes {
        id
        fullName
        username
        email
        createdAt
        ...UserStateParts
        roles {
          role {
            id
            name
            shortName
          }
          course {
            id
            shortName
          }
        }
      }
      pageInfo {
        ...PageParts
      }
    }
  }
`);

type User = UsersPageQuery['users']['nodes'][number];

const schema = {
  q: text,
  state: oneOf('ACTIVE', 'SUSPENDED', 'UNCONFIRMED', 'DELETED'),
  role: text,
  admin: oneOf('yes', 'no'),
  order: oneOf('NEWEST', 'USERNAME', 'LAST_NAME'),
  ...paging,
};

const columns: Column<User>[] = [
  {
    id: 'name',
    title: 'Name',
    order: 'LAST_NAME',
    cell: (row) => <ListName>{row.fullName}</ListName>,
    value: (row) => row.fullName,
  },
  { id: 'username', title: 'User name', order: 'USERNAME', cell: (row) => <ListName>{row.username}</ListName>, value: (row) => row.username },
  { id: 'email', title: 'E-mail', cell: (row) => <Email>{row.email}</Email>, value: (row) => row.email, phone: 'hide' },
  { id: 'roles', title: 'Roles', cell: (row) => <Roles names={rolesOf(row)} />, value: (row) => rolesOf(row).join('; ') },
  { id: 'state', title: 'State', cell: (row) => <State user={row} />, value: (row) => stateWords(row), phone: 'side' },
  { id: 'admin', title: 'Administrator', cell: () => null, value: (row) => row.siteAdmin },
  { id: 'created', title: 'Created', order: 'NEWEST', cell: (row) => <span className="nowrap"><RelativeTime at={row.createdAt} /></span>, value: (row) => row.createdAt, phone: 'hide' },
];
const shown = columns.filter((column) => column.id !== 'admin');

const filters: Filter[] = [
  {
    name: 'state',
    label: 'State',
    options: [
      { value: 'ACTIVE', label: 'Active' },
      { value: 'SUSPENDED', label: 'Suspended' },
      { value: 'UNCONFIRMED', label: 'Not confirmed' },
      { value: 'DELETED', label: 'Deleted' },
    ],
  },
  { name: 'role', label: 'Role', field: (value, set) => <RoleSelect label={undefined} ariaLabel="Role" placeholder="Role" clearable value={value} onChange={(id) => set(id ?? undefined)} />, chip: (id) => <RoleName id={id} /> },
  {
    name: 'admin',
    label: 'Kind',
    options: [
      { value: 'yes', label: 'Only administrators' },
      { value: 'no', label: 'No administrators' },
    ],
  },
];

const idOf = (row: User) => row.id;
const href = (row: User) => paths.user(row.id);

/** rolesOf names the roles of a user, each with its course. */
const rolesOf = (row: User) => row.roles.map(({ role, course }) => isolated(roleName(role)) + (course ? ` in ${isolated(course.shortName)}` : ''));

/** Email breaks before its @, where it has to. */
function Email({ children }: { children: string }) {
  const at = children.lastIndexOf('@');
  return (
    <span className="words">
      {children.slice(0, Math.max(at, 0))}
      <wbr />
      {children.slice(Math.max(at, 0))}
    </span>
  );
}

function State({ user }: { user: User }) {
  return (
    <span className="row tight">
      <UserState user={user} />
      {user.siteAdmin && <AdministratorPill />}
    </span>
  );
}

function Roles({ names }: { names: string[] }) {
  const [first, ...more] = names;
  if (!first) return <span className="muted">none</span>;
  return (
    <span className="clamp break" title={names.join(', ')}>
      {more.length > 0 ? `${first} and ${more.length} more` : first}
    </span>
  );
}

export default function Users() {
  const [search, set] = useSearch(schema);
  const filter: UserFilter = { search: search.q, state: search.state, role: search.role, siteAdmin: search.admin ? search.admin === 'yes' : undefined };
  const order: UserOrder = search.order ?? 'LAST_NAME';
  const query = useServerQuery(UsersPage, { filter, order, ...pageOf(search) });
  const create = (
    <ButtonLink to={paths.userNew()} variant="filled" data-create>
      Create user
    </ButtonLink>
  );
  const narrowed = Boolean(search.q || search.state || search.role || search.admin);
  return (
    <Page title="Users" lead="People, and programs that act as one. A key speaks for its user, and may do what the user may." wide actions={create}>
      <FilterBar search={search} set={set} text={{ name: 'q', label: 'Find a user', placeholder: 'Name, user name or e-mail' }} filters={filters}>
        <ExportMenu name="users" columns={exported(columns)} fetchPage={async (after) => (await fetchOnce(UsersPage, { filter, order, first: 100, after })).users} />
      </FilterBar>
      <DataTable
        label="Users"
        columns={shown}
        rows={query.data?.users.nodes}
        rowId={idOf}
        href={href}
        query={query}
        order={{ value: order, set: (next) => set({ order: oneOf('NEWEST', 'USERNAME')(next) }) }}
        empty={
          narrowed ? (
            <EmptyState action={<Button onClick={() => set({ q: undefined, state: undefined, role: undefined, admin: undefined })}>Clear filters</Button>}>Nothing matches.</EmptyState>
          ) : (
            <EmptyState action={create}>No users yet. A key needs a user to speak for.</EmptyState>
          )
        }
        pageInfo={query.data?.users.pageInfo}
        onPage={set}
      />
    </Page>
  );
}
