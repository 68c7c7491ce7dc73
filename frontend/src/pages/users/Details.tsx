import { graphql } from '../../gql';
import type { UserDetailsFragment } from '../../gql/graphql';
import { change, fetchOnce } from '../../graphql';
import { Form } from '../../ui/form';
import { sayValue, useVersionedForm } from '../../ui/versioned';
import { quoted } from '../../ui/words';
import { check, labels, MainFields, MoreFields, ways, type UserValues } from './fields';

export const UserDetailsParts = graphql(`
  fragment UserDetails on User {
    id
    fullName
    username
    firstName
    lastName
    email
    auth
    idNumber
    institution
    department
    city
    country
    lang
    timezone
    description
    version
    updatedAt
  }
`);

const UpdateUser = graphql(`
  mutation UpdateUser($id: ID!, $version: String, $input: UserInput!) {
    updateUser(id: $id, version: $version, input: $input) {
      ...UserDetails
    }
  }
`);

const UserNow = graphql(`
  query UserNow($id: ID!) {
    user(id: $id) {
      ...UserDetails
    }
  }
`);

const names = Object.keys(labels) as (keyof UserValues)[];

const valuesOf = (user: UserDetailsFragment) => Object.fromEntries(names.map((name) => [name, user[name]])) as UserValues;

const say = (value: unknown) => ways.find((way) => way.value === value)?.label ?? sayValue(value);

export function Details({ user }: { user: UserDetailsFragment }) {
  const { form, onProblem } = useVersionedForm<UserDetailsFragment, UserValues>({
    what: 'user',
    row: user,
    valuesOf,
    labels,
    check,
    say,
    send: async (input, version) => (await change(UpdateUser, { id: user.id, version, input })).updateUser,
    now: async () => (await fetchOnce(UserNow, { id: user.id })).user,
    said: (saved) => `Saved ${quoted(saved.fullName)}.`,
  });
  return (
    <Form form={form} action="Save user" onProblem={onProblem}>
      <MainFields form={form} />
      <MoreFields form={form} />
    </Form>
  );
}
