// What is told about one function besides its parameters: what it needs, how it fails, and how it went the last times.
import { IconCheck, IconX } from '@tabler/icons-react';
import { graphql } from '../../gql';
import type { DocsCallFragment, DocsErrorFragment, DocsNeedFragment } from '../../gql/graphql';
import { paths } from '../../paths';
import { checkRefused, sayCode } from '../../ui/checks';
import { DataTable, type Column } from '../../ui/DataTable';
import { Link } from '../../ui/Link';
import { LongName } from '../../ui/LongName';
import { Card, CardRow, Section } from '../../ui/Page';
import { Pill, ResultBadge } from '../../ui/Pill';
import { EmptyState } from '../../ui/states';
import { RelativeTime } from '../../ui/Time';
import { milliseconds } from '../../ui/words';
import css from './docs.module.css';
import type { Choice } from './subject';

export const DocsNeed = graphql(`
  fragment DocsNeed on NeededCapability {
    name
    held
  }
`);

export const DocsError = graphql(`
  fragment DocsError on DocumentedError {
    code
    sentence
    status
  }
`);

export const DocsCall = graphql(`
  fragment DocsCall on Request {
    id
    at
    protocol
    check
    code
    durationMs
    ...ResultParts
  }
`);

export function Needs({ needs, foreign, administrator }: { needs: readonly DocsNeedFragment[]; foreign: boolean; administrator: boolean }) {
  const lacking = needs.some((each) => each.held === false);
  return (
    <Section title="Needs" lead={needs.length > 0 && 'Capabilities, held in the site or in the course that the call is about.'}>
      {needs.length === 0 ? (
        <p className="muted">No capability besides that for the protocol.</p>
      ) : (
        <Card flush>
          {needs.map((each) => (
            <CardRow key={each.name} title={<LongName>{each.name}</LongName>} action={<Held held={each.held} foreign={foreign} />} />
          ))}
        </Card>
      )}
      {lacking && !administrator && <p className="muted small above">What you lack, an administrator can give you.</p>}
    </Section>
  );
}

function Held({ held, foreign }: { held: boolean | null; foreign: boolean }) {
  if (held === null) return null;
  return held ? (
    <Pill tone="ok" icon={IconCheck}>
      {foreign ? 'its user has it' : 'you have it'}
    </Pill>
  ) : (
    <Pill tone="err" icon={IconX}>
      {foreign ? 'its user lacks it' : 'you lack it'}
    </Pill>
  );
}

export function Errors({ errors, choice }: { errors: readonly DocsErrorFragment[]; choice: Choice }) {
  return (
    <Section title="Errors">
      {errors.length > 0 && <ErrorList errors={errors} />}
      <p className="muted small above">
        {errors.length > 0 ? 'And those' : 'Those'} that <Link to={paths.docsErrors(choice)}>every call may end with</Link>.
      </p>
    </Section>
  );
}

export function ErrorList({ errors }: { errors: readonly DocsErrorFragment[] }) {
  return (
    <Card flush>
      <dl className={css.errors}>
        {errors.map((each) => (
          <div key={each.code}>
            <dt>
              <code className="break">{each.code}</code>
            </dt>
            <dd>{sayCode(each.sentence)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

const columns: Column<DocsCallFragment>[] = [
  { id: 'at', title: 'When', cell: (row) => <RelativeTime at={row.at} /> },
  { id: 'result', title: 'Result', cell: (row) => <ResultBadge result={row.result} />, phone: 'side' },
  { id: 'why', title: 'Code', cell: (row) => (row.check ? checkRefused(row.check) : row.code ? <code className="break">{row.code}</code> : <span className="muted">none</span>) },
  { id: 'protocol', title: 'Protocol', cell: (row) => row.protocol },
  { id: 'duration', title: 'Took', align: 'end', cell: (row) => milliseconds(row.durationMs) },
];

const idOf = (row: DocsCallFragment) => row.id;
const href = (row: DocsCallFragment) => paths.request(row.id);
const settled = { problem: null, loading: false, refreshing: false, refetch: () => undefined };

export function LastCalls({ calls, title }: { calls: readonly DocsCallFragment[]; title: string }) {
  return (
    <Section title={title}>
      <DataTable label={title} columns={columns} rows={calls} rowId={idOf} href={href} query={settled} empty={<EmptyState>No calls of it yet. The sample makes one.</EmptyState>} />
    </Section>
  );
}
