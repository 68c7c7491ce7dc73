import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../gql';
import type { UserRolesPartsFragment } from '../../gql/graphql';
import { change } from '../../graphql';
import { paths } from '../../paths';
import { DataTable, type Column } from '../../ui/DataTable';
import { Form, useServerForm } from '../../ui/form';
import { assign, AssignRole, UnassignRole } from '../../ui/Grant';
import { ListName } from '../../ui/ListName';
import { Section } from '../../ui/Page';
import { CourseSelect } from '../../ui/pickers';
import { roleName, RoleSelect, useRoles } from '../../ui/RoleSelect';
import { EmptyState } from '../../ui/states';
import { RelativeTime } from '../../ui/Time';
import { toast } from '../../ui/toast';
import { useAction } from '../../ui/useAction';
import { quoted } from '../../ui/words';

export const UserRolesParts = graphql(`
  fragment UserRolesParts on User {
    id
    fullName
    deleted
    roles {
      createdAt
      role {
        id
        name
        shortName
      }
      course {
        id
        fullName
        shortName
      }
    }
  }
`);

type User = UserRolesPartsFragment;
type Held = User['roles'][number];

const idOf = ({ role, course }: Held) => `${role.id} ${course?.id ?? ''}`;
const href = ({ role }: Held) => paths.role(role.id);
const settled = { problem: null, loading: false, refreshing: false, refetch: () => {} };

/** UserRoles are the roles in the site and in courses. One that is taken away can be given back at once. */
export function UserRoles({ user }: { user: User }) {
  const [giving, setGiving] = useState(false);
  const columns: Column<Held>[] = [
    { id: 'role', title: 'Role', cell: ({ role }) => <ListName>{roleName(role)}</ListName> },
    { id: 'where', title: 'Where', cell: ({ course }) => (course ? <ListName>{`${course.fullName} (${course.shortName})`}</ListName> : 'In the whole site') },
    { id: 'since', title: 'Since', cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
    { id: 'remove', title: '', align: 'end', phone: 'side', cell: (held) => <TakeAway user={user} held={held} /> },
  ];
  const give = !user.deleted && <Button onClick={() => setGiving(true)}>Assign role</Button>;
  return (
    <Section title="Roles" lead="A role gives capabilities, in the site or in one course." actions={user.roles.length > 0 && give}>
      <DataTable label="Roles" columns={columns} rows={user.roles} rowId={idOf} href={href} query={settled} empty={<EmptyState action={give}>No roles. The user may only do what every user may.</EmptyState>} />
      <Modal opened={giving} onClose={() => setGiving(false)} title="Assign role" size={560}>
        <AssignForm user={user} onDone={() => setGiving(false)} />
      </Modal>
    </Section>
  );
}

function TakeAway({ user, held: { role, course } }: { user: User; held: Held }) {
  const { busy, run } = useAction();
  const what = { user: user.id, role: role.id, course: course?.id };
  const take = () =>
    run('take the role away', async () => {
      await change(UnassignRole, what);
      toast.undo(`Took the role ${quoted(roleName(role))} from ${quoted(user.fullName)}${course ? ` in ${quoted(course.fullName)}` : ''}.`, () => change(AssignRole, what));
    });
  return (
    <Button variant="subtle" loading={busy} onClick={take} aria-label={`Take away the role ${roleName(role)}`} disabled={user.deleted}>
      Take away
    </Button>
  );
}

function AssignForm({ user, onDone }: { user: User; onDone: () => void }) {
  const roles = useRoles();
  const form = useServerForm<{ role: string | null; course: string | null }>({
    initial: { role: null, course: null },
    labels: { role: 'Role', course: 'Course' },
    check: { role: (value) => (value ? null : 'Pick a role.') },
    guard: false,
    save: async ({ role, course }) => {
      const chosen = roles.find((each) => each.id === role);
      if (chosen) await assign(user, { id: chosen.id, name: roleName(chosen) }, course);
      onDone();
    },
  });
  return (
    <Form form={form} action="Assign role">
      <RoleSelect name="role" withDefault={false} {...form.fields.getInputProps('role')} />
      <CourseSelect name="course" label="Only in one course" description="Optional. Without one it holds in the whole site." {...form.fields.getInputProps('course')} />
    </Form>
  );
}
