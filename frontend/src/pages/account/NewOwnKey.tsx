import { Modal, Select, TextInput } from '@mantine/core';
import { graphql } from '../../gql';
import type { OwnServiceChoiceFragment } from '../../gql/graphql';
import { change } from '../../graphql';
import { paths } from '../../paths';
import { AddressesField } from '../../ui/AddressesField';
import { Form, useServerForm } from '../../ui/form';
import { useGo } from '../../ui/Link';
import { keepSecret } from '../../ui/secret';
import { useSite } from '../../ui/site';
import { ValidUntilField } from '../../ui/ValidUntilField';
import { dayFor } from '../../ui/validUntil';

const CreateOwnKey = graphql(`
  mutation CreateOwnKey($input: OwnTokenInput!) {
    createOwnToken(input: $input) {
      ...CreatedKey
    }
  }
`);

interface NewOwnKeyProps {
  onClose: () => void;
  services: readonly OwnServiceChoiceFragment[];
}

export default function NewOwnKey({ onClose, services }: NewOwnKeyProps) {
  return (
    <Modal opened onClose={onClose} title="Create key" size={560}>
      <NewOwnKeyForm services={services} />
    </Modal>
  );
}

function NewOwnKeyForm({ services }: { services: readonly OwnServiceChoiceFragment[] }) {
  const { timezone } = useSite();
  const go = useGo();
  const possible = services.filter((each) => each.mayCreateKey);
  const form = useServerForm({
    initial: { name: '', service: possible.length === 1 ? (possible[0]?.service.id ?? null) : null, validUntil: dayFor('6m', timezone), ipRestriction: '' },
    labels: { name: 'Name', service: 'Service', validUntil: 'Valid until', ipRestriction: 'Addresses' },
    check: {
      name: (value) => (value.trim() ? null : 'Name the application that will use it.'),
      service: (value) => (value ? null : 'Pick the service that it is for.'),
    },
    guard: false,
    save: async ({ name, service, validUntil, ipRestriction }) => {
      const { createOwnToken } = await change(CreateOwnKey, { input: { name: name.trim(), service: service ?? '', validUntil, ipRestriction } });
      keepSecret(createOwnToken);
      go(paths.keyCreated(createOwnToken.token.id));
    },
  });
  const closed = services.filter((each) => !each.mayCreateKey);
  return (
    <Form form={form} action="Create key">
      <Select
        label="Service"
        name="service"
        placeholder="Pick a service"
        data={services.map((each) => ({ value: each.service.id, label: each.service.name, disabled: !each.mayCreateKey }))}
        description={closed.length > 0 ? closed.map((each) => `${each.service.name}: ${each.reason ?? 'not open to you'}`).join(' ') : undefined}
        {...form.fields.getInputProps('service')}
      />
      <TextInput label="Name" name="name" description="What will use it, so that you know it again." {...form.fields.getInputProps('name')} />
      <ValidUntilField {...form.fields.getInputProps('validUntil')} />
      <AddressesField {...form.fields.getInputProps('ipRestriction')} />
    </Form>
  );
}
