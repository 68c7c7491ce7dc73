import { Select, TextInput } from '@mantine/core';
import { graphql } from '../../gql';
import type { GeneralSettingsFragment } from '../../gql/graphql';
import { needed } from './values';
import { SettingsCard } from './SettingsCard';

export const GeneralSettings = graphql(`
  fragment GeneralSettings on Settings {
    siteName
    siteShortName
    timezone
  }
`);

const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

export function General({ settings: { siteName, siteShortName, timezone } }: { settings: GeneralSettingsFragment }) {
  return (
    <SettingsCard
      title="General"
      values={{ siteName, siteShortName, timezone }}
      labels={{ siteName: 'Name of the site', siteShortName: 'Short name', timezone: 'Time zone' }}
      check={{ siteName: needed('a name'), siteShortName: needed('a short name'), timezone: needed('a time zone') }}
      input={(values) => ({ siteName: values.siteName.trim(), siteShortName: values.siteShortName.trim(), timezone: values.timezone })}
    >
      {(fields) => (
        <>
          <TextInput label="Name of the site" name="siteName" description="People see it in this app, and applications in the site information." {...fields.getInputProps('siteName')} />
          <TextInput label="Short name" name="siteShortName" description="As applications see it, and the short name of the site course." {...fields.getInputProps('siteShortName')} />
          <Select
            label="Time zone"
            name="timezone"
            description="A day that is picked as a valid-until ends with that day here. Times in this app are shown in it."
            data={zones.includes(timezone) ? zones : [timezone, ...zones]}
            searchable
            limit={100}
            nothingFoundMessage="No time zone matches."
            {...fields.getInputProps('timezone')}
            onChange={(zone) => fields.setFieldValue('timezone', zone ?? '')}
          />
        </>
      )}
    </SettingsCard>
  );
}
