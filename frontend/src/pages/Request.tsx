import type { ReactNode } from 'react';
import { graphql } from '../gql';
import type { RequestPageQuery } from '../gql/graphql';
import { useServerQuery } from '../graphql';
import { paths } from '../paths';
import { CheckChain } from '../ui/CheckChain';
import { checkRefused, sayCode, sayReason } from '../ui/checks';
import { CopyTextButton } from '../ui/CopyButton';
import { FixButton, type FixSubject } from '../ui/FixButton';
import { ButtonLink } from '../ui/Link';
import { LongName } from '../ui/LongName';
import { Card, Note, Page, Section } from '../ui/Page';
import { ResultBadge } from '../ui/Pill';
import { Loaded, NotThere } from '../ui/states';
import { Moment } from '../ui/Time';
import css from './requests/requests.module.css';
import { RequestFacts } from './requests/RequestFacts';
import { SameErrors } from './requests/SameErrors';

const RequestPage = graphql(`
  query RequestPage($id: ID!) {
    request(id: $id) {
      id
      at
      requestId
      code
      codeSentence
      check
      path
      ...ResultParts
      ...RequestFactsParts
      chain {
        ...CheckStep
      }
      now {
        ...CheckStep
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

export default function Request({ id }: { id: string }) {
  const query = useServerQuery(RequestPage, { id });
  const list = { to: paths.requests(), label: 'Requests' };
  if (query.data && !query.data.request) return <NotThere what="request" back={{ to: list.to, label: 'Open requests' }} />;
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
              <Outcome call={call} />
              <RequestFacts call={call} />
              <Checks call={call} />
              <SameErrors call={call} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

/** What moves files is no function, and what is not known cannot be tried. */
const mayTry = (call: Call) => call.function !== '' && call.protocol !== 'files' && call.check !== 'function-known';

const subjectOf = (call: Call): FixSubject => ({ token: call.token, service: call.service, user: call.user, function: call.function, protocol: call.protocol, address: call.address });

/** Outcome says in a sentence why it was refused, with the button that mends it, or that it would go through by now. */
function Outcome({ call }: { call: Call }) {
  if (call.result === 'ANSWERED') return null;
  if (call.result === 'FAILED') {
    return (
      <Lead>
        <Note tone="warn">
          Every check let it through, and then it failed: {call.codeSentence ? sayCode(call.codeSentence) : call.code}
          {call.path && (
            <>
              {' '}
              The parameter is <code className="break">{call.path}</code>.
            </>
          )}
        </Note>
      </Lead>
    );
  }
  const still = call.now.find((step) => step.check === call.check && step.asked && !step.passed);
  const next = call.now.find((step) => step.asked && !step.passed);
  if (still) {
    return (
      <Lead>
        <Note tone="err" action={<FixButton check={still.check} subject={subjectOf(call)} />}>
          Refused: {still.reason ? sayReason(still.check, still.reason) : checkRefused(still.check)}
        </Note>
      </Lead>
    );
  }
  if (call.now.length === 0) return <Lead><Note tone="err">Refused: {checkRefused(call.check)}. {call.codeSentence && sayCode(call.codeSentence)}</Note></Lead>;
  return (
    <Lead>
      <Note tone={next ? 'warn' : 'ok'}>
        Refused then: {checkRefused(call.check)}. {next ? 'That is mended, and another check refuses it now.' : 'The same call is let through by now.'}
      </Note>
    </Lead>
  );
}

function Lead({ children }: { children: ReactNode }) {
  return <div className="below">{children}</div>;
}

/** Checks are the chain as it was, and the same checks asked now, beside each other. */
function Checks({ call }: { call: Call }) {
  return (
    <div className={css.chains}>
      <Section title="The checks then" lead={call.check ? 'Up to the one that refused.' : 'All of them let it through.'}>
        <Card>
          <CheckChain steps={call.chain} open label="The checks then" />
        </Card>
      </Section>
      {call.now.length > 0 && (
        <Section title="The same checks now" lead="With what can be changed.">
          <Card>
            <CheckChain steps={call.now} open label="The same checks now" fix={(step) => <FixButton check={step.check} subject={subjectOf(call)} />} />
          </Card>
        </Section>
      )}
    </div>
  );
}
