import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { graphql } from '../gql';
import type { DocsFunctionQuery } from '../gql/graphql';
import { useServerQuery } from '../graphql';
import { paths } from '../paths';
import { sayReason, sayRemedy } from '../ui/checks';
import { CopyButton } from '../ui/CopyButton';
import { FunctionMarks } from '../ui/FunctionMarks';
import { ButtonLink } from '../ui/Link';
import { LongName } from '../ui/LongName';
import { Markdown } from '../ui/Markdown';
import { Note, Section } from '../ui/Page';
import { Pill } from '../ui/Pill';
import { SchemaTree } from '../ui/SchemaTree';
import { text, useSearch } from '../ui/search';
import { EmptyState, SkeletonLines } from '../ui/states';
import { listed } from '../ui/words';
import css from './docs/docs.module.css';
import { DocsPage } from './docs/DocsPage';
import { Errors, LastCalls, Needs } from './docs/FunctionParts';
import { Samples } from './docs/Samples';
import { useSubject, type Choice, type Subject } from './docs/subject';
import { Wire } from './docs/Wire';

// The test client is large, and who reads needs no form at first.
const TryPanel = lazy(() => import('./trial/TryPanel').then((file) => ({ default: file.TryPanel })));

const DocsFunction = graphql(`
  query DocsFunction($token: ID, $service: ID, $name: String!) {
    documentation(token: $token, service: $service) {
      ...DocsFrame
      languages {
        ...DocsLanguage
      }
      function(name: $name) {
        access {
          allowed
          check
          reason
          remedy
          missingCapabilities
          function {
            name
            summary
            description
            component
            present
            ...FunctionMarks
            parameters {
              ...SchemaTreeNode
            }
            result {
              ...SchemaTreeNode
            }
          }
        }
        needs {
          ...DocsNeed
        }
        errors {
          ...DocsError
        }
        wires {
          ...WireParts
        }
        lastCalls {
          ...DocsCall
        }
      }
    }
  }
`);

type Documentation = DocsFunctionQuery['documentation'];
type Shown = NonNullable<Documentation['function']>;

export default function DocsFunctionView({ name }: { name: string }) {
  const subject = useSubject();
  const query = useServerQuery(DocsFunction, { ...subject.variables, name }, { pause: subject.pause });
  const shown = query.data?.documentation.function;
  const choice = subject.choice ?? {};
  return (
    <DocsPage
      title={name}
      heading={<LongName size="title">{name}</LongName>}
      badge={<CopyButton value={name} label="Copy the name" />}
      lead={shown?.access.function.summary}
      crumb={{ to: paths.docs(choice), label: 'Documentation' }}
      actions={
        shown && (
          <>
            {subject.administrator && <ButtonLink to={paths.function(name)}>Open in the catalogue</ButtonLink>}
            <ButtonLink to={paths.tryFunction(name, { key: choice.key })}>Try it</ButtonLink>
          </>
        )
      }
      parts={false}
      subject={subject}
      query={query}
    >
      {(documentation) =>
        documentation.function ? <Described documentation={documentation} of={documentation.function} subject={subject} choice={choice} /> : <NotAmong subject={subject} choice={choice} />
      }
    </DocsPage>
  );
}

function NotAmong({ subject: { administrator, choose }, choice }: { subject: Subject; choice: Choice }) {
  const wider = administrator && (choice.key || choice.service);
  const action = wider ? <Button onClick={() => choose({})}>Look in everything</Button> : <ButtonLink to={paths.docs(choice)}>See all functions</ButtonLink>;
  return <EmptyState action={action}>{choice.key ? 'The service of this key does not hold this function.' : 'There is no such function here.'}</EmptyState>;
}

interface DescribedProps {
  documentation: Documentation;
  of: Shown;
  subject: Subject;
  choice: Choice;
}

function Described({ documentation: { faces, languages }, of, subject, choice }: DescribedProps) {
  const [search, set] = useSearch({ face: text });
  const face = faces.find((each) => each.name === search.face) ?? faces.find((each) => each.allowed) ?? faces[0];
  const setFace = (name: string) => set({ face: name }, { replace: true });
  const { function: described } = of.access;
  return (
    <>
      <Marks of={of} subject={subject} choice={choice} />
      <Refusal of={of.access} administrator={subject.administrator} foreign={subject.foreign} />
      <div className={css.function}>
        <div className={css.described}>
          {described.description && (
            <Section title="Description">
              <Markdown>{described.description}</Markdown>
            </Section>
          )}
          <Section title="Parameters">
            <SchemaTree label="Parameters" nodes={described.parameters} empty="It takes none." parameters />
          </Section>
          <Section title="Result">
            <SchemaTree label="Result" nodes={described.result} empty="It returns nothing." />
          </Section>
          <Needs needs={of.needs} foreign={subject.foreign} administrator={subject.administrator} />
          <Errors errors={of.errors} choice={choice} />
          <LastCalls calls={of.lastCalls} title={subject.foreign ? 'Last calls' : 'Your last calls'} />
        </div>
        {face && (
          <div className={css.tried}>
            <Samples name={described.name} variables={subject.variables} faces={faces} face={face} setFace={setFace} languages={languages} />
          </div>
        )}
      </div>
      {face && described.present && (
        <Section title="Try it" lead="It runs for real, as the key, through every check. Check only runs nothing.">
          <Suspense fallback={<SkeletonLines lines={6} />}>
            <TryPanel tokenId={choice.key ?? null} functionName={described.name} face={face.name} onFace={setFace} />
          </Suspense>
        </Section>
      )}
      {face && <Wire wires={of.wires} faces={faces} face={face} setFace={setFace} />}
    </>
  );
}

function Marks({ of: { access }, subject, choice }: Omit<DescribedProps, 'documentation'>) {
  return (
    <div className="row tight">
      {choice.key && access.allowed && (
        <Pill tone="ok" icon={IconCheck}>
          {subject.foreign ? 'this key may call it' : 'your key may call it'}
        </Pill>
      )}
      <FunctionMarks of={access.function} toFunction={(name) => paths.docsFunction(name, choice)} />
      {access.function.kind === 'READ' && <span className="muted small">It reads and changes nothing.</span>}
    </div>
  );
}

/** Refusal stands above everything else: what follows does not work before it is gone. */
function Refusal({ of: { allowed, check, reason, remedy, missingCapabilities }, administrator, foreign }: { of: Shown['access']; administrator: boolean; foreign: boolean }) {
  if (!allowed) {
    return (
      <div className="above">
        <Note tone="err">
          {foreign ? 'This key' : 'Your key'} may not call it: {sayReason(check ?? '', reason ?? 'a check refuses it.')} {administrator ? remedy && sayRemedy(check ?? '', remedy) : 'Ask an administrator.'}
        </Note>
      </div>
    );
  }
  if (missingCapabilities.length === 0) return null;
  return (
    <div className="above">
      <Note tone="warn">
        For some of what it does it asks for {listed(missingCapabilities)}, which {foreign ? 'the key’s user lacks' : 'you lack'}: that is refused.
      </Note>
    </div>
  );
}
