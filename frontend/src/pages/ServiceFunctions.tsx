import { Button, Checkbox } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { graphql } from '../gql';
import type { ServiceFunctionsPageQuery } from '../gql/graphql';
import { useServerQuery } from '../graphql';
import { paths } from '../paths';
import { DataTable, type Column } from '../ui/DataTable';
import type { Exported } from '../ui/export';
import { ExportMenu, exported } from '../ui/ExportMenu';
import { FilterBar } from '../ui/FilterBar';
import { FunctionMarks } from '../ui/FunctionMarks';
import { Link } from '../ui/Link';
import { LongName } from '../ui/LongName';
import { oneOf, text, useSearch } from '../ui/search';
import { EmptyState, Loaded } from '../ui/states';
import { useAction } from '../ui/useAction';
import { CapabilityNames, NeededCapabilities } from './services/Capabilities';
import { FixedNote, StaleNotes } from './services/FunctionNotes';
import { removeFunctions } from './services/functions';

const ServiceFunctionsPage = graphql(`
  query ServiceFunctionsPage($id: ID!) {
    service(id: $id) {
      id
      name
      builtIn
      component
      capabilities
      functions {
        name
        component
        summary
        capabilities
        ...FunctionMarks
      }
    }
  }
`);

// Only when it is opened.
const Picker = lazy(() => import('./services/FunctionPicker'));

type Service = NonNullable<ServiceFunctionsPageQuery['service']>;
type Held = Service['functions'][number];

const schema = { q: text, kind: oneOf('READ'), add: oneOf('functions') };

export default function ServiceFunctions({ id }: { id: string }) {
  const query = useServerQuery(ServiceFunctionsPage, { id });
  const [search, set] = useSearch(schema);
  return (
    <Loaded query={{ ...query, problem: query.data ? null : query.problem, data: query.data?.service ?? undefined }} what="the functions">
      {(service) => (
        <div className="stack">
          {service.builtIn && <FixedNote service={service} />}
          <StaleNotes service={service} />
          <FunctionTable service={service} query={query} />
          {service.capabilities.length > 0 && <NeededCapabilities service={service} />}
          {search.add && !service.builtIn && (
            <Suspense>
              <Picker service={service} onClose={() => set({ add: undefined }, { replace: true })} />
            </Suspense>
          )}
        </div>
      )}
    </Loaded>
  );
}

const columns: Column<Held>[] = [
  { id: 'name', title: 'Function', cell: (row) => <Link to={paths.function(row.name)}><LongName>{row.name}</LongName></Link>, value: (row) => row.name },
  { id: 'summary', title: 'What it does', cell: (row) => <Summary of={row} />, value: (row) => row.summary },
  { id: 'needs', title: 'Needs', cell: (row) => <CapabilityNames names={row.capabilities} />, value: (row) => row.capabilities.join(' ') },
];

// In the table these are marks beside the summary.
const inFile: Exported<Held>[] = [
  ...exported(columns),
  { title: 'Changes data', value: (row) => row.kind === 'WRITE' },
  { title: 'Deprecated', value: (row) => row.deprecated },
  { title: 'Missing', value: (row) => !row.present },
];

function Summary({ of }: { of: Held }) {
  return (
    <span className="row tight">
      <span>{of.summary}</span>
      <FunctionMarks of={of} />
    </span>
  );
}

const nameOf = (row: Held) => row.name;

function FunctionTable({ service, query }: { service: Service; query: Omit<ReturnType<typeof useServerQuery>, 'data'> }) {
  const [search, set] = useSearch(schema);
  const { run } = useAction();
  const remove = (rows: readonly Held[]) => run('remove the functions', () => removeFunctions(service, rows));
  const rows = service.functions.filter((row) => matches(row, search));
  const add = () => set({ add: 'functions' });
  const editable: Column<Held>[] = service.builtIn
    ? columns
    : [
        ...columns,
        {
          id: 'remove',
          title: '',
          align: 'end',
          phone: 'side',
          cell: (row) => (
            <Button variant="subtle" color="gray" aria-label={`Remove ${row.name}`} onClick={() => remove([row])}>
              Remove
            </Button>
          ),
        },
      ];
  return (
    <div>
      {service.functions.length > 0 && (
        <FilterBar search={search} set={set} text={{ name: 'q', label: 'Find a function', placeholder: 'Name, words or capability' }}>
          <Checkbox size="xs" label="Only functions that read" checked={search.kind === 'READ'} onChange={(event) => set({ kind: event.currentTarget.checked ? 'READ' : undefined })} />
          <ExportMenu name={`functions of ${service.name}`} columns={inFile} fetchPage={async () => ({ nodes: rows, pageInfo: { hasNextPage: false, endCursor: null } })} />
          {!service.builtIn && (
            <Button variant="filled" onClick={add} data-create>
              Add functions
            </Button>
          )}
        </FilterBar>
      )}
      <DataTable
        label="Functions of the service"
        columns={editable}
        rows={rows}
        rowId={nameOf}
        rowName={nameOf}
        query={query}
        bulk={service.builtIn ? undefined : (chosen, clear) => <Button onClick={async () => (await remove(chosen)) && clear()}>Remove from service</Button>}
        empty={
          service.functions.length > 0 ? (
            <EmptyState action={<Button onClick={() => set({ q: undefined, kind: undefined })}>Clear filters</Button>}>No function of the service matches.</EmptyState>
          ) : (
            <EmptyState
              action={
                <Button variant="filled" onClick={add} data-create>
                  Add functions
                </Button>
              }
            >
              This service is empty and does nothing.
            </EmptyState>
          )
        }
      />
    </div>
  );
}

function matches(row: Held, { q, kind }: { q?: string; kind?: string }): boolean {
  if (kind && row.kind !== kind) return false;
  const word = q?.toLowerCase() ?? '';
  return [row.name, row.summary, ...row.capabilities].some((each) => each.toLowerCase().includes(word));
}
