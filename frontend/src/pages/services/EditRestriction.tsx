import { Modal } from '@mantine/core';
import { AddressesField } from '../../ui/AddressesField';
import { Form, useServerForm } from '../../ui/form';
import { useSite } from '../../ui/site';
import { isoDay } from '../../ui/time';
import { ValidUntilField } from '../../ui/ValidUntilField';
import { counted } from '../../ui/words';
import { restrict, type Authorisation } from './authorise';

interface EditRestrictionProps {
  service: { id: string; name: string };
  users: readonly Authorisation[];
  onClose: () => void;
}

/** EditRestriction changes from where and until when users may use a service. */
export default function EditRestriction(props: EditRestrictionProps) {
  const { users } = props;
  return (
    <Modal opened onClose={props.onClose} title={users.length === 1 ? `Restriction of ${users[0]?.user.fullName}` : `Restriction of ${counted(users.length, 'user')}`} size={560}>
      <RestrictionForm {...props} />
    </Modal>
  );
}

function RestrictionForm({ service, users, onClose }: EditRestrictionProps) {
  const { timezone } = useSite();
  const initial = { ipRestriction: shared(users.map((each) => each.ipRestriction)) ?? '', validUntil: dayOf(shared(users.map((each) => each.validUntil)) ?? null, timezone) };
  const form = useServerForm({
    initial,
    labels: { ipRestriction: 'Addresses', validUntil: 'Valid until' },
    check: { validUntil: (value) => (value ? null : 'Pick the last day, or that it never ends.') },
    guard: false,
    // One user's moment that nobody touched stays as it is, to the second. Several get what is shown.
    save: ({ ipRestriction, validUntil }) => restrict(service, users, { ipRestriction, validUntil: users.length === 1 && validUntil === initial.validUntil ? undefined : validUntil }),
    done: onClose,
  });
  return (
    <Form form={form} action="Save restriction">
      {users.length > 1 && <p className="muted">All of them get these addresses and this end.</p>}
      <AddressesField {...form.fields.getInputProps('ipRestriction')} />
      <ValidUntilField neverMeans="It holds until it is removed." {...form.fields.getInputProps('validUntil')} />
    </Form>
  );
}

/** shared is the value that all have; nothing when they differ. */
function shared<T>(values: readonly T[]): T | undefined {
  const [first] = values;
  return values.every((each) => each === first) ? first : undefined;
}

const dayOf = (validUntil: string | null, zone: string) => (validUntil ? isoDay(Date.parse(validUntil), zone) : 'never');
