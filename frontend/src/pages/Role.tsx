import { Button, MultiSelect, TextInput } from '@mantine/core';
import { graphql } from '../gql';
import type { RoleDetailsFragment } from '../gql/graphql';
import { change, fetchOnce, useServerQuery } from '../graphql';
import { paths } from '../paths';
import { confirm } from '../ui/Dialogs';
import { Form } from '../ui/form';
import { Link, useGo } from '../ui/Link';
import { Card, CardRow, Page, Section } from '../ui/Page';
import { Pill } from '../ui/Pill';
import { roleName, useRoles } from '../ui/RoleSelect';
import { Loaded, NotThere } from '../ui/states';
import { toast } from '../ui/toast';
import { sayValue, useVersionedForm } from '../ui/versioned';
import { counted, isolated, quoted } from '../ui/words';
import { Capabilities } from './roles/Capabilities';
import { check, labels, type RoleValues } from './roles/fields';

export const RoleDetails = graphql(`
  fragment RoleDetails on Role {
    id
    name
    shortName
    isDefault
    userCount
    version
    updatedAt
    mayAssign {
      id
      name
      shortName
    }
  }
`);

const RolePage = graphql(`
  query RolePage($id: ID!) {
    role(id: $id) {
      ...RoleDetails
      ...RoleCapabilities
    }
    capabilities {
      ...RoleCapability
    }
  }
`);

const UpdateRole = graphql(`
  mutation UpdateRole($id: ID!, $version: String, $input: RoleInput!) {
    updateRole(id: $id, version: $version, input: $input) {
      ...RoleDetails
    }
  }
`);

const RoleNow = graphql(`
  query RoleNow($id: ID!) {
    role(id: $id) {
      ...RoleDetails
    }
  }
`);

const DeleteRole = graphql(`
  mutation DeleteRole($id: ID!) {
    deleteRole(id: $id)
  }
`);

type Role = RoleDetailsFragment;

export default function RoleView({ id }: { id: string }) {
  const query = useServerQuery(RolePage, { id });
  const list = { to: paths.roles(), label: 'Roles' };
  if (query.data && !query.data.role) return <NotThere what="role" back={{ to: list.to, label: 'Open roles' }} />;
  const role = query.data?.role;
  return (
    <Page title={role ? roleName(role) : 'Role'} crumb={list} badge={role?.isDefault && <Pill tone="accent">every user</Pill>} lead={role && <Holders role={role} />}>
      <Loaded query={query} what="the role" lines={10}>
        {(data) =>
          role && (
            <>
              <Capabilities role={role} known={data.capabilities} refetch={query.refetch} />
              <Section title="Details">
                <div className="stack">
                  <Card narrow>
                    <Details role={role} />
                  </Card>
                  <Card narrow flush>
                    <Deletion role={role} />
                  </Card>
                </div>
              </Section>
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function Holders({ role }: { role: Role }) {
  if (role.isDefault) return 'Every signed-in user holds it. What it gives, everybody may.';
  if (role.userCount === 0) return 'Nobody holds it. It is given on the page of a user.';
  return (
    <>
      <Link to={paths.users({ role: role.id })}>{counted(role.userCount, 'user')}</Link> {role.userCount === 1 ? 'holds' : 'hold'} it, in the site or in a course.
    </>
  );
}

const valuesOf = (role: Role): RoleValues => ({ name: role.name, shortName: role.shortName, mayAssign: role.mayAssign.map((each) => each.id) });

function Details({ role }: { role: Role }) {
  const roles = useRoles();
  const nameOf = (id: unknown) => roles.find((each) => each.id === id);
  const { form, onProblem } = useVersionedForm<Role, RoleValues>({
    what: 'role',
    row: role,
    valuesOf,
    labels,
    check,
    say: (value) => (Array.isArray(value) ? sayValue(value.map((id) => isolated(roleName(nameOf(id) ?? { name: String(id), shortName: '' })))) : sayValue(value)),
    send: async (input, version) => (await change(UpdateRole, { id: role.id, version, input })).updateRole,
    now: async () => (await fetchOnce(RoleNow, { id: role.id })).role,
    said: (saved) => `Saved ${quoted(roleName(saved))}.`,
  });
  const { fields } = form;
  return (
    <Form form={form} action="Save role" onProblem={onProblem}>
      <TextInput label={labels.name} name="name" {...fields.getInputProps('name')} />
      <TextInput label={labels.shortName} name="shortName" description="Manifests and web services know the role by it." autoCapitalize="none" spellCheck={false} {...fields.getInputProps('shortName')} />
      <MultiSelect
        label={labels.mayAssign}
        name="mayAssign"
        description="Roles that its holders may give to others, where they hold moodle/role:assign."
        placeholder={fields.getValues().mayAssign.length === 0 ? 'No role' : undefined}
        data={roles.map((each) => ({ value: each.id, label: roleName(each) }))}
        searchable
        openOnFocus={false}
        nothingFoundMessage="No role matches."
        {...fields.getInputProps('mayAssign')}
      />
    </Form>
  );
}

function Deletion({ role }: { role: Role }) {
  const go = useGo();
  const name = quoted(roleName(role));
  const loss = role.userCount === 0 ? 'Nobody holds it.' : `${counted(role.userCount, 'user')} ${role.userCount === 1 ? 'loses' : 'lose'} what it gives, at once.`;
  const remove = async () => {
    const done = await confirm({ title: `Delete the role ${name}?`, body: `${loss} It cannot be taken back.`, action: 'Delete role', tone: 'red', run: () => change(DeleteRole, { id: role.id }) });
    if (!done) return;
    toast.say(`Deleted the role ${name}.`);
    go(paths.roles(), { replace: true });
  };
  return (
    <CardRow
      title="Delete role"
      action={
        <Button color="red" onClick={remove} disabled={role.isDefault}>
          Delete role
        </Button>
      }
    >
      {role.isDefault ? 'The role that every user holds cannot be deleted. Another one is chosen in Settings.' : loss}
    </CardRow>
  );
}
