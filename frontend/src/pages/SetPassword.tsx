import { useRef } from 'react';
import { graphql } from '../gql';
import { ask, enter, useServerQuery } from '../graphql';
import { paths } from '../paths';
import { ChoosePassword } from '../session-documents';
import { Form, useServerForm } from '../ui/form';
import { ButtonLink, useGo } from '../ui/Link';
import { checkPassword, NewPassword } from '../ui/PasswordField';
import { Standalone, StandaloneLoading } from '../ui/Standalone';
import { LoadError } from '../ui/states';

const SetPasswordPage = graphql(`
  query SetPasswordPage($secret: String!) {
    site {
      name
      signInRefused
    }
    link(secret: $secret) {
      purpose
      username
      expiresAt
    }
  }
`);

export default function SetPassword({ secret }: { secret: string }) {
  const { data, problem, refetch } = useServerQuery(SetPasswordPage, { secret });
  if (!data) return problem ? <Standalone title="Choose a password">{<LoadError what="the link" problem={problem} retry={refetch} />}</Standalone> : <StandaloneLoading />;
  const { site, link } = data;
  if (site.signInRefused) return <Standalone site={site.name} title="Not over this connection" lead={site.signInRefused} />;
  if (link?.purpose !== 'PASSWORD') {
    return (
      <Standalone site={site.name} title="This link was used or has expired" lead="A link is good for a day and for one use. Ask an administrator for a new one.">
        <ButtonLink to={paths.signIn()}>Sign in</ButtonLink>
      </Standalone>
    );
  }
  return (
    <Standalone site={site.name} title="Choose a password" lead={`For the account ${link.username ?? ''}. You are signed in with it at once.`}>
      <PasswordForm secret={secret} username={link.username ?? ''} />
    </Standalone>
  );
}

function PasswordForm({ secret, username }: { secret: string; username: string }) {
  const go = useGo();
  const entered = useRef(false);
  const form = useServerForm({
    initial: { password: '' },
    labels: { password: 'Password' },
    check: { password: checkPassword },
    guard: false,
    save: async ({ password }) => {
      entered.current = await enter(ask(ChoosePassword, { secret, password }), ({ choosePassword }) => choosePassword);
    },
    done: () => go(entered.current ? paths.home() : paths.signIn(), { replace: true }),
  });
  return (
    <Form form={form} action="Set password">
      <input type="hidden" name="username" value={username} autoComplete="username" />
      <NewPassword name="password" autoFocus {...form.fields.getInputProps('password')} />
    </Form>
  );
}
