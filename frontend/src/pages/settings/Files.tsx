import { TextInput } from '@mantine/core';
import { graphql } from '../../gql';
import type { FileSettingsFragment } from '../../gql/graphql';
import { SettingsCard } from './SettingsCard';
import { checkMegabytes, toBytes, toMegabytes } from './values';

export const FileSettings = graphql(`
  fragment FileSettings on Settings {
    uploadLimit
    userQuota
  }
`);

export function Files({ settings: { uploadLimit, userQuota } }: { settings: FileSettingsFragment }) {
  return (
    <SettingsCard
      title="Files"
      word="file"
      values={{ uploadLimit: toMegabytes(uploadLimit), userQuota: toMegabytes(userQuota) }}
      labels={{ uploadLimit: 'Largest file', userQuota: 'Room for each user' }}
      check={{ uploadLimit: checkMegabytes, userQuota: checkMegabytes }}
      input={(values) => ({ uploadLimit: toBytes(values.uploadLimit), userQuota: toBytes(values.userQuota) })}
    >
      {(fields) => (
        <>
          <TextInput label="Largest file, in megabytes" name="uploadLimit" inputMode="decimal" className="short-field" {...fields.getInputProps('uploadLimit')} />
          <TextInput label="Room for each user, in megabytes" name="userQuota" inputMode="decimal" className="short-field" {...fields.getInputProps('userQuota')} />
        </>
      )}
    </SettingsCard>
  );
}
