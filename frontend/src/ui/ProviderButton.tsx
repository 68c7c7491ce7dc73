// The way to the provider: on the page to sign in, and where somebody has to prove once more who is there.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { ask } from '../graphql';
import { asProblem } from '../problem';
import { BeginProviderSignIn, goToProvider } from '../provider';
import { Note } from './Page';

interface ProviderButtonProps {
  /** The provider as people call it. */
  provider: string;
  /** Where to go on. */
  next: string;
  /** The provider shall make sure who is there, also of somebody whom it knows already. */
  again?: boolean;
}

export function ProviderButton({ provider, next, again = false }: ProviderButtonProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const begin = async () => {
    setBusy(true);
    setProblem('');
    try {
      const { data } = await ask(BeginProviderSignIn, { again });
      goToProvider(data.beginProviderSignIn, { purpose: 'sign-in', next });
    } catch (thrown) {
      setProblem(asProblem(thrown).message);
      setBusy(false);
    }
  };
  return (
    <div className="stack tight">
      {problem && <Note tone="err">{problem}</Note>}
      {/* A press must not take the focus from a field: what that says on losing it would move the button from under the pointer. */}
      <Button fullWidth loading={busy} onMouseDown={(event) => event.preventDefault()} onClick={begin}>
        Sign in with {provider}
      </Button>
    </div>
  );
}
