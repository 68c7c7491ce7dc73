import css from './fields.module.css';

/** FieldFoot is what stands below a field: what is wrong with it, and what it means. */
export function FieldFoot({ id, error, description }: { id?: string; error?: string | null; description?: string }) {
  return (
    <>
      {error && (
        <p id={id && `${id}-error`} className={css.error}>
          {error}
        </p>
      )}
      {description && (
        <p id={id && `${id}-help`} className={css.help}>
          {description}
        </p>
      )}
    </>
  );
}
