import { graphql } from '../../gql';
import type { UserKeysPartsFragment } from '../../gql/graphql';
import type { QueryState } from '../../graphql';
import { paths } from '../../paths';
import { DataTable, type Column } from '../../ui/DataTable';
import { ButtonLink, Link } from '../../ui/Link';
import { ListName } from '../../ui/ListName';
import { Section } from '../../ui/Page';
import { KeyState } from '../../ui/Pill';
import { EmptyState } from '../../ui/states';
import { RelativeTime, UntilShort } from '../../ui/Time';

export const UserKeysParts = graphql(`
  fragment UserKeysParts on User {
    id
    deleted
    tokens {
      id
      name
      shown
      validUntil
      lastUsedAt
      ...KeyStateParts
      service {
        id
        name
      }
    }
  }
`);

type User = UserKeysPartsFragment;
type Key = User['tokens'][number];

const columns: Column<Key>[] = [
  { id: 'name', title: 'Name', cell: (row) => <ListName>{row.name}</ListName> },
  { id: 'key', title: 'Key', cell: (row) => <code className="nowrap muted">{row.shown}</code> },
  { id: 'service', title: 'Service', cell: (row) => <ListName>{row.service.name}</ListName> },
  { id: 'until', title: 'Valid until', cell: (row) => <UntilShort at={row.validUntil} /> },
  { id: 'used', title: 'Last used', cell: (row) => <RelativeTime at={row.lastUsedAt} none="never used" /> },
  { id: 'state', title: 'State', cell: (row) => <KeyState state={row.state} />, phone: 'side' },
];

const idOf = (row: Key) => row.id;
const href = (row: Key) => paths.key(row.id);
const most = 100;

export function UserKeys({ user, query }: { user: User; query: QueryState<unknown> }) {
  const create = !user.deleted && <ButtonLink to={paths.keyNew({ user: user.id })}>Create key</ButtonLink>;
  return (
    <Section title="Security keys" actions={<Link to={paths.keys({ user: user.id })}>All, with the revoked ones</Link>}>
      <DataTable label="Security keys" columns={columns} rows={user.tokens} rowId={idOf} href={href} query={query} empty={<EmptyState action={create}>No keys that are not revoked.</EmptyState>} />
      {user.tokens.length === most && <p className="muted small">The newest {most} are shown.</p>}
    </Section>
  );
}
