// Capabilities, put together by the component that they are of, and changed one by one. Each change names the version that it was
// made over, so that nobody's change is lost.
import { graphql } from '../../gql';
import type { RoleCapabilitiesFragment } from '../../gql/graphql';
import { change, fetchOnce } from '../../graphql';
import { roleName } from '../../ui/RoleSelect';
import { toast } from '../../ui/toast';
import { counted, quoted } from '../../ui/words';

export const RoleCapabilities = graphql(`
  fragment RoleCapabilities on Role {
    id
    name
    shortName
    capabilities
    version
  }
`);

const SetCapabilities = graphql(`
  mutation SetCapabilities($id: ID!, $version: String, $capabilities: [String!]!) {
    updateRole(id: $id, version: $version, input: { capabilities: $capabilities }) {
      ...RoleCapabilities
    }
  }
`);

const CapabilitiesNow = graphql(`
  query CapabilitiesNow($id: ID!) {
    role(id: $id) {
      ...RoleCapabilities
    }
  }
`);

type Role = RoleCapabilitiesFragment;

/** componentOf is what a capability is of: moodle/course of moodle/course:view. */
export const componentOf = (capability: string) => capability.split(':')[0] ?? capability;

/** byComponent puts capabilities together, in alphabetical order. */
export function byComponent<T extends { name: string }>(capabilities: readonly T[]): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const each of capabilities.toSorted((a, b) => a.name.localeCompare(b.name, 'en'))) {
    const component = componentOf(each.name);
    groups.set(component, [...(groups.get(component) ?? []), each]);
  }
  return [...groups];
}

const uses: Record<string, string> = {
  'moodle/webservice:createtoken': 'Lets a user make own keys in the account.',
  'moodle/webservice:createmobiletoken': 'Lets an application make keys for the built-in service when the user signs in.',
  'moodle/site:maintenanceaccess': 'Calls go through while the site is under maintenance.',
};

/** meaningOf says what a capability is good for that no function asks for. */
export function meaningOf(capability: string): string {
  const [, protocol] = /^webservice\/(\w+):use$/.exec(capability) ?? [];
  return protocol ? `Every call over ${protocol} asks for it.` : (uses[capability] ?? 'No function asks for it.');
}

const what = (names: readonly string[]) => (names.length === 1 ? names[0] : counted(names.length, 'capability', 'capabilities'));

/** An undo is made over the role as it is by then: what others changed meanwhile stays. */
async function changeNow(id: string, capabilitiesOf: (role: Role) => string[]) {
  const { role } = await fetchOnce(CapabilitiesNow, { id });
  if (role) await change(SetCapabilities, { id, version: role.version, capabilities: capabilitiesOf(role) });
}

const without = (names: readonly string[]) => (role: Role) => role.capabilities.filter((name) => !names.includes(name));
const withThem = (names: readonly string[]) => (role: Role) => [...new Set([...role.capabilities, ...names])];

export async function addCapabilities(role: Role, names: readonly string[]) {
  await change(SetCapabilities, { id: role.id, version: role.version, capabilities: withThem(names)(role) });
  toast.undo(`Added ${what(names)} to ${quoted(roleName(role))}.`, () => changeNow(role.id, without(names)));
}

export async function removeCapabilities(role: Role, names: readonly string[]) {
  await change(SetCapabilities, { id: role.id, version: role.version, capabilities: without(names)(role) });
  toast.undo(`Removed ${what(names)} from ${quoted(roleName(role))}.`, () => changeNow(role.id, withThem(names)));
}
