// The steps to one external system that calls with a key of its own.
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { HomeProgressFragment } from '../../gql/graphql';
import { paths } from '../../paths';
import { Code } from '../../ui/Code';
import { ButtonLink } from '../../ui/Link';
import { useSite } from '../../ui/site';
import { RelativeTime } from '../../ui/Time';
import { leading, serviceStep, useBasics, type Step } from './basics';

export function useSystemSteps(progress: HomeProgressFragment): Step[] {
  const { service, caller, token } = progress;
  const basics = useBasics(progress);
  const [command, setCommand] = useState(false);
  const steps = [
    ...basics.steps,
    serviceStep(service, service ? (service.authorisedUsersOnly ? 'Only its authorised users may use it.' : 'All users with the capabilities may use it.') : 'A service is the list of functions that an application may call.'),
    {
      done: token !== null,
      title: token ? `Security key “${token.name}” works` : 'Create a security key',
      text: token ? <code>{token.shown}</code> : `A key belongs to one user and one service. You see it once.${caller ? ` ${caller.fullName} may be its user.` : ' It needs a user who may call over a protocol that is on.'}`,
    },
    {
      done: progress.firstCallAt !== null,
      title: progress.firstCallAt ? 'The first call was answered' : 'Make the first call',
      text: progress.firstCallAt ? <RelativeTime at={progress.firstCallAt} /> : 'Copy the command; this step ticks itself when the call arrives.',
      below: command && !progress.firstCallAt && <FirstCommand />,
    },
  ];
  return leading(steps, (variant) => [
    ...basics.actions(variant),
    service ? (
      <ButtonLink to={paths.service(service.id)}>Open</ButtonLink>
    ) : (
      <ButtonLink to={paths.serviceNew()} variant={variant}>
        Create service
      </ButtonLink>
    ),
    token ? (
      <ButtonLink to={paths.key(token.id)}>Open</ButtonLink>
    ) : (
      <ButtonLink to={paths.keyNew({ service: service?.id, user: caller?.id })} variant={variant}>
        Create key
      </ButtonLink>
    ),
    progress.firstCallAt ? null : (
      <Button variant={variant} aria-expanded={command} onClick={() => setCommand(!command)}>
        {command ? 'Hide command' : 'Show command'}
      </Button>
    ),
  ]);
}

function FirstCommand() {
  const { publicURL } = useSite();
  return (
    <>
      <Code label="Command" copyLabel="Copy command">{`curl -H "Authorization: Bearer $GATEHOUSE_TOKEN" ${publicURL}/webservice/rest/core_webservice_get_site_info`}</Code>
      <p className="muted small">GATEHOUSE_TOKEN stands for the key; it was shown when it was made.</p>
    </>
  );
}
