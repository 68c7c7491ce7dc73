// Forms about a thing that somebody else may change meanwhile. What they changed is shown beside what was typed here, and nothing
// of either is lost unasked.
import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { asProblem, type Problem } from '../problem';
import { ConflictNote } from './ConflictNote';
import { useFollow, useServerForm, type ServerForm, type Values } from './form';
import { Card } from './Page';
import css from './TheirChange.module.css';
import { toast } from './toast';
import { isolated } from './words';

interface Versioned {
  version: string;
  updatedAt: string | null;
}

interface VersionedFormOptions<Row extends Versioned, V extends Values> {
  /** "user" */
  what: string;
  row: Row;
  valuesOf: (row: Row) => V;
  labels: { [K in keyof V]: string };
  check?: { [K in keyof V]?: (value: V[K], values: V) => string | null };
  /** Sends what changed, over the version that was seen. */
  send: (changes: Partial<V>, version: string) => Promise<Row>;
  /** The thing as it is now. */
  now: () => Promise<Row | null | undefined>;
  /** "Saved “Ana Lopez”." */
  said: (row: Row) => string;
  /** A value in words, for the comparison. */
  say?: (value: unknown) => string;
}

/** differences are the fields that changed: only they are sent, so that what somebody else changed beside them stays. */
export function differences<V extends Values>(before: V, after: V): Partial<V> {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]))) as Partial<V>;
}

/** sayValue is a value of a form in words. */
export function sayValue(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  return value === '' || value === null || value === undefined ? 'none' : isolated(String(value));
}

export interface VersionedForm<V extends Values> {
  form: ServerForm<V>;
  /** For the onProblem of Form. */
  onProblem: (problem: Problem) => ReactNode;
}

export function useVersionedForm<Row extends Versioned, V extends Values>(options: VersionedFormOptions<Row, V>): VersionedForm<V> {
  const { what, row, valuesOf, labels, check, send, now, said, say = sayValue } = options;
  // The thing as it was when the form began.
  const [base, setBase] = useState(row);
  const [theirs, setTheirs] = useState<Row | null>(null);
  const [shown, show] = useState(false);
  const form = useServerForm<V>({
    initial: valuesOf(base),
    labels,
    check,
    save: async (values) => {
      try {
        const saved = await send(differences(valuesOf(base), values), theirs?.version ?? base.version);
        toast.say(said(saved));
        setBase(saved);
        setTheirs(null);
      } catch (thrown) {
        if (asProblem(thrown).code === 'CONFLICT') setTheirs((await now()) ?? null);
        throw thrown;
      }
    },
  });
  const begin = (from: Row) => {
    setBase(from);
    setTheirs(null);
    show(false);
    form.reset(valuesOf(from));
  };
  useFollow(form, row.version, () => begin(row));
  const onProblem = (problem: Problem) =>
    problem.code === 'CONFLICT' &&
    theirs && (
      <div className="stack tight">
        <ConflictNote what={what} at={theirs.updatedAt ?? undefined} seeTheirs={() => show(true)} saveMine={() => form.submit()} />
        {shown && <TheirChange what={what} labels={labels} before={valuesOf(base)} theirs={valuesOf(theirs)} mine={form.fields.getValues()} say={say} take={() => begin(theirs)} />}
      </div>
    );
  return { form, onProblem };
}

interface TheirChangeProps<V extends Values> {
  what: string;
  labels: { [K in keyof V]: string };
  before: V;
  theirs: V;
  mine: V;
  say: (value: unknown) => string;
  /** Gives up what was typed. */
  take: () => void;
}

function TheirChange<V extends Values>({ what, labels, before, theirs, mine, say, take }: TheirChangeProps<V>) {
  const theirChange = differences(before, theirs);
  const myChange = differences(before, mine);
  const changed = Object.keys({ ...theirChange, ...myChange });
  return (
    <Card flush>
      <table className={css.table} aria-label="Their change and yours">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Theirs</th>
            <th scope="col">Yours</th>
          </tr>
        </thead>
        <tbody>
          {changed.map((name) => (
            <tr key={name}>
              <th scope="row">{labels[name]}</th>
              <td data-new={name in theirChange || undefined}>{say(theirs[name])}</td>
              <td data-new={name in myChange || undefined}>{say(mine[name])}</td>
            </tr>
          ))}
          {Object.keys(theirChange).length === 0 && (
            <tr>
              <td colSpan={3}>Something of the {what} changed that is not in this form.</td>
            </tr>
          )}
        </tbody>
      </table>
      <div className={css.buttons}>
        <Button onClick={take}>Take theirs</Button>
      </div>
    </Card>
  );
}
