// The frame of every page of the documentation: what it is made for, its parts, and what stands there when there is nothing to show.
import { Button } from '@mantine/core';
import { lazy, Suspense, useState, type ComponentProps, type ReactNode } from 'react';
import { graphql } from '../../gql';
import type { DocsFrameFragment, FacePartsFragment } from '../../gql/graphql';
import { useServerQuery, type QueryState } from '../../graphql';
import { paths } from '../../paths';
import { ButtonLink } from '../../ui/Link';
import { Card, Note, Page } from '../../ui/Page';
import { useSite } from '../../ui/site';
import { EmptyState, Loaded } from '../../ui/states';
import { TabNav } from '../../ui/TabNav';
import '../../ui/wires';
import { useAction } from '../../ui/useAction';
import { switchDocumentation } from '../protocols/switches';
import { SubjectSelect } from './SubjectSelect';
import { tabsOf, type Choice, type Subject } from './subject';

export const DocsFrame = graphql(`
  fragment DocsFrame on Documentation {
    faces {
      ...FaceParts
    }
  }
`);

export type Face = FacePartsFragment;

type PageProps = Omit<ComponentProps<typeof Page>, 'children'>;

interface DocsPageProps<Data extends { documentation: DocsFrameFragment }> extends PageProps {
  subject: Subject;
  query: QueryState<Data>;
  /** Pages of one function have a way back instead of the parts. */
  parts?: boolean;
  children: (documentation: Data['documentation'], choice: Choice) => ReactNode;
}

export function DocsPage<Data extends { documentation: DocsFrameFragment }>({ subject, query, parts = true, children, ...page }: DocsPageProps<Data>) {
  const { documentationOn } = useSite();
  const { choice, administrator } = subject;
  // That of a service and of everything is the administrators', who prepare it before they turn it on.
  const off = !documentationOn && (!administrator || choice?.key);
  const documentation = query.data?.documentation;
  const protocol = documentation?.faces[0]?.protocol ?? 'rest';
  return (
    <Page {...page} wide>
      {off ? <Off administrator={administrator} /> : choice === null ? <NoKey subject={subject} /> : (
        <>
          {!documentationOn && <Note tone="warn" action={<TurnOn />}>The documentation is off. Only administrators see this.</Note>}
          {parts && choice && <TabNav label="Parts of the documentation" tabs={tabsOf(choice, protocol)} />}
          {parts && <SubjectSelect subject={subject} />}
          <Content subject={subject} query={query}>
            {children}
          </Content>
        </>
      )}
    </Page>
  );
}

function Content<Data extends { documentation: DocsFrameFragment }>({ subject, query, children }: Pick<DocsPageProps<Data>, 'subject' | 'query' | 'children'>) {
  if (query.problem?.code === 'NOT_FOUND') return <Gone subject={subject} />;
  if (!subject.choice) return <Loaded query={subject.query} what="your keys" lines={8}>{() => null}</Loaded>;
  const { choice } = subject;
  return (
    <Loaded query={query} what="the documentation" lines={10}>
      {(data) => children(data.documentation, choice)}
    </Loaded>
  );
}

function Off({ administrator }: { administrator: boolean }) {
  return (
    <Card flush>
      <EmptyState action={administrator ? <TurnOn /> : <ButtonLink to={paths.ownKeys()}>Open your keys</ButtonLink>}>The documentation is off on this site. {administrator ? 'Turn it on, and every key has its own.' : 'An administrator can turn it on. Your keys work all the same.'}</EmptyState>
    </Card>
  );
}

function TurnOn() {
  const { busy, run } = useAction();
  return (
    <Button loading={busy} onClick={() => run('turn the documentation on', () => switchDocumentation(true))}>
      Turn on documentation
    </Button>
  );
}

const NewOwnKey = lazy(() => import('../account/NewOwnKey'));

const OwnServices = graphql(`
  query OwnServices {
    viewer {
      services {
        mayCreateKey
        reason
        service {
          id
          name
        }
      }
    }
  }
`);

function NoKey({ subject: { mayCreateKey } }: { subject: Subject }) {
  const [making, make] = useState(false);
  const services = useServerQuery(OwnServices, {}, { pause: !mayCreateKey }).data?.viewer?.services ?? [];
  return (
    <Card flush>
      <EmptyState action={mayCreateKey && <Button variant="filled" data-create onClick={() => make(true)}>Create key</Button>}>You have no key yet. {mayCreateKey ? 'The documentation is made for one: it holds what that key may call.' : 'Ask an administrator.'}</EmptyState>
      <Suspense>{making && <NewOwnKey services={services} onClose={() => make(false)} />}</Suspense>
    </Card>
  );
}

function Gone({ subject: { choice, administrator, choose } }: { subject: Subject }) {
  const what = choice?.service ? 'This service does not exist, or it was deleted.' : administrator ? 'This key does not exist, or it is gone.' : 'This key is not yours, or it is gone.';
  return (
    <Card flush>
      <EmptyState action={<Button onClick={() => choose({})}>{administrator ? 'Show everything' : 'Show your newest key'}</Button>}>{what}</EmptyState>
    </Card>
  );
}
