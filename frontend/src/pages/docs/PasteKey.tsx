import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import css from './docs.module.css';
import { notAKey, pasted, usePasted } from './pasted';

/** PasteKey takes a key for the samples. It says what becomes of it, and forgets it. */
export function PasteKey() {
  const secret = usePasted();
  const [typed, setTyped] = useState(secret);
  const error = notAKey(typed);
  const take = (text: string) => {
    setTyped(text);
    pasted.set(text);
  };
  return (
    <div className={css.paste}>
      <TextInput
        type="password"
        label="Paste a key"
        description={secret ? 'The samples hold this key now.' : 'To run the samples as they stand. It stays in this tab: it is not sent, not stored, and gone when you reload.'}
        value={typed}
        error={error}
        onChange={(event) => take(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
        data-1p-ignore
        data-lpignore="true"
      />
      {typed && <Button onClick={() => take('')}>Forget key</Button>}
    </div>
  );
}
