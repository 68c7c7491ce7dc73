import { useRef } from 'react';
import { graphql } from '../gql';
import { change } from '../graphql';
import { paths } from '../paths';
import { Form, useServerForm } from '../ui/form';
import { useGo } from '../ui/Link';
import { Card, Page } from '../ui/Page';
import { checkPassword, NewPassword } from '../ui/PasswordField';
import { toast } from '../ui/toast';
import { quoted } from '../ui/words';
import { check, labels, MainFields, MoreFields, type UserValues } from './users/fields';

const CreateUser = graphql(`
  mutation CreateUser($input: UserInput!) {
    createUser(input: $input) {
      id
      fullName
    }
  }
`);

type Values = UserValues & { password: string };

const empty: Values = {
  username: '',
  firstName: '',
  lastName: '',
  email: '',
  auth: 'manual',
  password: '',
  idNumber: '',
  institution: '',
  department: '',
  city: '',
  country: '',
  lang: 'en',
  timezone: '99',
  description: '',
};

export default function UserNew() {
  const go = useGo();
  const created = useRef('');
  const form = useServerForm<Values>({
    initial: empty,
    labels: { ...labels, password: 'Password' },
    check: { ...check, password: (value) => (value ? checkPassword(value) : null) },
    save: async ({ password, ...values }) => {
      const { createUser } = await change(CreateUser, { input: { ...values, password: password || undefined } });
      created.current = createUser.id;
      toast.say(`Created ${quoted(createUser.fullName)}.`);
    },
    done: () => go(paths.user(created.current)),
  });
  return (
    <Page title="New user" lead="A person, or a program that calls as one. What the user may do comes from roles, which you give afterwards." crumb={{ to: paths.users(), label: 'Users' }}>
      <Card narrow>
        <Form form={form} action="Create user" cancel={paths.users()}>
          <MainFields form={form} />
          <NewPassword name="password" description="It can stay empty: for a program that never signs in, or when the user chooses it by a link that you make afterwards." {...form.fields.getInputProps('password')} />
          <MoreFields form={form} />
        </Form>
      </Card>
    </Page>
  );
}
