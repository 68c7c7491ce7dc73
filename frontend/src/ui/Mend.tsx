// What changes a refusal: the button that does it here, and the command that does it in a shell.
import { Code } from './Code';
import css from './CheckChain.module.css';
import { FixButton, type FixSubject } from './FixButton';

interface MendProps {
  check: string;
  /** Only administrators are told it, and not every refusal has one. */
  command?: string | null;
  subject: FixSubject;
}

export function Mend({ check, command, subject }: MendProps) {
  return (
    <>
      <FixButton check={check} subject={subject} />
      {command && (
        <details className={css.command}>
          <summary>Or on the command line</summary>
          <Code label={`Command for ${check}`}>{command}</Code>
          <p className="muted small">Run it where the server runs, with its <code className="nowrap">--database</code> when that is not gatehouse.db.</p>
        </details>
      )}
    </>
  );
}
