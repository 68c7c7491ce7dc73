// Forms: one column, checked when a field is left, the server's errors under the fields they belong to.
import { Button } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useBlocker } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { asProblem, type Problem } from '../problem';
import { confirm } from './Dialogs';
import { Link } from './Link';
import { Note } from './Page';
import css from './form.module.css';

export type Values = Record<string, unknown>;

interface ServerFormOptions<V extends Values> {
  initial: V;
  /** Says what is wrong with a field before the server has to; nothing when it is right. */
  check?: { [K in keyof V]?: (value: V[K], values: V) => string | null };
  /** How fields are called in the summary: { shortName: 'Short name' }. */
  labels: { [K in keyof V]?: string };
  /** Sends it. What it throws is shown; Problems with fields go under them. */
  save: (values: V) => Promise<unknown>;
  /** Runs after saving, when leaving asks no more. */
  done?: () => void;
  /** False for forms whose loss hurts nobody (sign in). */
  guard?: boolean;
}

export interface ServerForm<V extends Values> {
  fields: UseFormReturnType<V>;
  problem: Problem | null;
  clearProblem: () => void;
  saving: boolean;
  submit: (event?: FormEvent) => void;
  labels: { [K in keyof V]?: string };
  dirty: boolean;
  /** Begins anew from these values: what the server has now. */
  reset: (values: V) => void;
}

/** fieldErrors sorts a refusal into what belongs to a field of this form and what does not. */
export function fieldErrors(problem: Problem, names: readonly string[]): { fields: Record<string, string>; rest: Problem | null } {
  // What is wrong with an entry of a list ("callOrigins[1]") stands under the field of the list.
  const known = problem.fields.map((each) => ({ ...each, field: each.field.replace(/[[.].*$/, '') })).filter((each) => names.includes(each.field));
  const fields = Object.fromEntries(known.map((each) => [each.field, each.message]));
  const everythingPlaced = known.length > 0 && known.length === problem.fields.length;
  return { fields, rest: everythingPlaced ? null : problem };
}

export function useServerForm<V extends Values>({ initial, check = {}, labels, save, done, guard = true }: ServerFormOptions<V>): ServerForm<V> {
  // What the server refused stays refused until it is changed: leaving the field may not take the message away.
  const refused = useRef<Record<string, { value: unknown; message: string }>>({});
  const rules = Object.fromEntries(
    Object.keys(initial).map((name) => [
      name,
      (value: V[string], values: V) => {
        const server = refused.current[name];
        return server && server.value === value ? server.message : (check[name]?.(value as never, values) ?? null);
      },
    ]),
  );
  const fields = useForm<V>({ initialValues: initial, validate: rules as never, validateInputOnBlur: true, clearInputErrorOnChange: true });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [saving, setSaving] = useState(false);
  const dirty = fields.isDirty();
  const saved = useRef(false);
  useLeaveGuard(guard && dirty && !saving, saved);

  const send = async (values: V) => {
    setProblem(null);
    setSaving(true);
    try {
      await save(values);
      saved.current = true;
      fields.resetDirty(values);
      done?.();
    } catch (thrown) {
      const { fields: errors, rest } = fieldErrors(asProblem(thrown), Object.keys(initial));
      refused.current = Object.fromEntries(Object.entries(errors).map(([name, message]) => [name, { value: values[name], message }]));
      fields.setErrors(errors);
      setProblem(rest);
    } finally {
      setSaving(false);
      saved.current = false;
    }
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (saving) return;
    refused.current = {};
    if (!fields.validate().hasErrors) void send(fields.getValues());
  };
  const reset = (values: V) => {
    refused.current = {};
    fields.setValues(values);
    fields.resetDirty(values);
    fields.clearErrors();
    setProblem(null);
  };
  return { fields, problem, clearProblem: () => setProblem(null), saving, submit, labels, dirty, reset };
}

/** useFollow lets a form follow what the server has while nothing is typed: begin is run when the version is another one. */
export function useFollow<V extends Values>(form: ServerForm<V>, version: string, begin: () => void) {
  const follow = useEffectEvent(() => {
    if (!form.dirty && !form.saving) begin();
  });
  useEffect(() => follow(), [version]);
}

/** useLeaveGuard asks before what was typed is lost. */
function useLeaveGuard(active: boolean, saved: React.RefObject<boolean>) {
  useBlocker({
    disabled: !active,
    enableBeforeUnload: () => active && !saved.current,
    shouldBlockFn: async ({ current, next }) => {
      if (saved.current || current.pathname === next.pathname) return false;
      const leave = await confirm({ title: 'Leave without saving?', body: 'What you changed on this page is not saved.', action: 'Leave page', tone: 'red' });
      return !leave;
    },
  });
}

function leaveField() {
  if (document.activeElement instanceof HTMLElement && document.activeElement.tagName === 'INPUT') document.activeElement.blur();
}

interface FormProps<V extends Values> {
  form: ServerForm<V>;
  /** Verb and noun: "Create key". */
  action: string;
  cancel?: string;
  children: ReactNode;
  /** Stands above the buttons: what the change will do. */
  footer?: ReactNode;
  /** For problems that this page treats itself, like a conflict. */
  onProblem?: (problem: Problem) => ReactNode;
}

/** Form shows the fields, the summary of what is wrong, and the button. Ctrl Enter sends it from anywhere. */
export function Form<V extends Values>({ form, action, cancel, children, footer, onProblem }: FormProps<V>) {
  const element = useRef<HTMLFormElement>(null);
  const errors = Object.entries(form.fields.errors).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const own = form.problem && onProblem?.(form.problem);
  const focus = (name: string) => element.current?.querySelector<HTMLElement>(`[data-path="${name}"]:not([type=hidden]), [name="${name}"]:not([type=hidden]), [data-field="${name}"] input`)?.focus();
  const count = errors.length;
  const [sends, setSends] = useState(0);
  const send = (event: FormEvent) => {
    form.submit(event);
    setSends((before) => before + 1);
  };
  // After a refused submit the first wrong field is where to go on.
  const goOn = useEffectEvent(() => {
    if (sends > 0 && count > 0 && !form.saving) focus(errors[0]?.[0] ?? '');
  });
  useEffect(() => goOn(), [sends, form.saving]);
  return (
    <form
      ref={element}
      noValidate
      className={css.form}
      onSubmit={send}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send(event);
      }}
    >
      {own ||
        (form.problem && (
          <Note tone="err">
            {form.problem.message} {form.problem.requestId && <span className="caption">Request {form.problem.requestId}</span>}
          </Note>
        ))}
      {count > 1 && (
        <div className={css.summary} role="alert">
          <p>{count} fields need another look:</p>
          <ul>
            {errors.map(([name, message]) => (
              <li key={name}>
                <button type="button" className={css.jump} onClick={() => focus(name)}>
                  {form.labels[name] ?? name}
                </button>
                : {message}
              </li>
            ))}
          </ul>
        </div>
      )}
      {children}
      {footer}
      {/* Leaving a field checks it, and what it then says would push the button away from under the pointer: so the field is left
          when the click has happened. */}
      <div className={css.buttons} onMouseDown={(event) => event.preventDefault()} onClickCapture={leaveField}>
        <Button type="submit" variant="filled" loading={form.saving}>
          {action}
        </Button>
        {cancel && (
          <Link to={cancel} className={css.cancel}>
            Cancel
          </Link>
        )}
      </div>
    </form>
  );
}
