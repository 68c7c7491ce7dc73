// The steps to users who make their own keys, for an application on their phone or desk.
import { Button } from '@mantine/core';
import { graphql } from '../../gql';
import type { HomeProgressFragment } from '../../gql/graphql';
import { change } from '../../graphql';
import { paths } from '../../paths';
import { ButtonLink } from '../../ui/Link';
import { toast } from '../../ui/toast';
import { useAction } from '../../ui/useAction';
import { leading, serviceStep, useBasics, type Step } from './basics';

const SwitchDocumentation = graphql(`
  mutation SwitchDocumentation($on: Boolean!) {
    updateSettings(input: { documentationOn: $on }) {
      documentationOn
    }
  }
`);

export function useClientSteps(progress: HomeProgressFragment): Step[] {
  const { openService, usersMayCreateKeys, documentationOn } = progress;
  const basics = useBasics(progress);
  const { run } = useAction();
  const turnOnDocumentation = () =>
    run('turn the documentation on', async () => {
      await change(SwitchDocumentation, { on: true });
      toast.undo('Turned the documentation on.', () => change(SwitchDocumentation, { on: false }));
    });
  const steps = [
    ...basics.steps,
    serviceStep(openService, openService ? 'All users with the capabilities may use it.' : 'One that all users with the capabilities may use: not for authorised users only.'),
    {
      done: usersMayCreateKeys,
      title: usersMayCreateKeys ? 'Users may make their own keys' : 'Let users make their own keys',
      text: 'The default role holds moodle/webservice:createtoken and the capability of a protocol.',
    },
    {
      done: documentationOn,
      title: documentationOn ? 'The documentation for users is on' : 'Turn the documentation for users on',
      text: 'Each user sees the functions that their key may call.',
    },
  ];
  return leading(steps, (variant) => [
    ...basics.actions(variant),
    openService ? (
      <ButtonLink to={paths.service(openService.id)}>Open</ButtonLink>
    ) : (
      <ButtonLink to={paths.serviceNew()} variant={variant}>
        Create service
      </ButtonLink>
    ),
    <ButtonLink key="roles" to={paths.roles()} variant={usersMayCreateKeys ? 'default' : variant}>
      Open roles
    </ButtonLink>,
    documentationOn ? null : (
      <Button variant={variant} onClick={turnOnDocumentation}>
        Turn on
      </Button>
    ),
  ]);
}
