// Keys for those who do not want the mouse. Keys of a single letter can be switched off in the account, because speech input and
// unsteady hands press them by accident (WCAG 2.1.4).
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';

const storageKey = 'gatehouse.letterKeys';
let lettersOn = localStorage.getItem(storageKey) !== 'off';
const listeners = new Set<() => void>();

export const letterKeys = {
  on: () => lettersOn,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  set(on: boolean) {
    lettersOn = on;
    if (on) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, 'off');
    for (const listener of listeners) listener();
  },
};

export function useLetterKeysSetting(): [boolean, (on: boolean) => void] {
  return [useSyncExternalStore(letterKeys.subscribe, letterKeys.on), letterKeys.set];
}

const typing = (event: KeyboardEvent) =>
  event.target instanceof HTMLElement && event.target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=menu], [role=listbox]') !== null;

const dialogOpen = () => document.querySelector('[role=dialog][aria-modal=true]') !== null;
const chainMs = 1000;

/**
 * useLetterKeys acts on letters pressed outside of fields and dialogs: { '/': …, 'g h': … }. Two letters with a space between
 * are pressed one after the other.
 */
export function useLetterKeys(actions: Record<string, () => void>) {
  const act = useEffectEvent((chained: string, key: string): boolean => {
    const action = actions[chained] ?? actions[key];
    action?.();
    return Boolean(action);
  });
  useEffect(() => {
    let first = '';
    let firstAt = 0;
    const onKey = (event: KeyboardEvent) => {
      if (!lettersOn || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
      if (typing(event) || dialogOpen()) return;
      const chained = Date.now() - firstAt < chainMs ? `${first} ${event.key}` : '';
      first = event.key;
      firstAt = Date.now();
      if (!act(chained, event.key)) return;
      first = '';
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
