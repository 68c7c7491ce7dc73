// Short messages at the edge of the page. What was changed can be taken back for ten seconds, also with Ctrl Z.
import { asProblem } from '../problem';

export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'err';
  undo?: () => Promise<unknown>;
  /** When it goes, unless somebody points at it. */
  lastsMs: number;
}

export const undoMs = 10_000;
let toasts: readonly Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

function set(change: readonly Toast[]) {
  toasts = change;
  for (const listener of listeners) listener();
}

function add(toast: Omit<Toast, 'id'>) {
  // Three at once are enough to read.
  set([...toasts.slice(-2), { ...toast, id: next++ }]);
}

export const toast = {
  get: () => toasts,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  say: (text: string) => add({ text, tone: 'plain', lastsMs: 6000 }),
  fail: (text: string) => add({ text, tone: 'err', lastsMs: 12_000 }),
  /** Says what was done, and how to take it back: toast.undo('Removed x from “y”.', () => change(…)). */
  undo: (text: string, undo: () => Promise<unknown>) => add({ text, tone: 'plain', undo, lastsMs: undoMs }),
  dismiss: (id: number) => set(toasts.filter((each) => each.id !== id)),
  /** Takes back the newest change that still can be. */
  async undoLast() {
    const last = toasts.findLast((each) => each.undo);
    if (last) await takeBack(last);
  },
};

export async function takeBack(which: Toast) {
  toast.dismiss(which.id);
  try {
    await which.undo?.();
    toast.say('Taken back.');
  } catch (thrown) {
    toast.fail(`It could not be taken back. ${asProblem(thrown).message}`);
  }
}
