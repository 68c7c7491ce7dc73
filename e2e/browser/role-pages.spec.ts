// Roles: what they hold, changed one by one and by two at once.
import { expect, expectAccessible, test, type Api } from './fixtures';
import { makeKey, makeService, makeUser, openForCalls, siteInfo } from './world';

const makeRole = async (api: Api, input: Record<string, unknown>) => (await api<{ createRole: { id: string } }>('mutation ($input: RoleInput!) { createRole(input: $input) { id } }', { input })).createRole.id;

test('a role is refused with the reason, made empty and made for a service', async ({ admin: page, api }) => {
  await openForCalls(api);
  await makeService(api, { name: 'Group sync', functions: ['core_group_create_groups'] });
  await page.goto('/roles');
  await expect(page.getByRole('link', { name: 'Manager', exact: true })).toBeVisible();
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Create role' });
  await dialog.getByRole('button', { name: 'Create role' }).click();
  await expect(dialog.getByText('Write a name for the role.').first()).toBeVisible();
  await expect(dialog.getByText('Write a short name for the role.').first()).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('Name', { exact: true }).fill('Caller');
  await dialog.getByLabel('Short name').fill('manager');
  await dialog.getByRole('button', { name: 'Create role' }).click();
  await expect(dialog.getByText('another role has it: choose another')).toBeVisible();
  await dialog.getByLabel('Short name').fill('caller');
  await dialog.getByRole('button', { name: 'Create role' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Caller' })).toBeVisible();
  await expect(page.getByText('No capabilities yet. A role without them gives nothing.')).toBeVisible();

  await page.goto('/roles');
  await page.getByRole('button', { name: 'Create role' }).click();
  await dialog.getByText('What a service asks for').click();
  await dialog.getByLabel('Name', { exact: true }).fill('Group sync caller');
  await dialog.getByRole('button', { name: 'Create role' }).click();
  await expect(dialog.getByText('Pick the service whose needs the role shall cover.')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Service' }).click();
  await page.getByRole('option', { name: 'Group sync' }).click();
  await dialog.getByRole('button', { name: 'Create role' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Group sync caller' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove moodle/course:managegroups' })).toBeVisible();
  await expect(page.getByText('Every call over rest asks for it.')).toBeVisible();
});

test('capabilities are added and removed with effect at once, and taken back', async ({ admin: page, api, server }) => {
  await openForCalls(api);
  const service = await makeService(api, { name: 'Info', functions: ['core_webservice_get_site_info'] });
  const user = await makeUser(api, { username: 'ana', firstName: 'Ana', lastName: 'Lopez' });
  const role = await makeRole(api, { shortName: 'caller', name: 'Caller', capabilities: ['moodle/course:view'] });
  await api('mutation ($user: ID!, $role: ID!) { assignRole(user: $user, role: $role) { id } }', { user, role });
  const secret = await makeKey(api, user, service, 'ci');
  expect(await siteInfo(server.base, secret)).toBe(403);

  await page.goto(`/roles/${role}`);
  await expect(page.getByRole('link', { name: '1 user' })).toBeVisible();
  await page.getByRole('button', { name: 'Add capabilities' }).click();
  const drawer = page.getByRole('dialog', { name: 'Add capabilities to “Caller”' });
  await expect(drawer.getByRole('checkbox', { name: 'moodle/course:view', exact: true })).toBeDisabled();
  await drawer.getByLabel('Find capabilities').fill('nothing like it');
  await expect(drawer.getByText('No capability matches.')).toBeVisible();
  await drawer.getByLabel('Find capabilities').fill('core_user_create');
  await drawer.getByRole('checkbox', { name: 'moodle/user:create' }).check();
  await drawer.getByLabel('Find capabilities').fill('webservice/rest');
  await drawer.getByRole('checkbox', { name: 'webservice/rest:use' }).check();
  await drawer.getByLabel('Find capabilities').fill('local/planner:read');
  await drawer.getByRole('checkbox', { name: 'local/planner:read' }).check();
  await expectAccessible(page);
  await drawer.getByRole('button', { name: 'Add 3 capabilities' }).click();
  await expect(page.getByText('Added 3 capabilities to “Caller”.')).toBeVisible();
  await expect.poll(() => siteInfo(server.base, secret)).toBe(200);

  await page.getByRole('button', { name: 'Remove webservice/rest:use' }).click();
  await expect(page.getByText('Removed webservice/rest:use from “Caller”.')).toBeVisible();
  await expect.poll(() => siteInfo(server.base, secret)).toBe(403);
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'Remove webservice/rest:use' })).toBeVisible();
  await expect.poll(() => siteInfo(server.base, secret)).toBe(200);
});

test('two who change one role are told of each other', async ({ admin: page, api }) => {
  const role = await makeRole(api, { shortName: 'caller', name: 'Caller', capabilities: ['moodle/course:view', 'moodle/user:create'] });
  await page.goto(`/roles/${role}`);
  await page.getByLabel('Name', { exact: true }).fill('Mine');
  await api('mutation ($id: ID!) { updateRole(id: $id, input: { name: "Theirs", capabilities: ["moodle/course:view"] }) { id } }', { id: role });
  await page.getByRole('button', { name: 'Remove moodle/course:view' }).click();
  await expect(page.getByText(/^Could not remove the capability\. Someone else changed this role/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove moodle/user:create' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Save role' }).click();
  await expect(page.getByRole('alert').getByText(/^Someone else changed this role at/)).toBeVisible();
  await page.getByRole('button', { name: 'See their change' }).click();
  await expect(page.getByRole('row', { name: 'Name Theirs Mine' })).toBeVisible();
  await page.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(page.getByText('Saved “Mine”.')).toBeVisible();

  await page.getByRole('combobox', { name: 'May assign' }).click();
  await page.getByRole('option', { name: 'Student', exact: true }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Save role' }).click();
  await expect(page.getByText('Saved “Mine”.').last()).toBeVisible();
  const { role: saved } = await api<{ role: { mayAssign: { shortName: string }[]; capabilities: string[] } }>('query ($id: ID!) { role(id: $id) { mayAssign { shortName } capabilities } }', { id: role });
  expect(saved).toEqual({ mayAssign: [{ shortName: 'student' }], capabilities: ['moodle/course:view'] });

  await page.getByRole('button', { name: 'Delete role' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete the role “Mine”?' });
  await expect(dialog.getByText('Nobody holds it. It cannot be taken back.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Delete role' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Roles' })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Mine/ })).toHaveCount(0);
  await page.goto('/roles');
  await page.getByRole('link', { name: 'Authenticated user', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Delete role' })).toBeDisabled();
});
