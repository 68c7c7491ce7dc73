import { Switch } from '@mantine/core';
import { graphql } from '../../gql';
import type { ProviderSettingsFragment } from '../../gql/graphql';
import { SettingsCard } from './SettingsCard';

export const ProviderSettings = graphql(`
  fragment ProviderSettings on Settings {
    linkByEmail
    createAccounts
  }
`);

/** Provider is about people who sign in through it for the first time. */
export function Provider({ settings, provider }: { settings: ProviderSettingsFragment; provider: string }) {
  const { linkByEmail, createAccounts } = settings;
  return (
    <SettingsCard
      title={`Signing in with ${provider}`}
      word="sign-in"
      lead="Whoever is linked signs in in any case. These are for the others, the first time that they come."
      values={{ linkByEmail, createAccounts }}
      labels={{ linkByEmail: 'Find accounts', createAccounts: 'Make accounts' }}
      input={(values) => values}
    >
      {(fields) => (
        <>
          <Switch
            label="A verified e-mail address finds the account"
            description={`Whoever decides about addresses at ${provider} decides then who is who here. Administrators are never found this way.`}
            {...fields.getInputProps('linkByEmail', { type: 'checkbox' })}
          />
          <Switch
            label="Make an account for whoever has none"
            description="With the verified e-mail address as its user name, without a password, and with no role but that of every signed-in user."
            {...fields.getInputProps('createAccounts', { type: 'checkbox' })}
          />
        </>
      )}
    </SettingsCard>
  );
}
