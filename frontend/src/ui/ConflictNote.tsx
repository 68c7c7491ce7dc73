import { Button } from '@mantine/core';
import { useSite } from './site';
import { clock } from './time';
import { Note } from './Page';

interface ConflictNoteProps {
  /** "service" */
  what: string;
  /** When the other one changed it, as far as it is known. */
  at?: string;
  /** Shows theirs instead of what was typed here. */
  seeTheirs: () => void;
  /** Sends what was typed here once more, over theirs. */
  saveMine: () => void;
}

/** ConflictNote stands above a form whose thing was changed by somebody else meanwhile. Nothing was written yet. */
export function ConflictNote({ what, at, seeTheirs, saveMine }: ConflictNoteProps) {
  const { timezone } = useSite();
  return (
    <div role="alert">
      <Note
        tone="warn"
        action={
          <div className="row tight">
            <Button onClick={seeTheirs}>See their change</Button>
            <Button onClick={saveMine}>Save mine over it</Button>
          </div>
        }
      >
        Someone else changed this {what}
        {at ? ` at ${clock(at, timezone)}` : ''}. Nothing of yours is saved yet.
      </Note>
    </div>
  );
}
