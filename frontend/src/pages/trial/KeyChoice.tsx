import { Select } from '@mantine/core';
import { graphql } from '../../gql';
import { useServerQuery, useSession } from '../../graphql';
import { KeySelect } from '../../ui/KeySelect';

const OwnKeyChoices = graphql(`
  query OwnKeyChoices {
    viewer {
      tokens {
        id
        name
        shown
        state
      }
    }
  }
`);

interface KeyChoiceProps {
  value: string | null;
  onChange: (id: string | null) => void;
}

/** KeyChoice picks the key to call as: one of the own ones, or for administrators any. */
export function KeyChoice(props: KeyChoiceProps) {
  return useSession().viewer?.administrator ? <KeySelect clearable {...props} /> : <OwnKeySelect {...props} />;
}

function OwnKeySelect({ value, onChange }: KeyChoiceProps) {
  const { data } = useServerQuery(OwnKeyChoices, {});
  const keys = data?.viewer?.tokens ?? [];
  return (
    <Select
      label="Security key"
      placeholder={data && keys.length === 0 ? 'You have no key yet' : 'Choose a key'}
      data={keys.map((key) => ({ value: key.id, label: `${key.name} (${key.shown})${key.state === 'EXPIRED' || key.state === 'REVOKED' ? `, ${key.state.toLowerCase()}` : ''}` }))}
      value={value}
      onChange={onChange}
    />
  );
}
