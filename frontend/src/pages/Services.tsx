import { Button } from '@mantine/core';
import { graphql } from '../gql';
import type { ServicesQuery } from '../gql/graphql';
import { fetchOnce, useServerQuery } from '../graphql';
import { paths } from '../paths';
import { DataTable, type Column } from '../ui/DataTable';
import { ExportMenu, exported } from '../ui/ExportMenu';
import { FilterBar, type Filter } from '../ui/FilterBar';
import { ButtonLink } from '../ui/Link';
import { ListName } from '../ui/ListName';
import { LongName } from '../ui/LongName';
import { Page } from '../ui/Page';
import { FunctionSelect } from '../ui/pickers';
import { OnOff, Pill } from '../ui/Pill';
import { oneOf, pageOf, paging, text, useSearch } from '../ui/search';
import { EmptyState } from '../ui/states';
import { RelativeTime } from '../ui/Time';
import { useAction } from '../ui/useAction';
import { countOf } from '../ui/words';
import { switchServices } from './services/actions';
import { ServiceMenu } from './services/ServiceMenu';
import { whoMayUse } from './services/words';

const ServicesPage = graphql(`
  query Services($filter: ServiceFilter, $order: ServiceOrder!, $first: Int, $after: String, $before: String) {
    services(filter: $filter, order: $order, first: $first, after: $after, before: $before) {
      nodes {
        ...ServiceHandle
        ...WhoMayUse
        functionCount
        calls
        createdAt
      }
      pageInfo {
        ...PageParts
      }
    }
  }
`);

type Service = ServicesQuery['services']['nodes'][number];

const schema = { q: text, state: oneOf('on', 'off'), kind: oneOf('built-in', 'own'), function: text, order: oneOf('NAME', 'NEWEST'), ...paging };

const filters: Filter[] = [
  { name: 'state', label: 'State', options: [{ value: 'on', label: 'On' }, { value: 'off', label: 'Off' }] },
  { name: 'kind', label: 'Kind', options: [{ value: 'own', label: 'Own' }, { value: 'built-in', label: 'Built in' }] },
  { name: 'function', label: 'With function', field: (value, set) => <FunctionSelect value={value} onChange={(name) => set(name ?? undefined)} label="" ariaLabel="With function" placeholder="With function" clearable /> },
];

const columns: Column<Service>[] = [
  { id: 'name', title: 'Name', order: 'NAME', ascending: true, cell: (row) => <Name of={row} />, value: (row) => row.name },
  { id: 'shortName', title: 'Short name', cell: (row) => <code className="clip muted" title={row.shortName}>{row.shortName}</code>, value: (row) => row.shortName, phone: 'hide' },
  { id: 'state', title: 'State', cell: (row) => <OnOff on={row.enabled} />, value: (row) => (row.enabled ? 'on' : 'off'), phone: 'side' },
  { id: 'functions', title: 'Functions', align: 'end', cell: (row) => <Figure count={row.functionCount} word="functions" />, value: (row) => row.functionCount },
  { id: 'users', title: 'Users', cell: (row) => <Users of={row} />, value: (row) => whoMayUse(row), phone: 'hide' },
  { id: 'keys', title: 'Keys', align: 'end', cell: (row) => <Figure count={row.tokenCount} word="keys" />, value: (row) => row.tokenCount },
  { id: 'calls', title: 'Calls, 30 days', align: 'end', cell: (row) => <Figure count={row.calls} word="calls" exact />, value: (row) => row.calls },
  { id: 'created', title: 'Created', order: 'NEWEST', cell: (row) => <span className="nowrap"><RelativeTime at={row.createdAt} /></span>, value: (row) => row.createdAt, phone: 'hide' },
  { id: 'actions', title: '', align: 'end', cell: (row) => <ServiceMenu service={row} />, phone: 'side' },
];

const idOf = (row: Service) => row.id;

