import { graphql } from '../../gql';
import type { HomeRefusalFragment } from '../../gql/graphql';
import { paths } from '../../paths';
import { checkRefused } from '../../ui/checks';
import { DataTable, type Column } from '../../ui/DataTable';
import { fixFor } from '../../ui/fixes';
import { Link } from '../../ui/Link';
import { Pill } from '../../ui/Pill';
import { RelativeTime } from '../../ui/Time';

export const HomeRefusal = graphql(`
  fragment HomeRefusal on Request {
    id
    at
    function
    check
    code
    address
    token {
      id
      name
      shown
    }
    service {
      id
      name
    }
    user {
      id
      fullName
    }
  }
`);

type Refusal = HomeRefusalFragment;

const columns: Column<Refusal>[] = [
  { id: 'at', title: 'Time', cell: (row) => <RelativeTime at={row.at} />, phone: 'line' },
  { id: 'function', title: 'Function', cell: (row) => <code className="break">{row.function || '–'}</code>, phone: 'title' },
  {
    id: 'why',
    title: 'Why',
    cell: (row) => (
      <span className="row tight">
        <Pill tone="err">{checkRefused(row.check || row.code)}</Pill> {detail(row)}
      </span>
    ),
  },
  { id: 'key', title: 'Key', cell: (row) => (row.token ? `${row.token.name} · ${row.token.shown.slice(-5)}` : <span className="muted">not known</span>) },
  { id: 'fix', title: '', align: 'end', cell: (row) => <FixLink row={row} /> },
];

/** detail is what the check was about: the address, the service, the user. */
function detail(row: Refusal): string {
  if (row.check.endsWith('-address')) return row.address;
  if (row.check === 'function-in-service' || row.check.startsWith('service-')) return row.service?.name ?? '';
  if (row.check.startsWith('user-') || row.check.endsWith('-capability')) return row.user?.fullName ?? '';
  return '';
}

function FixLink({ row }: { row: Refusal }) {
  const fix = fixFor(row.check, row);
  return (
    <Link to={fix?.to ?? paths.request(row.id)} className="nowrap">
      {fix?.label ?? 'Open'}
    </Link>
  );
}

const idOf = (row: Refusal) => row.id;
const href = (row: Refusal) => paths.request(row.id);
const settled = { problem: null, loading: false, refreshing: false, refetch: () => {} };

export function Refusals({ refusals }: { refusals: readonly Refusal[] }) {
  return <DataTable label="Latest refusals" columns={columns} rows={refusals} rowId={idOf} href={href} query={settled} empty={null} />;
}
