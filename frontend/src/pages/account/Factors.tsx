import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../gql';
import type { OwnFactorsFragment } from '../../gql/graphql';
import { change } from '../../graphql';
import { paths } from '../../paths';
import { confirm } from '../../ui/Dialogs';
import { ButtonLink } from '../../ui/Link';
import { Card, CardRow, Note, Section } from '../../ui/Page';
import { RelativeTime } from '../../ui/Time';
import { toast } from '../../ui/toast';
import { useAction } from '../../ui/useAction';
import { counted } from '../../ui/words';
import { RecoveryCodes } from '../factor/RecoveryCodes';

export const OwnFactors = graphql(`
  fragment OwnFactors on Viewer {
    factors {
      id
      kind
      name
      createdAt
      lastUsedAt
    }
    recoveryCodesLeft
    authenticatorLost
  }
`);

const RemoveFactor = graphql(`
  mutation RemoveFactor($id: ID!) {
    removeFactor(id: $id)
  }
`);

const RenewRecoveryCodes = graphql(`
  mutation RenewRecoveryCodes {
    renewRecoveryCodes
  }
`);

type Factor = OwnFactorsFragment['factors'][number];

/** Factors are what signing in asks for besides the password. */
export function Factors({ own: { factors, recoveryCodesLeft, authenticatorLost } }: { own: OwnFactorsFragment }) {
  const lead = factors.length > 0 ? 'Signing in asks for one of these too.' : 'With one, whoever learns your password still cannot sign in.';
  return (
    <Section title="Second factor" lead={lead} actions={factors.length === 0 && <ButtonLink to={paths.secondFactor(paths.account())}>Set up</ButtonLink>}>
      <div className="stack">
        {authenticatorLost && <Note tone="warn">This server was restored from a backup, and does not know your authenticator app any more. Remove it, and set it up anew.</Note>}
        <Card flush>
          {factors.length === 0 && <CardRow title="None">Your password is all that signing in asks for.</CardRow>}
          {factors.map((factor) => (
            <OneFactor key={factor.id} factor={factor} last={factors.length === 1} />
          ))}
          {factors.length > 0 && <Recovery left={recoveryCodesLeft} />}
        </Card>
      </div>
    </Section>
  );
}

function OneFactor({ factor, last }: { factor: Factor; last: boolean }) {
  const remove = () =>
    confirm({
      title: `Remove ${factor.name}?`,
      body: last ? 'Your password alone lets in again, and your recovery codes end.' : 'Signing in asks for one of the others.',
      action: 'Remove',
      tone: 'red',
      run: async () => {
        await change(RemoveFactor, { id: factor.id });
        toast.say(`Removed ${factor.name}.`);
      },
    });
  return (
    <CardRow title={factor.name} action={<Button onClick={remove}>Remove</Button>}>
      Set up <RelativeTime at={factor.createdAt} />
      {factor.lastUsedAt ? (
        <>
          , used <RelativeTime at={factor.lastUsedAt} />.
        </>
      ) : (
        ', not used yet.'
      )}
    </CardRow>
  );
}

function Recovery({ left }: { left: number }) {
  const { busy, run } = useAction();
  const [made, setMade] = useState<readonly string[]>([]);
  const renew = () => run('make new recovery codes', async () => setMade((await change(RenewRecoveryCodes, {})).renewRecoveryCodes));
  return (
    <>
      <CardRow
        title="Recovery codes"
        action={
          <Button loading={busy} onClick={renew}>
            Make new codes
          </Button>
        }
      >
        {counted(left, 'code')} left. Each lets you in once when you do not have your phone. New codes end the old ones.
      </CardRow>
      <Modal opened={made.length > 0} onClose={() => setMade([])} title="Recovery codes" size={560}>
        <RecoveryCodes codes={made} onStored={() => setMade([])} />
      </Modal>
    </>
  );
}
