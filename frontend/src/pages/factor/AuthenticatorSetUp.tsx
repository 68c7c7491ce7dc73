import { graphql } from '../../gql';
import type { NewAuthenticatorPartsFragment } from '../../gql/graphql';
import { change, session } from '../../graphql';
import { CopyButton } from '../../ui/CopyButton';
import { Form, useServerForm } from '../../ui/form';
import { TextInput } from '@mantine/core';
import css from './factor.module.css';

export const NewAuthenticatorParts = graphql(`
  fragment NewAuthenticatorParts on NewAuthenticator {
    secret
    url
    qr {
      size
      path
    }
  }
`);

const AddAuthenticator = graphql(`
  mutation AddAuthenticator($secret: String!, $code: String!) {
    addAuthenticator(secret: $secret, code: $code) {
      session {
        ...SessionParts
      }
      recoveryCodes
    }
  }
`);

/** AuthenticatorSetUp shows the secret to an app, and takes a code of it back. */
export function AuthenticatorSetUp({ made, onAdded }: { made: NewAuthenticatorPartsFragment; onAdded: (recoveryCodes: readonly string[]) => void }) {
  const form = useServerForm({
    initial: { code: '' },
    labels: { code: 'Code' },
    check: { code: (code) => (/^\s*(\d\s*){6}$/.test(code) ? null : 'Write the six digits that your app shows now.') },
    guard: false,
    save: async ({ code }) => {
      const { addAuthenticator } = await change(AddAuthenticator, { secret: made.secret, code });
      if (addAuthenticator.session) session.adopt(addAuthenticator.session);
      onAdded(addAuthenticator.recoveryCodes);
    },
  });
  const spaced = made.secret.replaceAll(/(.{4})(?=.)/g, '$1 ');
  return (
    <ol className={css.steps}>
      <li>
        <p>Read this with your authenticator app.</p>
        <svg role="img" aria-label="QR code for the authenticator app" className={css.qr} viewBox={`0 0 ${made.qr.size} ${made.qr.size}`} shapeRendering="crispEdges">
          <rect width={made.qr.size} height={made.qr.size} fill="#fff" />
          <path d={made.qr.path} fill="#000" />
        </svg>
      </li>
      <li>
        <p>
          Or <a href={made.url}>open it in an app on this device</a>, or type this key:
        </p>
        <p>
          <code className={css.secret}>{spaced}</code> <CopyButton value={made.secret} label="Copy the key" />
        </p>
      </li>
      <li>
        <Form form={form} action="Turn on second factor">
          <TextInput label="Code that the app shows now" name="code" inputMode="numeric" autoComplete="one-time-code" {...form.fields.getInputProps('code')} />
        </Form>
      </li>
    </ol>
  );
}
