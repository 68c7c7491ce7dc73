import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { graphql } from '../gql';
import { useServerQuery } from '../graphql';
import { RemoteSelect, type PickerProps } from './pickers';

const KeyOptions = graphql(`
  query KeyOptions($search: String) {
    tokens(filter: { search: $search }, first: 20) {
      nodes {
        id
        name
        shown
      }
    }
  }
`);

const KeyOption = graphql(`
  query KeyOption($id: ID!) {
    token(id: $id) {
      id
      name
      shown
    }
  }
`);

const keyOption = (key: { id: string; name: string; shown: string }) => ({ value: key.id, label: `${key.name} (${key.shown})` });

/** KeySelect picks a security key by the beginning of its name or its last four characters. */
export function KeySelect(props: PickerProps) {
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState('');
  const one = useServerQuery(KeyOption, { id: props.value ?? '' }, { pause: !props.value });
  const chosen = props.value && one.data?.token?.id === props.value ? keyOption(one.data.token) : undefined;
  const [search] = useDebouncedValue(typed === chosen?.label ? '' : typed.trim(), 200);
  const many = useServerQuery(KeyOptions, { search: search || undefined }, { pause: !opened });
  return (
    <RemoteSelect
      label="Security key"
      placeholder="Name or last four characters"
      {...props}
      chosen={chosen}
      options={many.data?.tokens.nodes.map(keyOption)}
      onSearch={setTyped}
      onOpen={() => setOpened(true)}
      searching={many.loading}
      nothing="No key matches."
    />
  );
}
