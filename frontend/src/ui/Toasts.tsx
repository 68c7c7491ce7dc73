import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { takeBack, toast, type Toast } from './toast';
import css from './Toasts.module.css';

/** Toasts shows the messages; there is one of it, in the shell. */
export function Toasts() {
  const toasts = useSyncExternalStore(toast.subscribe, toast.get);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, [contenteditable]');
      if (typing || event.shiftKey || event.key !== 'z' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void toast.undoLast();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className={css.area} role="region" aria-label="Messages">
      {toasts.map((each) => (
        <ToastBox key={each.id} toast={each} />
      ))}
    </div>
  );
}

function ToastBox({ toast: shown }: { toast: Toast }) {
  const [held, hold] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => toast.dismiss(shown.id), shown.lastsMs);
    return () => clearTimeout(timer);
  }, [held, shown]);
  return (
    <div
      className={css.toast}
      data-tone={shown.tone}
      role="status"
      onMouseEnter={() => hold(true)}
      onMouseLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
    >
      <span>{shown.text}</span>
      {shown.undo && (
        <Button variant="light" onClick={() => void takeBack(shown)}>
          Undo
        </Button>
      )}
      <ActionIcon size={24} aria-label="Close message" onClick={() => toast.dismiss(shown.id)}>
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}
