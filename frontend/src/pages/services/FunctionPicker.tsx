import { Button, Checkbox, Drawer, TextInput } from '@mantine/core';
import { useDebouncedValue, useWindowEvent } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../gql';
import type { FunctionPickerQuery } from '../../gql/graphql';
import { useServerQuery } from '../../graphql';
import { Note } from '../../ui/Page';
import { EmptyState, LoadError, SkeletonLines } from '../../ui/states';
import { asProblem } from '../../problem';
import { counted } from '../../ui/words';
import { addFunctions } from './functions';
import css from '../../ui/PickerDrawer.module.css';
import { PickerGroup } from './PickerGroup';
import { PickerNeeds } from './PickerNeeds';

const FunctionPickerPage = graphql(`
  query FunctionPicker($search: String, $kind: FunctionKind) {
    functions(filter: { search: $search, kind: $kind }) {
      ...PickerFunction
    }
  }
`);

type Offered = FunctionPickerQuery['functions'][number];

interface PickerProps {
  service: { id: string; name: string; capabilities: readonly string[]; functions: readonly { name: string }[] };
  onClose: () => void;
}

/** FunctionPicker adds functions to a service, several at once. What is chosen stays chosen while the search changes. */
export default function FunctionPicker({ service, onClose }: PickerProps) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 200);
  const [onlyReading, setOnlyReading] = useState(false);
  const [chosen, setChosen] = useState<ReadonlyMap<string, Offered>>(new Map());
  const query = useServerQuery(FunctionPickerPage, { search: search || undefined, kind: onlyReading ? 'READ' : undefined });
  const held = new Set(service.functions.map((each) => each.name));
  const choose = (functions: readonly Offered[], on: boolean) => {
    const next = new Map(chosen);
    for (const each of functions) {
      if (on) next.set(each.name, each);
      else next.delete(each.name);
    }
    setChosen(next);
  };
  // Those that are gone can be in a service, and come from nowhere else.
  const offered = query.data?.functions.filter((each) => each.present);
  return (
    <Drawer opened onClose={onClose} title={`Add functions to “${service.name}”`} size={640} classNames={{ body: css.body, content: css.content, title: css.title }}>
      <div className={css.search}>
        <TextInput
          type="search"
          aria-label="Find functions"
          placeholder="Name, words, capability or parameter"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          data-autofocus
        />
        <Checkbox label="Only functions that read" checked={onlyReading} onChange={(event) => setOnlyReading(event.currentTarget.checked)} />
      </div>
      <div className={css.list} aria-busy={query.loading || query.refreshing}>
        {query.problem && <LoadError what="the functions" problem={query.problem} retry={query.refetch} />}
        {!offered && !query.problem && <SkeletonLines lines={8} />}
        {offered?.length === 0 && (
          <EmptyState action={<Button onClick={() => (setTyped(''), setOnlyReading(false))}>Clear search</Button>}>No function matches.</EmptyState>
        )}
        {groupsOf(offered ?? []).map(([component, functions]) => (
          <PickerGroup key={component} component={component} functions={functions} held={held} chosen={chosen} choose={choose} />
        ))}
      </div>
      <Footer service={service} chosen={[...chosen.values()]} onClose={onClose} />
    </Drawer>
  );
}

/** groupsOf puts functions together by component, in the order in which they come. */
function groupsOf(functions: readonly Offered[]): [string, Offered[]][] {
  const groups = new Map<string, Offered[]>();
  for (const each of functions) groups.set(each.component, [...(groups.get(each.component) ?? []), each]);
  return [...groups];
}

function Footer({ service, chosen, onClose }: PickerProps & { chosen: readonly Offered[] }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const add = async () => {
    if (chosen.length === 0 || busy) return;
    setBusy(true);
    setFailure('');
    try {
      await addFunctions(
        service,
        chosen.map((each) => each.name),
      );
      onClose();
    } catch (thrown) {
      setFailure(asProblem(thrown).message);
      setBusy(false);
    }
  };
  useWindowEvent('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void add();
  });
  return (
    <div className={css.footer}>
      {failure && <Note tone="err">{failure}</Note>}
      <PickerNeeds held={service.capabilities} chosen={chosen} />
      <div className="row tight">
        <Button variant="filled" disabled={chosen.length === 0} loading={busy} onClick={add}>
          {chosen.length === 0 ? 'Add functions' : `Add ${counted(chosen.length, 'function')}`}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </div>
  );
}
