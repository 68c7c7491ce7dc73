import { graphql } from '../gql';
import type { RequestMenderQuery, RequestPageQuery } from '../gql/graphql';
import { useServerQuery, useSession } from '../graphql';
import { paths } from '../paths';
import { CheckChain } from '../ui/CheckChain';
import { CopyTextButton } from '../ui/CopyButton';
import { FixButton, type FixSubject } from '../ui/FixButton';
import { ButtonLink } from '../ui/Link';
import { LongName } from '../ui/LongName';
import { Mend } from '../ui/Mend';
import { Card, Page, Section } from '../ui/Page';
import { ResultBadge } from '../ui/Pill';
import { Loaded, NotThere } from '../ui/states';
import { Moment } from '../ui/Time';
import { CallOutcome } from './requests/CallOutcome';
import css from './requests/requests.module.css';
import { RequestFacts } from './requests/RequestFacts';
import { SameErrors } from './requests/SameErrors';

// What everybody may ask of the own requests.
const RequestPage = graphql(`
  query RequestPage($id: ID!) {
    request(id: $id) {
      id
      at
      ...ResultParts
      ...RequestFactsParts
      ...CallOutcomeParts
      chain {
        ...CheckStep
      }
    }
  }
`);

// What only administrators may ask besides: whose it was, and what changes it.
const RequestMender = graphql(`
  query RequestMender($id: ID!) {
    request(id: $id) {
      now {
        check
        command
      }
      token {
        ...FixToken
      }
      service {
        ...FixService
      }
      user {
        ...FixUser
      }
    }
  }
`);

type Call = NonNullable<RequestPageQuery['request']>;
type Mending = NonNullable<RequestMenderQuery['request']>;

export default function Request({ id }: { id: string }) {
  const administrator = useSession().viewer?.administrator ?? false;
  const query = useServerQuery(RequestPage, { id });
  const mending = useServerQuery(RequestMender, { id }, { pause: !administrator }).data?.request;
  const list = administrator ? { to: paths.requests(), label: 'Requests' } : { to: paths.myRequests(), label: 'My requests' };
  if (query.data && !query.data.request) return <NotThere what="request" back={{ to: list.to, label: `Open ${list.label.toLowerCase()}` }} />;
  const call = query.data?.request;
  return (
    <Page
      title={call?.function || 'Request'}
      heading={call?.function && <LongName size="title">{call.function}</LongName>}
      crumb={list}
      badge={call && <ResultBadge result={call.result} />}
      lead={call && <Moment at={call.at} />}
      wide
      actions={
        call && (
          <>
            {mayTry(call) && <ButtonLink to={paths.tryFunction(call.function, { key: call.token?.id, face: call.protocol, request: call.id })}>Open in test client</ButtonLink>}
            <CopyTextButton value={call.requestId}>Copy request id</CopyTextButton>
          </>
        )
      }
    >
      <Loaded query={query} what="the request" lines={10}>
        {() =>
          call && (
            <>
              <CallOutcome call={call} fix={administrator ? (check) => mending && <FixButton check={check} subject={subjectOf(call, mending)} /> : undefined} />
              <RequestFacts call={call} user={mending?.user} administrator={administrator} />
              <Checks call={call} mending={mending} administrator={administrator} />
              {administrator && <SameErrors call={call} />}
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

/** What moves files is no function, and what is not known cannot be tried. */
const mayTry = (call: Call) => call.function !== '' && call.protocol !== 'files' && call.check !== 'function-known';

const subjectOf = (call: Call, { token, service, user }: Mending): FixSubject => ({ token, service, user, function: call.function, protocol: call.protocol, address: call.address });

/** whyOf is the page that asks the same again, with all of the call filled in. */
function whyOf({ token, protocol, address, function: name, at }: Call, mending: Mending | null | undefined): string | undefined {
  if (!token && !mending?.user) return undefined;
  return paths.access({ token: token?.id, user: token ? undefined : mending?.user?.id, protocol, address, function: name, at });
}

/** Checks are the chain as it was, and the same checks asked now, beside each other. */
function Checks({ call, mending, administrator }: { call: Call; mending?: Mending | null; administrator: boolean }) {
  const commands = new Map(mending?.now.map((step) => [step.check, step.command]));
  const why = administrator && call.result === 'REFUSED' ? whyOf(call, mending) : undefined;
  return (
    <div className={css.chains}>
      <Section title="The checks then" lead={call.check ? 'Up to the one that refused.' : 'All of them let it through.'} actions={why && <ButtonLink to={why}>See why</ButtonLink>}>
        <Card>
          <CheckChain steps={call.chain} open label="The checks then" />
        </Card>
      </Section>
      {call.now.length > 0 && (
        <Section title="The same checks now" lead={administrator ? 'With what can be changed.' : 'With what to ask for.'}>
          <Card>
            <CheckChain
              steps={call.now}
              open
              asking={!administrator}
              label="The same checks now"
              fix={mending ? (step) => <Mend check={step.check} command={commands.get(step.check)} subject={subjectOf(call, mending)} /> : undefined}
            />
          </Card>
        </Section>
      )}
    </div>
  );
}
