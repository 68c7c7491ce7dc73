import { Modal } from '@mantine/core';
import { graphql } from '../../gql';
import { fetchOnce } from '../../graphql';
import { Problem } from '../../problem';
import { Form, useServerForm } from '../../ui/form';
import { ServiceSelect } from '../../ui/pickers';
import { quoted } from '../../ui/words';
import { addFunctions } from '../services/functions';

const ChosenService = graphql(`
  query ChosenService($id: ID!) {
    service(id: $id) {
      id
      name
      functions {
        name
      }
    }
  }
`);

interface AddToServiceProps {
  of: { name: string };
  onClose: () => void;
}

/** AddToService puts one function into one service. */
export default function AddToService({ of, onClose }: AddToServiceProps) {
  return (
    <Modal opened onClose={onClose} title="Add to a service" size={520}>
      <AddForm of={of} onClose={onClose} />
    </Modal>
  );
}

function AddForm({ of, onClose }: AddToServiceProps) {
  const form = useServerForm({
    initial: { service: '' },
    labels: { service: 'Service' },
    check: { service: (id) => (id ? null : 'Choose a service.') },
    guard: false,
    save: async ({ service: id }) => {
      const { service } = await fetchOnce(ChosenService, { id });
      if (!service) throw refused('The service is gone.');
      if (service.functions.some((each) => each.name === of.name)) throw refused(`${quoted(service.name)} holds it already.`);
      await addFunctions(service, [of.name]);
    },
    done: onClose,
  });
  return (
    <Form form={form} action="Add function">
      <p className="break">
        <code>{of.name}</code>
      </p>
      <ServiceSelect name="service" {...form.fields.getInputProps('service')} onChange={(id) => form.fields.setFieldValue('service', id ?? '')} />
    </Form>
  );
}

const refused = (message: string) => new Problem('INVALID', message, [{ field: 'service', message, reason: '' }]);
