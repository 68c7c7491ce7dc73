import { Modal, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { graphql } from '../../gql';
import { change } from '../../graphql';
import { paths } from '../../paths';
import { Choices } from '../../ui/Choices';
import { Form, useServerForm } from '../../ui/form';
import { useGo } from '../../ui/Link';
import { ServiceSelect } from '../../ui/pickers';
import { toast } from '../../ui/toast';
import { quoted } from '../../ui/words';
import { check, labels } from './fields';

const CreateRole = graphql(`
  mutation CreateRole($input: RoleInput!) {
    createRole(input: $input) {
      id
    }
  }
`);

const CreateServiceRole = graphql(`
  mutation CreateServiceRole($service: ID!, $name: String!) {
    createRoleForService(service: $service, name: $name) {
      id
    }
  }
`);

type From = 'empty' | 'service';

type Values = { from: From; service: string | null; name: string; shortName: string };

export function NewRole({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Create role" size={560}>
      <NewRoleForm />
    </Modal>
  );
}

function NewRoleForm() {
  const go = useGo();
  const created = useRef('');
  const form = useServerForm<Values>({
    initial: { from: 'empty', service: null, name: '', shortName: '' },
    labels: { ...labels, service: 'Service' },
    check: {
      name: check.name,
      shortName: (value, { from }) => (from === 'service' ? null : check.shortName(value)),
      service: (value, { from }) => (from === 'service' && !value ? 'Pick the service whose needs the role shall cover.' : null),
    },
    guard: false,
    save: async ({ from, service, name, shortName }) => {
      const role =
        from === 'service'
          ? (await change(CreateServiceRole, { service: service ?? '', name: name.trim() })).createRoleForService
          : (await change(CreateRole, { input: { name: name.trim(), shortName: shortName.trim() } })).createRole;
      created.current = role.id;
      toast.say(`Created the role ${quoted(name.trim())}.`);
    },
    done: () => go(paths.role(created.current)),
  });
  const { from } = form.fields.getValues();
  return (
    <Form form={form} action="Create role">
      <Choices
        label="Begin with"
        value={from}
        onChange={(value) => form.fields.setFieldValue('from', value)}
        choices={[
          { value: 'empty', label: 'No capabilities' },
          { value: 'service', label: 'What a service asks for' },
        ]}
      />
      {from === 'service' && <ServiceSelect name="service" description="The role gets what its functions ask for, and what calls over the protocols that are on need." {...form.fields.getInputProps('service')} />}
      <TextInput label={labels.name} name="name" data-autofocus {...form.fields.getInputProps('name')} />
      {from === 'empty' && <TextInput label={labels.shortName} name="shortName" description="Manifests and web services know the role by it." autoCapitalize="none" spellCheck={false} {...form.fields.getInputProps('shortName')} />}
    </Form>
  );
}
