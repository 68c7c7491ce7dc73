// What both ways of use begin with, and what a step is.
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { graphql } from '../../gql';
import type { HomeProgressFragment } from '../../gql/graphql';
import { change } from '../../graphql';
import { paths } from '../../paths';
import { ButtonLink } from '../../ui/Link';
import { RelativeTime } from '../../ui/Time';
import { toast } from '../../ui/toast';
import { useAction } from '../../ui/useAction';

const SwitchWebServices = graphql(`
  mutation SwitchWebServices($on: Boolean!) {
    updateSettings(input: { webServicesOn: $on }) {
      webServicesOn
    }
  }
`);

const SwitchRest = graphql(`
  mutation SwitchRest($on: Boolean!) {
    setProtocol(name: "rest", on: $on) {
      name
      on
    }
  }
`);

export interface Step {
  done: boolean;
  title: string;
  text: ReactNode;
  action?: ReactNode;
  below?: ReactNode;
}

/** The button of the first step that is not done is the one to press; before any is, that is "Set up for me". */
export function leading(steps: Omit<Step, 'action'>[], actions: (primary: 'filled' | 'default') => ReactNode[]): Step[] {
  const next = steps.some((step) => step.done) ? steps.findIndex((step) => !step.done) : -1;
  const [plain, filled] = [actions('default'), actions('filled')];
  return steps.map((step, index) => ({ ...step, action: index === next ? filled[index] : plain[index] }));
}

export function useBasics(progress: HomeProgressFragment) {
  const { run } = useAction();
  const by = progress.webServicesOnBy;
  const turnOn = () =>
    run('turn web services on', async () => {
      await change(SwitchWebServices, { on: true });
      toast.undo('Turned web services on.', () => change(SwitchWebServices, { on: false }));
    });
  const turnOnRest = () =>
    run('turn REST on', async () => {
      await change(SwitchRest, { on: true });
      toast.undo('Turned REST on.', () => change(SwitchRest, { on: false }));
    });
  const protocols = progress.protocols.map((name) => name.toUpperCase()).join(', ');
  const steps = [
    {
      done: progress.webServicesOn,
      title: progress.webServicesOn ? 'Web services are on' : 'Turn web services on',
      text: progress.webServicesOn
        ? by && (
            <>
              Turned on by {by.actor}, <RelativeTime at={by.at} />.
            </>
          )
        : 'They are off on a new installation, so that nothing can be called before you want it.',
    },
    {
      done: protocols !== '',
      title: protocols ? `Protocols: ${protocols}` : 'Turn a protocol on',
      text: 'Turn on only the protocols that you need.',
    },
  ];
  const actions = (variant: 'filled' | 'default') => [
    progress.webServicesOn ? null : (
      <Button variant={variant} onClick={turnOn}>
        Turn on
      </Button>
    ),
    protocols ? (
      <ButtonLink to={paths.protocols()}>Manage</ButtonLink>
    ) : (
      <Button variant={variant} onClick={turnOnRest}>
        Turn REST on
      </Button>
    ),
  ];
  return { steps, actions };
}

export function serviceStep(service: { name: string; functionCount: number } | null, text: string) {
  const count = service?.functionCount ?? 0;
  return {
    done: service !== null,
    title: service ? `Service “${service.name}” has ${count} ${count === 1 ? 'function' : 'functions'}` : 'Create a service',
    text,
  };
}
