import { Button } from '@mantine/core';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { graphql } from '../gql';
import type { ServicePageQuery } from '../gql/graphql';
import { useServerQuery } from '../graphql';
import { paths } from '../paths';
import { isLimited, sayLimit } from '../ui/limits';
import { ButtonLink, useGo } from '../ui/Link';
import { Page } from '../ui/Page';
import { OnOff, Pill } from '../ui/Pill';
import { Loaded, NotThere } from '../ui/states';
import { TabNav } from '../ui/TabNav';
import { useAction } from '../ui/useAction';
import { countOf, exactly } from '../ui/words';
import { switchServices } from './services/actions';
import { ServiceMenu } from './services/ServiceMenu';
import { whoMayUse } from './services/words';

const ServicePage = graphql(`
  query ServicePage($id: ID!) {
    service(id: $id) {
      ...ServiceHandle
      ...WhoMayUse
      functionCount
      calls
      callsPerMinute
      burst
      callsPerDay
    }
  }
`);

type Shown = NonNullable<ServicePageQuery['service']>;

/** The frame of a service's four tabs; each tab is a file of its own and stands where the outlet is. */
export default function Service({ id }: { id: string }) {
  const query = useServerQuery(ServicePage, { id });
  const go = useGo();
  useFirstTab(id);
  if (query.data && !query.data.service) return <NotThere what="service" back={{ to: paths.services(), label: 'See all services' }} />;
  const service = query.data?.service;
  return (
    <Page
      title={service?.name ?? 'Service'}
      crumb={{ to: paths.services(), label: 'Services' }}
      wide
      badge={service && <Badges of={service} />}
      lead={service && <Lead of={service} />}
      actions={
        service && (
          <>
            <ButtonLink to={paths.docs({ service: service.id })}>Documentation</ButtonLink>
            <SwitchButton service={service} />
            <ServiceMenu service={service} onDeleted={() => go(paths.services(), { replace: true })} />
          </>
        )
      }
    >
      <Loaded query={query} what="the service">
        {() =>
          service && (
            <>
              <Tabs of={service} />
              <Outlet />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

/** useFirstTab makes an address that names no tab lead to the first. */
function useFirstTab(id: string) {
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const go = useGo();
  const bare = /^\/services\/[^/]+\/?$/.test(pathname);
  useEffect(() => {
    if (bare) go(paths.service(id), { replace: true });
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [bare, id]);
}

function Badges({ of: { enabled, builtIn } }: { of: Shown }) {
  return (
    <>
      <OnOff on={enabled} />
      {builtIn && <Pill>built in</Pill>}
    </>
  );
}

function Lead({ of }: { of: Shown }) {
  const { shortName, calls } = of;
  return (
    <>
      {shortName && (
        <>
          <code className="break">{shortName}</code> ·{' '}
        </>
      )}
      {whoMayUse(of)} · {exactly(calls, 'call')} in the last 30 days{isLimited(of) && ` · at most ${sayLimit(of)}`}
    </>
  );
}

function Tabs({ of: { id, functionCount, authorisedUsersOnly, authorisedUserCount, tokenCount } }: { of: Shown }) {
  return (
    <TabNav
      label="Parts of the service"
      tabs={[
        { to: paths.service(id), label: 'Functions', count: countOf(functionCount) },
        { to: paths.serviceUsers(id), label: 'Users', count: authorisedUsersOnly ? countOf(authorisedUserCount) : 'all' },
        { to: paths.serviceKeys(id), label: 'Keys', count: countOf(tokenCount) },
        { to: paths.serviceSettings(id), label: 'Settings' },
      ]}
    />
  );
}

/** SwitchButton is not shown beside the settings, which have a field for the same: two of them would contradict each other. */
function SwitchButton({ service }: { service: Shown }) {
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const { busy, run } = useAction();
  if (pathname === paths.serviceSettings(service.id)) return null;
  const on = !service.enabled;
  return (
    <Button variant={on ? 'filled' : 'default'} loading={busy} onClick={() => run(`switch the service ${on ? 'on' : 'off'}`, () => switchServices([service], on))}>
      Switch {on ? 'on' : 'off'}
    </Button>
  );
}
