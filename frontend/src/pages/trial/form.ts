// What the fields of the form share: how to change the draft, and what the server found wrong.
import { createContext, useContext, type ReactNode } from 'react';
import type { Draft, Path } from './draft';
import type { Schema } from './schema';

/** What the server said about one parameter. */
export interface Fault {
  path: string;
  message: string;
}

export interface FormActions {
  set: (path: Path, value: Draft) => void;
  /** Takes a field or a row out. */
  remove: (path: Path) => void;
  /** Puts a row into a list. */
  insert: (path: Path, at: number, row: Draft) => void;
  /** Said at the field that it is about, until that is changed. */
  fault: Fault | null;
}

export const FormContext = createContext<FormActions | null>(null);

export function useFormActions(): FormActions {
  const actions = useContext(FormContext);
  if (!actions) throw new Error('a field outside of a form');
  return actions;
}

/** A value of the form: where it stands, what it may be, and what it is. */
export interface FieldProps {
  schema: Schema;
  path: Path;
  value: Draft;
  /** "courseid", or "[1]" for the row of a list. */
  label: string;
  /** What can be done with a row of a list, beside its name. */
  rowActions?: ReactNode;
}

/** focusAt goes to the field of a parameter, or to the nearest thing around it. */
export function focusAt(within: HTMLElement | null, paths: readonly string[]) {
  for (const path of paths) {
    const place = within?.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);
    if (!place) continue;
    const field = place.matches('input, textarea, select') ? place : (place.querySelector<HTMLElement>('input:checked, input, textarea, select, button') ?? place);
    place.scrollIntoView({ block: 'center' });
    field.focus({ preventScroll: true });
    return;
  }
}
