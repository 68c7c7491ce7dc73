import { Switch, TextInput } from '@mantine/core';
import { graphql } from '../../gql';
import type { KeySettingsFragment } from '../../gql/graphql';
import { Note } from '../../ui/Page';
import { SettingsCard } from './SettingsCard';
import { wholeNumber } from './values';

export const KeySettings = graphql(`
  fragment KeySettings on Settings {
    tokenInURL
    passwordEndpoints
    signInDays
    signInKept
    selfServiceForAdmin
  }
`);

export function Keys({ settings }: { settings: KeySettingsFragment }) {
  const { tokenInURL, passwordEndpoints, signInDays, signInKept, selfServiceForAdmin } = settings;
  return (
    <SettingsCard
      title="Keys and passwords in calls"
      word="key"
      values={{ tokenInURL, passwordEndpoints, signInDays: String(signInDays), signInKept: String(signInKept), selfServiceForAdmin }}
      labels={{ tokenInURL: 'Keys in addresses', passwordEndpoints: 'Passwords in calls', signInDays: 'Days that a key lasts', signInKept: 'Keys kept', selfServiceForAdmin: 'Administrators' }}
      check={{ signInDays: wholeNumber(1, 36_500), signInKept: wholeNumber(1, 1000) }}
      input={(values) => ({ ...values, signInDays: Number(values.signInDays), signInKept: Number(values.signInKept) })}
    >
      {(fields) => (
        <>
          <Switch
            label="Keys may stand in the address"
            description="As ?wstoken=…, which several old client libraries need. Proxies and browsers may keep addresses in their logs, and the key with them; our own logs mask it. Off, a key has to come in the Authorization header or in a form."
            {...fields.getInputProps('tokenInURL', { type: 'checkbox' })}
          />
          <Switch
            label="User name and password instead of a key"
            description="At the simpleserver.php addresses of Moodle. Each call then carries a password that opens everything its user may do; it cannot be limited to addresses, has no end, and is revoked only by changing it."
            {...fields.getInputProps('passwordEndpoints', { type: 'checkbox' })}
          />
          {fields.getValues().passwordEndpoints && <Note tone="warn">Turn this on only for applications that cannot use a key, and over an encrypted connection.</Note>}
          <TextInput label="Days that a key made by signing in lasts" name="signInDays" className="short-field" inputMode="numeric" description="Applications make such keys with a user’s password at /login/token.php." {...fields.getInputProps('signInDays')} />
          <TextInput label="How many of them a user keeps for one service" name="signInKept" className="short-field" inputMode="numeric" description="The oldest are revoked when there are more." {...fields.getInputProps('signInKept')} />
          <Switch
            label="Administrators may make keys by signing in"
            description="Off, administrators get keys only on the page of the security keys, or on the command line: a stolen password alone makes no key that may do everything."
            {...fields.getInputProps('selfServiceForAdmin', { type: 'checkbox' })}
          />
        </>
      )}
    </SettingsCard>
  );
}
