import { Checkbox, Modal, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { graphql } from '../../gql';
import { change } from '../../graphql';
import { paths } from '../../paths';
import { Form, useServerForm } from '../../ui/form';
import { useGo } from '../../ui/Link';
import { toast } from '../../ui/toast';
import { counted, listed, quoted } from '../../ui/words';

const CreateRoleForService = graphql(`
  mutation CreateRoleForService($service: ID!, $name: String!) {
    createRoleForService(service: $service, name: $name) {
      id
      name
      capabilities
    }
  }
`);

const GiveRole = graphql(`
  mutation GiveRole($user: ID!, $role: ID!) {
    assignRole(user: $user, role: $role) {
      id
    }
  }
`);

export interface Lacking {
  id: string;
  fullName: string;
}

interface RoleForServiceFormProps {
  service: { id: string; name: string };
  lacking: readonly Lacking[];
  onClose: () => void;
}

export default function RoleForServiceForm(props: RoleForServiceFormProps) {
  return (
    <Modal opened onClose={props.onClose} title="Create a role for this service" size={520}>
      <RoleForm {...props} />
    </Modal>
  );
}

function RoleForm({ service, lacking, onClose }: RoleForServiceFormProps) {
  const go = useGo();
  const made = useRef('');
  const form = useServerForm({
    initial: { name: `${service.name} caller`, give: lacking.length > 0 },
    labels: { name: 'Name of the role' },
    check: { name: (name) => (name.trim() ? null : 'Write a name for the role.') },
    guard: false,
    save: async ({ name, give }) => {
      const { createRoleForService: role } = await change(CreateRoleForService, { service: service.id, name: name.trim() });
      made.current = role.id;
      if (give) for (const user of lacking) await change(GiveRole, { user: user.id, role: role.id });
      const given = give ? `, and ${counted(lacking.length, 'user')} hold${lacking.length === 1 ? 's' : ''} it` : '';
      toast.say(`Created the role ${quoted(role.name)} with ${counted(role.capabilities.length, 'capability', 'capabilities')}${given}.`);
    },
    done: () => {
      onClose();
      // Whoever has it already is seen on this page; otherwise it still has to be given to somebody.
      if (!form.fields.getValues().give) go(paths.role(made.current));
    },
  });
  return (
    <Form form={form} action="Create role">
      <p className="muted break">
        The role holds what the functions of {quoted(service.name)} ask for and what is needed to call over the protocols that are on, and nothing else.
      </p>
      <TextInput label="Name of the role" name="name" data-autofocus {...form.fields.getInputProps('name')} />
      {lacking.length > 0 && (
        <Checkbox
          label={`Give it to ${counted(lacking.length, 'user')} who lack${lacking.length === 1 ? 's' : ''} capabilities`}
          description={`In the whole site: ${listed(lacking.map((user) => user.fullName))}. For single courses, give it on the user's page.`}
          {...form.fields.getInputProps('give', { type: 'checkbox' })}
        />
      )}
    </Form>
  );
}
