// What changes the account as a whole: its password, whether it works, whether it administers, and its end.
import { Button } from '@mantine/core';
import { graphql } from '../../gql';
import type { UserAccountFragment } from '../../gql/graphql';
import { change, useSession } from '../../graphql';
import { paths } from '../../paths';
import { confirm } from '../../ui/Dialogs';
import { useGo } from '../../ui/Link';
import { Card, CardRow, Section } from '../../ui/Page';
import { toast } from '../../ui/toast';
import { counted, quoted } from '../../ui/words';
import { Identities } from './Identities';
import { PasswordLink } from './PasswordLink';
import { SecondFactor } from './SecondFactor';

export const UserAccountParts = graphql(`
  fragment UserAccount on User {
    id
    fullName
    username
    siteAdmin
    suspended
    hasPassword
    tokens {
      state
    }
    ...UserIdentities
    ...UserFactors
  }
`);

const SuspendUser = graphql(`
  mutation SuspendUser($id: ID!) {
    updateUser(id: $id, input: { suspended: true }) {
      id
      suspended
    }
  }
`);

const MakeAdministrator = graphql(`
  mutation MakeAdministrator($id: ID!, $siteAdmin: Boolean!) {
    updateUser(id: $id, input: { siteAdmin: $siteAdmin }) {
      id
      siteAdmin
    }
  }
`);

const DeleteUser = graphql(`
  mutation DeleteUser($id: ID!) {
    deleteUser(id: $id)
  }
`);

type User = UserAccountFragment;

/** keysAfter says what a suspension does to the keys, which depends on a setting. */
export function keysAfter(keys: number, endOnSuspension: boolean): string {
  if (keys === 0) return 'There is no key that works.';
  const which = counted(keys, 'key');
  if (endOnSuspension) return `${which} ${keys === 1 ? 'is' : 'are'} revoked for good, because the settings say so.`;
  return `Calls with ${which} are refused until the suspension ends.`;
}

export function Account({ user, endOnSuspension, provider }: { user: User; endOnSuspension: boolean; provider: string | null }) {
  const self = useSession().viewer?.id === user.id;
  const keys = user.tokens.filter((key) => key.state !== 'EXPIRED').length;
  return (
    <Section title="Account">
      <Card flush>
        <PasswordLink user={user} />
        <Identities user={user} provider={provider} />
        <SecondFactor user={user} />
        <Suspension user={user} consequence={keysAfter(keys, endOnSuspension)} self={self} />
        <Administration user={user} self={self} />
        <Deletion user={user} keys={keys} self={self} />
      </Card>
    </Section>
  );
}

function Suspension({ user, consequence, self }: { user: User; consequence: string; self: boolean }) {
  if (user.suspended) return null;
  const suspend = () =>
    confirm({
      title: `Suspend ${quoted(user.fullName)}?`,
      body: `The user can no longer sign in, and sessions end. ${consequence}`,
      action: 'Suspend user',
      tone: 'red',
      run: async () => {
        await change(SuspendUser, { id: user.id });
        toast.say(`Suspended ${quoted(user.fullName)}.`);
      },
    });
  return (
    <CardRow
      title="Suspend user"
      action={
        <Button onClick={suspend} disabled={self}>
          Suspend user
        </Button>
      }
    >
      {self ? 'This is your own account.' : `No signing in, no calls, until it is ended. ${consequence}`}
    </CardRow>
  );
}

function Administration({ user, self }: { user: User; self: boolean }) {
  const { siteAdmin, id } = user;
  const title = siteAdmin ? 'Take administration away' : 'Make administrator';
  const turn = () =>
    confirm({
      title: siteAdmin ? `Take administration away from ${quoted(user.fullName)}?` : `Make ${quoted(user.fullName)} an administrator?`,
      body: siteAdmin ? 'The user keeps the account and its keys, and may then do what the roles say.' : 'An administrator may see and change everything here, make keys for every user, and holds every capability.',
      action: title,
      tone: siteAdmin ? 'red' : undefined,
      run: async () => {
        await change(MakeAdministrator, { id, siteAdmin: !siteAdmin });
        toast.say(siteAdmin ? `${quoted(user.fullName)} is no longer an administrator.` : `${quoted(user.fullName)} is an administrator now.`);
      },
    });
  return (
    <CardRow
      title={title}
      action={
        <Button onClick={turn} disabled={self}>
          {title}
        </Button>
      }
    >
      {siteAdmin ? 'May see and change everything here, and holds every capability.' : 'An administrator may see and change everything here. You are asked for your password.'}
      {self && ' Another administrator has to take it from you.'}
    </CardRow>
  );
}

function Deletion({ user, keys, self }: { user: User; keys: number; self: boolean }) {
  const go = useGo();
  const remove = async () => {
    const done = await confirm({
      title: `Delete ${quoted(user.fullName)}?`,
      body: `The account ends for good: its password, e-mail address, roles, memberships and files go.${keys > 0 ? ` ${counted(keys, 'key')} ${keys === 1 ? 'stops' : 'stop'} working at once.` : ''} What it did stays readable. It cannot be taken back.`,
      action: 'Delete user',
      tone: 'red',
      run: () => change(DeleteUser, { id: user.id }),
    });
    if (!done) return;
    toast.say(`Deleted ${quoted(user.fullName)}.`);
    go(paths.users(), { replace: true });
  };
  return (
    <CardRow
      title="Delete user"
      action={
        <Button color="red" onClick={remove} disabled={self}>
          Delete user
        </Button>
      }
    >
      {self ? 'This is your own account.' : 'For good. To keep somebody out for a while, suspend the user.'}
    </CardRow>
  );
}
