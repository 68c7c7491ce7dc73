import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../gql';
import type { MakePasswordLinkMutation } from '../../gql/graphql';
import { change } from '../../graphql';
import { Code } from '../../ui/Code';
import { CardRow, Note } from '../../ui/Page';
import { Moment } from '../../ui/Time';
import { useAction } from '../../ui/useAction';
import { quoted } from '../../ui/words';

const MakePasswordLink = graphql(`
  mutation MakePasswordLink($user: ID!) {
    createPasswordLink(user: $user) {
      url
      expiresAt
    }
  }
`);

type Made = MakePasswordLinkMutation['createPasswordLink'];

/** PasswordLink makes a link by which the user chooses a password. It is shown here, once, and kept nowhere. */
export function PasswordLink({ user }: { user: { id: string; fullName: string; hasPassword: boolean } }) {
  const [made, setMade] = useState<Made | null>(null);
  const { busy, run } = useAction();
  const make = () => run('make the link', async () => setMade((await change(MakePasswordLink, { user: user.id })).createPasswordLink));
  return (
    <>
      <CardRow
        title="Password link"
        action={
          <Button loading={busy} onClick={make}>
            Make password link
          </Button>
        }
      >
        {user.hasPassword ? 'There is a password.' : 'There is no password yet.'} By a link that works once, the user chooses a new one. An earlier link ends.
      </CardRow>
      <Modal opened={made !== null} onClose={() => setMade(null)} title={`Password link for ${quoted(user.fullName)}`} size={560}>
        {made && (
          <div className="stack">
            <Note tone="warn">Copy it now. It is not shown again. Whoever opens it first chooses the password.</Note>
            <Code label="Password link" copyLabel="Copy link">
              {made.url}
            </Code>
            <p className="muted small">
              It works once, until <Moment at={made.expiresAt} />.
            </p>
            <div className="row tight">
              <Button onClick={() => setMade(null)}>I have sent it</Button>
            </div>
          </div>
        )}
      </Modal>
    </>
  );
}
