// Security keys: made with the outcome known before, found again, restricted, replaced and ended.
import { readFile } from 'node:fs/promises';
import { administrator, expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures';
import { authorise, furnish, groupFunctions, makeKey, makeService, siteInfo } from './world';

const call = async (base: string, secret: string, name = 'core_webservice_get_site_info') => {
  const answer = await fetch(`${base}/webservice/rest/${name}`, { headers: { Authorization: `Bearer ${secret}` } });
  await answer.arrayBuffer();
  return answer.status;
};

test('a new key is refused with the reason under each field; then its outcome is known before it exists', async ({ admin: page, api, server }) => {
  await furnish(api);
  await makeService(api, { name: 'For the chosen', authorisedUsersOnly: true, functions: groupFunctions });
  await makeService(api, { name: 'Switched off', enabled: false, functions: groupFunctions });
  await page.goto('/keys');
  await expect(page.getByText('No keys yet.')).toBeVisible();
  await page.keyboard.press('c');
  await expect(page).toHaveURL(/\/keys\/new$/);

  await page.getByRole('button', { name: 'Create key' }).click();
  await expect(page.getByRole('alert').getByText('3 fields need another look:')).toBeVisible();
  for (const why of ['Pick the user that the key speaks for.', 'Pick the service that it opens.', 'Name the application that will use it.']) await expect(page.getByText(why).first()).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'User' })).toBeFocused();
  await expectAccessible(page);

  await page.getByRole('combobox', { name: 'User' }).fill('ana');
  await page.getByRole('option', { name: 'Ana Lopez (ana)' }).click();
  await page.getByRole('combobox', { name: 'Service' }).click();
  await expect(page.getByRole('option', { name: /For the chosen/ })).toHaveAttribute('data-combobox-disabled', 'true');
  await expect(page.getByRole('option', { name: /For the chosen/ })).toContainText('ana is not among the authorised users of the service.');
  await expect(page.getByRole('option', { name: /Switched off/ })).toContainText('The service is disabled.');
  await page.getByRole('option', { name: 'Group sync' }).click();

  const preview = page.getByRole('region', { name: 'What it may call' });
  await expect(preview.getByRole('heading', { name: 'This key may call 4 functions' })).toBeVisible();
  await expect(preview.getByText(/^For 3 the user lacks moodle\/course:managegroups/)).toBeVisible();

  await page.getByLabel('Addresses').fill('300.1.1.1');
  await page.keyboard.press('Enter');
  await expect(page.getByText('300.1.1.1 is not an address.')).toBeVisible();
  await page.getByLabel('Addresses').fill('198.51.100.0/24');
  await page.keyboard.press('Enter');
  await expect(preview.getByText('Over REST, from 198.51.100.0')).toBeVisible();
  await expect(preview.getByRole('heading', { name: 'This key may call 4 functions' })).toBeVisible();
  await page.getByRole('button', { name: 'Add mine, 127.0.0.1' }).click();
  await expect(page.getByText(/^Until the end of \d+ \w+ \d{4}, \S+\.$/)).toBeVisible();
  await page.getByText('A date', { exact: true }).click();
  await page.getByLabel('Valid until: the last day').fill('2031-01-31');
  await expect(page.getByText(/^Until the end of 31 January 2031, /)).toBeVisible();

  await preview.getByRole('button', { name: /^Grant moodle\/course:managegroups/ }).click();
  const grant = page.getByRole('dialog', { name: 'Grant capabilities to Ana Lopez' });
  await grant.getByRole('button', { name: 'Make and assign “Group sync user”' }).click();
  await expect(page.getByText('Gave Ana Lopez the role “Group sync user”.')).toBeVisible();
  await expect(preview.getByText(/the user lacks/)).toHaveCount(0);

  await page.getByLabel('Name', { exact: true }).fill('ci');
  await page.getByLabel('Name', { exact: true }).press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Key created' })).toBeVisible();
  await expect(page.getByText(/For Ana Lopez in service Group sync, until the end of 31 January 2031/)).toBeVisible();
  const secret = await page.getByText(/^gate_\w{36}$/).innerText();
  expect(page.url()).not.toContain(secret);
  expect(await call(server.base, secret)).toBe(200);
  await expect(page.getByText(/First call arrived/)).toBeVisible();
});

