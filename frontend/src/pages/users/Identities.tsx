// As whom the provider knows a user. Only an administrator links without the provider's word.
import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../gql';
import type { UserIdentitiesFragment } from '../../gql/graphql';
import { change } from '../../graphql';
import { confirm } from '../../ui/Dialogs';
import { Form, useServerForm } from '../../ui/form';
import { CardRow } from '../../ui/Page';
import { RelativeTime } from '../../ui/Time';
import { toast } from '../../ui/toast';
import { quoted } from '../../ui/words';

export const UserIdentitiesParts = graphql(`
  fragment UserIdentities on User {
    id
    fullName
    identities {
      id
      issuer
      subject
      email
      createdAt
    }
  }
`);

const LinkIdentity = graphql(`
  mutation LinkIdentity($user: ID!, $subject: String!) {
    linkIdentity(user: $user, subject: $subject) {
      id
    }
  }
`);

const UnlinkIdentity = graphql(`
  mutation UnlinkIdentity($id: ID!) {
    unlinkIdentity(id: $id)
  }
`);

type User = UserIdentitiesFragment;

/** Identities are rows of the account's card. Without an identity and without a provider there are none. */
export function Identities({ user, provider }: { user: User; provider: string | null }) {
  const [linking, setLinking] = useState(false);
  const unlink = (id: string, subject: string) =>
    confirm({
      title: `Unlink ${quoted(subject)} from ${quoted(user.fullName)}?`,
      body: 'The user cannot sign in that way any more, and sessions end.',
      action: 'Unlink',
      tone: 'red',
      run: async () => {
        await change(UnlinkIdentity, { id });
        toast.say(`Unlinked ${quoted(subject)}.`);
      },
    });
  return (
    <>
      {user.identities.map(({ id, issuer, subject, email, createdAt }) => (
        <CardRow key={id} title={`Signs in as ${subject}`} action={<Button onClick={() => unlink(id, subject)}>Unlink</Button>}>
          At {issuer}
          {email && `, with the address ${email}`}, linked <RelativeTime at={createdAt} />.
        </CardRow>
      ))}
      {provider && (
        <CardRow title={`Link ${provider}`} action={<Button onClick={() => setLinking(true)}>Link {provider}</Button>}>
          By what the provider calls the user, who can then sign in there. Users can do this on their account page themselves.
        </CardRow>
      )}
      <Modal opened={linking} onClose={() => setLinking(false)} title={`Link ${quoted(user.fullName)} to ${provider ?? ''}`}>
        {linking && <LinkForm user={user} onDone={() => setLinking(false)} />}
      </Modal>
    </>
  );
}

function LinkForm({ user, onDone }: { user: User; onDone: () => void }) {
  const form = useServerForm({
    initial: { subject: '' },
    labels: { subject: 'Subject' },
    check: { subject: (value) => (value.trim() ? null : 'Write what the provider calls the user.') },
    guard: false,
    save: async ({ subject }) => {
      await change(LinkIdentity, { user: user.id, subject });
      toast.say(`Linked ${quoted(user.fullName)}.`);
    },
    done: onDone,
  });
  return (
    <Form form={form} action="Link">
      <TextInput
        label="Subject"
        name="subject"
        description="The claim “sub”. Whoever tries to sign in without being linked is told it. It is not the e-mail address, which may get another owner."
        data-autofocus
        {...form.fields.getInputProps('subject')}
      />
    </Form>
  );
}
