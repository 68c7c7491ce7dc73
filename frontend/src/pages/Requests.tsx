import { Button, Switch } from '@mantine/core';
import { graphql } from '../gql';
import type { RequestFilter, RequestsPageQuery } from '../gql/graphql';
import { fetchOnce, useServerQuery } from '../graphql';
import { paths } from '../paths';
import { checkRefused } from '../ui/checks';
import { DataTable, type Column } from '../ui/DataTable';
import { exported, ExportMenu } from '../ui/ExportMenu';
import { FilterBar } from '../ui/FilterBar';
import { ButtonLink } from '../ui/Link';
import { LongName } from '../ui/LongName';
import { Page } from '../ui/Page';
import { ResultBadge } from '../ui/Pill';
import { oneOf, pageOf, paging, text, useSearch, type SearchOf } from '../ui/search';
import { EmptyState } from '../ui/states';
import { ClockTime } from '../ui/Time';
import { milliseconds } from '../ui/words';
import { Chart } from './requests/Chart';
import { useRequestFilters } from './requests/filters';
import { spanOf, spans } from './requests/spans';

const RequestsPage = graphql(`
  query RequestsPage($filter: RequestFilter, $first: Int, $after: String, $before: String) {
    requests(filter: $filter, first: $first, after: $after, before: $before) {
      nodes {
        id
        at
        requestId
        protocol
        function
        code
        check
        path
        address
        durationMs
        ...ResultParts
        user {
          id
          fullName
          username
        }
        token {
          id
          name
          shown
        }
        service {
          id
          name
        }
      }
      pageInfo {
        ...PageParts
      }
    }
  }
`);

type Request = RequestsPageQuery['requests']['nodes'][number];

const schema = {
  text,
  time: oneOf(...spans),
  result: oneOf('ANSWERED', 'REFUSED', 'FAILED'),
  check: text,
  code: text,
  token: text,
  user: text,
  service: text,
  function: text,
  protocol: text,
  address: text,
  requestId: text,
  live: oneOf('on'),
  ...paging,
};
type Search = SearchOf<typeof schema>;

const columns: Column<Request>[] = [
  { id: 'at', title: 'Time', cell: (row) => <ClockTime at={row.at} />, value: (row) => row.at, phone: 'line' },
  { id: 'function', title: 'Function', cell: (row) => (row.function ? <LongName>{row.function}</LongName> : <span className="muted">none named</span>), value: (row) => row.function, phone: 'title' },
  { id: 'result', title: 'Result', cell: (row) => <ResultBadge result={row.result} />, value: (row) => row.result.toLowerCase(), phone: 'side' },
  { id: 'why', title: 'Why', cell: (row) => <Why row={row} />, value: (row) => row.check || row.code },
  { id: 'code', title: 'Code', cell: () => null, value: (row) => row.code },
  { id: 'path', title: 'Parameter', cell: () => null, value: (row) => row.path },
  { id: 'key', title: 'Key, user', cell: (row) => <Caller row={row} />, value: (row) => row.token?.name },
  { id: 'user', title: 'User', cell: () => null, value: (row) => row.user?.username },
  { id: 'service', title: 'Service', cell: () => null, value: (row) => row.service?.name },
  { id: 'protocol', title: 'Protocol', cell: (row) => row.protocol, value: (row) => row.protocol, phone: 'hide' },
  { id: 'address', title: 'From', cell: (row) => <From address={row.address} />, value: (row) => row.address },
  { id: 'took', title: 'Took', align: 'end', cell: (row) => <span className="nowrap">{milliseconds(row.durationMs)}</span>, value: (row) => row.durationMs },
  { id: 'requestId', title: 'Request', cell: () => null, value: (row) => row.requestId },
];
const onlyExported = new Set(['user', 'code', 'path', 'service', 'requestId']);
const shown = columns.filter((column) => !onlyExported.has(column.id));

/** Why is the check that refused it, or the code and the parameter that it failed with. */
function Why({ row: { check, code, path } }: { row: Request }) {
  if (check) return checkRefused(check);
  return (
    <span className="break">
      {code} {path && <code>{path}</code>}
    </span>
  );
}

/** Caller is the key, and below it the user that it speaks for. */
function Caller({ row: { token, user } }: { row: Request }) {
  if (!token && !user) return <span className="muted">not known</span>;
  return (
    <>
      {token && (
        <bdi className="clip" title={token.name}>
          {token.name}
        </bdi>
      )}
      {user && (
        <bdi className="clip muted" title={user.fullName}>
          {user.fullName}
        </bdi>
      )}
    </>
  );
}

/** From is an address on one line; a long one breaks. */
function From({ address }: { address: string }) {
  return <span className={address.includes(':') ? 'break' : 'nowrap'}>{address}</span>;
}

const idOf = (row: Request) => row.id;
const href = (row: Request) => paths.request(row.id);
const liveMs = 2000;

function filterOf({ time, live: _live, after: _after, before: _before, ...rest }: Search): RequestFilter {
  return { ...rest, from: time && spanOf(time).from };
}

export default function Requests() {
  const [search, set] = useSearch(schema);
  const filter = filterOf(search);
  const live = search.live === 'on' && !search.after && !search.before;
  const query = useServerQuery(RequestsPage, { filter, ...pageOf(search) }, { pollMs: live ? liveMs : 0 });
  const filters = useRequestFilters(search);
  const narrowed = [search.text, ...filters.map((each) => search[each.name as keyof Search])].some(Boolean);
  const clear = () => set(Object.fromEntries([...filters.map((each) => [each.name, undefined]), ['text', undefined]]));
  const none = narrowed ? (
    <EmptyState action={<Button onClick={clear}>Clear filters</Button>}>Nothing matches.{search.text && ' Text is looked for in the last 24 hours only.'}</EmptyState>
  ) : (
    <EmptyState action={<ButtonLink to={paths.home()}>Open Home</ButtonLink>}>No calls yet. Home leads to the first one.</EmptyState>
  );
  return (
    <Page title="Requests" lead="Every call, how it ended, and which check refused it." wide actions={<Switch label="Live" checked={live} onChange={(event) => set({ live: event.currentTarget.checked ? 'on' : undefined, after: undefined, before: undefined }, { replace: true })} />}>
      <Chart search={search} live={live} />
      <FilterBar search={search} set={set} text={{ name: 'text', label: 'Find in the last 24 hours', placeholder: 'Text, in the last 24 hours' }} filters={filters}>
        <ExportMenu name="requests" columns={exported(columns)} fetchPage={async (after) => (await fetchOnce(RequestsPage, { filter, first: 100, after })).requests} />
      </FilterBar>
      <DataTable label="Requests" columns={shown} rows={query.data?.requests.nodes} rowId={idOf} href={href} query={live ? { ...query, refreshing: false } : query} empty={none} pageInfo={query.data?.requests.pageInfo} onPage={(cursor) => set({ ...cursor, live: undefined })} pagerWords={['Newer', 'Older']} />
    </Page>
  );
}
