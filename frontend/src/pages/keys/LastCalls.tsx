import { graphql } from '../../gql';
import type { LastCallFragment } from '../../gql/graphql';
import type { QueryState } from '../../graphql';
import { paths } from '../../paths';
import { checkRefused } from '../../ui/checks';
import { DataTable, type Column } from '../../ui/DataTable';
import { LongName } from '../../ui/LongName';
import { ResultBadge } from '../../ui/Pill';
import { EmptyState } from '../../ui/states';
import { RelativeTime } from '../../ui/Time';
import { milliseconds } from '../../ui/words';

export const LastCall = graphql(`
  fragment LastCall on Request {
    id
    at
    function
    protocol
    address
    check
    code
    durationMs
    ...ResultParts
  }
`);

type Call = LastCallFragment;

const columns: Column<Call>[] = [
  { id: 'function', title: 'Function', cell: (row) => (row.function ? <LongName>{row.function}</LongName> : <span className="muted">none named</span>), phone: 'title' },
  { id: 'result', title: 'Result', cell: (row) => <ResultBadge result={row.result} />, phone: 'side' },
  { id: 'why', title: 'Why', cell: (row) => (row.check ? checkRefused(row.check) : row.code) },
  { id: 'protocol', title: 'Protocol', cell: (row) => row.protocol },
  { id: 'address', title: 'From', cell: (row) => row.address },
  { id: 'duration', title: 'Took', align: 'end', cell: (row) => milliseconds(row.durationMs) },
  { id: 'at', title: 'When', cell: (row) => <RelativeTime at={row.at} /> },
];

const idOf = (row: Call) => row.id;
const href = (row: Call) => paths.request(row.id);

interface LastCallsProps {
  calls: readonly Call[] | undefined;
  query: QueryState<unknown>;
  label?: string;
}

export function LastCalls({ calls, query, label = 'Last calls' }: LastCallsProps) {
  return <DataTable label={label} columns={columns} rows={calls} rowId={idOf} href={href} query={query} empty={<EmptyState>No calls with this key yet.</EmptyState>} />;
}
