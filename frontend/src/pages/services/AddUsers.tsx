import { Checkbox, Drawer, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../gql';
import type { UsersToAddQuery } from '../../gql/graphql';
import { useServerQuery } from '../../graphql';
import { AddressesField } from '../../ui/AddressesField';
import { Form, useServerForm } from '../../ui/form';
import { EmptyState, LoadError, SkeletonLines } from '../../ui/states';
import { ValidUntilField } from '../../ui/ValidUntilField';
import { counted, listed } from '../../ui/words';
import css from './AddUsers.module.css';
import { authorise } from './authorise';

const UsersToAdd = graphql(`
  query UsersToAdd($search: String, $service: ID!) {
    users(filter: { search: $search, state: ACTIVE, notAuthorisedFor: $service }, order: LAST_NAME, first: 50) {
      nodes {
        id
        fullName
        username
        email
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`);

type User = UsersToAddQuery['users']['nodes'][number];

interface AddUsersProps {
  service: { id: string; name: string };
  onClose: () => void;
}

/** AddUsers authorises several users at once, all with one restriction. */
export default function AddUsers({ service, onClose }: AddUsersProps) {
  return (
    <Drawer opened onClose={onClose} title={`Add users to “${service.name}”`} size={560} classNames={{ title: css.title }}>
      <AddForm service={service} onClose={onClose} />
    </Drawer>
  );
}

function AddForm({ service, onClose }: AddUsersProps) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, User>>(new Map());
  const users = [...chosen.values()];
  const form = useServerForm({
    initial: { users: '', ipRestriction: '', validUntil: 'never' },
    labels: { users: 'Users', ipRestriction: 'Addresses', validUntil: 'Valid until' },
    check: {
      users: () => (users.length > 0 ? null : 'Choose at least one user.'),
      validUntil: (value) => (value ? null : 'Pick the last day, or that it never ends.'),
    },
    guard: false,
    save: ({ ipRestriction, validUntil }) => authorise(service, users, { ipRestriction, validUntil }),
    done: onClose,
  });
  const toggle = (user: User) => {
    const next = new Map(chosen);
    if (!next.delete(user.id)) next.set(user.id, user);
    setChosen(next);
    form.fields.clearFieldError('users');
  };
  return (
    <Form form={form} action={users.length > 0 ? `Authorise ${counted(users.length, 'user')}` : 'Authorise users'}>
      <UserList service={service} chosen={chosen} toggle={toggle} error={form.fields.errors.users} />
      {users.length > 0 && (
        <p className="small break" role="status">
          Chosen: {listed(users.map((user) => user.fullName))}
        </p>
      )}
      <AddressesField {...form.fields.getInputProps('ipRestriction')} />
      <ValidUntilField neverMeans="It holds until it is removed." {...form.fields.getInputProps('validUntil')} />
    </Form>
  );
}

interface UserListProps {
  service: { id: string };
  chosen: ReadonlyMap<string, User>;
  toggle: (user: User) => void;
  error?: React.ReactNode;
}

function UserList({ service, chosen, toggle, error }: UserListProps) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 200);
  const query = useServerQuery(UsersToAdd, { search: search || undefined, service: service.id });
  const found = query.data?.users;
  return (
    <div>
      <TextInput
        type="search"
        name="users"
        label="Users"
        placeholder="Name, user name or e-mail"
        value={typed}
        error={error}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && !event.ctrlKey && !event.metaKey && event.preventDefault()}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        data-autofocus
      />
      <div className={css.list} role="group" aria-label="Users found" aria-busy={query.loading || query.refreshing} tabIndex={0}>
        {query.problem && <LoadError what="the users" problem={query.problem} retry={query.refetch} />}
        {!found && !query.problem && <SkeletonLines lines={4} />}
        {found?.nodes.length === 0 && <EmptyState>{search ? 'No user matches who is not authorised already.' : 'Every user is authorised already.'}</EmptyState>}
        {found?.nodes.map((user) => (
          <Checkbox
            key={user.id}
            label={<span className="break">{user.fullName}</span>}
            description={[user.username, user.email].filter(Boolean).join(' · ')}
            checked={chosen.has(user.id)}
            onChange={() => toggle(user)}
          />
        ))}
        {found?.pageInfo.hasNextPage && <p className="muted small">There are more. Type to find them.</p>}
      </div>
    </div>
  );
}
