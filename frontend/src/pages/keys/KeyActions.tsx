import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../gql';
import { change } from '../../graphql';
import { paths } from '../../paths';
import { Choices } from '../../ui/Choices';
import { Form, useServerForm } from '../../ui/form';
import { useGo } from '../../ui/Link';
import { keepSecret } from '../../ui/secret';
import { useSite } from '../../ui/site';
import { exact } from '../../ui/time';
import { quoted } from '../../ui/words';
import { ExtendKeys } from './ExtendKeys';
import { revokeKeys } from './revoke';

const RotateKey = graphql(`
  mutation RotateKey($id: ID!, $hours: Int!) {
    rotateToken(id: $id, overlapHours: $hours) {
      ...CreatedKey
    }
  }
`);

interface Key {
  id: string;
  name: string;
  validUntil: string | null;
  lastUsedAt: string | null;
  lastUsedFrom: string | null;
}

export function KeyActions({ token, administrator }: { token: Key; administrator: boolean }) {
  const [open, setOpen] = useState<'rotate' | 'extend' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Button onClick={() => setOpen('rotate')}>Rotate key</Button>
      {administrator && <Button onClick={() => setOpen('extend')}>Extend key</Button>}
      <Button color="red" onClick={() => void revokeKeys([token])}>
        Revoke key
      </Button>
      {administrator && <ExtendKeys keys={[token]} opened={open === 'extend'} onClose={close} />}
      <Modal opened={open === 'rotate'} onClose={close} title={`Rotate ${quoted(token.name)}`} size={560}>
        <RotateForm token={token} />
      </Modal>
    </>
  );
}

const overlaps = [
  { value: '0', label: 'Not at all' },
  { value: '1', label: '1 hour' },
  { value: '24', label: '24 hours' },
  { value: '168', label: '7 days' },
] as const;

const hourMs = 3_600_000;

function RotateForm({ token }: { token: Key }) {
  const { timezone } = useSite();
  const go = useGo();
  const [now] = useState(Date.now);
  const form = useServerForm<{ overlapHours: (typeof overlaps)[number]['value'] }>({
    initial: { overlapHours: '24' },
    labels: { overlapHours: 'How long the old key goes on' },
    guard: false,
    save: async ({ overlapHours }) => {
      const { rotateToken } = await change(RotateKey, { id: token.id, hours: Number(overlapHours) });
      keepSecret(rotateToken);
      go(paths.keyCreated(rotateToken.token.id));
    },
  });
  const { overlapHours } = form.fields.getValues();
  const end = Math.min(now + Number(overlapHours) * hourMs, token.validUntil ? Date.parse(token.validUntil) : Infinity);
  return (
    <Form form={form} action="Rotate key">
      <p>A new key with the same user, service and restrictions takes its place. You see it once.</p>
      <div className="stack tight">
        <span>How long the old key goes on working</span>
        <Choices label="How long the old key goes on working" value={overlapHours} onChange={(value) => form.fields.setFieldValue('overlapHours', value)} choices={overlaps} />
        <p className="muted small" role="status">
          {overlapHours === '0' ? 'The new key works at once. The old one is revoked: applications that use it fail until they have the new one.' : end <= now ? 'The old key has expired already.' : `The new key works at once. The old one works until ${exact(new Date(end).toISOString(), timezone)}.`}
        </p>
      </div>
    </Form>
  );
}
