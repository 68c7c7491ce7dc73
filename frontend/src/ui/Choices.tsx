import { useId } from 'react';
import css from './Choices.module.css';

interface ChoicesProps<V extends string> {
  label: string;
  value: V;
  onChange: (value: V) => void;
  choices: readonly { value: V; label: string }[];
  /** Without lines around them, for what stands above the thing that it chooses. */
  plain?: boolean;
}

/** Choices picks one of a few that are all in sight. It wraps on a phone. */
export function Choices<V extends string>({ label, value, onChange, choices, plain }: ChoicesProps<V>) {
  const group = useId();
  return (
    <div className={css.choices} data-plain={plain || undefined} role="radiogroup" aria-label={label}>
      {choices.map((each) => (
        <label key={each.value} className={css.choice}>
          <input type="radio" name={group} className="visually-hidden" checked={value === each.value} onChange={() => onChange(each.value)} />
          {each.label}
        </label>
      ))}
    </div>
  );
}
