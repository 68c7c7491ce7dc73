import { Switch, TextInput } from '@mantine/core';
import { graphql } from '../../gql';
import type { LimitSettingsFragment } from '../../gql/graphql';
import { LimitFields } from '../../ui/LimitFields';
import { checkLimit, checkLimits, limitLabels, numbersOf, textOf, textsOf } from '../../ui/limits';
import { SettingsCard } from './SettingsCard';

export const LimitSettings = graphql(`
  fragment LimitSettings on Settings {
    callsPerMinute
    burst
    callsPerDay
    addressCallsPerMinute
    addressBurst
    sharedLimits
  }
`);

export function Limits({ settings }: { settings: LimitSettingsFragment }) {
  const { addressCallsPerMinute, addressBurst, sharedLimits } = settings;
  return (
    <SettingsCard
      title="Limits on calls"
      word="limit"
      lead="What comes faster is refused, with the time to wait. Empty is no limit."
      values={{ ...textsOf(settings), addressCallsPerMinute: textOf(addressCallsPerMinute), addressBurst: textOf(addressBurst), sharedLimits }}
      labels={{ ...limitLabels, addressCallsPerMinute: 'Calls per minute from each address', addressBurst: 'Of them at once', sharedLimits: 'Shared' }}
      check={{ ...checkLimits, addressCallsPerMinute: checkLimit, addressBurst: checkLimit }}
      input={(values) => ({ ...numbersOf(values), addressCallsPerMinute: Number(values.addressCallsPerMinute), addressBurst: Number(values.addressBurst), sharedLimits: values.sharedLimits })}
    >
      {(fields) => (
        <>
          <LimitFields input={(name) => fields.getInputProps(name)} about="Of each key that has no limit of its own." />
          <TextInput label="Calls per minute from each address" name="addressCallsPerMinute" inputMode="numeric" className="short-field" placeholder="Not limited" description="Whoever makes them, also with no key. Of IPv6 it counts whole networks (/64)." {...fields.getInputProps('addressCallsPerMinute')} />
          <TextInput label="Of them at once from each address" name="addressBurst" inputMode="numeric" className="short-field" placeholder="All of a minute" {...fields.getInputProps('addressBurst')} />
          <Switch
            label="Nodes count together"
            description="Only with several nodes on one PostgreSQL. Each call that is limited then waits for the database, and is refused while the database does not answer. Otherwise each node counts by itself."
            {...fields.getInputProps('sharedLimits', { type: 'checkbox' })}
          />
        </>
      )}
    </SettingsCard>
  );
}
