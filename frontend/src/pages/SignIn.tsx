import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { graphql } from '../gql';
import { ask, enter, session, useServerQuery } from '../graphql';
import { paths } from '../paths';
import { SignIn as SignInMutation } from '../session-documents';
import { Mono } from '../ui/Code';
import { Form, useServerForm } from '../ui/form';
import { useGo } from '../ui/Link';
import { PasswordField } from '../ui/PasswordField';
import { ProviderButton } from '../ui/ProviderButton';
import { text, useSearch } from '../ui/search';
import { Standalone, StandaloneLoading } from '../ui/Standalone';
import { LoadError } from '../ui/states';
import { SecondStep } from './login/SecondStep';

const SignInPage = graphql(`
  query SignInPage {
    site {
      name
      isSetUp
      signInRefused
      provider
    }
    secondStep {
      ...SecondStepParts
    }
  }
`);

const schema = { next: text };

/** ownAddress lets through addresses of this app and nothing that leads away. */
export function ownAddress(next: string | undefined): string {
  if (!next?.startsWith('/') || /^\/[/\\]/.test(next)) return paths.home();
  const address = new URL(next, location.origin);
  return address.origin === location.origin ? address.pathname + address.search : paths.home();
}

export default function SignIn() {
  const [search] = useSearch(schema);
  const { data, problem, refetch } = useServerQuery(SignInPage, {});
  const go = useGo();
  const next = ownAddress(search.next);
  const [anew, beginAnew] = useState(false);
  useEffect(() => {
    // Whoever is signed in already has nothing to do here.
    void session.start().then(() => session.get().status === 'in' && go(next, { replace: true }));
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  if (!data) return problem ? <Standalone title="Sign in">{<LoadError what="the site" problem={problem} retry={refetch} />}</Standalone> : <StandaloneLoading />;
  const { site, secondStep } = data;
  if (site.signInRefused) return <Standalone site={site.name} title="Not over this connection" lead={site.signInRefused} />;
  if (!site.isSetUp) {
    return (
      <Standalone site={site.name} title="There is no account yet" lead="The first one is made by a link that the server printed when it was started.">
        <p>
          If it has expired, run <Mono>gatehouse user setup-link</Mono> on the server for a new one.
        </p>
      </Standalone>
    );
  }
  const done = () => go(next, { replace: true });
  if (secondStep && !anew) return <SecondStep site={site.name} step={secondStep} onDone={done} onAnew={() => beginAnew(true)} />;
  const owe = () => {
    beginAnew(false);
    refetch();
  };
  return (
    <Standalone site={site.name} title="Sign in" footer="Forgot the password? An administrator can make you a link to choose a new one.">
      <div className="stack">
        <SignInForm onDone={done} onOwed={owe} />
        {site.provider && <ProviderButton provider={site.provider} next={next} />}
      </div>
    </Standalone>
  );
}

/** onOwed: the password was right, and a second factor is asked for. */
function SignInForm({ onDone, onOwed }: { onDone: () => void; onOwed: () => void }) {
  const owed = useRef(false);
  const form = useServerForm({
    initial: { username: '', password: '' },
    labels: { username: 'User name', password: 'Password' },
    check: {
      username: (value) => (value.trim() ? null : 'Write your user name or e-mail address.'),
      password: (value) => (value ? null : 'Write your password.'),
    },
    guard: false,
    save: async ({ username, password }) => {
      owed.current = !(await enter(ask(SignInMutation, { username: username.trim(), password }), ({ signIn }) => signIn));
    },
    done: () => (owed.current ? onOwed() : onDone()),
  });
  return (
    <Form form={form} action="Sign in">
      <TextInput label="User name or e-mail" name="username" autoComplete="username" autoCapitalize="none" autoFocus {...form.fields.getInputProps('username')} />
      <PasswordField label="Password" name="password" autoComplete="current-password" {...form.fields.getInputProps('password')} />
    </Form>
  );
}
