import { Select } from '@mantine/core';
import { graphql } from '../../gql';
import { useServerQuery } from '../../graphql';
import { useDocumented } from './documented';

const TriableFunctions = graphql(`
  query TriableFunctions($token: ID) {
    documentation(token: $token) {
      functions {
        allowed
        function {
          name
        }
      }
    }
  }
`);

interface FunctionSelectProps {
  tokenId: string | null;
  value: string;
  onChange: (name: string) => void;
}

/** FunctionSelect picks one of the functions that the key has; without one, of the catalogue. */
export function FunctionSelect({ tokenId, value, onChange }: FunctionSelectProps) {
  const { token, hindrance } = useDocumented(tokenId);
  const { data } = useServerQuery(TriableFunctions, { token }, { pause: hindrance !== null });
  const options = (data?.documentation.functions ?? []).map(({ allowed, function: { name } }) => ({ value: name, label: allowed ? name : `${name} (refused)` }));
  const known = options.some((option) => option.value === value) ? options : [{ value, label: value }, ...options];
  return (
    <Select label="Function" data={known} value={value} onChange={(name) => name && onChange(name)} searchable limit={100} maxDropdownHeight={320} nothingFoundMessage="No function matches." />
  );
}
