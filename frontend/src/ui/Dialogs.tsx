// Questions asked by code: await confirm({...}). There is one Dialogs, in the shell.
import { Button, Modal, TextInput } from '@mantine/core';
import { useState, useSyncExternalStore, type FormEvent, type ReactNode } from 'react';
import { asProblem } from '../problem';
import { Note } from './Page';

interface Question {
  /** "Revoke “ci”?" */
  title: string;
  /** What will happen, and to whom. */
  body: ReactNode;
  /** Verb and noun: "Revoke key". */
  action: string;
  tone?: 'red';
  /** Has to be typed before it can be done. */
  type?: string;
  /** Done while the dialog stays open; a failure is shown in it. */
  run?: () => Promise<unknown>;
}

interface Open extends Question {
  answer: (yes: boolean) => void;
}

let open: Open | null = null;
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

function set(next: Open | null) {
  open = next;
  for (const listener of listeners) listener();
}

/** confirm asks before something that cannot be taken back. True when it was done. */
export function confirm(question: Question): Promise<boolean> {
  return new Promise((answer) => set({ ...question, answer }));
}

export function Dialogs() {
  const question = useSyncExternalStore(subscribe, () => open);
  const [last, keep] = useState(question);
  if (question && question !== last) keep(question);
  const close = (yes: boolean) => {
    question?.answer(yes);
    set(null);
  };
  return (
    <Modal opened={question !== null} onClose={() => close(false)} title={last?.title}>
      {last && <ConfirmForm key={last.title} question={last} onClose={close} />}
    </Modal>
  );
}

function ConfirmForm({ question, onClose }: { question: Question; onClose: (yes: boolean) => void }) {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const ready = !question.type || typed.trim() === question.type;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    try {
      await question.run?.();
      onClose(true);
    } catch (thrown) {
      setFailure(asProblem(thrown).message);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={submit} className="stack">
      <div>{question.body}</div>
      {failure && <Note tone="err">{failure}</Note>}
      {question.type && (
        <TextInput label={`Type ${question.type} to go on`} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} autoComplete="off" data-autofocus />
      )}
      <div className="row tight">
        <Button type="submit" variant="filled" color={question.tone} disabled={!ready} loading={busy}>
          {question.action}
        </Button>
        <Button onClick={() => onClose(false)} data-autofocus={question.type ? undefined : true}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
