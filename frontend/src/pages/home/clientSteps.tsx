// The steps to users who make their own keys, for an application on their phone or desk.
import { Button } from '@mantine/core';
import { graphql } from '../../gql';
import type { HomeProgressFragment } from '../../gql/graphql';
import { change, fetchOnce } from '../../graphql';
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

const DefaultRole = graphql(`
  query DefaultRole {
    roles {
      isDefault
      id
      name
      shortName
      capabilities
      version
    }
  }
`);

const capabilityToMakeKeys = 'moodle/webservice:createtoken';

/** letUsersMakeKeys gives the role of every signed-in user what making a key and calling with it ask for. */
async function letUsersMakeKeys(protocols: readonly string[]) {
  const role = (await fetchOnce(DefaultRole, {})).roles.find((each) => each.isDefault);
  if (!role) throw new Error('There is no role that every signed-in user holds. Choose one in the settings.');
  const wanted = [capabilityToMakeKeys, ...protocols.map((protocol) => `webservice/${protocol}:use`)];
  const { addCapabilities } = await import('../roles/capabilities'); // it brings what roles are picked with, and most visits need none of it
  await addCapabilities(role, wanted.filter((name) => !role.capabilities.includes(name)));
}

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
    usersMayCreateKeys || progress.protocols.length === 0 ? (
      <ButtonLink to={paths.roles()}>Open roles</ButtonLink>
    ) : (
      <Button variant={variant} onClick={() => run('let users make their own keys', () => letUsersMakeKeys(progress.protocols))}>
        Let them
      </Button>
    ),
    documentationOn ? null : (
      <Button variant={variant} onClick={turnOnDocumentation}>
        Turn on
      </Button>
    ),
  ]);
}
