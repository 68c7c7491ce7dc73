import { Button } from '@mantine/core';
import { graphql } from '../../gql';
import type { OwnIdentitiesFragment } from '../../gql/graphql';
import { change } from '../../graphql';
import { paths } from '../../paths';
import { BeginProviderLink, goToProvider } from '../../provider';
import { confirm } from '../../ui/Dialogs';
import { Card, CardRow, Section } from '../../ui/Page';
import { RelativeTime } from '../../ui/Time';
import { toast } from '../../ui/toast';
import { useAction } from '../../ui/useAction';

export const OwnIdentities = graphql(`
  fragment OwnIdentities on Viewer {
    identities {
      id
      issuer
      subject
      email
      createdAt
    }
  }
`);

const UnlinkOwnIdentity = graphql(`
  mutation UnlinkOwnIdentity($id: ID!) {
    unlinkOwnIdentity(id: $id)
  }
`);

/** Identities are the own ones at the provider. Without one and without a provider there is nothing to show. */
export function Identities({ own, provider }: { own: OwnIdentitiesFragment; provider: string | null }) {
  const { busy, run } = useAction();
  if (!provider && own.identities.length === 0) return null;
  const link = () => run('link your account', async () => goToProvider((await change(BeginProviderLink, {})).beginProviderLink, { purpose: 'link', next: paths.account() }));
  const unlink = (id: string, name: string) =>
    confirm({
      title: `Unlink ${name}?`,
      body: 'You cannot sign in that way any more. Sessions go on.',
      action: 'Unlink',
      tone: 'red',
      run: async () => {
        await change(UnlinkOwnIdentity, { id });
        toast.say(`Unlinked ${name}.`);
      },
    });
  const linkButton = provider && (
    <Button loading={busy} onClick={link}>
      Link {provider}
    </Button>
  );
  return (
    <Section title="Other ways to sign in" lead="Whoever you are there can sign in here without your password." actions={linkButton}>
      <Card flush>
        {own.identities.length === 0 && <CardRow title="Nothing is linked yet" />}
        {own.identities.map(({ id, issuer, subject, email, createdAt }) => (
          <CardRow key={id} title={email || subject} action={<Button onClick={() => unlink(id, email || subject)}>Unlink</Button>}>
            At {issuer}, linked <RelativeTime at={createdAt} />.
          </CardRow>
        ))}
      </Card>
    </Section>
  );
}
