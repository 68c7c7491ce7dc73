import { Button } from '@mantine/core';
import { graphql } from '../../gql';
import type { UserStatePartsFragment } from '../../gql/graphql';
import { change } from '../../graphql';
import { Note } from '../../ui/Page';
import { toast } from '../../ui/toast';
import { useAction } from '../../ui/useAction';
import { quoted } from '../../ui/words';

export const ConfirmUser = graphql(`
  mutation ConfirmUser($id: ID!, $confirmed: Boolean!) {
    updateUser(id: $id, input: { confirmed: $confirmed }) {
      id
      confirmed
    }
  }
`);

export const ResumeUser = graphql(`
  mutation ResumeUser($id: ID!) {
    updateUser(id: $id, input: { suspended: false }) {
      id
      suspended
    }
  }
`);

type User = UserStatePartsFragment & { id: string; fullName: string };

/** UserBanner says why the user's calls are refused, with the button that changes it. */
export function UserBanner({ user }: { user: User }) {
  const { busy, run } = useAction();
  const { id } = user;
  const confirmUser = () =>
    run('confirm the user', async () => {
      await change(ConfirmUser, { id, confirmed: true });
      toast.undo(`Confirmed ${quoted(user.fullName)}.`, () => change(ConfirmUser, { id, confirmed: false }));
    });
  const resume = () =>
    run('end the suspension', async () => {
      await change(ResumeUser, { id });
      toast.say(`${quoted(user.fullName)} is no longer suspended.`);
    });
  if (user.deleted) return <Note tone="err">This account was deleted. What it did stays readable in Requests and in the audit trail.</Note>;
  if (!user.suspended && user.confirmed && user.auth !== 'nologin') return null;
  return (
    <div className="stack tight">
      {user.suspended && (
        <Note
          tone="err"
          action={
            <Button loading={busy} onClick={resume}>
              Resume user
            </Button>
          }
        >
          Suspended. The user cannot sign in, and every call as this user is refused.
        </Note>
      )}
      {!user.confirmed && (
        <Note
          tone="warn"
          action={
            <Button loading={busy} onClick={confirmUser}>
              Confirm user
            </Button>
          }
        >
          Not confirmed yet. Until then the user cannot sign in, and every call as this user is refused.
        </Note>
      )}
      {user.auth === 'nologin' && <Note tone="warn">The user may not sign in at all, so that every call as this user is refused. It can be changed under Details.</Note>}
    </div>
  );
}
