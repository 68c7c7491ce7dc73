import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { CardRow } from '../../ui/Page';
import { useAction } from '../../ui/useAction';

interface SwitchRowProps {
  title: ReactNode;
  /** What is switched, for those who do not see where the switch stands. */
  name: string;
  on: boolean;
  set: (on: boolean) => Promise<unknown>;
  children: ReactNode;
}

/** SwitchRow is a line of a card with a switch at its end, and acts at once. */
export function SwitchRow({ title, name, on, set, children }: SwitchRowProps) {
  return (
    <CardRow title={title} action={<NamedSwitch name={name} on={on} set={set} />}>
      {children}
    </CardRow>
  );
}

/** NamedSwitch says in words what it stands at. */
export function NamedSwitch({ name, on, set, disabled }: Pick<SwitchRowProps, 'name' | 'on' | 'set'> & { disabled?: boolean }) {
  const { busy, run } = useAction();
  return (
    <Switch
      checked={on}
      disabled={disabled || busy}
      aria-label={name}
      label={on ? 'On' : 'Off'}
      labelPosition="left"
      onChange={(event) => {
        const next = event.currentTarget.checked;
        void run(`switch ${name} ${next ? 'on' : 'off'}`, () => set(next));
      }}
    />
  );
}
