// Signing in, staying signed in, and what happens when that ends in the middle of something.
import { administrator, expect, expectAccessible, expectNoSidewaysScroll, setUp, setUpLink, signIn, signOut, test } from './fixtures';

const wrong = 'not the password at all';

test('the set-up link works once, and its errors stand under the fields', async ({ page, server }) => {
  const link = await setUpLink(server);
  await page.goto(link);
  await page.getByLabel('E-mail').fill('nobody');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('Write an e-mail address, like ana@example.org.').first()).toBeVisible();
  await expect(page.getByText('The password has 5 characters. It needs at least 12.').first()).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByLabel('E-mail').fill(administrator.email);
  await page.getByLabel('Password', { exact: true }).fill('password1234');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await setUp(page, server);
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'The first account exists' })).toBeVisible();
  await page.goto('/setup/never-was');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
});

test('a link that never was says how to get one', async ({ page }) => {
  await page.goto('/setup/never-was');
  await expect(page.getByRole('heading', { name: 'This link was used or has expired' })).toBeVisible();
  await expect(page.getByText('gatehouse user setup-link')).toBeVisible();
  await page.goto('/password/never-was');
  await expect(page.getByRole('heading', { name: 'This link was used or has expired' })).toBeVisible();
  await page.goto('/login');
  await expect(page.getByRole('heading', { name: 'There is no account yet' })).toBeVisible();
  await expectAccessible(page);
});

test('a wrong password is said, and the way back leads where one wanted to go', async ({ admin: page }) => {
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();

  await page.goto('/account');
  await expect(page).toHaveURL(/\/login\?next=%2Faccount/);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Write your password.').first()).toBeVisible();
  await page.getByLabel('User name or e-mail').fill(administrator.username);
  await page.getByLabel('Password', { exact: true }).fill(wrong);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText(/wrong|not right|does not match/i)).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByLabel('Password', { exact: true }).fill(administrator.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible();
});

test('an address that leads away is not followed after signing in', async ({ admin: page }) => {
  await page.goto('/login?next=https://evil.example/');
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
});

