import { graphql } from '../../gql';
import type { UserAuthorisationsFragment } from '../../gql/graphql';
import type { QueryState } from '../../graphql';
import { paths } from '../../paths';
import { DataTable, type Column } from '../../ui/DataTable';
import { ListName } from '../../ui/ListName';
import { Section } from '../../ui/Page';
import { UntilShort } from '../../ui/Time';

export const UserAuthorisationsParts = graphql(`
  fragment UserAuthorisations on User {
    authorisations {
      service {
        id
        name
      }
      ipRestriction
      validUntil
    }
  }
`);

type Authorisation = UserAuthorisationsFragment['authorisations'][number];

const columns: Column<Authorisation>[] = [
  { id: 'service', title: 'Service', cell: (row) => <ListName>{row.service.name}</ListName> },
  { id: 'addresses', title: 'Addresses', cell: (row) => row.ipRestriction || <span className="muted">from anywhere</span> },
  { id: 'until', title: 'Valid until', cell: (row) => <UntilShort at={row.validUntil} />, phone: 'side' },
];

const idOf = (row: Authorisation) => row.service.id;
const href = (row: Authorisation) => paths.serviceUsers(row.service.id);

/** Authorisations are the services for authorised users only that let this user in. */
export function Authorisations({ user, query }: { user: UserAuthorisationsFragment; query: QueryState<unknown> }) {
  if (user.authorisations.length === 0) return null;
  return (
    <Section title="Authorised for" lead="Services for authorised users only that let this user in.">
      <DataTable label="Authorised for" columns={columns} rows={user.authorisations} rowId={idOf} href={href} query={query} empty={null} />
    </Section>
  );
}
