// Users: made, changed by two at once, given roles, kept out and let in again, and what all of it does to their keys.
import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, signIn, test, type Api } from './fixtures';
import { hold, makeKey, makeService, makeUser, openForCalls, siteInfo } from './world';

async function withKey(api: Api) {
  await openForCalls(api);
  const service = await makeService(api, { name: 'Group sync', functions: ['core_webservice_get_site_info'] });
  const user = await makeUser(api, { username: 'ana', firstName: 'Ana', lastName: 'Lopez' });
  await hold(api, user, ['webservice/rest:use']);
  return { user, service, secret: await makeKey(api, user, service, 'ci') };
}

test('a new user is refused with the reason under each field, then made', async ({ admin: page, api }) => {
  await makeUser(api, { username: 'taken', firstName: 'Tara', lastName: 'Ken' });
  await page.goto('/users');
  await page.getByRole('link', { name: 'Create user' }).click();
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByRole('alert').getByText('4 fields need another look:')).toBeVisible();
  await expect(page.getByLabel('User name')).toBeFocused();
  await expect(page.getByText('Write the name that the user signs in with.').first()).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel('User name').fill('two words');
  await page.getByLabel('E-mail').fill('nobody');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByLabel('Password', { exact: true }).blur();
  for (const why of ['A user name has no spaces.', 'Write an e-mail address, like ana@example.org.', 'The password has 5 characters. It needs at least 12.']) await expect(page.getByText(why).first()).toBeVisible();

  await page.getByLabel('User name').fill('taken');
  await page.getByLabel('First name').fill('Ana');
  await page.getByLabel('Last name').fill('Lopez');
  await page.getByLabel('E-mail').fill('ana@example.org');
  await page.getByLabel('Password', { exact: true }).fill('Enough characters 1!');
  await page.getByText('More about the person').click();
  await page.getByLabel('Country').fill('DE');
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByLabel('User name')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('another user has it: choose another').first()).toBeVisible();

  await page.getByLabel('User name').fill('ana');
  await page.getByLabel('Time zone').fill('Nowhere/Land');
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByLabel('Time zone')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Time zone').fill('99');
  await page.getByLabel('E-mail').fill('TAKEN@example.org');
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('E-mail').fill('ana@example.org');
  await page.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ana Lopez' })).toBeVisible();
  await expect(page.getByText('Created “Ana Lopez”.')).toBeVisible();
});

