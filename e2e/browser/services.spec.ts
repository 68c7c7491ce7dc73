// Making, listing, switching, copying and deleting services.
import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures';
import { makeKey, makeService, makeUser, openForCalls, siteInfo, tamper } from './world';

test('a new service is refused with the reason under each field, then made from a template', async ({ admin: page, api }) => {
  await makeService(api, { name: 'Taken', shortName: 'taken' });
  await page.goto('/services');
  await page.getByRole('link', { name: 'Create service' }).click();

  await page.getByRole('button', { name: 'Create service' }).click();
  await expect(page.getByText('Write a name. People know the service by it.')).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();

  await page.getByLabel('Name', { exact: true }).fill('x'.repeat(201));
  await page.getByLabel('Short name').fill('two words');
  await page.getByLabel('Short name').blur();
  await expect(page.getByText('The name has 201 characters. It can have 200.').first()).toBeVisible();
  await expect(page.getByText('A short name has letters from a to z, digits, “_” and “-”, and no spaces.').first()).toBeVisible();
  await expect(page.getByRole('alert').getByText('2 fields need another look:')).toBeVisible();

  await page.getByLabel('Name', { exact: true }).fill('Taken');
  await page.getByLabel('Short name').fill('taken');
  await page.getByRole('button', { name: 'Create service' }).click();
  await expect(page.getByText('another service has it: choose another').first()).toBeVisible();

  await page.getByLabel('Name', { exact: true }).fill('');
  await page.getByLabel('Short name').fill('');
  await page.getByRole('radio', { name: /^User provisioning/ }).check();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('User provisioning');
  await page.getByText(/It begins with \d+ functions/).click();
  await expect(page.getByText('core_user_delete_users')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('Accounts of the faculty');
  await page.getByRole('radio', { name: /^Read-only reporting/ }).check();
  // A name that somebody wrote stays; one that a template wrote goes with it.
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Accounts of the faculty');
  await expect(page.getByLabel('Short name')).toHaveValue('reporting');
  await page.getByRole('radio', { name: /^Authorised users only/ }).check();
  await page.getByRole('button', { name: 'Create service' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Accounts of the faculty' })).toBeVisible();
  await expect(page).toHaveURL(/\/services\/\d+\/functions$/);
  const table = page.getByRole('table', { name: 'Functions of the service' });
  await expect(table.getByRole('link', { name: 'core_user_get_users', exact: true })).toBeVisible();
  await expect(table.getByText('changes data')).toHaveCount(0);
  await expect(page.getByText('0 authorised users')).toBeVisible();
});

test('what was typed is asked about before it is lost', async ({ admin: page }) => {
  await page.goto('/services/new');
  await page.getByLabel('Name', { exact: true }).fill('Half a service');
  await page.getByRole('link', { name: 'Cancel' }).click();
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Half a service');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await dialog.getByRole('button', { name: 'Leave page' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Services' })).toBeVisible();
});

test('the list is narrowed and ordered by its address, and saved as a file', async ({ admin: page, api }) => {
  await makeService(api, { name: 'Beta', shortName: 'beta', functions: ['core_group_get_groups'] });
  await makeService(api, { name: 'alpha', enabled: false });
  await makeService(api, { name: '=HYPERLINK("x")', functions: ['core_group_get_groups'] });
  const table = page.getByRole('table', { name: 'Services' });
  await page.goto('/services');
  await expect(table.getByRole('row')).toHaveCount(5);

  await page.getByPlaceholder('Part of the name or short name').fill('nothing like it');
  await expect(page.getByText('No service matches.')).toBeVisible();
  await expect(page).toHaveURL(/\?q=nothing\+like\+it$/);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(table.getByRole('row')).toHaveCount(5);

  await page.goto('/services?state=on&function=core_group_get_groups&order=NEWEST');
  await expect(table.getByRole('row').nth(1)).toContainText('=HYPERLINK');
  await expect(table.getByRole('row').nth(2)).toContainText('Beta');
  await expect(page.getByRole('button', { name: /^State: On/ })).toBeVisible();

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'CSV, for spreadsheets' }).click();
  const csv = await readFile(await (await saved).path(), 'utf8');
  expect(csv).toContain(`"'=HYPERLINK(""x"")",,on,1,All with the capabilities,0,0,`);
  expect(csv).not.toContain('alpha');

  await page.getByRole('button', { name: /^State: On/ }).click();
  await expect(page).toHaveURL(/services\?function=core_group_get_groups&order=NEWEST$/);
  await page.goBack();
  await expect(page.getByRole('button', { name: /^State: On/ })).toBeVisible();
});

test('without services the list says what a service is, and offers a template', async ({ admin: page, server }) => {
  tamper(server.database, 'delete from services'); // the built-in one too
  await page.goto('/services');
  await expect(page.getByText('No services yet. A service is the list of functions that an application may call.')).toBeVisible();
  await page.getByRole('link', { name: 'Start from a template' }).click();
  await expect(page.getByRole('radio', { name: /^Group sync/ })).toBeChecked();
  await expect(page.getByLabel('Short name')).toHaveValue('group_sync');
});