export default function Services() {
  const [search, set] = useSearch(schema);
  const order = search.order ?? 'NAME';
  const filter = {
    search: search.q,
    enabled: search.state && search.state === 'on',
    builtIn: search.kind && search.kind === 'built-in',
    function: search.function,
  };
  const query = useServerQuery(ServicesPage, { filter, order, ...pageOf(search) });
  const narrowed = Boolean(search.q || search.state || search.kind || search.function);
  return (
    <Page
      title="Services"
      lead="A service is the list of functions that an application may call."
      wide
      actions={
        <ButtonLink to={paths.serviceNew()} variant="filled" data-create>
          Create service
        </ButtonLink>
      }
    >
      <FilterBar search={search} set={set} text={{ name: 'q', label: 'Find a service', placeholder: 'Part of the name or short name' }} filters={filters}>
        <ExportMenu name="services" columns={exported(columns)} fetchPage={async (after) => (await fetchOnce(ServicesPage, { filter, order, first: 100, after })).services} />
      </FilterBar>
      <DataTable
        label="Services"
        columns={columns}
        rows={query.data?.services.nodes}
        rowId={idOf}
        rowName={(row) => row.name}
        href={(row) => paths.service(row.id)}
        query={query}
        order={{ value: order, set: (next) => set({ order: next === 'NEWEST' ? 'NEWEST' : undefined }) }}
        bulk={(chosen, clear) => <Bulk chosen={chosen} clear={clear} />}
        empty={<Empty narrowed={narrowed} clear={() => set({ q: undefined, state: undefined, kind: undefined, function: undefined })} />}
        pageInfo={query.data?.services.pageInfo}
        onPage={set}
      />
    </Page>
  );
}

function Name({ of: { name, builtIn } }: { of: Service }) {
  return (
    <span className="row tight">
      <ListName>{name}</ListName>
      {builtIn && <Pill>built in</Pill>}
    </span>
  );
}

/** Users says how many were authorised, or what all need. */
function Users({ of: { authorisedUsersOnly, authorisedUserCount, requiredCapability } }: { of: Service }) {
  if (authorisedUsersOnly) return <span className="nowrap">{countOf(authorisedUserCount)} authorised</span>;
  return (
    <span className="muted">
      all{' '}
      {requiredCapability && (
        <>
          with <LongName size="small">{requiredCapability}</LongName>
        </>
      )}
    </span>
  );
}

/** Figure is a number whose column says what it counts; where columns have no titles, the word stands beside it. */
function Figure({ count, word, exact }: { count: number; word: string; exact?: boolean }) {
  return (
    <>
      {exact ? count.toLocaleString('en') : countOf(count)} <span className="phone-only">{count === 1 ? word.slice(0, -1) : word}</span>
    </>
  );
}

function Bulk({ chosen, clear }: { chosen: readonly Service[]; clear: () => void }) {
  const { busy, run } = useAction();
  const set = async (on: boolean) => {
    if (await run(`switch ${on ? 'on' : 'off'} the services`, () => switchServices(chosen, on))) clear();
  };
  return (
    <>
      <Button disabled={busy} onClick={() => set(true)}>
        Switch on
      </Button>
      <Button disabled={busy} onClick={() => set(false)}>
        Switch off
      </Button>
    </>
  );
}

function Empty({ narrowed, clear }: { narrowed: boolean; clear: () => void }) {
  if (narrowed) return <EmptyState action={<Button onClick={clear}>Clear filters</Button>}>No service matches.</EmptyState>;
  return (
    <EmptyState
      action={
        <div className="row tight">
          <ButtonLink to={paths.serviceNew()} variant="filled">
            Create service
          </ButtonLink>
          <ButtonLink to={paths.serviceNew('group-sync')}>Start from a template</ButtonLink>
        </div>
      }
    >
      No services yet. A service is the list of functions that an application may call.
    </EmptyState>
  );
}
