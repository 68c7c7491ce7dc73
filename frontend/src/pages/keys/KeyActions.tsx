import { Button } from '@mantine/core';
import { useState } from 'react';
import { ExtendKeys } from './ExtendKeys';
import { revokeKeys } from './revoke';
import { RotateKey, useReset } from './RotateKey';

interface Key {
  id: string;
  name: string;
  validUntil: string | null;
  lastUsedAt: string | null;
  lastUsedFrom: string | null;
}

export function KeyActions({ token, administrator }: { token: Key; administrator: boolean }) {
  const [open, setOpen] = useState<'rotate' | 'extend' | null>(null);
  const reset = useReset();
  const close = () => setOpen(null);
  return (
    <>
      <Button onClick={() => setOpen('rotate')}>Rotate key</Button>
      <Button onClick={() => void reset(token)}>Reset key</Button>
      {administrator && <Button onClick={() => setOpen('extend')}>Extend key</Button>}
      <Button color="red" onClick={() => void revokeKeys([token])}>
        Revoke key
      </Button>
      {administrator && <ExtendKeys keys={[token]} opened={open === 'extend'} onClose={close} />}
      <RotateKey token={token} opened={open === 'rotate'} onClose={close} />
    </>
  );
}
