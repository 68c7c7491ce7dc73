import { Button } from '@mantine/core';
import { graphql } from '../gql';
import type { AccessPageQuery } from '../gql/graphql';
import { useServerQuery } from '../graphql';
import { paths } from '../paths';
import { AccessPill, mayCall, Missing, Refusals, whyNot } from '../ui/Access';
import { DataTable, type Column } from '../ui/DataTable';
import { exported, ExportMenu } from '../ui/ExportMenu';
import { FilterBar, type Filter } from '../ui/FilterBar';
import { FixButton, type FixSubject } from '../ui/FixButton';
import { useGo } from '../ui/Link';
import { LongName } from '../ui/LongName';
import { Card, Note, Page } from '../ui/Page';
import { useProtocolChoice } from '../ui/protocols';
import { oneOf, text, useSearch, type SearchOf } from '../ui/search';
import { useSite } from '../ui/site';
import { EmptyState, LoadError, SkeletonLines } from '../ui/states';
import { sayRemedy } from '../ui/checks';
import { quoted } from '../ui/words';
import { Chain } from './access/Chain';
import { Question } from './access/Question';

const AccessPage = graphql(`
  query AccessPage($user: ID!, $service: ID, $protocol: String!, $address: String) {
    userAccess(user: $user, service: $service, protocol: $protocol, address: $address) {
      ...AccessParts
      functions {
        service {
          ...FixService
        }
      }
    }
    user(id: $user) {
      ...FixUser
    }
  }
`);

const AccessService = graphql(`
  query AccessService($id: ID!) {
    service(id: $id) {
      ...FixService
    }
  }
`);

type FunctionAccess = AccessPageQuery['userAccess']['functions'][number];

const schema = { user: text, service: text, protocol: text, address: text, function: text, q: text, show: oneOf('allowed', 'part', 'refused') };
type Search = SearchOf<typeof schema>;

const filters: Filter[] = [
  {
    name: 'show',
    label: 'Outcome',
    options: [
      { value: 'allowed', label: 'Allowed' },
      { value: 'part', label: 'In part' },
      { value: 'refused', label: 'Refused' },
    ],
  },
];

const outcomeOf = (row: FunctionAccess) => (!row.allowed ? 'refused' : row.missingCapabilities.length > 0 ? 'part' : 'allowed');
const idOf = (row: FunctionAccess) => row.function.name;

const outcome: Column<FunctionAccess>[] = [
  { id: 'function', title: 'Function', cell: (row) => <LongName>{row.function.name}</LongName>, value: (row) => row.function.name },
  { id: 'outcome', title: 'Outcome', cell: (row) => <AccessPill row={row} />, value: outcomeOf, phone: 'side' },
  { id: 'why', title: 'Why', cell: (row) => <Why row={row} />, value: whyNot },
];

function Why({ row }: { row: FunctionAccess }) {
  const why = whyNot(row);
  if (!why) return <span className="muted">{row.function.summary}</span>;
  return (
    <>
      {why} {!row.allowed && row.remedy && <span className="muted">{sayRemedy(row.check ?? '', row.remedy)}</span>}
    </>
  );
}

export default function Access() {
  const [search, set] = useSearch(schema);
  const go = useGo();
  return (
    <Page title="What may they call?" lead="Every check between a user and each function, asked now. Nothing is called." wide>
      <div className="stack">
        <Question search={search} set={set} />
        {search.user ? (
          <Answer user={search.user} search={search} set={set} />
        ) : (
          <Card flush>
            <EmptyState action={<Button onClick={() => go(paths.users())}>Open users</Button>}>Pick a user. What the user may call stands here, and what is in the way of the rest.</EmptyState>
          </Card>
        )}
      </div>
    </Page>
  );
}

interface AnswerProps {
  user: string;
  search: Search;
  set: (change: Partial<Search>, options?: { replace?: boolean }) => void;
}

function Answer({ user, search, set }: AnswerProps) {
  const { service, address } = search;
  const { yourAddress } = useSite();
  const { protocol, title } = useProtocolChoice(search.protocol);
  const query = useServerQuery(AccessPage, { user, service, protocol, address });
  const chosen = useServerQuery(AccessService, { id: service ?? '' }, { pause: !service }).data?.service;
  const { data, problem } = query;
  if (problem?.code === 'INVALID') return <Note tone="err">{problem.message}</Note>;
  if (problem && !data) return <LoadError what="what they may call" problem={problem} retry={query.refetch} />;
  if (!data) return <SkeletonLines lines={8} />;
  const access = data.userAccess;
  const subject: FixSubject = { user: data.user, service: chosen, protocol, address: address ?? yourAddress };
  const wanted = search.q?.toLowerCase() ?? '';
  const rows = access.functions.filter((row) => row.function.name.includes(wanted) && (!search.show || outcomeOf(row) === search.show));
  const columns: Column<FunctionAccess>[] = [...outcome, { id: 'fix', title: '', align: 'end', cell: (row) => <Fix row={row} subject={subject} stopped={access.refusals.length > 0} /> }];
  return (
    <>
      <section aria-label="Outcome" className="stack tight">
        <p role="status">
          <b>
            <bdi>{data.user?.fullName ?? 'The user'}</bdi> {mayCall(access)}
          </b>{' '}
          {chosen ? `of ${quoted(chosen.name)}, ` : ''}over {title}, from {address ?? yourAddress}.
        </p>
        <Refusals access={access} subject={subject} />
        {data.user && <Missing access={access} user={data.user} service={chosen ?? undefined} />}
      </section>
      <div>
        <FilterBar search={search} set={set} text={{ name: 'q', label: 'Find a function', placeholder: 'Part of the name' }} filters={filters}>
          <ExportMenu name="access" columns={exported(outcome)} fetchPage={async () => ({ nodes: rows, pageInfo: { hasNextPage: false, endCursor: null } })} />
        </FilterBar>
        <DataTable
          label="Functions"
          columns={columns}
          rows={rows}
          rowId={idOf}
          href={(row) => paths.access({ user, service, protocol: search.protocol, address, function: row.function.name })}
          query={query}
          empty={<EmptyState action={access.functions.length > 0 && <Button onClick={() => set({ q: undefined, show: undefined })}>Clear filters</Button>}>{access.functions.length > 0 ? 'Nothing matches.' : 'No service stands open to the user.'}</EmptyState>}
        />
      </div>
      <Chain user={user} service={service} function={search.function} protocol={protocol} address={address} subject={{ ...subject, service: chosen ?? access.functions.find((row) => row.function.name === search.function)?.service }} onClose={() => set({ function: undefined })} />
    </>
  );
}

/** Fix mends what is in the way of one function. What is in the way of all is mended above. */
function Fix({ row, subject, stopped }: { row: FunctionAccess; subject: FixSubject; stopped: boolean }) {
  if (stopped || row.allowed || !row.check) return null;
  return <FixButton check={row.check} subject={{ ...subject, service: row.service, function: row.function.name }} />;
}
