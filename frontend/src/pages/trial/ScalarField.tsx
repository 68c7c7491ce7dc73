import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { Choices } from '../../ui/Choices';
import { blank, sayPath } from './draft';
import { FieldFoot } from './FieldFoot';
import { FieldHead } from './FieldHead';
import css from './fields.module.css';
import { useFormActions, type FieldProps } from './form';
import { Numeral, type Json } from '../../ui/json';
import { choicesOf, faultOf, isLong, textOf, valueOf } from './scalars';

/** ScalarField holds a single value. What is wrong with it is said when it is left, or when the server has said so. */
export function ScalarField(props: FieldProps) {
  const { schema, path, value } = props;
  const id = useId();
  const [left, leave] = useState(false);
  const { fault } = useFormActions();
  const where = sayPath(path);
  const known = value === blank ? null : faultOf(schema.type, value as Json);
  const error = fault?.path === where ? fault.message : left ? known : null;
  const Input = schema.type === 'bool' ? BoolInput : TextualInput;
  return (
    <div className={css.field} onBlur={() => leave(true)}>
      <FieldHead {...props} htmlFor={schema.type === 'bool' ? undefined : id} />
      <Input {...props} id={id} where={where} error={error} />
      <FieldFoot id={id} error={error} description={schema.description} />
    </div>
  );
}

interface InputProps extends FieldProps {
  id: string;
  where: string;
  error: string | null;
}

/** What an open field stands for. */
function placeholderOf({ schema, value }: FieldProps): string {
  if (value === null) return 'null';
  if (value === '') return 'empty text';
  if (schema.standIn !== null) return `default ${schema.standIn.replace(/^"(.*)"$/, '$1') || 'empty'}`;
  return schema.presence === 'OPTIONAL' ? 'left out' : '';
}

const modes: Record<string, 'numeric' | 'decimal' | 'email' | 'url'> = { int: 'numeric', float: 'decimal', email: 'email', url: 'url' };
const numbers = new Set(['int', 'float']);

function TextualInput(props: InputProps) {
  const { schema, path, value, id, where, error } = props;
  const { set } = useFormActions();
  const text = value === blank ? '' : textOf(value as Json);
  const few = choicesOf(schema.type);
  const change = (typed: string) => {
    // Deleting all of a number, or of what has a default, leaves it out again; a text that must be there is an empty one.
    const open = typed === '' && (numbers.has(schema.type) || few || schema.presence !== 'REQUIRED' || value === blank);
    set(path, open ? blank : valueOf(schema.type, typed));
  };
  const shared = {
    id,
    value: text,
    disabled: value === null,
    error: Boolean(error),
    'data-path': where,
    'aria-required': schema.presence === 'REQUIRED' || undefined,
    'aria-describedby': [error && `${id}-error`, schema.description && `${id}-help`].filter(Boolean).join(' ') || undefined,
    onChange: (event: { currentTarget: { value: string } }) => change(event.currentTarget.value),
  };
  if (few) return <NativeSelect {...shared} data={[{ value: '', label: placeholderOf(props) || 'Choose' }, ...new Set([...few, ...(text ? [text] : [])])]} />;
  const typing = { ...shared, placeholder: placeholderOf(props), autoComplete: 'off', spellCheck: false };
  if (isLong(schema.type, schema.name, text)) return <Textarea {...typing} autosize minRows={2} maxRows={10} />;
  return <TextInput {...typing} inputMode={modes[schema.type]} classNames={{ input: numbers.has(schema.type) ? css.number : undefined }} />;
}

const truths: Record<string, 'true' | 'false'> = { true: 'true', '1': 'true', false: 'false', '0': 'false' };

/** BoolInput is true or false, or left out where that is possible. */
function BoolInput(props: InputProps) {
  const { schema, path, value, where } = props;
  const { set } = useFormActions();
  const chosen = value === blank ? 'open' : value === null ? 'null' : (truths[value instanceof Numeral ? value.text : String(value)] ?? 'other');
  const open = { value: 'open', label: placeholderOf({ ...props, value: blank }) || 'not said' };
  const choices = [...(schema.presence === 'REQUIRED' ? [] : [open]), { value: 'true', label: 'true' }, { value: 'false', label: 'false' }];
  return (
    <div data-path={where}>
      <Choices label={where} value={chosen} choices={choices} onChange={(next) => set(path, next === 'open' ? blank : next === 'true')} />
    </div>
  );
}