test('switching off says which keys stop, refuses their calls, and can be taken back', async ({ admin: page, api, server }) => {
  await openForCalls(api);
  const service = await makeService(api, { name: 'Group sync', functions: ['core_webservice_get_site_info'] });
  const { viewer } = await api<{ viewer: { id: string } }>('{ viewer { id } }');
  const secret = await makeKey(api, viewer.id, service, 'ci');
  await expect.poll(() => siteInfo(server.base, secret)).toBe(200);

  await page.goto(`/services/${service}/functions`);
  await page.getByRole('button', { name: 'Switch off' }).click();
  await expect(page.getByText('Switched “Group sync” off. 1 key has stopped working.')).toBeVisible();
  await expect.poll(() => siteInfo(server.base, secret)).toBe(403);
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Taken back.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Switch off' })).toBeVisible();
  await expect.poll(() => siteInfo(server.base, secret)).toBe(200);

  await makeService(api, { name: 'Other', enabled: true });
  await page.goto('/services');
  await page.getByRole('checkbox', { name: 'Choose all rows shown' }).check();
  await page.getByRole('button', { name: 'Switch off' }).click();
  const table = page.getByRole('table', { name: 'Services' });
  await expect(table.getByText('off', { exact: true })).toHaveCount(3); // with the built-in one, which was off before
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(table.getByText('on', { exact: true })).toHaveCount(2);
});

test('a copy needs a free name, is off, and has no users and keys', async ({ admin: page, api }) => {
  const service = await makeService(api, { name: 'Group sync', shortName: 'group_sync', authorisedUsersOnly: true, functions: ['core_group_get_groups', 'core_group_create_groups'] });
  await makeUser(api, { username: 'ana', firstName: 'Ana', lastName: 'Lopez' });
  await page.goto(`/services/${service}/functions`);
  await page.getByRole('button', { name: 'More for Group sync' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Duplicate service' });
  await dialog.getByLabel('Name').fill('Group sync');
  await dialog.getByRole('button', { name: 'Duplicate service' }).click();
  await expect(dialog.getByText('another service has it: choose another')).toBeVisible();
  await dialog.getByLabel('Name').fill('Group sync, staging');
  await dialog.getByLabel('Name').press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Group sync, staging' })).toBeVisible();
  await expect(page.getByText('off', { exact: true })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Functions of the service' }).getByRole('row')).toHaveCount(3);
});

test('deleting a service with keys that work asks for its short name', async ({ admin: page, api }) => {
  const service = await makeService(api, { name: 'Group sync', shortName: 'group_sync' });
  const user = await makeUser(api, { username: 'ana', firstName: 'Ana', lastName: 'Lopez' });
  await makeKey(api, user, service, 'ci');
  await makeKey(api, user, service, 'nightly');
  await page.goto(`/services/${service}/settings`);
  await page.getByRole('button', { name: 'Delete service' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete service' });
  await expect(dialog.getByText('2 keys stop working at once.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Delete service' })).toBeDisabled();
  await dialog.getByLabel('Type group_sync to go on').fill('Group sync');
  await expect(dialog.getByRole('button', { name: 'Delete service' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Delete service' }).click();
  await dialog.getByLabel('Type group_sync to go on').fill('group_sync');
  await dialog.getByRole('button', { name: 'Delete service' }).click();
  await expect(page.getByText('Deleted “Group sync”.')).toBeVisible();
  await expect(page).toHaveURL(/\/services$/);

  await page.goto(`/services/${service}/keys`);
  await expect(page.getByRole('heading', { level: 1, name: 'No such service' })).toBeVisible();
});

test('a built-in service says that its functions are fixed, and why', async ({ admin: page }) => {
  await page.goto('/services');
  await expect(page.getByRole('table', { name: 'Services' }).getByText('built in')).toBeVisible();
  await page.getByRole('link', { name: 'Mobile app' }).click();
  await expect(page.getByText('This service is built in. Its functions are fixed, because the applications that it was made for (moodle) rely on them.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add functions' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Remove/ })).toHaveCount(0);
  await page.goto('/services/1/functions?add=functions');
  await expect(page.getByRole('table', { name: 'Functions of the service' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.getByRole('link', { name: 'Settings' }).last().click();
  await expect(page.getByText('Once it is on, everybody who signs in with user name and password in a mobile app gets a key for it.')).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Delete service' })).toBeDisabled();
  await page.getByRole('switch', { name: 'Files may be uploaded' }).click({ force: true });
  await page.getByRole('button', { name: 'Save service' }).click();
  await expect(page.getByText('Saved “Mobile app”.')).toBeVisible();
});

test('a service has an address for each of its parts', async ({ admin: page, api }) => {
  const service = await makeService(api, { name: 'Group sync' });
  await page.goto(`/services/${service}`);
  await expect(page).toHaveURL(/\/functions$/);
  const parts = page.getByRole('navigation', { name: 'Parts of the service' });
  for (const [label, address] of [['Users', 'users'], ['Keys', 'keys'], ['Settings', 'settings'], ['Functions', 'functions']] as const) {
    await parts.getByRole('link', { name: label }).click();
    await expect(page).toHaveURL(new RegExp(`/services/${service}/${address}$`));
    await expect(parts.getByRole('link', { name: label })).toHaveAttribute('aria-current', 'page');
  }
  await parts.getByRole('link', { name: 'Keys' }).click();
  await expect(page.getByText('No keys for this service yet.')).toBeVisible();
  await page.getByRole('link', { name: 'Create key' }).first().click();
  await expect(page).toHaveURL(new RegExp(`/keys/new\\?service=${service}$`));
});
