import { CopyTextButton } from './CopyButton';
import css from './Code.module.css';

interface CodeProps {
  children: string;
  label: string;
  copy?: boolean;
  /** What is copied, when it is not what is shown. */
  copied?: string;
  copyLabel?: string;
  /** Long lines are broken instead of scrolled. */
  wrap?: boolean;
  onCopied?: () => void;
}

/** Code is a block of text to copy: a command, a document. It scrolls inside itself, so that the page never does. */
export function Code({ children, label, copy = true, copied, copyLabel = 'Copy', wrap, onCopied }: CodeProps) {
  return (
    <div className={css.box}>
      {/* A region that scrolls must be reachable by keyboard. */}
      <pre className={css.code} data-wrap={wrap || undefined} tabIndex={0} role="region" aria-label={label}>
        <code>{children}</code>
      </pre>
      {copy && (
        <div className={css.copy}>
          <CopyTextButton value={copied ?? children} onCopied={onCopied}>
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