test('two who change one user are told of each other, and nothing is lost', async ({ admin: page, api }) => {
  const user = await makeUser(api, { username: 'ana', firstName: 'Ana', lastName: 'Lopez' });
  await page.goto(`/users/${user}`);
  await page.getByLabel('First name').fill('Anna');
  await api('mutation ($id: ID!) { updateUser(id: $id, input: { lastName: "Lopez-Garcia", city: "Perth" }) { id } }', { id: user });
  await page.getByRole('button', { name: 'Save user' }).click();
  await expect(page.getByRole('alert').getByText(/^Someone else changed this user at \d\d:\d\d\. Nothing of yours is saved yet\.$/)).toBeVisible();
  await page.getByRole('button', { name: 'See their change' }).click();
  const both = page.getByRole('table', { name: 'Their change and yours' });
  await expect(both.getByRole('row', { name: 'Last name Lopez-Garcia Lopez' })).toBeVisible();
  await expect(both.getByRole('row', { name: 'First name Ana Anna' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(page.getByText('Saved “Anna Lopez-Garcia”.')).toBeVisible();
  const { user: saved } = await api<{ user: Record<string, string> }>('query ($id: ID!) { user(id: $id) { firstName lastName city } }', { id: user });
  expect(saved).toEqual({ firstName: 'Anna', lastName: 'Lopez-Garcia', city: 'Perth' });

  await page.getByLabel('First name').fill('Hannah');
  await api('mutation ($id: ID!) { updateUser(id: $id, input: { firstName: "Joanna" }) { id } }', { id: user });
  await page.getByRole('button', { name: 'Save user' }).click();
  await page.getByRole('button', { name: 'See their change' }).click();
  await page.getByRole('button', { name: 'Take theirs' }).click();
  await expect(page.getByLabel('First name')).toHaveValue('Joanna');
});

test('roles are given and taken away, in the site and in a course, and can be taken back', async ({ admin: page, api, server, command }) => {
  const { user, secret } = await withKey(api);
  await api('mutation { setUpForMe { token { id } } }'); // brings a course
  expect(await siteInfo(server.base, secret)).toBe(200);
  await page.goto(`/users/${user}`);
  const roles = page.getByRole('region', { name: 'Roles' });
  await roles.getByRole('button', { name: `Take away the role Role of ${user}` }).click();
  await expect(roles.getByText('No roles. The user may only do what every user may.')).toBeVisible();
  await expect.poll(() => siteInfo(server.base, secret)).toBe(403);
  await page.keyboard.press('Control+z');
  await expect(roles.getByRole('row', { name: new RegExp(`Role of ${user} In the whole site`) })).toBeVisible();
  await expect.poll(() => siteInfo(server.base, secret)).toBe(200);

  await roles.getByRole('button', { name: 'Assign role' }).click();
  const dialog = page.getByRole('dialog', { name: 'Assign role' });
  await dialog.getByRole('button', { name: 'Assign role' }).click();
  await expect(dialog.getByText('Pick a role.')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Role' }).click();
  await expect(page.getByRole('option', { name: 'Authenticated user', exact: true })).toHaveCount(0);
  await page.getByRole('option', { name: 'Teacher', exact: true }).click();
  await dialog.getByRole('combobox', { name: 'Only in one course' }).click();
  await page.getByRole('option').last().click();
  await dialog.getByRole('button', { name: 'Assign role' }).click();
  await expect(roles.getByRole('row', { name: /^Teacher .+ \(.+\)/ })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(roles.getByRole('row', { name: /^Teacher/ })).toHaveCount(0);
  expect(await command('user', 'list')).toContain('ana');
});

test('a suspension says what it does to the keys, and is ended', async ({ admin: page, api, server }) => {
  await api('mutation { updateSettings(input: { endOnSuspension: false }) { endOnSuspension } }');
  const { user, secret } = await withKey(api);
  await page.goto(`/users/${user}`);
  const suspend = () => page.getByRole('region', { name: 'Account' }).getByRole('button', { name: 'Suspend user' }).click();
  const dialog = page.getByRole('dialog', { name: 'Suspend “Ana Lopez”?' });
  await suspend();
  await expect(dialog.getByText('Calls with 1 key are refused until the suspension ends.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await siteInfo(server.base, secret)).toBe(200);
  await suspend();
  await dialog.getByRole('button', { name: 'Suspend user' }).click();
  await expect(page.getByText('Suspended. The user cannot sign in, and every call as this user is refused.')).toBeVisible();
  await expect.poll(() => siteInfo(server.base, secret)).toBe(403);
  await page.getByRole('button', { name: 'Resume user' }).click();
  await expect.poll(() => siteInfo(server.base, secret)).toBe(200);

  await api('mutation { updateSettings(input: { endOnSuspension: true }) { endOnSuspension } }');
  await page.reload();
  await suspend();
  await expect(dialog.getByText('1 key is revoked for good, because the settings say so.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Suspend user' }).click();
  await expect(page.getByText('No keys that are not revoked.')).toBeVisible();
  expect(await siteInfo(server.base, secret)).toBe(401);
});

test('an account is confirmed, made to administer, given a password by a link, and deleted', async ({ admin: page, api, server, browser }) => {
  const { user, secret } = await withKey(api);
  await api('mutation ($id: ID!) { updateUser(id: $id, input: { confirmed: false }) { id } }', { id: user });
  await page.goto(`/users/${user}`);
  await page.getByRole('button', { name: 'Confirm user' }).click();
  await expect(page.getByText('Confirmed “Ana Lopez”.')).toBeVisible();
  const account = page.getByRole('region', { name: 'Account' });

  let refused = 0;
  await page.route('**/graphql', async (route) => {
    if (refused > 0 || !route.request().postData()?.includes('mutation MakeAdministrator')) return route.continue();
    refused += 1;
    await route.fulfill({ json: { errors: [{ message: 'This needs your password once more.', extensions: { code: 'REAUTHENTICATE' } }] } });
  });
  await account.getByRole('button', { name: 'Make administrator' }).click();
  await page.getByRole('dialog', { name: 'Make “Ana Lopez” an administrator?' }).getByRole('button', { name: 'Make administrator' }).click();
  const password = page.getByRole('dialog', { name: 'Confirm your password' });
  await password.getByLabel('Password of admin', { exact: true }).fill('correct horse battery');
  await password.getByRole('button', { name: 'Confirm password' }).click();
  await expect(page.getByText('“Ana Lopez” is an administrator now.')).toBeVisible();
  await expect(page.getByRole('banner').or(page.getByRole('main')).getByText('administrator', { exact: true })).toBeVisible();

  await account.getByRole('button', { name: 'Make password link' }).click();
  const link = page.getByRole('dialog', { name: 'Password link for “Ana Lopez”' });
  await expect(link.getByText('Copy it now. It is not shown again.')).toBeVisible();
  await expectAccessible(page);
  const url = await link.getByRole('region', { name: 'Password link' }).innerText();
  await link.getByRole('button', { name: 'I have sent it' }).click();
  expect(await page.content()).not.toContain(url.slice(-20));
  const other = await browser.newContext({ baseURL: server.base });
  const tab = await other.newPage();
  await tab.goto(url);
  await tab.getByLabel(/password/i).first().fill('another long password');
  await tab.keyboard.press('Enter');
  await expect(tab.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await tab.goto(url);
  await expect(tab.getByRole('heading', { name: 'This link was used or has expired' })).toBeVisible();
  await other.close();

  await account.getByRole('button', { name: 'Delete user' }).click();
  const remove = page.getByRole('dialog', { name: 'Delete “Ana Lopez”?' });
  await expect(remove.getByText(/It cannot be taken back\./)).toBeVisible();
  await remove.getByRole('button', { name: 'Delete user' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible();
  expect(await siteInfo(server.base, secret)).toBe(401);
  await page.goto(`/users/${user}`);
  await expect(page.getByText('This account was deleted.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save user' })).toHaveCount(0);
});

test('nobody locks the own account, and the list is narrowed and saved', async ({ admin: page, api }) => {
  const user = await makeUser(api, { username: 'ana', firstName: 'Ana', lastName: '=Lopez' });
  await hold(api, user, ['webservice/rest:use']);
  await makeUser(api, { username: 'ben', firstName: 'Ben', lastName: 'Berg' });
  const { viewer } = await api<{ viewer: { id: string } }>('{ viewer { id } }');
  await page.goto(`/users/${viewer.id}`);
  for (const button of ['Suspend user', 'Delete user', 'Take administration away']) await expect(page.getByRole('button', { name: button })).toBeDisabled();

  const rows = page.getByRole('table', { name: 'Users' }).getByRole('row');
  const { roles } = await api<{ roles: { id: string; shortName: string }[] }>('{ roles { id shortName } }');
  const role = roles.find((each) => each.shortName === `role${user}`)?.id;
  for (const [query, names] of [['q=ben', ['ben']], ['admin=yes', ['admin']], [`role=${role}`, ['ana']], ['state=ACTIVE&order=USERNAME', ['admin', 'ana', 'ben', 'guest']]] as const) {
    await page.goto(`/users?${query}`);
    await expect(rows).toHaveCount(names.length + 1);
    for (const name of names) await expect(rows.getByText(name, { exact: true })).toBeVisible();
  }
  await page.goto('/users?state=SUSPENDED');
  await expect(page.getByText('Nothing matches.')).toBeVisible();
  await page.goto('/users?q=an');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'CSV, for spreadsheets' }).click();
  const csv = await readFile(await (await saved).path(), 'utf8');
  expect(csv).toContain('Ana =Lopez,ana,ana@example.org');
  expect(csv).not.toMatch(/argon|\$/);
});

test('somebody who is not confirmed, suspended or shut out cannot sign in', async ({ admin: page, api, tolerate }) => {
  tolerate.push(/beforeunload/);
  const user = await makeUser(api, { username: 'ana', firstName: 'Ana', lastName: 'Lopez' });
  for (const input of ['confirmed: false', 'confirmed: true, suspended: true', 'suspended: false, auth: "nologin"']) {
    await api(`mutation ($id: ID!) { updateUser(id: $id, input: { ${input} }) { id } }`, { id: user });
    await page.context().clearCookies();
    await page.evaluate(() => localStorage.clear());
    await signIn(page, 'ana', 'Enough characters 1!');
    await expect(page.getByText(/wrong|not right|does not match/i)).toBeVisible();
  }
});
