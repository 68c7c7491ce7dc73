import { Button, Modal, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { asProblem } from '../problem';
import type { Question } from './Dialogs';
import { Note } from './Page';

interface DialogViewProps {
  /** The last one that was asked: it stays in sight while the dialog closes. */
  question: Question;
  opened: boolean;
  onClose: (yes: boolean) => void;
}

export default function DialogView({ question, opened, onClose }: DialogViewProps) {
  return (
    <Modal opened={opened} onClose={() => onClose(false)} title={question.title}>
      <ConfirmForm key={question.title} question={question} onClose={onClose} />
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
