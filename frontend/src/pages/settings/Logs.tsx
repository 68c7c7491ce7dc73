import { TextInput } from '@mantine/core';
import { graphql } from '../../gql';
import type { LogSettingsFragment } from '../../gql/graphql';
import { SettingsCard } from './SettingsCard';
import { wholeNumber } from './values';

export const LogSettings = graphql(`
  fragment LogSettings on Settings {
    callDays
    auditDays
  }
`);

const check = wholeNumber(0, 36_500);

export function Logs({ settings: { callDays, auditDays } }: { settings: LogSettingsFragment }) {
  return (
    <SettingsCard
      title="Logs"
      word="log"
      lead="What calls carried and were answered is never kept: only who called what, from where, and how it ended."
      values={{ callDays: String(callDays), auditDays: String(auditDays) }}
      labels={{ callDays: 'Days that calls are kept', auditDays: 'Days that the audit trail is kept' }}
      check={{ callDays: check, auditDays: check }}
      input={(values) => ({ callDays: Number(values.callDays), auditDays: Number(values.auditDays) })}
    >
      {(fields) => (
        <>
          <TextInput label="Days that calls are kept" name="callDays" inputMode="numeric" className="short-field" description="0 keeps them for ever." {...fields.getInputProps('callDays')} />
          <TextInput label="Days that the audit trail is kept" name="auditDays" inputMode="numeric" className="short-field" description="0 keeps it for ever." {...fields.getInputProps('auditDays')} />
        </>
      )}
    </SettingsCard>
  );
}
