import { Button } from '@mantine/core';
import { graphql } from '../../gql';
import type { OwnSessionRowFragment } from '../../gql/graphql';
import { change } from '../../graphql';
import { Card, CardRow, Section } from '../../ui/Page';
import { Pill } from '../../ui/Pill';
import { RelativeTime } from '../../ui/Time';
import { toast } from '../../ui/toast';
import { signOut } from '../../ui/signOut';
import { useAction } from '../../ui/useAction';

export const OwnSessionRow = graphql(`
  fragment OwnSessionRow on OwnSession {
    id
    current
    createdAt
    lastSeenAt
    address
    browser
  }
`);

const EndSession = graphql(`
  mutation EndSession($id: ID!) {
    endSession(id: $id)
  }
`);

const EndOtherSessions = graphql(`
  mutation EndOtherSessions {
    endOtherSessions
  }
`);

/** browserName makes "Firefox 140 on Linux" out of what a browser calls itself, where it can. */
export function browserName(agent: string): string {
  const known: [RegExp, string][] = [
    [/Edg\/(\d+)/, 'Edge'],
    [/OPR\/(\d+)/, 'Opera'],
    [/Firefox\/(\d+)/, 'Firefox'],
    [/Chrome\/(\d+)/, 'Chrome'],
    [/Version\/(\d+).*Safari/, 'Safari'],
  ];
  const systems: [RegExp, string][] = [
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/Linux/, 'Linux'],
  ];
  const browser = known.find(([pattern]) => pattern.test(agent));
  if (!browser) return agent || 'Unknown browser';
  const system = systems.find(([pattern]) => pattern.test(agent))?.[1];
  return `${browser[1]} ${browser[0].exec(agent)?.[1]}${system ? ` on ${system}` : ''}`;
}

export function Sessions({ sessions }: { sessions: readonly OwnSessionRowFragment[] }) {
  const { run } = useAction();
  const others = sessions.filter((each) => !each.current).length;
  const end = (session: OwnSessionRowFragment) =>
    run('end the session', async () => {
      await change(EndSession, { id: session.id });
      toast.say(`Ended the session of ${browserName(session.browser)}.`);
    });
  const endOthers = () =>
    run('end the other sessions', async () => {
      const { endOtherSessions } = await change(EndOtherSessions, {});
      toast.say(`Ended ${endOtherSessions} other ${endOtherSessions === 1 ? 'session' : 'sessions'}.`);
    });
  return (
    <Section title="Sessions" lead="Where you are signed in." actions={others > 0 && <Button onClick={endOthers}>End other sessions</Button>}>
      <Card flush>
        {sessions.map((each) => (
          <CardRow
            key={each.id}
            title={
              <span className="row tight">
                {browserName(each.browser)} {each.current && <Pill tone="accent">this one</Pill>}
              </span>
            }
            action={each.current ? <Button onClick={() => void signOut()}>Sign out</Button> : <Button onClick={() => end(each)}>End session</Button>}
          >
            From {each.address}, last seen <RelativeTime at={each.lastSeenAt} />, signed in <RelativeTime at={each.createdAt} />.
          </CardRow>
        ))}
      </Card>
    </Section>
  );
}
