import { Textarea } from '@mantine/core';
import { graphql } from '../../gql';
import type { WebSiteSettingsFragment } from '../../gql/graphql';
import { SettingsCard } from './SettingsCard';
import { checkOrigins, linesOf } from './values';

export const WebSiteSettings = graphql(`
  fragment WebSiteSettings on Settings {
    adminOrigins
    callOrigins
  }
`);

export function WebSites({ settings: { adminOrigins, callOrigins } }: { settings: WebSiteSettingsFragment }) {
  return (
    <SettingsCard
      title="Web sites"
      word="web site"
      lead="Whose scripts may call from a browser (CORS). Applications outside of browsers do not need it."
      values={{ callOrigins: callOrigins.join('\n'), adminOrigins: adminOrigins.join('\n') }}
      labels={{ callOrigins: 'May call the protocols', adminOrigins: 'May call the admin API' }}
      check={{ callOrigins: checkOrigins(true), adminOrigins: checkOrigins(false) }}
      input={(values) => ({ callOrigins: linesOf(values.callOrigins), adminOrigins: linesOf(values.adminOrigins) })}
    >
      {(fields) => (
        <>
          <Textarea
            label="May call the protocols"
            name="callOrigins"
            autosize
            minRows={2}
            placeholder="https://app.example.org"
            description="One on each line, or * for all. It is about our own addresses; Moodle’s are open to all, as they are there."
            {...fields.getInputProps('callOrigins')}
          />
          <Textarea
            label="May call the admin API"
            name="adminOrigins"
            autosize
            minRows={2}
            placeholder="https://admin.example.org"
            description="One on each line. None is right unless you have built an admin app of your own: its scripts can do what you can."
            {...fields.getInputProps('adminOrigins')}
          />
        </>
      )}
    </SettingsCard>
  );
}
