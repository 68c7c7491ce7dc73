import { Switch } from '@mantine/core';
import { graphql } from '../../gql';
import type { FeatureSettingsFragment } from '../../gql/graphql';
import { SettingsCard } from './SettingsCard';

export const FeatureSettings = graphql(`
  fragment FeatureSettings on Settings {
    notesOn
    messagingOn
  }
`);

export function Features({ settings }: { settings: FeatureSettingsFragment }) {
  const { notesOn, messagingOn } = settings;
  return (
    <SettingsCard
      title="Features"
      word="feature"
      values={{ notesOn, messagingOn }}
      labels={{ notesOn: 'Notes', messagingOn: 'Messages' }}
      input={(values) => values}
    >
      {(fields) => (
        <>
          <Switch
            label="Notes about users"
            description="Off, the functions about notes refuse every call. What was written stays."
            {...fields.getInputProps('notesOn', { type: 'checkbox' })}
          />
          <Switch
            label="Messages between users"
            description="Off, the functions about messages refuse every call, and only notifications can be read. What was written stays."
            {...fields.getInputProps('messagingOn', { type: 'checkbox' })}
          />
        </>
      )}
    </SettingsCard>
  );
}
