import { Button, Textarea } from '@mantine/core';
import { MessageHead } from './MessageHead';
import { bytesOf } from '../../ui/formats';
import css from './panel.module.css';
import type { Wire } from './useWire';

interface RawViewProps {
  wire: Wire;
  /** Asks the server what the present arguments look like on the wire; nothing without a key. */
  writeOut?: () => void;
  writing: boolean;
}

/** RawView is exactly what is sent. It may be changed, byte by byte. */
export function RawView({ wire, writeOut, writing }: RawViewProps) {
  const { message, body, edited, edit, undo } = wire;
  const write = (
    <Button onClick={writeOut} disabled={!writeOut} loading={writing}>
      Write it out
    </Button>
  );
  if (!message) {
    return (
      <div className="stack tight">
        <p className="muted">The server writes the arguments out as they stand on the wire. Nothing is run.</p>
        <div className="row tight">
          {write} {!writeOut && <span className="muted small">Choose a key first.</span>}
        </div>
      </div>
    );
  }
  return (
    <div className="stack tight">
      <MessageHead message={message} />
      <Textarea
        label={message.binary ? 'Body, in hexadecimal digits' : 'Body'}
        description={message.cut ? 'It is cut here because it is long, and cannot be sent like this.' : undefined}
        error={message.binary && bytesOf(body) === null && 'Two digits make a byte: 0-9 and a-f, with blanks where you like.'}
        classNames={{ input: css.editor }}
        value={body}
        onChange={(event) => edit(event.currentTarget.value)}
        autosize
        minRows={4}
        maxRows={24}
        spellCheck={false}
        autoComplete="off"
      />
      <div className="row tight">
        {edited && <Button onClick={undo}>Undo edits</Button>}
        {write}
        <span className="muted small">{edited ? 'Your edits are sent as they stand. They do not come back into the form.' : 'Where the key belongs stands $WS_TOKEN: the server puts it in.'}</span>
      </div>
    </div>
  );
}
