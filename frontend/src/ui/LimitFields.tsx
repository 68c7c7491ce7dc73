import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { limitLabels, type Limit } from './limits';

interface LimitFieldsProps {
  /** What a field gets of its form. */
  input: (name: keyof Limit) => object;
  /** What an empty field means, in the field: "Not limited". */
  empty?: string;
  /** More about the first of them. */
  about?: ReactNode;
}

/** LimitFields are the three numbers of a limit on calls. */
export function LimitFields({ input, empty = 'Not limited', about }: LimitFieldsProps) {
  const field = (name: keyof Limit, placeholder: string, description: ReactNode) => <TextInput label={limitLabels[name]} name={name} inputMode="numeric" className="short-field" placeholder={placeholder} description={description} {...input(name)} />;
  return (
    <>
      {field('callsPerMinute', empty, about)}
      {field('burst', 'All of a minute', 'How many may come in one moment.')}
      {field('callsPerDay', empty, 'Within 24 hours from the first of them.')}
    </>
  );
}
