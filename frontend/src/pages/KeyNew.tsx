import { Select, TextInput, type ComboboxItem } from '@mantine/core';
import { useRef, type ReactNode } from 'react';
import { graphql } from '../gql';
import type { KeyServicesQuery } from '../gql/graphql';
import { change, useServerQuery } from '../graphql';
import { paths } from '../paths';
import { AddressesField } from '../ui/AddressesField';
import { Form, useServerForm } from '../ui/form';
import { KeyLimitFields } from './keys/KeyLimitFields';
import { checkLimits, keyNumbersOf, limitLabels, type LimitTexts } from '../ui/limits';
import { useGo } from '../ui/Link';
import { Card, Page } from '../ui/Page';
import { CourseSelect, UserSelect } from '../ui/pickers';
import { text, useSearch } from '../ui/search';
import { keepSecret } from '../ui/secret';
import { useSite } from '../ui/site';
import { ValidUntilField } from '../ui/ValidUntilField';
import { dayFor } from '../ui/validUntil';
import css from './keys/keys.module.css';
import { Preview } from './keys/Preview';

const KeyServices = graphql(`
  query KeyServices($user: ID!) {
    servicesFor(user: $user) {
      mayCreateKey
      reason
      service {
        id
        name
      }
    }
  }
`);

const CreateKey = graphql(`
  mutation CreateKey($input: TokenInput!) {
    createToken(input: $input) {
      ...CreatedKey
    }
  }
`);

const schema = { user: text, service: text };

type Values = {
  user: string | null;
  service: string | null;
  name: string;
  validUntil: string;
  ipRestriction: string;
  course: string | null;
} & LimitTexts;

export default function KeyNew() {
  const { timezone } = useSite();
  const [search] = useSearch(schema);
  const go = useGo();
  const created = useRef('');
  const form = useServerForm<Values>({
    initial: { user: search.user ?? null, service: search.service ?? null, name: '', validUntil: dayFor('6m', timezone), ipRestriction: '', course: null, callsPerMinute: '', burst: '', callsPerDay: '' },
    labels: { user: 'User', service: 'Service', name: 'Name', validUntil: 'Valid until', ipRestriction: 'Addresses', course: 'Course', ...limitLabels },
    check: {
      user: (value) => (value ? null : 'Pick the user that the key speaks for.'),
      service: (value) => (value ? null : 'Pick the service that it opens.'),
      name: (value) => (value.trim() ? null : 'Name the application that will use it.'),
      validUntil: (value) => (value ? null : 'Pick the last day.'),
      ...checkLimits,
    },
    save: async ({ user, service, name, course, validUntil, ipRestriction, ...limit }) => {
      const { createToken } = await change(CreateKey, { input: { validUntil, ipRestriction, limit: keyNumbersOf(limit), user: user ?? '', service: service ?? '', name: name.trim(), course: course ?? undefined } });
      keepSecret(createToken);
      created.current = createToken.token.id;
    },
    done: () => go(paths.keyCreated(created.current)),
  });
  const { user, service, ipRestriction, validUntil } = form.fields.getValues();
  return (
    <Page title="New key" lead="A security key (token) belongs to one user and one service. You see it once." wide crumb={{ to: paths.keys(), label: 'Security keys' }}>
      <div className={css.split}>
        <Card>
          <Form form={form} action="Create key" cancel={paths.keys()}>
            <UserSelect name="user" {...form.fields.getInputProps('user')} />
            <KeyServiceSelect user={user} {...form.fields.getInputProps('service')} />
            <TextInput label="Name" name="name" description="What will use it, so that you know it again." maxLength={200} {...form.fields.getInputProps('name')} />
            <ValidUntilField {...form.fields.getInputProps('validUntil')} />
            <AddressesField {...form.fields.getInputProps('ipRestriction')} />
            <CourseSelect name="course" label="Only in one course" description="Optional. The key then works in this course only." {...form.fields.getInputProps('course')} />
            <KeyLimitFields input={(name) => form.fields.getInputProps(name)} />
          </Form>
        </Card>
        <div className={css.beside}>
          <Preview user={user} service={service} ipRestriction={ipRestriction} validUntil={validUntil} />
        </div>
      </div>
    </Page>
  );
}

type Offer = KeyServicesQuery['servicesFor'][number];

interface KeyServiceSelectProps {
  user: string | null;
  value?: string | null;
  onChange: (service: string | null) => void;
  error?: ReactNode;
}

/** KeyServiceSelect offers the services that the user may use; the others stand there with the reason why not. */
function KeyServiceSelect({ user, error, ...field }: KeyServiceSelectProps) {
  const { data, problem } = useServerQuery(KeyServices, { user: user ?? '' }, { pause: !user });
  const offers = user ? (data?.servicesFor ?? []) : [];
  const byId = new Map(offers.map((offer) => [offer.service.id, offer]));
  const closed = field.value ? byId.get(field.value) : undefined;
  const items: ComboboxItem[] = offers.map(({ service, mayCreateKey }) => ({ value: service.id, label: service.name, disabled: !mayCreateKey }));
  return (
    <Select
      label="Service"
      name="service"
      placeholder={user ? 'Pick a service' : 'Pick the user first'}
      disabled={!user}
      searchable
      data={items.toSorted((a, b) => Number(a.disabled) - Number(b.disabled))}
      renderOption={({ option }) => <Offered offer={byId.get(option.value)} />}
      nothingFoundMessage="No service matches."
      maxDropdownHeight={320}
      description={closed && !closed.mayCreateKey ? closed.reason : 'What it may call: the functions of one service.'}
      error={error ?? problem?.message}
      {...field}
    />
  );
}

function Offered({ offer }: { offer?: Offer }) {
  return (
    <span>
      <span className="break">{offer?.service.name}</span>
      {offer && !offer.mayCreateKey && <span className={css.reason}>{offer.reason}</span>}
    </span>
  );
}
