import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { ServiceHandleFragment } from '../../gql/graphql';
import { useAction } from '../../ui/useAction';
import { deleteService, switchServices } from './actions';

const Duplicate = lazy(() => import('./Duplicate'));

interface ServiceMenuProps {
  service: ServiceHandleFragment;
  /** After the service was deleted. */
  onDeleted?: () => void;
}

/** ServiceMenu is what can be done with one service as a whole. */
export function ServiceMenu({ service, onDeleted }: ServiceMenuProps) {
  const [duplicating, setDuplicating] = useState(false);
  const { run } = useAction();
  const { name, enabled, builtIn } = service;
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={`More for ${name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => run(`switch the service ${enabled ? 'off' : 'on'}`, () => switchServices([service], !enabled))}>Switch {enabled ? 'off' : 'on'}</Menu.Item>
          <Menu.Item onClick={() => setDuplicating(true)}>Duplicate…</Menu.Item>
          <Menu.Item disabled={builtIn} c={builtIn ? undefined : 'var(--err)'} onClick={async () => (await deleteService(service)) && onDeleted?.()}>
            {builtIn ? 'Built-in services stay' : 'Delete…'}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {duplicating && (
        <Suspense>
          <Duplicate service={service} onClose={() => setDuplicating(false)} />
        </Suspense>
      )}
    </>
  );
}
