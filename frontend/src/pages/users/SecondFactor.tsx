import { Button } from '@mantine/core';
import { graphql } from '../../gql';
import type { UserFactorsFragment } from '../../gql/graphql';
import { change } from '../../graphql';
import { confirm } from '../../ui/Dialogs';
import { CardRow } from '../../ui/Page';
import { toast } from '../../ui/toast';
import { listed, quoted } from '../../ui/words';

export const UserFactors = graphql(`
  fragment UserFactors on User {
    id
    fullName
    factors {
      id
      name
    }
  }
`);

const RemoveSecondFactor = graphql(`
  mutation RemoveSecondFactor($user: ID!) {
    removeSecondFactor(user: $user) {
      id
    }
  }
`);

/** SecondFactor helps somebody who has lost the telephone. */
export function SecondFactor({ user }: { user: UserFactorsFragment }) {
  const names = user.factors.map((factor) => factor.name);
  if (names.length === 0) return null;
  const remove = () =>
    confirm({
      title: `Remove the second factor of ${quoted(user.fullName)}?`,
      body: 'The password alone lets in again, and recovery codes end. Be sure that it is this person who asks: whoever has stolen the password would ask too.',
      action: 'Remove second factor',
      tone: 'red',
      run: async () => {
        await change(RemoveSecondFactor, { user: user.id });
        toast.say(`Removed the second factor of ${quoted(user.fullName)}.`);
      },
    });
  return (
    <CardRow title="Second factor" action={<Button onClick={remove}>Remove second factor</Button>}>
      {listed(names)}. Remove it when it is lost, and recovery codes are too.
    </CardRow>
  );
}
