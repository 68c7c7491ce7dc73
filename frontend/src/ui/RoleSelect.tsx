import { Select } from '@mantine/core';
import { graphql } from '../gql';
import { useServerQuery } from '../graphql';
import type { PickerProps } from './pickers';

const RoleOptions = graphql(`
  query RoleOptions {
    roles {
      id
      name
      shortName
      isDefault
    }
  }
`);

/** roleName is how a role is called: by its name, or by its short name when it has none. */
export const roleName = (role: { name: string; shortName: string }) => role.name || role.shortName;

/** useRoles are all roles; there are few. */
export function useRoles() {
  return useServerQuery(RoleOptions, {}).data?.roles ?? [];
}

/** RoleSelect picks a role. The one that everybody holds anyway can be left out. */
export function RoleSelect({ ariaLabel, withDefault = true, value, ...rest }: PickerProps & { withDefault?: boolean }) {
  const roles = useRoles().filter((role) => withDefault || !role.isDefault);
  return (
    <Select
      label="Role"
      placeholder="Pick a role"
      searchable
      nothingFoundMessage="No role matches."
      aria-label={ariaLabel}
      clearButtonProps={{ 'aria-label': 'Clear role' }}
      data={roles.map((role) => ({ value: role.id, label: roleName(role) }))}
      value={value || null}
      {...rest}
    />
  );
}

export function RoleName({ id }: { id: string }) {
  const found = useRoles().find((role) => role.id === id);
  return found ? roleName(found) : id;
}
