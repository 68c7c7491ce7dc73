import { graphql } from '../gql';
import type { AuditEventPageQuery } from '../gql/graphql';
import { useServerQuery } from '../graphql';
import { paths } from '../paths';
import { Mono } from '../ui/Code';
import { CopyButton } from '../ui/CopyButton';
import { Link } from '../ui/Link';
import { LongName } from '../ui/LongName';
import { Card, Facts, Page, Section } from '../ui/Page';
import { Loaded, NotThere } from '../ui/states';
import { Moment, RelativeTime } from '../ui/Time';
import { Changes } from './audit/Changes';
import { ObjectLink } from './audit/ObjectLink';
import { PutBackButton, usePutBack, WhereItWent } from './audit/PutBack';
import { Value } from './audit/Value';
import { actionWords, actorWords, doorWords, fieldWords, isFunction } from './audit/words';

const AuditEventPage = graphql(`
  query AuditEventPage($id: ID!) {
    auditEvent(id: $id) {
      id
      at
      actor
      actorUser {
        id
        fullName
      }
      door
      address
      requestId
      details
      ...AuditPutBack
      ...AuditChanges
    }
  }
`);

const AuditCall = graphql(`
  query AuditCall($requestId: String!) {
    requestByRequestId(requestId: $requestId) {
      id
    }
  }
`);

type Event = NonNullable<AuditEventPageQuery['auditEvent']>;

export default function AuditEvent({ id }: { id: string }) {
  const query = useServerQuery(AuditEventPage, { id });
  const back = usePutBack();
  const list = { to: paths.audit(), label: 'Audit trail' };
  if (query.data && !query.data.auditEvent) return <NotThere what="change" back={{ to: list.to, label: 'Open the audit trail' }} />;
  const event = query.data?.auditEvent;
  const title = event ? actionWords(event.action) : 'Change';
  return (
    <Page
      title={title}
      heading={event && isFunction(event.action) ? <LongName size="title">{event.action}</LongName> : undefined}
      crumb={list}
      actions={event && <PutBackButton event={event} busy={back.busy} putBack={back.putBack} />}
    >
      <Loaded query={query} what="the change" lines={10}>
        {() =>
          event && (
            <>
              <WhereItWent event={event} outcome={back.outcome} />
              <Card>
                <EventFacts event={event} />
              </Card>
              <Fields event={event} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function EventFacts({ event }: { event: Event }) {
  return (
    <Facts
      facts={[
        ['Object', event.subject && <ObjectLink key="object" event={event} />],
        ['Action', isFunction(event.action) ? <Link key="action" to={paths.function(event.action)}>{event.action}</Link> : <Mono key="action">{event.action}</Mono>],
        ['Who', event.actorUser ? <Link key="who" to={paths.user(event.actorUser.id)}>{event.actorUser.fullName}</Link> : <Mono key="who">{actorWords(event)}</Mono>],
        [
          'When',
          <span key="when">
            <RelativeTime at={event.at} />, <Moment at={event.at} />
          </span>,
        ],
        ['Where from', event.address ? `${doorWords(event.door)}, ${event.address}` : doorWords(event.door)],
        ['Request', event.requestId && <Request key="request" event={event} />],
        ...told(event.details).map(([name, value]) => [fieldWords(name), <Value key={name} field={name} value={value} />] as const),
      ]}
    />
  );
}

/** told is what an event tells besides the fields that changed. */
function told(details: unknown): [string, unknown][] {
  return details && typeof details === 'object' ? Object.entries(details) : [];
}

const notCalls = new Set(['app', 'cli']);

/** Request is the id of the request, which leads to the call when it was one that is still kept. */
function Request({ event }: { event: Event }) {
  const { data } = useServerQuery(AuditCall, { requestId: event.requestId }, { pause: notCalls.has(event.door) });
  const call = data?.requestByRequestId;
  const id = <Mono>{event.requestId}</Mono>;
  return (
    <span className="row tight">
      {call ? <Link to={paths.request(call.id)}>{id}</Link> : id}
      <CopyButton value={event.requestId} label="Copy the request id" />
    </span>
  );
}

function Fields({ event }: { event: Event }) {
  if (event.changes.length > 0) {
    return (
      <Section title="What changed">
        <Changes {...event} />
      </Section>
    );
  }
  return isFunction(event.action) && <p className="muted small">Of a function the trail keeps what it changed, and not what the fields were.</p>;
}
