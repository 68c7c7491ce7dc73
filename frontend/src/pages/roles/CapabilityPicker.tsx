import { Button, Checkbox, Drawer, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../gql';
import type { RoleCapabilitiesFragment, RoleCapabilityFragment } from '../../gql/graphql';
import { useServerQuery } from '../../graphql';
import { asProblem } from '../../problem';
import { Note } from '../../ui/Page';
import css from '../../ui/PickerDrawer.module.css';
import { ServiceSelect } from '../../ui/pickers';
import { Pill } from '../../ui/Pill';
import { roleName } from '../../ui/RoleSelect';
import { EmptyState } from '../../ui/states';
import { counted, listed, quoted } from '../../ui/words';
import { addCapabilities, byComponent, meaningOf } from './capabilities';

const ServiceNeeds = graphql(`
  query ServiceNeeds($id: ID!) {
    service(id: $id) {
      capabilities
      requiredCapability
    }
  }
`);

interface PickerProps {
  role: RoleCapabilitiesFragment;
  known: readonly RoleCapabilityFragment[];
  onClose: () => void;
}

const form = /^[a-z]\w*\/[a-z]\w*:[a-z]\w*$/;

/** CapabilityPicker adds capabilities to a role, several at once. What is chosen stays chosen while the search changes. */
export default function CapabilityPicker({ role, known, onClose }: PickerProps) {
  const [typed, setTyped] = useState('');
  const [service, setService] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const needs = useServerQuery(ServiceNeeds, { id: service ?? '' }, { pause: !service }).data?.service;
  const wanted = typed.trim().toLowerCase();
  const matches = known.filter((each) => [each.name, ...each.functions].some((text) => text.toLowerCase().includes(wanted)));
  const offered = service && needs ? matches.filter(({ name }) => needs.capabilities.includes(name) || needs.requiredCapability === name) : matches;
  // One that nothing asks for yet, of a function that is still to come.
  const own = form.test(wanted) && !known.some((each) => each.name === wanted) ? [{ name: wanted, functions: [] }] : [];
  const choose = (names: readonly string[], on: boolean) => {
    const next = new Set(chosen);
    for (const name of names) {
      if (on) next.add(name);
      else next.delete(name);
    }
    setChosen(next);
  };
  return (
    <Drawer opened onClose={onClose} title={`Add capabilities to ${quoted(roleName(role))}`} size={640} classNames={{ body: css.body, content: css.content, title: css.title }}>
      <div className={css.search}>
        <TextInput
          type="search"
          aria-label="Find capabilities"
          placeholder="Capability, or a function that asks for it"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          data-autofocus
        />
        <ServiceSelect label={undefined} ariaLabel="Only what a service asks for" placeholder="Only what a service asks for" clearable value={service} onChange={setService} />
      </div>
      <div className={css.list}>
        {offered.length + own.length === 0 && <EmptyState action={<Button onClick={() => (setTyped(''), setService(null))}>Clear search</Button>}>No capability matches.</EmptyState>}
        {byComponent([...own, ...offered]).map(([component, capabilities]) => (
          <Group key={component} component={component} capabilities={capabilities} held={role.capabilities} chosen={chosen} choose={choose} />
        ))}
      </div>
      <Footer role={role} chosen={[...chosen]} onClose={onClose} />
    </Drawer>
  );
}

interface GroupProps {
  component: string;
  capabilities: readonly RoleCapabilityFragment[];
  held: readonly string[];
  chosen: ReadonlySet<string>;
  choose: (names: readonly string[], on: boolean) => void;
}

function Group({ component, capabilities, held, chosen, choose }: GroupProps) {
  const open = capabilities.map((each) => each.name).filter((name) => !held.includes(name));
  const count = open.filter((name) => chosen.has(name)).length;
  return (
    <div role="group" aria-label={component}>
      <div className={css.groupHead}>
        <h3 className="mono">{component}</h3>
        {open.length > 1 && (
          <Checkbox label={`All ${open.length}`} aria-label={`All ${open.length} of ${component}`} checked={count === open.length} indeterminate={count > 0 && count < open.length} onChange={() => choose(open, count < open.length)} />
        )}
      </div>
      {capabilities.map(({ name, functions }) => (
        <div key={name} className={css.row}>
          <Checkbox
            label={<span className="mono break">{name}</span>}
            description={functions.length === 0 ? meaningOf(name) : `For ${listed(functions, 3)}.`}
            checked={held.includes(name) || chosen.has(name)}
            disabled={held.includes(name)}
            onChange={(event) => choose([name], event.currentTarget.checked)}
          />
          <div className={css.marks}>{held.includes(name) && <Pill tone="ok">in the role</Pill>}</div>
        </div>
      ))}
    </div>
  );
}

function Footer({ role, chosen, onClose }: { role: RoleCapabilitiesFragment; chosen: readonly string[]; onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const add = async () => {
    setBusy(true);
    setFailure('');
    try {
      await addCapabilities(role, chosen);
      onClose();
    } catch (thrown) {
      setFailure(asProblem(thrown).message);
      setBusy(false);
    }
  };
  return (
    <div className={css.footer}>
      {failure && <Note tone="err">{failure}</Note>}
      <div className="row tight">
        <Button variant="filled" disabled={chosen.length === 0} loading={busy} onClick={add}>
          {chosen.length === 0 ? 'Add capabilities' : `Add ${counted(chosen.length, 'capability', 'capabilities')}`}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </div>
  );
}
