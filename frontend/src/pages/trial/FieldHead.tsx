import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { blank, sayPath } from './draft';
import css from './fields.module.css';
import { useFormActions, type FieldProps } from './form';
import { sayType } from './schema';

interface FieldHeadProps extends FieldProps {
  /** The id of the field that the name is the label of; without one it is the name of a group. */
  htmlFor?: string;
}

/** FieldHead is the line above a field: its name, its type, whether it must be there, and what else can be done with it. */
export function FieldHead({ schema, path, value, label, htmlFor, rowActions }: FieldHeadProps) {
  const { presence } = schema;
  const inList = typeof path.at(-1) === 'number';
  return (
    <div className={css.head}>
      <Name htmlFor={htmlFor}>{label}</Name>
      <span className={css.type}>{sayType(schema)}</span>
      {presence === 'REQUIRED' && !inList && <span className={css.required}>required</span>}
      <span className={css.actions}>
        {schema.nullable && <NullToggle path={path} on={value === null} />}
        {rowActions}
        {presence !== 'REQUIRED' && !inList && <LeaveOut path={path} name={label} />}
      </span>
    </div>
  );
}

function Name({ htmlFor, children }: { htmlFor?: string; children: ReactNode }) {
  return htmlFor ? (
    <label htmlFor={htmlFor} className={css.name}>
      {children}
    </label>
  ) : (
    <span className={css.name}>{children}</span>
  );
}

function NullToggle({ path, on }: { path: FieldProps['path']; on: boolean }) {
  const { set } = useFormActions();
  return (
    <button type="button" className={css.null} aria-pressed={on} aria-label={`null for ${sayPath(path)}`} title={on ? 'It is null' : 'Make it null'} onClick={() => set(path, on ? blank : null)}>
      null
    </button>
  );
}

function LeaveOut({ path, name }: { path: FieldProps['path']; name: string }) {
  const { remove } = useFormActions();
  return (
    <ActionIcon size={24} aria-label={`Leave out ${sayPath(path)}`} title={`Leave out ${name}`} onClick={() => remove(path)}>
      <IconX size={14} />
    </ActionIcon>
  );
}
