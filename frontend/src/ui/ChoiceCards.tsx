import { useId, type ReactNode } from 'react';
import css from './ChoiceCards.module.css';

interface ChoiceCardsProps<V extends string> {
  label: string;
  value: V;
  onChange: (value: V) => void;
  choices: readonly { value: V; title: string; about: ReactNode }[];
}

/** ChoiceCards picks one of a few that need a sentence each. */
export function ChoiceCards<V extends string>({ label, value, onChange, choices }: ChoiceCardsProps<V>) {
  const group = useId();
  return (
    <fieldset className={css.cards}>
      <legend>{label}</legend>
      {choices.map((each) => (
        <label key={each.value} className={css.card}>
          <input type="radio" name={group} checked={value === each.value} onChange={() => onChange(each.value)} />
          <b>{each.title}</b>
          <span className="muted small">{each.about}</span>
        </label>
      ))}
    </fieldset>
  );
}
