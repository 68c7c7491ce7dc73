import { Button, TextInput } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { graphql } from '../../gql';
import type { RoleCapabilitiesFragment, RoleCapabilityFragment } from '../../gql/graphql';
import { paths } from '../../paths';
import { Link } from '../../ui/Link';
import { LongName } from '../../ui/LongName';
import { Card, Section } from '../../ui/Page';
import { EmptyState } from '../../ui/states';
import { useAction } from '../../ui/useAction';
import { byComponent, removeCapabilities, meaningOf } from './capabilities';
import css from './roles.module.css';

const CapabilityPicker = lazy(() => import('./CapabilityPicker'));

export const RoleCapability = graphql(`
  fragment RoleCapability on Capability {
    name
    functions
  }
`);

interface CapabilitiesProps {
  role: RoleCapabilitiesFragment;
  /** Everything that anything asks for. */
  known: readonly RoleCapabilityFragment[];
  refetch: () => void;
}

const filterFrom = 12;

/** Capabilities are what the role holds, by component, each with the functions that ask for it. */
export function Capabilities({ role, known, refetch }: CapabilitiesProps) {
  const [adding, setAdding] = useState(false);
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const functionsOf = new Map(known.map((each) => [each.name, each.functions]));
  const held = role.capabilities.map((name) => ({ name, functions: functionsOf.get(name) ?? [] }));
  const shown = held.filter((each) => [each.name, ...each.functions].some((text) => text.toLowerCase().includes(wanted)));
  const add = <Button onClick={() => setAdding(true)}>Add capabilities</Button>;
  return (
    <Section title="Capabilities" lead={held.length > 0 && `${held.length} ${held.length === 1 ? 'capability' : 'capabilities'}, each with the functions that ask for it.`} actions={held.length > 0 && add}>
      {held.length >= filterFrom && (
        <TextInput className={css.filter} type="search" aria-label="Find a capability" placeholder="Capability or function" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} data-filter-field />
      )}
      <Card flush>
        {held.length === 0 && <EmptyState action={add}>No capabilities yet. A role without them gives nothing.</EmptyState>}
        {held.length > 0 && shown.length === 0 && <EmptyState action={<Button onClick={() => setTyped('')}>Clear filter</Button>}>Nothing matches.</EmptyState>}
        {byComponent(shown).map(([component, capabilities]) => (
          <div key={component} role="group" aria-label={component} className={css.group}>
            <h3 className="mono">{component}</h3>
            <ul>
              {capabilities.map((each) => (
                <Row key={each.name} role={role} capability={each} refetch={refetch} />
              ))}
            </ul>
          </div>
        ))}
      </Card>
      <Suspense>{adding && <CapabilityPicker role={role} known={known} onClose={() => setAdding(false)} />}</Suspense>
    </Section>
  );
}

function Row({ role, capability: { name, functions }, refetch }: { role: RoleCapabilitiesFragment; capability: RoleCapabilityFragment; refetch: () => void }) {
  const { busy, run } = useAction();
  const remove = async () => {
    // When somebody else was quicker, what is shown is old.
    if (!(await run('remove the capability', () => removeCapabilities(role, [name])))) refetch();
  };
  return (
    <li className={css.row}>
      <div>
        <LongName>{name}</LongName>
        {functions.length > 0 ? <Needs functions={functions} /> : <div className="muted small">{meaningOf(name)}</div>}
      </div>
      <Button variant="subtle" loading={busy} onClick={remove} aria-label={`Remove ${name}`}>
        Remove
      </Button>
    </li>
  );
}

const shownFunctions = 3;

function Needs({ functions }: { functions: readonly string[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? functions : functions.slice(0, shownFunctions);
  return (
    <div className={css.needs}>
      {shown.map((name) => (
        <Link key={name} to={paths.function(name)} className="muted">
          <LongName size="small">{name}</LongName>
        </Link>
      ))}
      {shown.length < functions.length && (
        <button type="button" onClick={() => setAll(true)}>
          and {functions.length - shown.length} more
        </button>
      )}
    </div>
  );
}
