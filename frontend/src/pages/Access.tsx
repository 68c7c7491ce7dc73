import { Button } from '@mantine/core';
import type { AccessPageQuery, AccessPartsFragment } from '../gql/graphql';
import type { QueryState } from '../graphql';
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
import { Moment } from '../ui/Time';
import { sayRemedy } from '../ui/checks';
import { quoted } from '../ui/words';
import { useAnswer, type Asked } from './access/answer';
import { Chain } from './access/Chain';
import { filesProtocol } from './access/files';
import { FilesAnswer } from './access/FilesAnswer';
import { Question } from './access/Question';

type FunctionAccess = AccessPageQuery['userAccess']['functions'][number];

const schema = { by: oneOf('key'), token: text, user: text, service: text, protocol: text, address: text, at: text, function: text, q: text, show: oneOf('allowed', 'part', 'refused') };
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
    <Page title="What may they call?" lead="Every check between a user or a key and each function. Nothing is called." wide>
      <div className="stack">
        <Question search={search} set={set} />
        {search.token || search.user ? (
          <Answer search={search} set={set} />
        ) : (
          <Card flush>
            <EmptyState action={<Button onClick={() => go(search.by ? paths.keys() : paths.users())}>{search.by ? 'Open keys' : 'Open users'}</Button>}>
              {search.by ? 'Pick a key. What may be called with it stands here, and what is in the way of the rest.' : 'Pick a user. What the user may call stands here, and what is in the way of the rest.'}
            </EmptyState>
          </Card>
        )}
      </div>
    </Page>
  );
}

interface AnswerProps {
  search: Search;
  set: (change: Partial<Search>, options?: { replace?: boolean }) => void;
}

function Answer({ search, set }: AnswerProps) {
  const { yourAddress } = useSite();
  const { protocol } = useProtocolChoice(search.protocol);
  const { token, user, address, at } = search;
  const asked: Asked = { token, user: token ? undefined : user, service: token ? undefined : search.service, protocol, address, at };
  const answer = useAnswer(asked);
  const { query, access } = answer;
  if (query.problem?.code === 'INVALID') return <Note tone="err">{query.problem.message}</Note>;
  if (query.problem && !query.data) return <LoadError what="what they may call" problem={query.problem} retry={query.refetch} />;
  if (answer.nobody) return <Note tone="err">There is no such key.</Note>;
  if (!access) return <SkeletonLines lines={8} />;
  const subject: FixSubject = { token: answer.key, user: answer.user, service: answer.service, protocol, address: address ?? yourAddress };
  const href = (name: string) => paths.access({ ...asked, protocol: search.protocol, function: name });
  const throughService = subject.service ?? access.functions.find((row) => row.function.name === search.function)?.service;
  return (
    <>
      {protocol === filesProtocol ? (
        <FilesAnswer question={asked} href={href} />
      ) : (
        <>
          <Outcome who={answer.who} access={access} subject={subject} at={at} />
          <Functions access={access} subject={subject} query={query} search={search} set={set} href={href} />
        </>
      )}
      <Chain {...asked} function={search.function} subject={{ ...subject, service: throughService }} onClose={() => set({ function: undefined })} />
    </>
  );
}

function Outcome({ who, access, subject, at }: { who: string; access: AccessPartsFragment; subject: FixSubject; at?: string }) {
  const { title } = useProtocolChoice(subject.protocol);
  const { service, user } = subject;
  return (
    <section aria-label="Outcome" className="stack tight">
      <p role="status">
        <b>
          <bdi>{who}</bdi> {mayCall(access)}
        </b>{' '}
        {service ? `of ${quoted(service.name)}, ` : ''}over {title}, from {subject.address}
        {at && (
          <>
            , on <Moment at={at} />
          </>
        )}
        .
      </p>
      <Refusals access={access} subject={subject} />
      {user && <Missing access={access} user={user} service={service ?? undefined} />}
    </section>
  );
}

interface FunctionsProps extends AnswerProps {
  access: AccessPageQuery['userAccess'];
  subject: FixSubject;
  query: QueryState<unknown>;
  href: (name: string) => string;
}

function Functions({ access, subject, query, search, set, href }: FunctionsProps) {
  const wanted = search.q?.toLowerCase() ?? '';
  const rows = access.functions.filter((row) => row.function.name.includes(wanted) && (!search.show || outcomeOf(row) === search.show));
  const columns: Column<FunctionAccess>[] = [...outcome, { id: 'fix', title: '', align: 'end', cell: (row) => <Fix row={row} subject={subject} stopped={access.refusals.length > 0} /> }];
  return (
    <div>
      <FilterBar search={search} set={set} text={{ name: 'q', label: 'Find a function', placeholder: 'Part of the name' }} filters={filters}>
        <ExportMenu name="access" columns={exported(outcome)} fetchPage={async () => ({ nodes: rows, pageInfo: { hasNextPage: false, endCursor: null } })} />
      </FilterBar>
      <DataTable
        label="Functions"
        columns={columns}
        rows={rows}
        rowId={idOf}
        href={(row) => href(row.function.name)}
        query={query}
        empty={<EmptyState action={access.functions.length > 0 && <Button onClick={() => set({ q: undefined, show: undefined })}>Clear filters</Button>}>{access.functions.length > 0 ? 'Nothing matches.' : 'No service stands open to the user.'}</EmptyState>}
      />
    </div>
  );
}

/** Fix mends what is in the way of one function. What is in the way of all is mended above. */
function Fix({ row, subject, stopped }: { row: FunctionAccess; subject: FixSubject; stopped: boolean }) {
  if (stopped || row.allowed || !row.check) return null;
  return <FixButton check={row.check} subject={{ ...subject, service: row.service, function: row.function.name }} />;
}
