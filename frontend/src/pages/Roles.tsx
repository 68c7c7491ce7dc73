import { Button } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../gql';
import type { RolesPageQuery } from '../gql/graphql';
import { fetchOnce, useServerQuery } from '../graphql';
import { paths } from '../paths';
import { DataTable, type Column } from '../ui/DataTable';
import { exported, ExportMenu } from '../ui/ExportMenu';
import { Link } from '../ui/Link';
import { ListName } from '../ui/ListName';
import { Page } from '../ui/Page';
import { Pill } from '../ui/Pill';
import { roleName } from '../ui/RoleSelect';
import { EmptyState } from '../ui/states';
import { countOf, listed } from '../ui/words';
import { NewRole } from './roles/NewRole';

const RolesPage = graphql(`
  query RolesPage {
    roles {
      id
      name
      shortName
      isDefault
      userCount
      capabilities
      mayAssign {
        id
        name
        shortName
      }
    }
  }
`);

type Role = RolesPageQuery['roles'][number];

const columns: Column<Role>[] = [
  { id: 'name', title: 'Name', cell: (row) => <ListName>{roleName(row)}</ListName>, value: roleName },
  { id: 'short', title: 'Short name', cell: (row) => <code className="break">{row.shortName}</code>, value: (row) => row.shortName },
  { id: 'holders', title: 'Held by', cell: (row) => <Holders role={row} />, value: (row) => row.userCount, phone: 'side' },
  { id: 'capabilities', title: 'Capabilities', align: 'end', cell: (row) => <Count role={row} />, value: (row) => row.capabilities.join('; ') },
  { id: 'assign', title: 'May assign', cell: (row) => listed(row.mayAssign.map(roleName), 3) || <span className="muted">nothing</span>, value: (row) => row.mayAssign.map(roleName).join('; '), phone: 'hide' },
];

const idOf = (row: Role) => row.id;
const href = (row: Role) => paths.role(row.id);

function Holders({ role }: { role: Role }) {
  if (role.isDefault) return <Pill tone="accent">every user</Pill>;
  if (role.userCount === 0) return <span className="muted">nobody</span>;
  return (
    <Link to={paths.users({ role: role.id })}>
      {countOf(role.userCount)} {role.userCount === 1 ? 'user' : 'users'}
    </Link>
  );
}

/** Count says on a phone, where no title stands above it, what is counted. */
function Count({ role: { capabilities } }: { role: Role }) {
  return (
    <>
      {capabilities.length} <span className="phone-only">{capabilities.length === 1 ? 'capability' : 'capabilities'}</span>
    </>
  );
}

export default function Roles() {
  const query = useServerQuery(RolesPage, {});
  const [making, setMaking] = useState(false);
  const create = (
    <Button variant="filled" onClick={() => setMaking(true)} data-create>
      Create role
    </Button>
  );
  return (
    <Page
      title="Roles"
      lead="A role is a set of capabilities. A user holds it in the site, or in one course."
      wide
      actions={
        <>
          <ExportMenu name="roles" columns={exported(columns)} fetchPage={async () => ({ nodes: (await fetchOnce(RolesPage, {})).roles, pageInfo: { hasNextPage: false, endCursor: null } })} />
          {create}
        </>
      }
    >
      <DataTable label="Roles" columns={columns} rows={query.data?.roles} rowId={idOf} href={href} query={query} empty={<EmptyState action={create}>No roles yet. Without one, a user may do nothing.</EmptyState>} />
      <NewRole opened={making} onClose={() => setMaking(false)} />
    </Page>
  );
}
