import { graphql } from '../gql';
import { useServerQuery } from '../graphql';
import { Page } from '../ui/Page';
import { useSite } from '../ui/site';
import { Loaded } from '../ui/states';
import { Features } from './settings/Features';
import { Files } from './settings/Files';
import { General } from './settings/General';
import { Keys } from './settings/Keys';
import { Limits } from './settings/Limits';
import { Logs } from './settings/Logs';
import { Maintenance } from './settings/Maintenance';
import { Provider } from './settings/Provider';
import { Security } from './settings/Security';
import { WebSites } from './settings/WebSites';

const SettingsPage = graphql(`
  query SettingsPage {
    settings {
      ...GeneralSettings
      ...SecuritySettings
      ...KeySettings
      ...LimitSettings
      ...FileSettings
      ...FeatureSettings
      ...LogSettings
      ...WebSiteSettings
      ...MaintenanceSetting
      ...ProviderSettings
    }
    site {
      provider
    }
    roles {
      shortName
      name
    }
  }
`);

export default function Settings() {
  const query = useServerQuery(SettingsPage, {});
  const { version } = useSite();
  return (
    <Page title="Settings" lead={version && `Gatehouse ${version}. Each part is saved by itself.`}>
      <Loaded query={query} what="the settings" lines={12}>
        {({ settings, roles, site }) => (
          <>
            <Maintenance settings={settings} />
            <General settings={settings} />
            <Security settings={settings} roles={roles} />
            {site.provider && <Provider settings={settings} provider={site.provider} />}
            <Keys settings={settings} />
            <Limits settings={settings} />
            <Features settings={settings} />
            <Files settings={settings} />
            <Logs settings={settings} />
            <WebSites settings={settings} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
