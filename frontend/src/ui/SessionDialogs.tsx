// Asked over the page, so that what was typed there is kept: sign in again when the session has ended, and the password before a
// sensitive change.
import { Button, Modal } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { ask, leave, session, useSession } from '../graphql';
import { asProblem } from '../problem';
import { ConfirmPassword, SignIn } from '../session-documents';
import { Note } from './Page';
import { PasswordField } from './PasswordField';

export default function SessionDialogs() {
  const { question, viewer } = useSession();
  const [last, keep] = useState(question);
  if (question && question !== last) keep(question);
  return (
    <Modal opened={question !== null} onClose={session.decline} title={last === 'confirm' ? 'Confirm your password' : 'Sign in again'} zIndex={300}>
      {viewer && last && <PasswordForm key={last} question={last} username={viewer.username} />}
    </Modal>
  );
}

function PasswordForm({ question, username }: { question: 'sign-in' | 'confirm'; username: string }) {
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      if (question === 'confirm') {
        const { data, serverNow } = await ask(ConfirmPassword, { password }, await session.token());
        session.adopt(data.confirmPassword, serverNow);
      } else {
        const { data, serverNow } = await ask(SignIn, { username, password });
        session.adopt(data.signIn, serverNow);
      }
    } catch (thrown) {
      setProblem(asProblem(thrown).message);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={submit} className="stack">
      <p className="muted">
        {question === 'confirm'
          ? 'You signed in a while ago, and this change is a sensitive one. It goes on when you have given your password.'
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
      <div className="row tight">
        <Button type="submit" variant="filled" loading={busy}>
          {question === 'confirm' ? 'Confirm password' : 'Sign in'}
        </Button>
        {question === 'confirm' ? <Button onClick={session.decline}>Cancel</Button> : <Button onClick={leave}>Leave this page</Button>}
      </div>
    </form>
  );
}
