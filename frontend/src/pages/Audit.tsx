import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { graphql } from '../gql';
import type { AuditFilter, AuditPageQuery } from '../gql/graphql';
import { fetchOnce, useServerQuery } from '../graphql';
import { paths } from '../paths';
import { DataTable, type Column } from '../ui/DataTable';
import { exported, ExportMenu } from '../ui/ExportMenu';
import { FilterBar, type Filter } from '../ui/FilterBar';
import { ListName } from '../ui/ListName';
import { LongName } from '../ui/LongName';
import { UserName } from '../ui/Named';
import { Page } from '../ui/Page';
import { UserSelect } from '../ui/pickers';
import { oneOf, pageOf, paging, text, useSearch } from '../ui/search';
import { EmptyState } from '../ui/states';
import { RelativeTime } from '../ui/Time';
import { ActionSelect } from './audit/ActionSelect';
import { actionWords, actorWords, doorWords, isFunction, knownDoors, subjectWords } from './audit/words';

const AuditPage = graphql(`
  query AuditPage($filter: AuditFilter, $first: Int, $after: String, $before: String) {
    auditEvents(filter: $filter, first: $first, after: $after, before: $before) {
      nodes {
        id
        at
        action
        actor
        actorUser {
          id
          fullName
        }
        door
        address
        requestId
        subject
      }
      pageInfo {
        ...PageParts
      }
    }
  }
`);

type Event = AuditPageQuery['auditEvents']['nodes'][number];

const hour = 3_600_000;
const times = {
  hour: { words: 'Last hour', ms: hour },
  day: { words: 'Last 24 hours', ms: 24 * hour },
  week: { words: 'Last 7 days', ms: 7 * 24 * hour },
  month: { words: 'Last 30 days', ms: 30 * 24 * hour },
  quarter: { words: 'Last 90 days', ms: 90 * 24 * hour },
};

const schema = { subject: text, actor: text, action: text, door: text, time: oneOf('hour', 'day', 'week', 'month', 'quarter'), ...paging };
const unfiltered = { subject: undefined, actor: undefined, action: undefined, door: undefined, time: undefined };

const whoOf = (row: Event) => row.actorUser?.fullName ?? actorWords(row);

const columns: Column<Event>[] = [
  { id: 'action', title: 'Action', cell: (row) => <Action action={row.action} />, value: (row) => row.action },
  { id: 'object', title: 'Object', cell: (row) => <ListName>{subjectWords(row)}</ListName>, value: (row) => row.subject },
  { id: 'who', title: 'Who', cell: (row) => <Who event={row} />, value: whoOf },
  { id: 'door', title: 'Where from', cell: (row) => <Where event={row} />, value: (row) => doorWords(row.door) },
  { id: 'address', title: 'Address', cell: () => null, value: (row) => row.address },
  { id: 'at', title: 'When', cell: (row) => <span className="nowrap"><RelativeTime at={row.at} /></span>, value: (row) => row.at, phone: 'side' },
  { id: 'request', title: 'Request id', cell: () => null, value: (row) => row.requestId },
];
const shown = columns.filter((column) => column.id !== 'address' && column.id !== 'request');

const filters: Filter[] = [
  { name: 'action', label: 'Action', field: (value, set) => <ActionSelect value={value} onChange={set} />, chip: actionWords },
  { name: 'actor', label: 'Who', field: (value, set) => <UserSelect label={undefined} ariaLabel="Who" placeholder="Who" clearable value={value} onChange={(id) => set(id ?? undefined)} />, chip: (id) => <UserName id={id} /> },
  { name: 'door', label: 'Where from', options: knownDoors },
  { name: 'time', label: 'Time', options: Object.entries(times).map(([value, { words }]) => ({ value, label: words })) },
];

const idOf = (row: Event) => row.id;
const href = (row: Event) => paths.auditEvent(row.id);

function Action({ action }: { action: string }) {
  return isFunction(action) ? <LongName>{action}</LongName> : actionWords(action);
}

function Who({ event }: { event: Event }) {
  return event.door === 'cli' ? <code>{whoOf(event)}</code> : <ListName>{whoOf(event)}</ListName>;
}

function Where({ event }: { event: Event }) {
  return (
    <>
      {doorWords(event.door)}
      {event.address && <span className="muted">, {event.address}</span>}
    </>
  );
}

export default function Audit() {
  const [search, set] = useSearch(schema);
  // The beginning stays where it was while the page is looked at: else every rendering would ask anew.
  const from = useMemo(() => (search.time ? new Date(Date.now() - times[search.time].ms).toISOString() : undefined), [search.time]);
  const filter: AuditFilter = { subject: search.subject, actor: search.actor, action: search.action, door: search.door, from };
  const query = useServerQuery(AuditPage, { filter, ...pageOf(search) });
  const narrowed = Boolean(search.subject || search.actor || search.action || search.door || search.time);
  return (
    <Page title="Audit trail" lead="Who changed what, and when. Secrets and passwords never stand here." wide>
      <FilterBar search={search} set={set} text={{ name: 'subject', label: 'Find by object', placeholder: 'Name of the object' }} filters={filters}>
        <ExportMenu name="audit-trail" columns={exported(columns)} fetchPage={async (after) => (await fetchOnce(AuditPage, { filter, first: 100, after })).auditEvents} />
      </FilterBar>
      <DataTable
        label="Changes"
        columns={shown}
        rows={query.data?.auditEvents.nodes}
        rowId={idOf}
        href={href}
        query={query}
        empty={
          narrowed ? (
            <EmptyState action={<Button onClick={() => set(unfiltered)}>Clear filters</Button>}>
              Nothing matches.{search.subject && ' Part of a name is looked for in the last 24 hours; the whole name at all times.'}
            </EmptyState>
          ) : (
            <EmptyState>No changes yet. Whatever administrators, commands and calls change will stand here.</EmptyState>
          )
        }
        pageInfo={query.data?.auditEvents.pageInfo}
        onPage={set}
        pagerWords={['Newer', 'Older']}
      />
    </Page>
  );
}
