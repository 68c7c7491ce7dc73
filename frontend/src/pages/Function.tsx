import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { graphql } from '../gql';
import type { FunctionPageQuery } from '../gql/graphql';
import { useServerQuery } from '../graphql';
import { paths } from '../paths';
import { CopyButton } from '../ui/CopyButton';
import { FunctionMarks } from '../ui/FunctionMarks';
import { ButtonLink, Link } from '../ui/Link';
import { LongName } from '../ui/LongName';
import { Markdown } from '../ui/Markdown';
import { Card, CardRow, Note, Page, Section } from '../ui/Page';
import { OnOff } from '../ui/Pill';
import { SchemaTree } from '../ui/SchemaTree';
import { EmptyState, Loaded, NotThere } from '../ui/states';
import { HeldBy, useHolders } from './services/Capabilities';
import { Example } from './functions/Example';

const FunctionPage = graphql(`
  query FunctionPage($name: String!) {
    function(name: $name) {
      name
      component
      summary
      description
      capabilities
      ...FunctionMarks
      parameters {
        ...SchemaTreeNode
      }
      result {
        ...SchemaTreeNode
      }
      exampleArguments
      exampleResult
      services {
        id
        name
        enabled
      }
    }
  }
`);

const AddToService = lazy(() => import('./functions/AddToService'));

type Shown = NonNullable<FunctionPageQuery['function']>;

export default function FunctionPageView({ name }: { name: string }) {
  const query = useServerQuery(FunctionPage, { name });
  if (query.data && !query.data.function) return <NotThere what="function" back={{ to: paths.functions(), label: 'See all functions' }} />;
  const found = query.data?.function;
  return (
    <Page
      title={name}
      heading={<LongName size="title">{name}</LongName>}
      badge={<CopyButton value={name} label="Copy the name" />}
      lead={found?.summary}
      crumb={{ to: paths.functions(), label: 'Functions' }}
      wide
      actions={
        found?.present && (
          <>
            <ButtonLink to={paths.docsFunction(name)}>Documentation</ButtonLink>
            <ButtonLink to={paths.tryFunction(name)}>Try it</ButtonLink>
          </>
        )
      }
    >
      <Loaded query={query} what="the function" lines={10}>
        {() => found && <Documentation of={found} />}
      </Loaded>
    </Page>
  );
}

function Documentation({ of }: { of: Shown }) {
  return (
    <>
      <div className="row tight">
        <FunctionMarks of={of} />
        {of.kind === 'READ' && <span className="muted small">It reads and changes nothing.</span>}
        <p className="muted small">
          Component <Link to={paths.functions({ component: of.component })}>{of.component}</Link>
        </p>
      </div>
      {!of.present && (
        <div className="above">
          <Note tone="err">This program no longer has the function. Services that hold it keep it listed, and calls of it are refused.</Note>
        </div>
      )}
      <div className="columns">
        <div>
          {of.description && (
            <Section title="Description">
              <Markdown>{of.description}</Markdown>
            </Section>
          )}
          {of.present && <Shape of={of} />}
        </div>
        <div>
          {of.present && <Example of={of} />}
          <Needs of={of} />
          <Services of={of} />
        </div>
      </div>
    </>
  );
}

function Shape({ of }: { of: Shown }) {
  return (
    <>
      <Section title="Parameters">
        <SchemaTree label="Parameters" nodes={of.parameters} empty="It takes none." parameters />
      </Section>
      <Section title="Result">
        <SchemaTree label="Result" nodes={of.result} empty="It returns nothing." />
      </Section>
    </>
  );
}

function Needs({ of: { capabilities, present } }: { of: Shown }) {
  const holders = useHolders(capabilities.length === 0);
  if (!present) return null;
  return (
    <Section title="Capabilities" lead={capabilities.length > 0 && 'The key’s user needs them in the site, or in the course that the call is about.'}>
      {capabilities.length === 0 ? (
        <p className="muted">It asks for none.</p>
      ) : (
        <Card flush>
          {capabilities.map((name) => (
            <CardRow key={name} title={<LongName>{name}</LongName>}>
              <HeldBy roles={holders && (holders.get(name) ?? [])} />
            </CardRow>
          ))}
        </Card>
      )}
    </Section>
  );
}

function Services({ of }: { of: Shown }) {
  const [adding, setAdding] = useState(false);
  const fixed = of.deprecated || !of.present;
  const add = !fixed && <Button onClick={() => setAdding(true)}>Add to a service</Button>;
  return (
    <Section title="In services" actions={of.services.length > 0 && add}>
      <Card flush>
        {of.services.map((each) => (
          <CardRow key={each.id} title={<Link to={paths.service(each.id)}><bdi>{each.name}</bdi></Link>} action={<OnOff on={each.enabled} />} />
        ))}
        {of.services.length === 0 && <EmptyState action={add}>No service holds it, so nobody can call it.</EmptyState>}
      </Card>
      {of.deprecated && <p className="muted small above">It is deprecated, and cannot be added to services. Those that hold it keep it.</p>}
      {adding && (
        <Suspense>
          <AddToService of={of} onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </Section>
  );
}
