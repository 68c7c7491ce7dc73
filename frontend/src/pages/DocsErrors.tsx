import { graphql } from '../gql';
import type { DocsErrorsQuery } from '../gql/graphql';
import { useServerQuery } from '../graphql';
import { paths } from '../paths';
import { sayCode } from '../ui/checks';
import { Choices } from '../ui/Choices';
import { DataTable, type Column } from '../ui/DataTable';
import { Link } from '../ui/Link';
import { Markdown } from '../ui/Markdown';
import { Section } from '../ui/Page';
import { oneOf, useSearch } from '../ui/search';
import { EmptyState } from '../ui/states';
import css from './docs/docs.module.css';
import { DocsPage } from './docs/DocsPage';
import './docs/FunctionParts';
import { guides, guideTo } from './docs/guides';
import { useSubject, type Choice, type Subject } from './docs/subject';
import { whatToDo } from './docs/whatToDo';
import { Message } from './docs/Wire';
import { DocsWires } from './DocsProtocol';

const DocsErrors = graphql(`
  query DocsErrors($token: ID, $service: ID) {
    documentation(token: $token, service: $service) {
      ...DocsFrame
      errors {
        ...DocsError
      }
      functions {
        ...DocsEntry
      }
    }
  }
`);

type Documentation = DocsErrorsQuery['documentation'];
type Failure = Documentation['errors'][number];

const columns: Column<Failure>[] = [
  { id: 'code', title: 'Code', cell: (row) => <code className="nowrap">{row.code}</code> },
  { id: 'means', title: 'What it means', cell: (row) => sayCode(row.sentence) },
  { id: 'do', title: 'What to do', cell: (row) => whatToDo(row.code, row.status) },
  { id: 'status', title: 'Status', align: 'end', cell: (row) => row.status, phone: 'side' },
];

const codeOf = (row: Failure) => row.code;

export default function DocsErrorsView() {
  const subject = useSubject();
  const query = useServerQuery(DocsErrors, subject.variables, { pause: subject.pause });
  return (
    <DocsPage title="Errors" lead="A call that fails says so in the form of its protocol, with a code that never changes its meaning: branch on that, and show the message." crumb={{ to: paths.docs(subject.choice ?? {}), label: 'Documentation' }} subject={subject} query={query}>
      {(documentation, choice) => (
        <>
          <HowTheyLook documentation={documentation} subject={subject} choice={choice} />
          <Section title="What every call may end with" lead="The status is that of our own address of REST. Each function adds its own, on its page.">
            <DataTable label="Errors of every call" columns={columns} rows={documentation.errors} rowId={codeOf} query={query} empty={<EmptyState>There are none.</EmptyState>} />
          </Section>
        </>
      )}
    </DocsPage>
  );
}

const schema = { protocol: oneOf(...guides.map((each) => each.protocol)) };

function HowTheyLook({ documentation: { faces, functions }, subject, choice }: { documentation: Documentation; subject: Subject; choice: Choice }) {
  const [search, set] = useSearch(schema);
  const on = guides.filter((guide) => faces.some((face) => face.protocol === guide.protocol));
  const guide = guideTo(search.protocol ?? on[0]?.protocol ?? 'rest');
  // One that takes something, so that something can be wrong.
  const name = functions.find((each) => each.allowed && each.function.parameters.length > 0)?.function.name;
  const query = useServerQuery(DocsWires, { ...subject.variables, name: name ?? '' }, { pause: !name });
  const titles = new Map(faces.filter((each) => each.protocol === guide?.protocol).map((each) => [each.name, each.title]));
  const wires = query.data?.documentation.function?.wires.filter((each) => titles.has(each.face.name)) ?? [];
  if (!guide) return null;
  return (
    <Section title="How they look">
      <Choices plain label="Protocol" value={guide.protocol} onChange={(protocol) => set({ protocol }, { replace: true })} choices={(on.length > 0 ? on : guides).map((each) => ({ value: each.protocol, label: each.title }))} />
      <div className={`${css.measure} above`}>
        <Markdown>{guide.errors}</Markdown>
      </div>
      {wires.map(({ face, failure }) => failure && <Message key={face.name} title={`${titles.get(face.name)}: a parameter is wrong`} of={failure} />)}
      <p className="muted small above">
        Statuses and numbers stand in <Link to={paths.docsProtocol(guide.protocol, choice)}>the guide to {guide.title}</Link>.
      </p>
    </Section>
  );
}
