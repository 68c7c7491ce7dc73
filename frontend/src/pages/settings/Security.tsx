import { Select, Switch, TextInput } from '@mantine/core';
import { graphql } from '../../gql';
import type { SecuritySettingsFragment } from '../../gql/graphql';
import { ChoiceCards } from '../../ui/ChoiceCards';
import { SettingsCard } from './SettingsCard';
import { policyOf, wholeNumber } from './values';

export const SecuritySettings = graphql(`
  fragment SecuritySettings on Settings {
    passwordPolicy
    defaultRole
    endOnPassword
    endOnSuspension
    secondFactorForAdmins
  }
`);

interface SecurityProps {
  settings: SecuritySettingsFragment;
  roles: readonly { shortName: string; name: string }[];
}

const longestPassword = 512;

const rules = [
  { value: 'length', title: 'Long', about: 'A least number of characters, of whatever kind.' },
  { value: 'moodle', title: 'As Moodle’s', about: 'At least 8, with upper and lower case, a digit and a special character.' },
] as const;

export function Security({ settings, roles }: SecurityProps) {
  const { defaultRole, endOnPassword, endOnSuspension, secondFactorForAdmins } = settings;
  return (
    <SettingsCard
      title="Security"
      values={{ ...policyOf(settings.passwordPolicy), defaultRole, endOnPassword, endOnSuspension, secondFactorForAdmins }}
      labels={{ passwordPolicy: 'Passwords', passwordLength: 'Least number of characters', defaultRole: 'Role of every signed-in user', endOnPassword: 'A changed password', endOnSuspension: 'A suspension', secondFactorForAdmins: 'Second factor' }}
      check={{ passwordLength: (length, values) => (values.passwordPolicy === 'length' ? wholeNumber(1, longestPassword)(length) : null) }}
      input={({ passwordPolicy, passwordLength, ...rest }) => ({ ...rest, passwordPolicy: passwordPolicy === 'moodle' ? 'moodle' : `length:${Number(passwordLength)}` })}
    >
      {(fields) => (
        <>
          <ChoiceCards label="Passwords must be" value={fields.getValues().passwordPolicy} onChange={(rule) => fields.setFieldValue('passwordPolicy', rule)} choices={rules} />
          {fields.getValues().passwordPolicy === 'length' && <TextInput label="Least number of characters" name="passwordLength" inputMode="numeric" className="short-field" {...fields.getInputProps('passwordLength')} />}
          <Select
            label="Role of every signed-in user"
            name="defaultRole"
            description="What everybody may do besides the own roles, in the whole site. None is possible."
            data={roles.map((role) => ({ value: role.shortName, label: role.name }))}
            placeholder="None"
            clearable
            clearButtonProps={{ 'aria-label': 'Clear role' }}
            {...fields.getInputProps('defaultRole')}
            value={fields.getValues().defaultRole || null}
            onChange={(role) => fields.setFieldValue('defaultRole', role ?? '')}
          />
          <Switch label="Administrators need a second factor" description="Whoever has none sets one up before anything else, you too." {...fields.getInputProps('secondFactorForAdmins', { type: 'checkbox' })} />
          <Switch label="A changed password revokes the user’s keys" description="Whoever knew the old password may have made keys with it." {...fields.getInputProps('endOnPassword', { type: 'checkbox' })} />
          <Switch label="A suspension revokes the user’s keys" description="Otherwise they are refused only while it lasts." {...fields.getInputProps('endOnSuspension', { type: 'checkbox' })} />
        </>
      )}
    </SettingsCard>
  );
}
