import { graphql } from '../../gql';
import { change, session } from '../../graphql';
import { Form, useServerForm } from '../../ui/form';
import { checkPassword, NewPassword, PasswordField } from '../../ui/PasswordField';
import { Card, Section } from '../../ui/Page';
import { toast } from '../../ui/toast';

const ChangePassword = graphql(`
  mutation ChangePassword($current: String!, $new: String!) {
    changePassword(current: $current, new: $new) {
      ...SessionParts
    }
  }
`);

export function Password({ username }: { username: string }) {
  const form = useServerForm({
    initial: { current: '', new: '' },
    labels: { current: 'Current password', new: 'New password' },
    check: {
      current: (value) => (value ? null : 'Write the password that you have now.'),
      new: checkPassword,
    },
    guard: false,
    save: async (values) => {
      const { changePassword } = await change(ChangePassword, values);
      session.adopt(changePassword);
      toast.say('Changed your password. Your other sessions have ended.');
    },
    done: (): void => form.fields.reset(),
  });
  return (
    <Section title="Password" lead="Changing it ends your other sessions.">
      <Card narrow>
        <Form form={form} action="Change password">
          <input type="hidden" name="username" value={username} autoComplete="username" />
          <PasswordField label="Current password" name="current" autoComplete="current-password" {...form.fields.getInputProps('current')} />
          <NewPassword label="New password" name="new" {...form.fields.getInputProps('new')} />
        </Form>
      </Card>
    </Section>
  );
}
