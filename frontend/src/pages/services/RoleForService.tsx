import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { Lacking } from './RoleForServiceForm';

const RoleForServiceForm = lazy(() => import('./RoleForServiceForm'));

interface RoleForServiceProps {
  service: { id: string; name: string };
  /** Authorised users who lack something: they can be given the role at once. */
  lacking?: readonly Lacking[];
}

/** RoleForService makes a role that holds just what a service asks for. */
export function RoleForService({ service, lacking = [] }: RoleForServiceProps) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button onClick={() => setOpened(true)}>Create a role for this service</Button>
      {opened && (
        <Suspense>
          <RoleForServiceForm service={service} lacking={lacking} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  );
}