test('a key for somebody else asks for the password when that was long ago, and then goes on', async ({ admin: page, api }) => {
  const { service, user } = await furnish(api);
  await page.goto(`/keys/new?user=${user}&service=${service}`);
  await page.getByLabel('Name', { exact: true }).fill('ci');
  let refused = 0;
  await page.route('**/graphql', async (route) => {
    if (refused > 0 || !route.request().postData()?.includes('mutation CreateKey')) return route.continue();
    refused += 1;
    await route.fulfill({ json: { errors: [{ message: 'This needs your password once more.', extensions: { code: 'REAUTHENTICATE' } }] } });
  });
  await page.getByRole('button', { name: 'Create key' }).click();
  const dialog = page.getByRole('dialog', { name: 'Confirm your password' });
  await dialog.getByLabel('Password of admin', { exact: true }).fill('not my password');
  await dialog.getByRole('button', { name: 'Confirm password' }).click();
  await expect(dialog.getByText(/wrong|not right|does not match/i)).toBeVisible();
  await dialog.getByLabel('Password of admin', { exact: true }).fill(administrator.password);
  await dialog.getByRole('button', { name: 'Confirm password' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Key created' })).toBeVisible();
  expect(refused).toBe(1);
});

test('the list is narrowed by its address, extended, revoked and exported, and holds no secret', async ({ admin: page, api, server }) => {
  const { service, user } = await furnish(api);
  const secrets = [];
  for (const name of ['ci', 'sync', '=evil()']) secrets.push(await makeKey(api, user, service, name));
  await page.goto('/keys');
  const table = page.getByRole('table', { name: 'Security keys' });
  await expect(table.getByRole('row')).toHaveCount(4);

  await page.keyboard.press('/');
  await page.keyboard.type('nothing like it');
  await expect(page.getByText('Nothing matches.')).toBeVisible();
  await expect(page).toHaveURL(/q=nothing\+like\+it/);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(table.getByRole('row')).toHaveCount(4);
  await page.goto(`/keys?user=${user}&state=REVOKED`);
  await expect(page.getByRole('button', { name: /^User: Ana Lopez/ })).toBeVisible();
  await expect(page.getByText('Nothing matches.')).toBeVisible();
  await page.goto('/keys?unused=90&order=LAST_USED');
  await expect(page.getByText('Nothing matches.')).toBeVisible();

  await page.goto('/keys');
  await page.getByRole('checkbox', { name: 'Choose ci' }).check();
  await page.getByRole('checkbox', { name: 'Choose sync' }).check();
  const chosen = page.getByRole('region', { name: 'Chosen rows' });
  await chosen.getByRole('button', { name: 'Extend' }).click();
  const extend = page.getByRole('dialog', { name: 'Extend 2 keys' });
  await extend.getByText('30 days').click();
  await extend.getByRole('button', { name: 'Extend 2 keys' }).click();
  await expect(page.getByText(/^2 keys work until the end of /)).toBeVisible();
  await expect(table.getByText('never ends')).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(table.getByText('never ends')).toHaveCount(3);

  await chosen.getByRole('button', { name: 'Revoke' }).click();
  const revoke = page.getByRole('dialog', { name: 'Revoke 2 keys?' });
  await expect(revoke.getByText('Applications that use them fail at once.')).toBeVisible();
  await expectAccessible(page);
  await revoke.getByRole('button', { name: 'Cancel' }).click();
  await chosen.getByRole('button', { name: 'Revoke' }).click();
  await revoke.getByRole('button', { name: 'Revoke 2 keys' }).click();
  await expect(table.getByText('revoked', { exact: true })).toHaveCount(2);
  expect(await siteInfo(server.base, secrets[0] ?? '')).toBe(401);
  expect(await siteInfo(server.base, secrets[2] ?? '')).toBe(200);

  const saved = page.waitForEvent('download');
  await page.getByRole('search').getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'CSV, for spreadsheets' }).click();
  const csv = await readFile(await (await saved).path(), 'utf8');
  expect(csv.split('\r\n')).toHaveLength(5);
  expect(csv).toContain(`'=evil()`);
  const everything = csv + (await page.content());
  for (const secret of secrets) expect(everything).not.toContain(secret.slice(5, 25));
});

