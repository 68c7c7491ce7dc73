import { graphql } from '../../gql';
import type { AuditObjectQuery } from '../../gql/graphql';
import { useServerQuery } from '../../graphql';
import { paths } from '../../paths';
import { Link } from '../../ui/Link';
import { subjectWords, targetOf, type Target } from './words';

// The trail keeps names, so that it can be read when what it is about is gone. Here they are looked up again.
const AuditObject = graphql(`
  query AuditObject($name: String!, $service: Boolean!, $user: Boolean!, $role: Boolean!) {
    services(filter: { search: $name }, first: 50) @include(if: $service) {
      nodes {
        id
        name
      }
    }
    users(filter: { search: $name }, order: USERNAME, first: 50) @include(if: $user) {
      nodes {
        id
        username
      }
    }
    roles @include(if: $role) {
      id
      shortName
    }
  }
`);

interface Subject {
  action: string;
  subject: string;
}

/** useObjectPath is the address of what an event is about; nothing when it has none, or is gone. */
export function useObjectPath(event: Subject | undefined): string | undefined {
  const target = event ? targetOf(event) : null;
  const wanted = target && 'kind' in target ? target : undefined;
  const { data } = useServerQuery(AuditObject, { name: wanted?.name ?? '', service: wanted?.kind === 'service', user: wanted?.kind === 'user', role: wanted?.kind === 'role' }, { pause: !wanted });
  if (target && 'to' in target) return target.to;
  return wanted && data ? found(wanted, data) : undefined;
}

function found({ kind, name, part }: Extract<NonNullable<Target>, { kind: string }>, data: AuditObjectQuery): string | undefined {
  if (kind === 'service') {
    const id = data.services?.nodes.find((each) => each.name === name)?.id;
    if (!id) return undefined;
    return part === 'users' ? paths.serviceUsers(id) : paths.service(id);
  }
  if (kind === 'user') {
    const id = data.users?.nodes.find((each) => each.username === name)?.id;
    return id && paths.user(id);
  }
  const id = data.roles?.find((each) => each.shortName === name)?.id;
  return id && paths.role(id);
}

/** ObjectLink names what an event is about, and leads there where it still is. */
export function ObjectLink({ event }: { event: Subject }) {
  const to = useObjectPath(event);
  const name = <bdi className="break">{subjectWords(event)}</bdi>;
  return to ? <Link to={to}>{name}</Link> : name;
}
