import { Select } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../gql';
import { useServerQuery } from '../../graphql';
import { isFunction, knownActions } from './words';

const ChangingFunctions = graphql(`
  query ChangingFunctions {
    functions(filter: { kind: WRITE }) {
      name
    }
  }
`);

interface ActionSelectProps {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** ActionSelect picks one of the actions of the trail, or a function that changes data. */
export function ActionSelect({ value, onChange }: ActionSelectProps) {
  const [opened, setOpened] = useState(false);
  const { data } = useServerQuery(ChangingFunctions, {}, { pause: !opened });
  const functions = data?.functions.map((each) => each.name) ?? (value && isFunction(value) ? [value] : []);
  return (
    <Select
      aria-label="Action"
      placeholder="Action"
      data={[
        { group: 'Changes', items: knownActions },
        { group: 'Functions', items: functions },
      ]}
      value={value ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      onDropdownOpen={() => setOpened(true)}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Clear Action' }}
      comboboxProps={{ width: 280, position: 'bottom-start' }}
      maxDropdownHeight={320}
      nothingFoundMessage="No action matches."
    />
  );
}
