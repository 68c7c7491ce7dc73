import { Modal } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../gql';
import { change } from '../../graphql';
import { paths } from '../../paths';
import { Choices } from '../../ui/Choices';
import { confirm } from '../../ui/Dialogs';
import { Form, useServerForm } from '../../ui/form';
import { useGo } from '../../ui/Link';
import { keepSecret } from '../../ui/secret';
import { useSite } from '../../ui/site';
import { exact } from '../../ui/time';
import { quoted } from '../../ui/words';

const Rotate = graphql(`
  mutation RotateKey($id: ID!, $hours: Int!) {
    rotateToken(id: $id, overlapHours: $hours) {
      ...CreatedKey
    }
  }
`);

const Reset = graphql(`
  mutation ResetKey($id: ID!) {
    resetToken(id: $id) {
      ...CreatedKey
    }
  }
`);

interface Key {
  id: string;
  name: string;
  validUntil: string | null;
}

const overlaps = [
  { value: '1', label: '1 hour' },
  { value: '24', label: '24 hours' },
  { value: '168', label: '7 days' },
] as const;

const hourMs = 3_600_000;

/** useShowCreated goes to where a key that was just made is shown. */
function useShowCreated() {
  const go = useGo();
  return (created: Parameters<typeof keepSecret>[0]) => {
    keepSecret(created);
    go(paths.keyCreated(created.token.id));
  };
}

/** useReset gives a key a new secret at once: for one that got lost, or into wrong hands. */
export function useReset() {
  const show = useShowCreated();
  return ({ id, name }: { id: string; name: string }) =>
    confirm({
      title: `Reset ${quoted(name)}?`,
      body: 'It gets a new secret, which you see once. The old one ends now: applications that use it fail until they have the new one. Service, addresses and valid-until stay.',
      action: 'Reset key',
      tone: 'red',
      run: async () => show((await change(Reset, { id })).resetToken),
    });
}

/** RotateKey replaces a key while the old one goes on working for a while. */
export function RotateKey({ token, opened, onClose }: { token: Key; opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Rotate ${quoted(token.name)}`} size={560}>
      <RotateForm token={token} />
    </Modal>
  );
}

function RotateForm({ token }: { token: Key }) {
  const { timezone } = useSite();
  const show = useShowCreated();
  const [now] = useState(Date.now);
  const form = useServerForm<{ overlapHours: (typeof overlaps)[number]['value'] }>({
    initial: { overlapHours: '24' },
    labels: { overlapHours: 'How long the old key goes on' },
    guard: false,
    save: async ({ overlapHours }) => show((await change(Rotate, { id: token.id, hours: Number(overlapHours) })).rotateToken),
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
          {end <= now ? 'The old key has expired already.' : `The new key works at once. The old one works until ${exact(new Date(end).toISOString(), timezone)}.`}
        </p>
      </div>
    </Form>
  );
}
