// Questions asked by code: await confirm({...}). There is one Dialogs, in the shell.
import { lazy, Suspense, useState, useSyncExternalStore, type ReactNode } from 'react';

// Fetched with the first question: the first page needs no dialog.
const DialogView = lazy(() => import('./DialogView'));

export interface Question {
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
  return <Suspense>{last && <DialogView question={last} opened={question !== null} onClose={close} />}</Suspense>;
}
