// Asked over the page, so that what was typed there is kept: sign in again when the session has ended, and everything that signing in
// asks for before a sensitive change.
import { Button, Modal } from '@mantine/core';
import { useEffect, useState, type FormEvent } from 'react';
import { graphql } from '../gql';
import { ask, enter, leave, session, useSession } from '../graphql';
import { asProblem } from '../problem';
import { ConfirmPassword, GiveCode, SignIn } from '../session-documents';
import { CodeField } from './CodeField';
import { Note } from './Page';
import { PasswordField } from './PasswordField';
import { ProviderButton } from './ProviderButton';

export default function SessionDialogs() {
  const { question, viewer } = useSession();
  const [last, keep] = useState(question);
  if (question && question !== last) keep(question);
  return (
    <Modal opened={question !== null} onClose={session.decline} title={last === 'confirm' ? 'Confirm your password' : 'Sign in again'} zIndex={300}>
      {viewer && last && <ProofForm key={last} question={last} username={viewer.username} second={viewer.hasSecondFactor} />}
      {last && <AtProvider again={last === 'confirm'} />}
    </Modal>
  );
}

const DialogProvider = graphql(`
  query DialogProvider {
    site {
      provider
    }
  }
`);

/** AtProvider is the way for whoever has no password here. It leaves the page. */
function AtProvider({ again }: { again: boolean }) {
  const [provider, setProvider] = useState<string | null>(null);
  useEffect(() => {
    // Without the session's care, which is what this dialog is about.
    void ask(DialogProvider, {}).then(
      ({ data }) => setProvider(data.site.provider ?? null),
      () => undefined,
    );
  }, []);
  if (!provider) return null;
  return (
    <div className="stack tight">
      <p className="muted small">Or sign in there once more. You come back to this page, without what you typed.</p>
      <ProviderButton provider={provider} next={location.pathname + location.search} again={again} />
    </div>
  );
}

/** sendProof gives the password, and the code once it is asked for. False when it is: of signing in again the code is a second step. */
async function sendProof(question: 'sign-in' | 'confirm', username: string, password: string, code: string): Promise<boolean> {
  if (question === 'confirm') return enter(ask(ConfirmPassword, { password, code: code || null }, await session.token()), ({ confirmPassword }) => confirmPassword);
  if (code) return enter(ask(GiveCode, { code }), ({ giveCode }) => giveCode);
  return enter(ask(SignIn, { username, password }), ({ signIn }) => signIn);
}

/** second: the account had a second factor when it was looked at last. */
function ProofForm({ question, username, second }: { question: 'sign-in' | 'confirm'; username: string; second: boolean }) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asksCode, askCode] = useState(question === 'confirm' && second);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      if (await sendProof(question, username, password, code)) return;
      askCode(true);
    } catch (thrown) {
      const wrong = asProblem(thrown);
      if (wrong.fields.some(({ field }) => field === 'code')) askCode(true);
      setProblem(wrong.message);
    }
    setBusy(false);
  };
  return (
    <form onSubmit={submit} className="stack">
      <p className="muted">
        {question === 'confirm'
          ? 'You signed in a while ago, and this change is a sensitive one. It goes on when you have proved again who you are.'
          : 'Your session has ended. What you typed on this page is kept, and goes on when you have signed in.'}
      </p>
      {problem && <Note tone="err">{problem}</Note>}
      <input type="hidden" name="username" value={username} autoComplete="username" />
      <PasswordField
        label={`Password of ${username}`}
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        data-autofocus
        required
        withAsterisk={false}
      />
      {asksCode && <CodeField value={code} onChange={(event) => setCode(event.currentTarget.value)} autoFocus={question === 'sign-in'} />}
      <div className="row tight">
        <Button type="submit" variant="filled" loading={busy}>
          {question === 'confirm' ? 'Confirm password' : 'Sign in'}
        </Button>
        {question === 'confirm' ? <Button onClick={session.decline}>Cancel</Button> : <Button onClick={leave}>Leave this page</Button>}
      </div>
    </form>
  );
}
