import { Button } from '@mantine/core';
import { graphql } from '../gql';
import type { MyRequestsPageQuery } from '../gql/graphql';
import { useServerQuery } from '../graphql';
import { paths } from '../paths';
import { checkRefused } from '../ui/checks';
import { DataTable, type Column } from '../ui/DataTable';
import { FilterBar, type Filter } from '../ui/FilterBar';
import { ButtonLink } from '../ui/Link';
import { LongName } from '../ui/LongName';
import { Page } from '../ui/Page';
import { ResultBadge } from '../ui/Pill';
import { oneOf, pageOf, paging, text, useSearch } from '../ui/search';
import { EmptyState } from '../ui/states';
import { ClockTime } from '../ui/Time';
import { milliseconds } from '../ui/words';
import { result, Typed } from './requests/filters';

const MyRequestsPage = graphql(`
  query MyRequestsPage($function: String, $token: ID, $result: RequestResult, $first: Int, $after: String, $before: String) {
    viewer {
      tokens {
        id
        name
        shown
      }
      requests(function: $function, token: $token, result: $result, first: $first, after: $after, before: $before) {
        nodes {
          id
          at
          function
          protocol
          address
          check
          code
          durationMs
          ...ResultParts
          token {
            id
            name
            shown
          }
        }
        pageInfo {
          ...PageParts
        }
      }
    }
  }
`);

type Viewer = NonNullable<MyRequestsPageQuery['viewer']>;
type Request = Viewer['requests']['nodes'][number];

const schema = { function: text, token: text, result: oneOf('ANSWERED', 'REFUSED', 'FAILED'), ...paging };

const columns: Column<Request>[] = [
  { id: 'at', title: 'Time', cell: (row) => <ClockTime at={row.at} />, phone: 'line' },
  { id: 'function', title: 'Function', cell: (row) => (row.function ? <LongName>{row.function}</LongName> : <span className="muted">none named</span>), phone: 'title' },
  { id: 'result', title: 'Result', cell: (row) => <ResultBadge result={row.result} />, phone: 'side' },
  { id: 'why', title: 'Why', cell: (row) => (row.check ? checkRefused(row.check) : row.code) },
  { id: 'key', title: 'Key', cell: (row) => row.token && <bdi>{row.token.name}</bdi> },
  { id: 'protocol', title: 'Protocol', cell: (row) => row.protocol, phone: 'hide' },
  { id: 'address', title: 'From', cell: (row) => row.address },
  { id: 'took', title: 'Took', align: 'end', cell: (row) => <span className="nowrap">{milliseconds(row.durationMs)}</span> },
];

const idOf = (row: Request) => row.id;
const href = (row: Request) => paths.request(row.id);

/** filtersFor are the filters of a viewer; a key that was revoked is no more to be picked, but is still shown when the address names it. */
function filtersFor(keys: Viewer['tokens']): Filter[] {
  return [
    result,
    { name: 'token', label: 'Key', options: keys.map((key) => ({ value: key.id, label: `${key.name} (${key.shown})` })) },
    { name: 'function', label: 'Function', field: (value, set) => <Typed key={value} label="Function" value={value} set={set} /> },
  ];
}

export default function MyRequests() {
  const [search, set] = useSearch(schema);
  const { after: _after, before: _before, ...filter } = search;
  const query = useServerQuery(MyRequestsPage, { ...filter, ...pageOf(search) });
  const viewer = query.data?.viewer;
  const narrowed = Object.values(filter).some(Boolean);
  const none = narrowed ? (
    <EmptyState action={<Button onClick={() => set({ function: undefined, token: undefined, result: undefined })}>Clear filters</Button>}>Nothing matches.</EmptyState>
  ) : (
    <EmptyState action={<ButtonLink to={paths.account()}>Open your keys</ButtonLink>}>No calls with your keys yet.</EmptyState>
  );
  return (
    <Page title="My requests" lead="Every call with your keys, how it ended, and which check refused it." wide>
      <FilterBar search={search} set={set} filters={filtersFor(viewer?.tokens ?? [])} />
      <DataTable label="My requests" columns={columns} rows={viewer?.requests.nodes} rowId={idOf} href={href} query={query} empty={none} pageInfo={viewer?.requests.pageInfo} onPage={set} pagerWords={['Newer', 'Older']} />
    </Page>
  );
}
