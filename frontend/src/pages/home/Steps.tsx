// The steps of Home: they tick themselves by what the server has, and each can be done where it stands.
import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../gql';
import type { HomeProgressFragment } from '../../gql/graphql';
import { Choices } from '../../ui/Choices';
import { Card, CardRow } from '../../ui/Page';
import { RelativeTime } from '../../ui/Time';
import { useClientSteps } from './clientSteps';
import css from './home.module.css';
import { useSystemSteps } from './systemSteps';

export const HomeProgress = graphql(`
  fragment HomeProgress on Progress {
    webServicesOn
    protocols
    documentationOn
    service {
      id
      name
      functionCount
      authorisedUsersOnly
    }
    openService {
      id
      name
      functionCount
    }
    caller {
      id
      fullName
    }
    usersMayCreateKeys
    token {
      id
      name
      shown
    }
    firstCallAt
    webServicesOnBy {
      id
      actor
      at
    }
  }
`);

type Progress = HomeProgressFragment;

const ways = [
  { value: 'system', label: 'One external system' },
  { value: 'clients', label: 'Users as clients' },
] as const;

type Way = (typeof ways)[number]['value'];

const doneOf = ({ webServicesOn, protocols, service, token, firstCallAt }: Progress) => [webServicesOn, protocols.length > 0, service !== null, token !== null, firstCallAt !== null];

/** stepsDone is the sentence below the title. */
export function stepsDone(progress: Progress): string {
  const open = doneOf(progress).filter((done) => !done).length;
  if (open === 0) return 'External applications can call this server.';
  if (open === 5) return 'Nothing can be called yet. Five steps lead to the first call, or one click.';
  const next = open === 1 ? 'the last one' : `the next ${['', '', 'two', 'three', 'four'][open]}`;
  return `${5 - open} of 5 steps done. An external application can call you after ${next}.`;
}

export function Steps({ progress }: { progress: Progress }) {
  const [way, setWay] = useState<Way>('system');
  const [open, setOpen] = useState(false);
  const system = useSystemSteps(progress);
  const clients = useClientSteps(progress);
  const steps = way === 'system' ? system : clients;
  if (system.every((step) => step.done) && !open) {
    return (
      <Card flush>
        <CardRow mark={<Mark done />} title="Set-up is complete" action={<Button onClick={() => setOpen(true)}>Show steps</Button>}>
          The first call was answered <RelativeTime at={progress.firstCallAt} />.
        </CardRow>
      </Card>
    );
  }
  return (
    <section aria-label="Set-up">
      <div className={css.ways}>
        <Choices label="How it will be used" value={way} onChange={setWay} choices={ways} />
      </div>
      <Card flush>
        <ol className={css.steps}>
          {steps.map((step, index) => (
            <li key={step.title}>
              <CardRow mark={<Mark done={step.done} number={index + 1} />} title={step.title} action={step.action}>
                {step.text}
              </CardRow>
              {step.below && <div className={css.below}>{step.below}</div>}
            </li>
          ))}
        </ol>
      </Card>
    </section>
  );
}

function Mark({ done, number }: { done: boolean; number?: number }) {
  return (
    <span className={css.mark} data-done={done || undefined}>
      {done ? <IconCheck size={14} stroke={3} aria-hidden="true" /> : <span aria-hidden="true">{number}</span>}
      <span className="visually-hidden">{done ? 'Done:' : 'To do:'}</span>
    </span>
  );
}
