// Recovery codes are shown once, to be kept where the phone is not.
import { Button } from '@mantine/core';
import { CopyTextButton } from '../../ui/CopyButton';
import { download } from '../../ui/export';
import { Note } from '../../ui/Page';
import css from './factor.module.css';

export function RecoveryCodes({ codes, onStored }: { codes: readonly string[]; onStored: () => void }) {
  const text = `${codes.join('\n')}\n`;
  return (
    <div className="stack">
      <Note tone="warn">Keep them now, somewhere else than on your phone. They are stored as hashes and cannot be shown again. Each lets you in once.</Note>
      <ol className={css.codes} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="row tight">
        <Button variant="filled" onClick={() => download(`recovery-codes-${location.hostname}.txt`, 'text/plain;charset=utf-8', text)}>
          Download
        </Button>
        <CopyTextButton value={text}>Copy codes</CopyTextButton>
        <Button onClick={onStored}>I have stored them</Button>
      </div>
    </div>
  );
}
