import { Textarea } from '@mantine/core';
import css from './panel.module.css';
import type { Arguments } from './useDraft';

/** JsonView is the arguments as JSON. The form follows every text that is right. */
export function JsonView({ of: { text, fault, type } }: { of: Arguments }) {
  return (
    <Textarea
      label="Arguments as JSON"
      classNames={{ input: css.editor }}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      error={fault && `Line ${fault.line}, column ${fault.column}: ${fault.message} The form keeps what was right last.`}
      data-path=""
      autosize
      minRows={6}
      maxRows={24}
      spellCheck={false}
      autoComplete="off"
    />
  );
}
