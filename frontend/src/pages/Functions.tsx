import { Button } from '@mantine/core';
import { graphql } from '../gql';
import type { FunctionsPageQuery } from '../gql/graphql';
import { useServerQuery } from '../graphql';
import { paths } from '../paths';
import { DataTable, type Column } from '../ui/DataTable';
import type { Exported } from '../ui/export';
import { ExportMenu, exported } from '../ui/ExportMenu';
import { FilterBar, type Filter } from '../ui/FilterBar';
import { FunctionMarks } from '../ui/FunctionMarks';
import { Link } from '../ui/Link';
import { LongName } from '../ui/LongName';
import { Page } from '../ui/Page';
import { oneOf, text, useSearch } from '../ui/search';
import { EmptyState } from '../ui/states';
import { CapabilityNames } from './services/Capabilities';

const FunctionsPage = graphql(`
  query FunctionsPage($filter: FunctionFilter) {
    functions(filter: $filter) {
      name
      component
      summary
      capabilities
      ...FunctionMarks
      services {
        id
        name
      }
    }
  }
`);

const Components = graphql(`
  query Components {
    functions {
      component
    }
  }
`);

type Row = FunctionsPageQuery['functions'][number];

const schema = { q: text, component: text, kind: oneOf('READ', 'WRITE'), deprecated: oneOf('yes', 'no') };

const columns: Column<Row>[] = [
  { id: 'name', title: 'Function', cell: (row) => <LongName>{row.name}</LongName>, value: (row) => row.name },
  { id: 'summary', title: 'What it does', cell: (row) => <Summary of={row} />, value: (row) => row.summary },
  { id: 'needs', title: 'Needs', cell: (row) => <CapabilityNames names={row.capabilities} shown={1} />, value: (row) => row.capabilities.join(' '), phone: 'hide' },
  { id: 'services', title: 'In services', cell: (row) => <InServices of={row} />, value: (row) => row.services.map((each) => each.name).join(', ') },
];

const inFile: Exported<Row>[] = [
  ...exported(columns),
  { title: 'Component', value: (row) => row.component },
  { title: 'Changes data', value: (row) => row.kind === 'WRITE' },
  { title: 'Deprecated', value: (row) => row.deprecated },
];

const nameOf = (row: Row) => row.name;

export default function Functions() {
  const [search, set] = useSearch(schema);
  const components = useServerQuery(Components, {});
  const filter = { search: search.q, component: search.component, kind: search.kind, deprecated: search.deprecated && search.deprecated === 'yes' };
  const query = useServerQuery(FunctionsPage, { filter });
  const rows = query.data?.functions;
  return (
    <Page title="Functions" lead="Everything that can be called here, whether a service holds it or not. Functions come with the program and with its extensions." wide>
      <FilterBar search={search} set={set} text={{ name: 'q', label: 'Find a function', placeholder: 'Name, words, capability or parameter' }} filters={filtersWith(components.data?.functions.map((each) => each.component) ?? [])}>
        <ExportMenu name="functions" columns={inFile} fetchPage={async () => ({ nodes: rows ?? [], pageInfo: { hasNextPage: false, endCursor: null } })} />
      </FilterBar>
      <DataTable
        label="Functions"
        columns={columns}
        rows={rows}
        rowId={nameOf}
        rowName={nameOf}
        href={(row) => paths.function(row.name)}
        query={query}
        empty={
          <EmptyState action={<Button onClick={() => set({ q: undefined, component: undefined, kind: undefined, deprecated: undefined })}>Clear filters</Button>}>No function matches.</EmptyState>
        }
      />
    </Page>
  );
}

function filtersWith(components: readonly string[]): Filter[] {
  return [
    { name: 'component', label: 'Component', options: [...new Set(components)].filter(Boolean).toSorted().map((name) => ({ value: name, label: name })) },
    { name: 'kind', label: 'Kind', options: [{ value: 'READ', label: 'Only reads' }, { value: 'WRITE', label: 'Changes data' }] },
    { name: 'deprecated', label: 'Deprecated', options: [{ value: 'yes', label: 'Yes' }, { value: 'no', label: 'No' }] },
  ];
}

function Summary({ of }: { of: Row }) {
  return (
    <span className="row tight">
      <span>{of.summary}</span>
      <FunctionMarks of={of} />
    </span>
  );
}

const shown = 3;

function InServices({ of: { name, services } }: { of: Row }) {
  if (services.length === 0) return <span className="muted">in none</span>;
  return (
    <span className="break">
      {services.slice(0, shown).map((each, index) => (
        <span key={each.id}>
          {index > 0 && ', '}
          <Link to={paths.service(each.id)}><bdi className="break">{each.name}</bdi></Link>
        </span>
      ))}
      {services.length > shown && (
        <>
          {' '}
          and <Link to={paths.services({ function: name })}>{services.length - shown} more</Link>
        </>
      )}
    </span>
  );
}
