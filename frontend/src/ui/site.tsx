// What every page needs to know about the site: its name, its time zone, its address. Asked once, kept fresh with everything else.
import { createContext, useContext, type ReactNode } from 'react';
import { graphql } from '../gql';
import type { SiteFactsQuery } from '../gql/graphql';
import { useServerQuery } from '../graphql';

const SiteFacts = graphql(`
  query SiteFacts {
    site {
      name
      shortName
      version
      publicURL
      timezone
      webServicesOn
      documentationOn
      yourAddress
    }
  }
`);

export type Site = SiteFactsQuery['site'];

const unknown: Site = {
  name: 'Gatehouse',
  shortName: '',
  version: '',
  publicURL: location.origin,
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  webServicesOn: true,
  documentationOn: true,
  yourAddress: '',
};

const SiteContext = createContext<Site>(unknown);

export function SiteProvider({ children }: { children: ReactNode }) {
  const { data } = useServerQuery(SiteFacts, {});
  return <SiteContext value={data?.site ?? unknown}>{children}</SiteContext>;
}

export const useSite = () => useContext(SiteContext);
