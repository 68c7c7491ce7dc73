import { CopyTextButton } from './CopyButton';
import css from './Code.module.css';

/** Code is a block of text to copy: a command, a document. It scrolls inside itself, so that the page never does. */
export function Code({ children, label, copy = true, copyLabel = 'Copy', onCopied }: { children: string; label: string; copy?: boolean; copyLabel?: string; onCopied?: () => void }) {
  return (
    <div className={css.box}>
      {/* A region that scrolls must be reachable by keyboard. */}
      <pre className={css.code} tabIndex={0} role="region" aria-label={label}>
        <code>{children}</code>
      </pre>
      {copy && (
        <div className={css.copy}>
          <CopyTextButton value={children} onCopied={onCopied}>
            {copyLabel}
          </CopyTextButton>
        </div>
      )}
    </div>
  );
}

/** Mono is a name in the running text: a function, an address, a capability. */
export function Mono({ children }: { children: string }) {
  return <code className="break">{children}</code>;
}