test('a session goes on after a reload, and in a second tab at the same time', async ({ admin: page, context }) => {
  await Promise.all([page.reload(), context.newPage().then((tab) => tab.goto('/account'))]);
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  const [, tab] = context.pages();
  await expect(tab?.getByRole('heading', { level: 1, name: 'Account' }) ?? page.locator('nothing')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
});

test('signing out ends the other tabs too, and nothing of the secret stays in the browser', async ({ admin: page, context }) => {
  const tab = await context.newPage();
  await tab.goto('/account');
  await expect(tab.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible();
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie);
  expect(stored).not.toMatch(/eyJ/);
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(tab.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('a session that ends keeps the form, asks to sign in over it, and goes on', async ({ admin: page, api }) => {
  await page.goto('/account');
  await page.getByLabel('Current password', { exact: true }).fill(administrator.password);
  await page.getByLabel('New password', { exact: true }).fill('another long password');
  await api('mutation { endOtherSessions }');
  await page.getByRole('button', { name: 'Change password' }).click();

  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await expect(dialog.getByText('What you typed on this page is kept')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('Password of admin', { exact: true }).fill(wrong);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog.getByText(/wrong|not right|does not match/i)).toBeVisible();
  await dialog.getByLabel('Password of admin', { exact: true }).fill(administrator.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Changed your password.')).toBeVisible();
});

test('a sensitive change asks for the password and then goes on', async ({ admin: page }) => {
  let refused = false;
  await page.route('**/graphql', async (route) => {
    if (refused || !route.request().postData()?.includes('mutation SwitchWebServices')) return route.continue();
    refused = true;
    await route.fulfill({ json: { errors: [{ message: 'The password is needed again.', extensions: { code: 'REAUTHENTICATE' } }] } });
  });
  await page.getByRole('button', { name: 'Turn on', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Confirm your password' });
  await dialog.getByLabel('Password of admin', { exact: true }).fill(administrator.password);
  await dialog.getByRole('button', { name: 'Confirm password' }).click();
  await expect(page.getByText('Web services are on')).toBeVisible();
});

const ana = { username: 'ana', email: 'ana@example.org', firstName: 'Ana', lastName: 'Lopez' };

test('a user chooses a password by a link, makes a key, rotates it and revokes it', async ({ admin: page, api, server }) => {
  const made = await api<{ createUser: { id: string } }>('mutation ($i: UserInput!) { createUser(input: $i) { id } }', { i: ana });
  await api('mutation { setUpForMe { secret } }'); // brings a service
  const user = made.createUser.id;
  const { createRole } = await api<{ createRole: { id: string } }>('mutation ($i: RoleInput!) { createRole(input: $i) { id } }', { i: { shortName: 'caller', name: 'Caller', capabilities: ['moodle/webservice:createtoken', 'webservice/rest:use'] } });
  await api('mutation ($u: ID!, $r: ID!) { assignRole(user: $u, role: $r) { id } }', { u: user, r: createRole.id });
  const { createPasswordLink } = await api<{ createPasswordLink: { url: string } }>('mutation ($u: ID!) { createPasswordLink(user: $u) { url } }', { u: user });
  await signOut(page);

  await page.goto(createPasswordLink.url);
  await expect(page.getByText('For the account ana.')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Password', { exact: true }).fill('a long password of Ana');
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'My keys' })).toBeVisible();

  await page.getByRole('button', { name: 'Create key' }).click();
  const form = page.getByRole('dialog', { name: 'Create key' });
  await form.getByRole('button', { name: 'Create key' }).click();
  await expect(form.getByText('Name the application that will use it.').first()).toBeVisible();
  await form.getByLabel('Name', { exact: true }).fill('<b>laptop</b>');
  await form.getByRole('combobox', { name: 'Service' }).click();
  await page.getByRole('option', { name: 'Quickstart' }).click();
  await form.getByRole('button', { name: /Add mine/ }).click();
  await form.getByRole('button', { name: 'Create key' }).click();
  await expect(page.getByRole('heading', { name: 'Key created' })).toBeVisible();
  const secret = await page.getByText(/^gate_\w{36}$/).innerText();
  await fetch(`${server.base}/webservice/rest/core_webservice_get_site_info`, { headers: { Authorization: `Bearer ${secret}` } });
  await expect(page.getByText(/First call arrived/)).toBeVisible();
  await page.getByRole('button', { name: 'Copy', exact: true }).click();

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'My keys' }).click();
  const keys = page.getByRole('table', { name: 'Your security keys' });
  await expect(keys.getByText('<b>laptop</b>')).toBeVisible();
  await keys.getByRole('button', { name: 'Change <b>laptop</b>' }).click();
  await page.getByRole('menuitem', { name: 'Rotate key' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate key' }).click();
  await expect(page.getByRole('heading', { name: 'Key created' })).toBeVisible();
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'My keys' }).click();
  await expect(keys.getByRole('row')).toHaveCount(3);
  await keys.getByRole('button', { name: 'Change <b>laptop</b>' }).first().click();
  await page.getByRole('menuitem', { name: 'Revoke key' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke key' }).click();
  await expect(keys.getByRole('row')).toHaveCount(2);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.goto(createPasswordLink.url);
  await expect(page.getByRole('heading', { name: 'This link was used or has expired' })).toBeVisible();
});

test('somebody who is no administrator sees the own account and nothing else', async ({ admin: page, api }) => {
  await api('mutation ($i: UserInput!) { createUser(input: $i) { id } }', { i: { ...ana, password: 'a long password of Ana1!' } });
  await signOut(page);
  await signIn(page, 'ana', 'a long password of Ana1!');
  await expect(page.getByRole('heading', { level: 1, name: 'My keys' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Services' })).toHaveCount(0);
  for (const address of ['/services', '/keys', '/users', '/requests', '/settings']) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1, name: 'Not for this account' })).toBeVisible();
  }
  await expectAccessible(page);
});
