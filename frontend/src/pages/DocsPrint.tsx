import { Button } from '@mantine/core';
import { graphql } from '../gql';
import type { DocsPrintQuery } from '../gql/graphql';
import { useServerQuery } from '../graphql';
import { paths } from '../paths';
import { sayCode } from '../ui/checks';
import { Section } from '../ui/Page';
import { text, useSearch } from '../ui/search';
import { useSite } from '../ui/site';
import { LoadError } from '../ui/states';
import { Moment } from '../ui/Time';
import css from './docs/print.module.css';
import { DocsPage, type Face } from './docs/DocsPage';
import './docs/FunctionParts';
import { grouped } from './docs/list';
import { PrintedFunction } from './docs/PrintedFunction';
import { FaceSelect } from './docs/Samples';
import { useSubject, type Choice, type Subject } from './docs/subject';
import { usePrinted } from './docs/usePrinted';

const DocsPrint = graphql(`
  query DocsPrint($token: ID, $service: ID) {
    documentation(token: $token, service: $service) {
      ...DocsFrame
      token {
        name
        shown
        service {
          name
        }
      }
      service {
        name
      }
      errors {
        ...DocsError
      }
      functions {
        ...DocsEntry
      }
    }
    site {
      now
    }
  }
`);

type Documentation = DocsPrintQuery['documentation'];

export default function DocsPrintView() {
  const subject = useSubject();
  const query = useServerQuery(DocsPrint, subject.variables, { pause: subject.pause });
  return (
    <DocsPage title="On paper" lead="Everything that may be called, on one page to print or to keep as a file." crumb={{ to: paths.docs(subject.choice ?? {}), label: 'Documentation' }} subject={subject} query={query}>
      {(documentation, choice) => <Book key={JSON.stringify(choice)} documentation={documentation} at={query.data?.site.now} subject={subject} choice={choice} />}
    </DocsPage>
  );
}

interface BookProps {
  documentation: Documentation;
  at?: string;
  subject: Subject;
  choice: Choice;
}

function Book({ documentation, at, subject }: BookProps) {
  const [search, set] = useSearch({ face: text });
  const faces = documentation.faces;
  const face = faces.find((each) => each.name === search.face) ?? faces.find((each) => each.allowed) ?? faces[0];
  const groups = grouped(documentation.functions.filter((each) => each.allowed && each.function.present));
  const names = groups.flatMap(([, entries]) => entries.map((each) => each.function.name));
  const { printed, problem, retry } = usePrinted(names, subject.variables);
  const ready = printed.length === names.length;
  return (
    <>
      <div className={css.bar}>
        {face && <FaceSelect faces={faces} value={face.name} onChange={(name) => set({ face: name }, { replace: true })} />}
        <Button variant="filled" disabled={!ready} onClick={() => window.print()}>
          Print
        </Button>
        <span className="muted small" role="status">
          {ready ? `${names.length} ${names.length === 1 ? 'function' : 'functions'}, with examples over ${face?.title ?? 'no protocol'}.` : `${printed.length} of ${names.length} functions are there.`}
        </span>
      </div>
      {problem && <LoadError what="the rest" problem={problem} retry={retry} />}
      <article className={css.book}>
        <Front of={documentation} at={at} faces={faces} groups={groups} />
        {printed.map((each) => (
          <PrintedFunction key={each.access.function.name} of={each} face={face} />
        ))}
        <Failures errors={documentation.errors} />
      </article>
    </>
  );
}

function Front({ of: { token, service }, at, faces, groups }: { of: Documentation; at?: string; faces: readonly Face[]; groups: ReturnType<typeof grouped> }) {
  const site = useSite();
  const whose = token ? `the key “${token.name}” (${token.shown}), service “${token.service.name}”` : service ? `the service “${service.name}”` : 'everything that can be called';
  return (
    <section className={css.front} aria-label="Contents">
      <h2>{site.name}: functions</h2>
      <p>
        For {whose}. {at && <>As of <Moment at={at} />.</>} It may be called now; what may be called can change.
      </p>
      <p>
        The key goes into the header <code>Authorization: Bearer $WS_TOKEN</code> of every call.
      </p>
      <h3>Addresses</h3>
      <ul className={css.addresses}>
        {faces.map((each) => (
          <li key={each.name}>
            {each.title}: <code className="break">{each.address}</code>
          </li>
        ))}
      </ul>
      <h3>Contents</h3>
      <ul className={css.contents}>
        {groups.flatMap(([, entries]) => entries).map(({ function: { name, summary } }) => (
          <li key={name}>
            <a href={`#${name}`}>
              <code className="break">{name}</code>
            </a>{' '}
            <span className="muted">{summary}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Failures({ errors }: { errors: Documentation['errors'] }) {
  return (
    <Section title="Errors that every call may end with">
      <dl className={css.failures}>
        {errors.map((each) => (
          <div key={each.code}>
            <dt>
              <code>{each.code}</code> ({each.status})
            </dt>
            <dd>{sayCode(each.sentence)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
