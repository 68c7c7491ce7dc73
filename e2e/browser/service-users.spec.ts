// Who may use a service: everybody with the capabilities, or those who are authorised.
import { expect, test } from './fixtures';
import { authorise, hold, makeKey, makeService, makeUser } from './world';

const functions = ['core_webservice_get_site_info', 'core_group_get_groups'];
const needed = ['moodle/course:managegroups', 'moodle/course:view', 'moodle/course:viewhiddencourses'];

test('an open service says that it is open, and can be restricted and opened again', async ({ admin: page, api }) => {
  const service = await makeService(api, { name: 'Group sync', functions, requiredCapability: 'moodle/course:view' });
  const user = await makeUser(api, { username: 'ana', firstName: 'Ana', lastName: 'Lopez' });
  await makeKey(api, user, service, 'ci');
  await page.goto(`/services/${service}/users`);
  await expect(page.getByRole('heading', { name: 'All users with the capabilities may use this service' })).toBeVisible();
  await expect(page.getByText('and moodle/course:view for the service itself')).toBeVisible();
  await expect(page.getByText('1 key works now: those of users who are not authorised are refused from then on.')).toBeVisible();
  await page.getByRole('button', { name: 'Restrict to authorised users' }).click();
  await expect(page.getByText('Nobody is authorised yet. Every call is refused.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('heading', { name: 'All users with the capabilities may use this service' })).toBeVisible();
});

test('several users are authorised with addresses and an end, each refusal under its field', async ({ admin: page, api }) => {
  await api('mutation { updateSettings(input: { timezone: "Europe/Berlin" }) { timezone } }');
  const service = await makeService(api, { name: 'Group sync', authorisedUsersOnly: true, functions });
  await makeUser(api, { username: 'ana', firstName: 'Ana', lastName: 'Lopez' });
  await makeUser(api, { username: 'mei', firstName: 'Mei', lastName: 'Tanaka' });
  await makeUser(api, { username: 'yusuf', firstName: 'Yusuf', lastName: 'Demir' });
  await page.goto(`/services/${service}/users`);
  await page.getByRole('button', { name: 'Add users' }).click();
  const drawer = page.getByRole('dialog', { name: 'Add users to “Group sync”' });

  await drawer.getByRole('button', { name: 'Authorise users' }).click();
  await expect(drawer.getByText('Choose at least one user.')).toBeVisible();
  await drawer.getByRole('searchbox', { name: 'Users' }).fill('nobody like this');
  await expect(drawer.getByText('No user matches who is not authorised already.')).toBeVisible();
  await drawer.getByRole('searchbox', { name: 'Users' }).fill('tanaka');
  await drawer.getByRole('checkbox', { name: 'Mei Tanaka' }).check();
  await drawer.getByRole('searchbox', { name: 'Users' }).fill('');
  await drawer.getByRole('checkbox', { name: 'Ana Lopez' }).check();
  await expect(drawer.getByText('Chosen: Mei Tanaka and Ana Lopez')).toBeVisible();

  await drawer.getByLabel('Addresses').fill('203.0.113.999');
  await drawer.getByLabel('Addresses').press('Enter');
  await expect(drawer.getByText('203.0.113.999 is not an address.')).toBeVisible();
  await drawer.getByLabel('Addresses').fill('203.0.113.0/24');
  await drawer.getByLabel('Addresses').press('Enter');
  await drawer.getByText('A date', { exact: true }).click();
  await drawer.getByLabel('Valid until: the last day').fill('2037-01-31');
  await expect(drawer.getByText('Until the end of 31 January 2037, Europe/Berlin.')).toBeVisible();
  await drawer.getByRole('button', { name: 'Authorise 2 users' }).click();

  await expect(page.getByText('Authorised 2 users for “Group sync”.')).toBeVisible();
  const table = page.getByRole('table', { name: 'Authorised users' });
  await expect(table.getByRole('columnheader', { name: 'Valid until (Europe/Berlin)' })).toBeVisible();
  const ana = table.getByRole('row', { name: /Ana Lopez/ });
  await expect(ana.getByText('203.0.113.0/24')).toBeVisible();
  await expect(ana.getByText('end of 31 Jan 2037')).toBeVisible();
  await expect(ana.getByText('3 missing')).toBeVisible();

  await page.getByRole('button', { name: 'Add users' }).click();
  await expect(drawer.getByRole('checkbox', { name: 'Yusuf Demir' })).toBeVisible();
  await expect(drawer.getByRole('checkbox', { name: 'Ana Lopez' })).toHaveCount(0);
});

test('missing capabilities are named, and one role for the service gives them', async ({ admin: page, api }) => {
  const service = await makeService(api, { name: 'Group sync', authorisedUsersOnly: true, functions });
  const [ana, mei] = [await makeUser(api, { username: 'ana', firstName: 'Ana', lastName: 'Lopez' }), await makeUser(api, { username: 'mei', firstName: 'Mei', lastName: 'Tanaka' })];
  await hold(api, mei, needed);
  await authorise(api, service, [ana, mei]);
  await page.goto(`/services/${service}/users`);
  const table = page.getByRole('table', { name: 'Authorised users' });
  await expect(page.getByText('1 user lacks capabilities that functions of this service ask for.')).toBeVisible();
  for (const name of needed) await expect(table.getByRole('row', { name: /Ana Lopez/ }).getByText(name, { exact: true })).toBeVisible();
  await expect(table.getByRole('row', { name: /Mei Tanaka/ }).getByText('none', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Create a role for this service' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create a role for this service' });
  await dialog.getByLabel('Name of the role').fill('');
  await dialog.getByRole('button', { name: 'Create role' }).click();
  await expect(dialog.getByText('Write a name for the role.')).toBeVisible();
  await dialog.getByLabel('Name of the role').fill('Group sync caller');
  await expect(dialog.getByLabel('Give it to 1 user who lacks capabilities')).toBeChecked();
  await dialog.getByRole('button', { name: 'Create role' }).click();
  await expect(page.getByText(/Created the role “Group sync caller” with \d+ capabilities, and 1 user holds it\./)).toBeVisible();
  await expect(table.getByText(/\d missing/)).toHaveCount(0);
});

test('an expired authorisation says so, is extended, and removing keeps the restriction for Undo', async ({ admin: page, api }) => {
  const service = await makeService(api, { name: 'Group sync', authorisedUsersOnly: true, functions });
  const [ana, mei] = [await makeUser(api, { username: 'ana', firstName: 'Ana', lastName: 'Lopez' }), await makeUser(api, { username: 'mei', firstName: 'Mei', lastName: 'Tanaka' })];
  await authorise(api, service, [ana], { ipRestriction: '198.51.100.7', validUntil: '2025-03-01T12:30:00Z' });
  await authorise(api, service, [mei]);
  await page.goto(`/services/${service}/users`);
  const table = page.getByRole('table', { name: 'Authorised users' });
  const row = table.getByRole('row', { name: /Ana Lopez/ });
  await expect(row.getByText('expired')).toBeVisible();
  await expect(row.getByText('1 Mar 2025, 12:30')).toBeVisible();

  await row.getByRole('button', { name: 'Remove Ana Lopez' }).click();
  await expect(table.getByRole('row')).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row.getByText('198.51.100.7')).toBeVisible();
  await expect(row.getByText('1 Mar 2025, 12:30')).toBeVisible();

  await row.getByRole('button', { name: 'Edit the restriction of Ana Lopez' }).click();
  const dialog = page.getByRole('dialog', { name: 'Restriction of Ana Lopez' });
  await dialog.getByRole('button', { name: 'Remove 198.51.100.7' }).click();
  await dialog.getByRole('button', { name: 'Save restriction' }).click();
  // The end that nobody touched stays to the minute.
  await expect(row.getByText('from anywhere')).toBeVisible();
  await expect(row.getByText('1 Mar 2025, 12:30')).toBeVisible();

  await row.getByRole('button', { name: 'Edit the restriction of Ana Lopez' }).click();
  await dialog.getByText('Never ends').click();
  await dialog.getByRole('button', { name: 'Save restriction' }).click();
  await expect(row.getByText('never ends')).toBeVisible();
  await expect(row.getByText('expired')).toHaveCount(0);

  await table.getByRole('checkbox', { name: 'Choose all rows shown' }).check();
  await page.getByRole('button', { name: 'Edit restriction' }).click();
  const both = page.getByRole('dialog', { name: 'Restriction of 2 users' });
  await both.getByLabel('Addresses').fill('192.0.2.0/24');
  await both.getByText('30 days').click();
  await both.getByRole('button', { name: 'Save restriction' }).click();
  await expect(table.getByText('192.0.2.0/24')).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(table.getByText('never ends')).toHaveCount(2);
});
