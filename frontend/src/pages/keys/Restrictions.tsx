import { TextInput } from '@mantine/core';
import { graphql } from '../../gql';
import type { RestrictedKeyFragment } from '../../gql/graphql';
import { change } from '../../graphql';
import { AddressesField } from '../../ui/AddressesField';
import { Form, useFollow, useServerForm } from '../../ui/form';
import { checkLimits, keyNumbersOf, keyTextsOf, limitLabels } from '../../ui/limits';
import { Card, Section } from '../../ui/Page';
import { KeyLimitFields } from './KeyLimitFields';
import { useSite } from '../../ui/site';
import { isoDay } from '../../ui/time';
import { toast } from '../../ui/toast';
import { ValidUntilField } from '../../ui/ValidUntilField';

export const RestrictedKey = graphql(`
  fragment RestrictedKey on Token {
    id
    name
    ipRestriction
    validUntil
    callsPerMinute
    burst
    callsPerDay
  }
`);

const UpdateKey = graphql(`
  mutation UpdateKey($id: ID!, $name: String, $input: RestrictionInput, $limit: LimitInput) {
    updateToken(id: $id, name: $name, input: $input, limit: $limit) {
      ...RestrictedKey
      limit {
        callsPerMinute
        burst
        callsPerDay
      }
    }
  }
`);

/** Restrictions changes how a key is called, and where, until when and how often it works. Only what was changed is sent. */
export function Restrictions({ token }: { token: RestrictedKeyFragment }) {
  const { timezone } = useSite();
  const initial = { name: token.name, validUntil: token.validUntil ? isoDay(Date.parse(token.validUntil), timezone) : 'never', ipRestriction: token.ipRestriction, ...keyTextsOf(token) };
  const form = useServerForm({
    initial,
    labels: { name: 'Name', validUntil: 'Valid until', ipRestriction: 'Addresses', ...limitLabels },
    check: {
      name: (value) => (value.trim() ? null : 'Name the application that uses it.'),
      validUntil: (value) => (value ? null : 'Pick the last day.'),
      ...checkLimits,
    },
    save: async (values) => {
      const moved = <K extends keyof typeof initial>(name: K) => (form.fields.isDirty(name) ? values[name] : undefined);
      const limited = (['callsPerMinute', 'burst', 'callsPerDay'] as const).some((name) => form.fields.isDirty(name));
      const input = { validUntil: moved('validUntil'), ipRestriction: moved('ipRestriction') };
      await change(UpdateKey, { id: token.id, name: values.name.trim(), input, limit: limited ? keyNumbersOf(values) : undefined });
      toast.say('Saved the key.');
    },
  });
  // Extending the key above, or somebody else, may change it while nothing is typed here.
  useFollow(form, JSON.stringify(initial), () => form.reset(initial));
  return (
    <Section title="Name and restrictions" lead="A change holds from the next call on.">
      <Card narrow>
        <Form form={form} action="Save key">
          <TextInput label="Name" name="name" maxLength={200} {...form.fields.getInputProps('name')} />
          <ValidUntilField {...form.fields.getInputProps('validUntil')} />
          <AddressesField {...form.fields.getInputProps('ipRestriction')} />
          <KeyLimitFields input={(name) => form.fields.getInputProps(name)} />
        </Form>
      </Card>
    </Section>
  );
}
