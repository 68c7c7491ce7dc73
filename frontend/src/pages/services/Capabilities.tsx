// Capabilities that functions ask for, and who holds them.
import { graphql } from '../../gql';
import { useServerQuery } from '../../graphql';
import { paths } from '../../paths';
import { Link } from '../../ui/Link';
import { Card, CardRow, Section } from '../../ui/Page';
import { LongName } from '../../ui/LongName';
import { counted } from '../../ui/words';
import css from './Capabilities.module.css';
import { RoleForService } from './RoleForService';

const CapabilityHolders = graphql(`
  query CapabilityHolders {
    capabilities {
      name
      roles {
        id
        name
      }
    }
  }
`);

export interface Holder {
  id: string;
  name: string;
}

/** useHolders says which roles hold a capability. */
export function useHolders(pause = false): Map<string, readonly Holder[]> | undefined {
  const { data } = useServerQuery(CapabilityHolders, {}, { pause });
  return data && new Map(data.capabilities.map((each) => [each.name, each.roles]));
}

/** CapabilityNames are for tables: the first few, and the others when they are asked for. */
export function CapabilityNames({ names, shown = 3 }: { names: readonly string[]; shown?: number }) {
  if (names.length === 0) {
    return (
      <span className="muted">
        <span className="phone-only">needs </span>nothing
      </span>
    );
  }
  // Opening a list to see one more is no gain.
  const first = names.length <= shown + 1 ? names : names.slice(0, shown);
  const more = names.slice(first.length);
  return (
    <>
      <Lines names={first} />
      {more.length > 0 && (
        <details className={css.more}>
          <summary>and {more.length} more</summary>
          <Lines names={more} />
        </details>
      )}
    </>
  );
}

function Lines({ names }: { names: readonly string[] }) {
  return names.map((name) => (
    <div key={name} className={css.line}>
      <LongName size="small">{name}</LongName>
    </div>
  ));
}

/** HeldBy names the roles that hold a capability. plain leads nowhere: for where something is not finished yet. */
export function HeldBy({ roles, plain = false }: { roles: readonly Holder[] | undefined; plain?: boolean }) {
  if (!roles) return null;
  if (roles.length === 0) return <span className="warn">No role holds it: only site administrators may.</span>;
  return (
    <>
      Held by{' '}
      {roles.map((role, index) => (
        <span key={role.id}>
          {index > 0 && ', '}
          {plain ? (
            <bdi className="break">{role.name}</bdi>
          ) : (
            <Link to={paths.role(role.id)} className="inline break">
              <bdi>{role.name}</bdi>
            </Link>
          )}
        </span>
      ))}
    </>
  );
}

interface NeededProps {
  service: { id: string; name: string; capabilities: readonly string[]; functions: readonly { name: string; capabilities: readonly string[] }[] };
}

/** NeededCapabilities is the union of what a service's functions ask for. */
export function NeededCapabilities({ service }: NeededProps) {
  const holders = useHolders();
  return (
    <Section
      title="Capabilities that its functions ask for"
      lead="A user needs them in the site, or in the course that a call is about. Some functions ask for one only for a part of what they do."
      actions={<RoleForService service={service} />}
    >
      <Card flush>
        {service.capabilities.map((name) => (
          <CardRow
            key={name}
            title={<LongName>{name}</LongName>}
            action={<span className="muted small">{counted(service.functions.filter((each) => each.capabilities.includes(name)).length, 'function')}</span>}
          >
            <HeldBy roles={holders?.get(name) ?? (holders && [])} />
          </CardRow>
        ))}
      </Card>
    </Section>
  );
}
