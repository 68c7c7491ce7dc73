import { Input, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Choices } from './Choices';
import { useSite } from './site';
import { isoDay } from './time';
import { dayFor, sayDay, validUntilChoices, type ValidUntilChoice } from './validUntil';

interface ValidUntilFieldProps {
  /** A day (2027-01-31) or "never", as the server takes it. */
  value?: string;
  onChange: (value: string) => void;
  label?: string;
  error?: React.ReactNode;
  name?: string;
  /** What it means that it never ends, when it is not a key. */
  neverMeans?: string;
}

const day = 86_400_000;

/** ValidUntilField offers the usual spans, a date and no end, and says what exactly it means. */
export function ValidUntilField({ value = '', onChange, label = 'Valid until', error, name = 'validUntil', neverMeans }: ValidUntilFieldProps) {
  const { timezone } = useSite();
  const matching = validUntilChoices.find((choice) => choice.value === value || dayFor(choice.value, timezone) === value)?.value ?? 'date';
  const [choice, setChoice] = useState<ValidUntilChoice>(matching);
  const pick = (next: ValidUntilChoice) => {
    setChoice(next);
    if (next === 'never') onChange('never');
    else if (next !== 'date') onChange(dayFor(next, timezone));
    else if (value === 'never') onChange(dayFor('6m', timezone));
  };
  return (
    <Input.Wrapper label={label} error={error} description={value === 'never' && neverMeans ? neverMeans : sayDay(value, timezone)} labelElement="div" data-field={name}>
      <Choices label={label} value={choice} onChange={pick} choices={validUntilChoices} />
      {choice === 'date' && (
        <TextInput
          type="date"
          aria-label={`${label}: the last day`}
          mt={8}
          w={180}
          min={isoDay(Date.now(), timezone)}
          max={isoDay(Date.now() + 36_500 * day, timezone)}
          value={value === 'never' ? '' : value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Input.Wrapper>
  );
}
