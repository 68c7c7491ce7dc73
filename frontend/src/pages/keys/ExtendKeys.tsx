import { Modal } from '@mantine/core';
import { graphql } from '../../gql';
import { change } from '../../graphql';
import { Form, useServerForm } from '../../ui/form';
import { useSite } from '../../ui/site';
import { ValidUntil } from '../../ui/Time';
import { until } from '../../ui/time';
import { toast } from '../../ui/toast';
import { ValidUntilField } from '../../ui/ValidUntilField';
import { dayFor } from '../../ui/validUntil';
import { quoted } from '../../ui/words';

const ExtendKeysTo = graphql(`
  mutation ExtendKeysTo($ids: [ID!]!, $validUntil: String!) {
    extendTokens(ids: $ids, validUntil: $validUntil) {
      id
      validUntil
    }
  }
`);

interface Extendable {
  id: string;
  name: string;
  validUntil: string | null;
}

interface ExtendKeysProps {
  keys: readonly Extendable[];
  opened: boolean;
  onClose: () => void;
}

const plural = (count: number) => (count === 1 ? 'key' : `${count} keys`);

/** ExtendKeys gives keys a new valid-until, one for all. */
export function ExtendKeys({ keys, opened, onClose }: ExtendKeysProps) {
  const [only] = keys;
  return (
    <Modal opened={opened} onClose={onClose} title={keys.length === 1 ? `Extend ${quoted(only?.name ?? '')}` : `Extend ${keys.length} keys`} size={560}>
      <ExtendForm keys={keys} onClose={onClose} />
    </Modal>
  );
}

function ExtendForm({ keys, onClose }: Omit<ExtendKeysProps, 'opened'>) {
  const { timezone } = useSite();
  const form = useServerForm({
    initial: { validUntil: dayFor('6m', timezone) },
    labels: { validUntil: 'Valid until' },
    check: { validUntil: (value) => (value ? null : 'Pick the last day.') },
    guard: false,
    save: async ({ validUntil }) => {
      const { extendTokens } = await change(ExtendKeysTo, { ids: keys.map((key) => key.id), validUntil });
      const end = until(extendTokens[0]?.validUntil ?? null, timezone);
      const [only] = keys;
      toast.undo(`${keys.length === 1 ? `${quoted(only?.name ?? '')} works` : `${keys.length} keys work`} ${end}.`, () => putBack(keys));
      onClose();
    },
  });
  const [only] = keys;
  return (
    <Form form={form} action={`Extend ${plural(keys.length)}`}>
      {keys.length === 1 && only && (
        <p>
          Now it is valid <ValidUntil at={only.validUntil} />.
        </p>
      )}
      <ValidUntilField {...form.fields.getInputProps('validUntil')} />
    </Form>
  );
}

/** putBack gives each key the valid-until that it had. Keys that had the same are changed together. */
async function putBack(keys: readonly Extendable[]) {
  const untils = new Set(keys.map((key) => key.validUntil));
  for (const validUntil of untils) {
    const ids = keys.filter((key) => key.validUntil === validUntil).map((key) => key.id);
    await change(ExtendKeysTo, { ids, validUntil: validUntil ?? 'never' });
  }
}