test('one key is restricted, tried from addresses, extended and revoked', async ({ admin: page, api, server }) => {
  const { service, user } = await furnish(api);
  const secret = await makeKey(api, user, service, 'ci');
  const { tokens } = await api<{ tokens: { nodes: { id: string }[] } }>('{ tokens { nodes { id } } }');
  expect(await siteInfo(server.base, secret)).toBe(200);
  await page.goto(`/keys/${tokens.nodes[0]?.id}`);
  await expect(page.getByRole('heading', { level: 1, name: 'ci' })).toBeVisible();
  await expectNoSidewaysScroll(page);

  const form = page.getByRole('region', { name: 'Name and restrictions' });
  await form.getByLabel('Name', { exact: true }).fill('');
  await form.getByRole('button', { name: 'Save key' }).click();
  await expect(form.getByText('Name the application that uses it.').first()).toBeVisible();
  await form.getByLabel('Name', { exact: true }).fill('ci of the faculty');
  await form.getByLabel('Addresses').fill('203.0.113.0/24');
  await page.keyboard.press('Enter');
  await form.getByRole('button', { name: 'Save key' }).click();
  await expect(page.getByText('Saved the key.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'ci of the faculty' })).toBeVisible();
  await expect.poll(() => siteInfo(server.base, secret)).toBe(403);

  const trial = page.getByRole('region', { name: 'Test an address' });
  await trial.getByLabel('Address').fill('not one');
  await trial.getByRole('button', { name: 'Test address' }).click();
  await expect(trial.getByText(/"not one" is not an address/)).toBeVisible();
  await trial.getByLabel('Address').fill('203.0.113.9');
  await trial.getByRole('button', { name: 'Test address' }).click();
  await expect(trial.getByText('203.0.113.9 is let through.')).toBeVisible();
  await trial.getByLabel('Address').fill('127.0.0.1');
  await trial.getByRole('button', { name: 'Test address' }).click();
  await expect(trial.getByText(/127.0.0.1 is refused. The key may not be used from the address 127.0.0.1./)).toBeVisible();
  await expect(page).toHaveURL(/\?address=127\.0\.0\.1$/);
  await trial.getByRole('button', { name: 'Add 127.0.0.1' }).click();
  await expect(trial.getByText('127.0.0.1 is let through.')).toBeVisible();
  await expect(form.getByRole('button', { name: 'Remove 127.0.0.1' })).toBeVisible();
  await expect.poll(() => siteInfo(server.base, secret)).toBe(200);

  await page.getByRole('button', { name: 'Revoke key' }).click();
  const dialog = page.getByRole('dialog', { name: 'Revoke “ci of the faculty”?' });
  await expect(dialog.getByText(/Applications that use it fail at once. It was last used .* from 127.0.0.1./)).toBeVisible();
  await dialog.getByRole('button', { name: 'Revoke key' }).click();
  await expect(page.getByText(/^Revoked by Site Administrator, /)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Rotate key' })).toHaveCount(0);
  expect(await siteInfo(server.base, secret)).toBe(401);
  await page.getByRole('link', { name: 'See the change' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Revoked security key' })).toBeVisible();
});

test('a rotated key goes on beside the new one, and both are told apart', async ({ admin: page, api, server }) => {
  const { service, user } = await furnish(api);
  await authorise(api, service, [user]);
  const old = await makeKey(api, user, service, 'ci');
  expect(await siteInfo(server.base, old)).toBe(200);
  const { tokens } = await api<{ tokens: { nodes: { id: string }[] } }>('{ tokens { nodes { id } } }');
  await page.goto(`/keys/${tokens.nodes[0]?.id}`);
  await page.getByRole('button', { name: 'Rotate key' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rotate “ci”' });
  await dialog.getByText('7 days').click();
  await expect(dialog.getByText(/The new key works at once. The old one works until .* \(.+\)\./)).toBeVisible();
  await dialog.getByRole('button', { name: 'Rotate key' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Key created' })).toBeVisible();
  const secret = await page.getByText(/^gate_\w{36}$/).innerText();
  expect([await siteInfo(server.base, secret), await siteInfo(server.base, old)]).toEqual([200, 200]);

  await page.getByRole('button', { name: 'I have stored it' }).click();
  await expect(page.getByText(/^Replaces “ci”/)).toBeVisible();
  const traffic = page.getByRole('region', { name: 'Last 30 days' });
  // Calls are counted in batches.
  await expect(async () => {
    await page.reload();
    await expect(traffic.getByRole('img', { name: 'This key: 1 call, 0 refused or failed' })).toBeVisible({ timeout: 2000 });
    await expect(traffic.getByRole('img', { name: /^The old key, gate_…\w{4}: 2 calls/ })).toBeVisible();
  }).toPass();
  await page.getByRole('main').getByRole('link', { name: /^“ci”, / }).click();
  await expect(page.getByText(/^Replaced by “ci”.*This one works until/)).toBeVisible();
  await expect(page.getByText('ends soon')).toBeVisible();
});

test('a user tries and rotates the own key, and sees nothing of others', async ({ admin: page, api, server }) => {
  const { service, user } = await furnish(api);
  await makeKey(api, user, service, 'mine');
  const { tokens } = await api<{ tokens: { nodes: { id: string }[] } }>('{ tokens { nodes { id } } }');
  await page.context().clearCookies();
  await page.evaluate(() => localStorage.clear());
  await page.goto('/login');
  await page.getByLabel('User name or e-mail').fill('ana');
  await page.getByLabel('Password', { exact: true }).fill('Enough characters 1!');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await page.goto('/my-keys');
  await page.getByRole('link', { name: 'mine', exact: true }).click();

  await expect(page).toHaveURL(`${server.base}/keys/${tokens.nodes[0]?.id}`);
  await expect(page.getByRole('region', { name: 'What it may call' }).getByText('core_webservice_get_site_info')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Extend key' })).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Name and restrictions' })).toHaveCount(0);
  const trial = page.getByRole('region', { name: 'Test an address' });
  await trial.getByLabel('Address').fill('203.0.113.9');
  await page.keyboard.press('Enter');
  await expect(trial.getByText('203.0.113.9 is let through.')).toBeVisible();
  await page.getByRole('button', { name: 'Rotate key' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate key' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Key created' })).toBeVisible();
  await expectAccessible(page);
});
