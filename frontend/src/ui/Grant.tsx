// Gives a user capabilities that are missing, by a role that holds them.
import { Button, Modal, Select } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../gql';
import type { GrantChoicesQuery } from '../gql/graphql';
import { change, useServerQuery } from '../graphql';
import { paths } from '../paths';
import { Mono } from './Code';
import { Form, useServerForm } from './form';
import { ButtonLink } from './Link';
import { CourseSelect } from './pickers';
import { Loaded } from './states';
import { toast } from './toast';
import { useAction } from './useAction';
import { counted, isolated, listed, quoted } from './words';

const GrantChoices = graphql(`
  query GrantChoices {
    roles {
      id
      name
      shortName
      isDefault
      capabilities
    }
  }
`);

export const AssignRole = graphql(`
  mutation AssignRole($user: ID!, $role: ID!, $course: ID) {
    assignRole(user: $user, role: $role, course: $course) {
      id
    }
  }
`);

export const UnassignRole = graphql(`
  mutation UnassignRole($user: ID!, $role: ID!, $course: ID) {
    unassignRole(user: $user, role: $role, course: $course) {
      id
    }
  }
`);

const RoleForService = graphql(`
  mutation RoleForService($service: ID!, $name: String!) {
    createRoleForService(service: $service, name: $name) {
      id
      name
    }
  }
`);

interface GrantProps {
  user: { id: string; fullName: string };
  capabilities: readonly string[];
  /** What they are for; a role with all that it asks for can be made. */
  service?: { id: string; name: string } | null;
}

interface Role {
  id: string;
  name: string;
}

interface Holder extends Role {
  /** How many of the missing capabilities it holds, and how many others. */
  holds: number;
  others: number;
}

const nameOf = (role: { name: string; shortName: string }) => role.name || role.shortName;

/** assign gives a role, and says how to take it back. */
export async function assign(user: GrantProps['user'], role: Role, course: string | null = null) {
  const what = { user: user.id, role: role.id, course };
  await change(AssignRole, what);
  toast.undo(`Gave ${isolated(user.fullName)} the role ${quoted(role.name)}.`, () => change(UnassignRole, what));
}

export function GrantButton(props: GrantProps) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button onClick={() => setOpened(true)} aria-label={`Grant ${listed(props.capabilities)}`}>
        Grant…
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={`Grant capabilities to ${isolated(props.user.fullName)}`} size={560}>
        <GrantBody {...props} onDone={() => setOpened(false)} />
      </Modal>
    </>
  );
}

/**
 * holdersOf are the roles that hold any of the capabilities: those that hold most of them first, and of these the one that gives
 * least besides. Everybody holds the default role already, so that it cannot be what is missing.
 */
export function holdersOf(capabilities: readonly string[], roles: GrantChoicesQuery['roles']): Holder[] {
  return roles
    .filter((role) => !role.isDefault)
    .map((role) => {
      const holds = capabilities.filter((capability) => role.capabilities.includes(capability)).length;
      return { id: role.id, name: nameOf(role), holds, others: role.capabilities.length - holds };
    })
    .filter((role) => role.holds > 0)
    .toSorted((a, b) => b.holds - a.holds || a.others - b.others);
}

function GrantBody({ onDone, ...props }: GrantProps & { onDone: () => void }) {
  const { capabilities, user } = props;
  const query = useServerQuery(GrantChoices, {});
  const roles = holdersOf(capabilities, query.data?.roles ?? []);
  return (
    <div className="stack">
      <div>
        <p>
          <bdi>{user.fullName}</bdi> lacks
        </p>
        <ul className="plain">
          {capabilities.map((capability) => (
            <li key={capability}>
              <Mono>{capability}</Mono>
            </li>
          ))}
        </ul>
      </div>
      <Loaded query={query} what="roles" lines={3}>
        {() => (
          <>
            {roles.length > 0 && <GrantForm {...props} roles={roles} onDone={onDone} />}
            <NewRole {...props} none={roles.length === 0} onDone={onDone} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function GrantForm({ user, capabilities, roles, onDone }: GrantProps & { roles: Holder[]; onDone: () => void }) {
  const form = useServerForm<{ role: string | null; course: string | null }>({
    initial: { role: roles.length === 1 ? (roles[0]?.id ?? null) : null, course: null },
    labels: { role: 'Role', course: 'Course' },
    check: { role: (value) => (value ? null : 'Pick a role that holds them.') },
    guard: false,
    save: async ({ role, course }) => {
      const chosen = roles.find((each) => each.id === role);
      if (chosen) await assign(user, chosen, course);
      onDone();
    },
  });
  const about = (role: Holder) => `${role.holds === capabilities.length ? '' : `, only ${role.holds} of ${capabilities.length}`}${role.others > 0 ? `, and ${counted(role.others, 'other')}` : ''}`;
  return (
    <Form form={form} action="Assign role">
      <Select label="Role" name="role" placeholder="A role that holds them" description="The first gives least besides." data={roles.map((role) => ({ value: role.id, label: role.name + about(role) }))} {...form.fields.getInputProps('role')} />
      <CourseSelect label="Only in one course" name="course" description="Optional. Without one the role holds in the whole site." {...form.fields.getInputProps('course')} />
    </Form>
  );
}

/** NewRole makes a role with just what a service asks for. */
function NewRole({ user, service, none, onDone }: GrantProps & { none: boolean; onDone: () => void }) {
  const { busy, run } = useAction();
  const make = (which: { id: string; name: string }) =>
    run('make the role', async () => {
      const { createRoleForService } = await change(RoleForService, { service: which.id, name: `${which.name} user` });
      await assign(user, createRoleForService);
      onDone();
    });
  return (
    <div className="stack tight">
      {none && <p>No role holds any of them yet.</p>}
      {service && <p className="muted small">{none ? 'A' : 'Or a'} new role with just what {quoted(service.name)} and the protocols that are on ask for:</p>}
      <div className="row tight">
        {service && (
          <Button loading={busy} onClick={() => make(service)}>
            Make and assign {quoted(`${service.name} user`)}
          </Button>
        )}
        {none && <ButtonLink to={paths.roles()}>Open roles</ButtonLink>}
      </div>
    </div>
  );
}
