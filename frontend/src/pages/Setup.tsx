import { TextInput } from '@mantine/core';
import { graphql } from '../gql';
import { ask, session, useServerQuery } from '../graphql';
import { paths } from '../paths';
import { SetUp } from '../session-documents';
import { Mono } from '../ui/Code';
import { Form, useServerForm } from '../ui/form';
import { ButtonLink, useGo } from '../ui/Link';
import { checkPassword, NewPassword } from '../ui/PasswordField';
import { Standalone, StandaloneLoading } from '../ui/Standalone';
import { LoadError } from '../ui/states';

const SetupPage = graphql(`
  query SetupPage($secret: String!) {
    site {
      name
      isSetUp
      signInRefused
    }
    link(secret: $secret) {
      purpose
      expiresAt
    }
  }
`);

export default function Setup({ secret }: { secret: string }) {
  const { data, problem, refetch } = useServerQuery(SetupPage, { secret });
  if (!data) return problem ? <Standalone title="Create the first account">{<LoadError what="the link" problem={problem} retry={refetch} />}</Standalone> : <StandaloneLoading />;
  const { site, link } = data;
  if (site.signInRefused) return <Standalone site={site.name} title="Not over this connection" lead={site.signInRefused} />;
  if (link?.purpose !== 'SET_UP') return <UsedLink site={site.name} isSetUp={site.isSetUp} />;
  return (
    <Standalone site={site.name} title="Create the first account" lead="It may do everything here: switch web services on, make services, give out security keys.">
      <FirstAccount secret={secret} />
    </Standalone>
  );
}

function UsedLink({ site, isSetUp }: { site: string; isSetUp: boolean }) {
  if (isSetUp) {
    return (
      <Standalone site={site} title="The first account exists" lead="This link was used or has expired, and an administrator exists already.">
        <ButtonLink to={paths.signIn()} variant="filled">
          Sign in
        </ButtonLink>
      </Standalone>
    );
  }
  return (
    <Standalone site={site} title="This link was used or has expired" lead="A link is good for 30 minutes and for one use.">
      <p>
        Run <Mono>gatehouse user setup-link</Mono> on the server for a new one, or start the server again: it prints one.
      </p>
    </Standalone>
  );
}

function FirstAccount({ secret }: { secret: string }) {
  const go = useGo();
  const form = useServerForm({
    initial: { email: '', password: '', username: 'admin' },
    labels: { email: 'E-mail', password: 'Password', username: 'User name' },
    check: {
      email: (value) => (/^\S+@\S+$/.test(value.trim()) ? null : 'Write an e-mail address, like ana@example.org.'),
      password: checkPassword,
      username: (value) => (value.trim() ? null : 'The account needs a user name to sign in with.'),
    },
    guard: false,
    save: async ({ email, password, username }) => {
      const { data, serverNow } = await ask(SetUp, { input: { secret, email: email.trim(), password, username: username.trim() } });
      session.adopt(data.setUp, serverNow);
    },
    done: () => go(paths.home(), { replace: true }),
  });
  return (
    <Form form={form} action="Create account">
      <TextInput label="E-mail" name="email" type="email" autoComplete="email" autoFocus {...form.fields.getInputProps('email')} />
      <NewPassword name="password" {...form.fields.getInputProps('password')} />
      <TextInput label="User name" name="username" autoComplete="username" description="To sign in with; the e-mail address works too." {...form.fields.getInputProps('username')} />
    </Form>
  );
}
