import { Button } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../gql';
import type { AuditPutBackFragment } from '../../gql/graphql';
import { change, fetchOnce } from '../../graphql';
import { paths } from '../../paths';
import { confirm } from '../../ui/Dialogs';
import { Link } from '../../ui/Link';
import { Note } from '../../ui/Page';
import { RelativeTime } from '../../ui/Time';
import { useAction } from '../../ui/useAction';
import { listed, quoted } from '../../ui/words';
import { actorWords, fieldWords, objectPath, subjectWords } from './words';

export const AuditPutBack = graphql(`
  fragment AuditPutBack on AuditEvent {
    id
    action
    subject
    objectKind
    objectID
    canPutBack
    changes {
      field
    }
  }
`);

const PutBackChange = graphql(`
  mutation PutBackChange($event: ID!) {
    putBack(event: $event)
  }
`);

const LastChange = graphql(`
  query LastChange($action: String!, $subject: String!) {
    auditEvents(filter: { action: $action, subject: $subject }, first: 20) {
      nodes {
        id
        at
        action
        subject
        actor
        door
        actorUser {
          fullName
        }
      }
    }
  }
`);

/** lastChange is the newest change of the same thing: a subject is looked for in parts too, so others are left out. */
async function lastChange({ action, subject }: AuditPutBackFragment) {
  return (await fetchOnce(LastChange, { action, subject })).auditEvents.nodes.find((each) => each.subject === subject);
}

/** Outcome is where a change that was put back went: into the change of this id, or nowhere, because all was as before. */
type Outcome = { id: string } | 'same';

/** usePutBack writes the former values of an event back, after asking. */
export function usePutBack() {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const { busy, run } = useAction();
  const putBack = (event: AuditPutBackFragment) =>
    run('put the change back', async () => {
      const last = await lastChange(event);
      const done = await confirm({
        title: `Put ${quoted(subjectWords(event))} back?`,
        body: (
          <>
            {listed(event.changes.map((each) => fieldWords(each.field)))} will be as before this change.
            {last && last.id !== event.id && (
              <>
                {' '}
                It was changed again since, last <RelativeTime at={last.at} /> by {last.actorUser?.fullName ?? actorWords(last)}. Where that changed the same fields, nothing is put back.
              </>
            )}
          </>
        ),
        action: 'Put back',
        run: () => change(PutBackChange, { event: event.id }),
      });
      if (!done) return;
      const now = await lastChange(event);
      setOutcome(now && now.id !== last?.id ? { id: now.id } : 'same');
    });
  return { outcome, busy, putBack };
}

export function PutBackButton({ event, busy, putBack }: { event: AuditPutBackFragment; busy: boolean; putBack: (event: AuditPutBackFragment) => void }) {
  return (
    event.canPutBack && (
      <Button onClick={() => putBack(event)} loading={busy}>
        Put back
      </Button>
    )
  );
}

/** WhereItWent says what putting back has done, and leads there. */
export function WhereItWent({ event, outcome }: { event: AuditPutBackFragment; outcome: Outcome | null }) {
  const to = objectPath(event);
  const name = quoted(subjectWords(event));
  return (
    <div role="status">
      {outcome && (
        <div className="below">
          <Note tone="ok" action={to && <Link to={to}>Open {name}</Link>}>
            {outcome === 'same' ? (
              `Nothing had to be put back: ${name} is as it was before this change.`
            ) : (
              <>
                Put back. It stands in the audit trail as <Link to={paths.auditEvent(outcome.id)}>a change of its own</Link>.
              </>
            )}
          </Note>
        </div>
      )}
    </div>
  );
}
