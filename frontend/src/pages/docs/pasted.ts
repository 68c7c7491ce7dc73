// A key that somebody pasted, so that the samples can be run as they stand. It lives in this variable and nowhere else: it is never
// sent, stored, or put into an address, and is gone with the tab.
import { useSyncExternalStore } from 'react';

let key = '';
const listeners = new Set<() => void>();

/** What keys are made of. Nothing of it means anything inside double quotes, in any of the languages. */
const keyForm = /^[A-Za-z0-9_-]+$/;

export const pasted = {
  get: () => key,
  set(text: string) {
    key = keyForm.test(text.trim()) ? text.trim() : '';
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export const usePasted = () => useSyncExternalStore(pasted.subscribe, pasted.get);

/** notAKey says what is wrong with what was pasted. */
export function notAKey(text: string): string | null {
  return text.trim() === '' || keyForm.test(text.trim()) ? null : 'A key has letters, digits, - and _ only.';
}

/** withKey puts a key in place of the expression that reads it from the environment: the first one, because what comes after may be data. */
export function withKey(code: string, { key: expression, quoted }: { key: string; quoted: boolean }, secret: string): string {
  return secret && expression ? code.replace(expression, () => (quoted ? `"${secret}"` : secret)) : code;
}
