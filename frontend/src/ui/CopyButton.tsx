import { ActionIcon, Button, type ButtonProps } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';

/** copyText puts text on the clipboard, also where the browser has no clipboard for pages (plain http). */
async function copyText(text: string) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

export function useCopy(value: string, onCopied?: () => void) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await copyText(value);
    setCopied(true);
    onCopied?.();
  };
  return { copied, copy };
}

/** CopyButton is the small one beside a value. label says what is copied, for those who do not see where it stands. */
export function CopyButton({ value, label = 'Copy' }: { value: string; label?: string }) {
  const { copied, copy } = useCopy(value);
  return (
    <>
      <ActionIcon size={24} aria-label={label} title={copied ? 'Copied' : label} onClick={copy}>
        {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
      </ActionIcon>
      <span className="visually-hidden" role="status">
        {copied ? 'Copied' : ''}
      </span>
    </>
  );
}

/** CopyTextButton says "Copied" when it has. */
export function CopyTextButton({ value, children, onCopied, ...rest }: ButtonProps & { value: string; children: string; onCopied?: () => void }) {
  const { copied, copy } = useCopy(value, onCopied);
  return (
    <Button {...rest} onClick={copy}>
      <span aria-live="polite">{copied ? 'Copied' : children}</span>
    </Button>
  );
}
