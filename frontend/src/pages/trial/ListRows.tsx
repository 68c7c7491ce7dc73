import { ActionIcon, Button } from '@mantine/core';
import { IconCopyPlus, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { begin, sayPath, type Draft, type Path } from './draft';
import { Field } from './Field';
import css from './fields.module.css';
import { useFormActions } from './form';
import type { Schema } from './schema';

/** So many rows are shown at once: a list that was pasted in may have thousands. */
const step = 50;

/** ListRows are the rows of a list, each with its number. */
export function ListRows({ schema, path, value }: { schema: Schema; path: Path; value: readonly Draft[] }) {
  const { insert } = useFormActions();
  const [shown, show] = useState(step);
  const { item } = schema;
  if (!item) return null;
  const rest = value.length - shown;
  return (
    <div className={css.rows}>
      {value.slice(0, shown).map((row, index) => (
        <div key={index} className={css.row}>
          <Field schema={item} path={[...path, index]} value={row} label={`${schema.name}[${index}]`} rowActions={<RowActions path={path} index={index} row={row} />} />
        </div>
      ))}
      {rest > 0 && (
        <Button variant="subtle" size="compact-sm" onClick={() => show(shown + step)}>
          Show {Math.min(rest, step)} more of {rest}
        </Button>
      )}
      <div>
        <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={() => insert(path, value.length, begin(item))} aria-label={`Add row to ${sayPath(path)}`}>
          Add row
        </Button>
      </div>
    </div>
  );
}

function RowActions({ path, index, row }: { path: Path; index: number; row: Draft }) {
  const { insert, remove } = useFormActions();
  const where = sayPath([...path, index]);
  return (
    <>
      <ActionIcon size={24} aria-label={`Duplicate ${where}`} title="Duplicate the row" onClick={() => insert(path, index + 1, row)}>
        <IconCopyPlus size={14} />
      </ActionIcon>
      <ActionIcon size={24} aria-label={`Remove ${where}`} title="Remove the row" onClick={() => remove([...path, index])}>
        <IconTrash size={14} />
      </ActionIcon>
    </>
  );
}
