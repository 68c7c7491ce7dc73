// The second step of signing in: the first factor was right, and this account has a second one.
import { Button } from '@mantine/core';
import { graphql } from '../../gql';
import type { SecondStepPartsFragment } from '../../gql/graphql';
import { ask, session } from '../../graphql';
import { GiveCode } from '../../session-documents';
import { checkCode, CodeField } from '../../ui/CodeField';
import { Form, useServerForm } from '../../ui/form';
import { Note } from '../../ui/Page';
import { Standalone } from '../../ui/Standalone';

export const SecondStepParts = graphql(`
  fragment SecondStepParts on SecondStep {
    username
    authenticatorLost
  }
`);

interface SecondStepProps {
  site: string;
  step: SecondStepPartsFragment;
  onDone: () => void;
  onAnew: () => void;
}

export function SecondStep({ site, step, onDone, onAnew }: SecondStepProps) {
  return (
    <Standalone
      site={site}
      title="Second factor"
      lead={`You are signing in as ${step.username}.`}
      footer="Lost your phone? A recovery code lets you in once. Without one, an administrator can remove your second factor."
    >
      <div className="stack">
        {step.authenticatorLost && (
          <Note tone="warn">This server was restored from a backup, and does not know your authenticator app any more. Use a recovery code, and set the app up anew.</Note>
        )}
        <CodeForm onDone={onDone} />
        <div className="row tight">
          <Button variant="subtle" onClick={onAnew}>
            Sign in as somebody else
          </Button>
        </div>
      </div>
    </Standalone>
  );
}

function CodeForm({ onDone }: { onDone: () => void }) {
  const form = useServerForm({
    initial: { code: '' },
    labels: { code: 'Code' },
    check: { code: checkCode },
    guard: false,
    save: async ({ code }) => {
      const { data, serverNow } = await ask(GiveCode, { code });
      session.adopt(data.giveCode, serverNow);
    },
    done: onDone,
  });
  return (
    <Form form={form} action="Sign in">
      <CodeField name="code" autoFocus {...form.fields.getInputProps('code')} />
    </Form>
  );
}
