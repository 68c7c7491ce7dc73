import { Modal, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { graphql } from '../../gql';
import { change } from '../../graphql';
import { paths } from '../../paths';
import { Form, useServerForm } from '../../ui/form';
import { useGo } from '../../ui/Link';
import { toast } from '../../ui/toast';
import { quoted } from '../../ui/words';
import { checkName } from './names';

const DuplicateService = graphql(`
  mutation DuplicateService($id: ID!, $name: String!) {
    duplicateService(id: $id, name: $name) {
      id
    }
  }
`);

interface DuplicateProps {
  service: { id: string; name: string };
  onClose: () => void;
}

/** Duplicate asks what the copy shall be called, and goes to it. */
export default function Duplicate({ service, onClose }: DuplicateProps) {
  return (
    <Modal opened onClose={onClose} title="Duplicate service" size={520}>
      <DuplicateForm service={service} onClose={onClose} />
    </Modal>
  );
}

function DuplicateForm({ service, onClose }: DuplicateProps) {
  const go = useGo();
  const made = useRef('');
  const form = useServerForm({
    initial: { name: `${service.name} (copy)` },
    labels: { name: 'Name' },
    check: { name: checkName },
    guard: false,
    save: async ({ name }) => {
      made.current = (await change(DuplicateService, { id: service.id, name: name.trim() })).duplicateService.id;
      toast.say(`Made ${quoted(name.trim())}. It is off.`);
    },
    done: () => {
      onClose();
      go(paths.service(made.current));
    },
  });
  return (
    <Form form={form} action="Duplicate service">
      <p className="muted break">
        The copy of {quoted(service.name)} has the same functions and settings, and no users and keys. It is off until you switch it on. Deprecated functions are left out.
      </p>
      <TextInput label="Name" name="name" data-autofocus {...form.fields.getInputProps('name')} />
    </Form>
  );
}
