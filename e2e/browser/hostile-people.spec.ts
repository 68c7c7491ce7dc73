// Hostile names of users, keys, roles, courses and of what was called are text on every page that shows them.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, expectNoSidewaysScroll, test, type Api } from './fixtures';
import { expectText, hacked, hostileNames } from './hostile';
import { makeKey, makeService, makeUser, openForCalls } from './world';

const short = hostileNames.map((name) => name.slice(0, 100));

async function expectPlain(page: Page) {
  expect(await page.evaluate(hacked)).toBe(false);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), page.url()).toBeLessThanOrEqual(0);
}

async function furnish(api: Api) {
  await openForCalls(api);
  const service = await makeService(api, { name: hostileNames[0], functions: ['core_webservice_get_site_info'] });
  const users: string[] = [];
  const roles: string[] = [];
  for (const [index, name] of short.entries()) {
    const user = await makeUser(api, { username: `hostile${index}`, firstName: name, lastName: 'X' });
    users.push(user);
    const { createRole } = await api<{ createRole: { id: string } }>('mutation ($input: RoleInput!) { createRole(input: $input) { id } }', { input: { shortName: `hostile${index}`, name, capabilities: ['webservice/rest:use'] } });
    roles.push(createRole.id);
    await api('mutation ($user: ID!, $role: ID!) { assignRole(user: $user, role: $role) { id } }', { user, role: createRole.id });
    await api('mutation ($id: ID!, $input: UserInput!) { updateUser(id: $id, input: $input) { id } }', { id: user, input: { department: name, description: name } });
  }
  const secrets = [];
  for (const [index, name] of short.entries()) secrets.push(await makeKey(api, users[index] ?? '', service, name));
  return { service, users, roles, secrets };
}

test('in lists, in choices and on their own pages', async ({ admin: page, api }) => {
  page.on('dialog', () => expect(false, 'a script has run').toBe(true));
  const { service, users, roles } = await furnish(api);
  await page.goto('/users');
  await expectText(page.getByRole('table', { name: 'Users' }), short.map((name) => `${name} X`));
  await expectNoSidewaysScroll(page);
  await page.goto('/keys');
  await expectText(page.getByRole('table', { name: 'Security keys' }), short);
  await expectNoSidewaysScroll(page);
  await page.goto('/roles');
  await expectText(page.getByRole('table', { name: 'Roles' }), short);
  await expectNoSidewaysScroll(page);

  const { tokens } = await api<{ tokens: { nodes: { id: string; name: string }[] } }>('{ tokens(first: 100) { nodes { id name } } }');
  for (const [index, name] of short.entries()) {
    await page.goto(`/users/${users[index]}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${name} X`);
    await expect(page.getByLabel('First name')).toHaveValue(name);
    await expectText(page.getByRole('region', { name: 'Roles' }), [name]);
    await expectPlain(page);
    await page.goto(`/roles/${roles[index]}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
    await expectPlain(page);
    await page.goto(`/keys/${tokens.nodes.find((key) => key.name === name)?.id}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
    await page.getByRole('button', { name: 'Revoke key' }).click();
    await expect(page.getByRole('dialog')).toContainText(name);
    await expectPlain(page);
  }

  await page.goto(`/access?user=${users[1]}&service=${service}`);
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText(`${short[1]} X may call 1 function`);
  await page.goto(`/users?role=${roles[1]}`);
  await expect(page.getByRole('button', { name: `Role: ${short[1]}` })).toBeVisible();
  await page.goto(`/requests?user=${users[1]}`);
  await expect(page.getByRole('button', { name: `User: ${short[1]} X` })).toBeVisible();
  await page.goto('/keys/new');
  await page.getByRole('combobox', { name: 'User' }).click();
  await expect(page.getByRole('option', { name: `${short[1]} X (hostile1)` })).toBeVisible();
  await expectPlain(page);

  await page.goto('/audit?action=role.create');
  await expectPlain(page);
  await page.goto('/keys');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'CSV, for spreadsheets' }).click();
  const csv = await readFile(await (await saved).path(), 'utf8');
  expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
  expect(csv).toContain(`'@SUM(1+1)|cmd`);
});

test('in what strangers and applications have called', async ({ admin: page, api, server }) => {
  page.on('dialog', () => expect(false, 'a script has run').toBe(true));
  const { secrets } = await furnish(api);
  // What is called is whatever somebody sends.
  const called = hostileNames.filter((name) => name.length < 100);
  for (const name of called) {
    const answer = await fetch(`${server.base}/webservice/rest/server.php`, { method: 'POST', body: new URLSearchParams({ wstoken: secrets[0] ?? '', wsfunction: name, moodlewsrestformat: 'json' }) });
    await answer.arrayBuffer();
  }
  await expect.poll(async () => (await api<{ requests: { nodes: unknown[] } }>('{ requests(first: 100) { nodes { id } } }')).requests.nodes.length).toBe(called.length);
  const { requests } = await api<{ requests: { nodes: { id: string; function: string }[] } }>('{ requests(first: 100) { nodes { id function } } }');
  await page.goto('/requests');
  await expect(page.getByRole('table', { name: 'Requests' }).getByRole('row')).toHaveCount(called.length + 1);
  for (const { function: name } of requests.nodes) await expect(page.getByRole('table', { name: 'Requests' })).toContainText(name);
  await expectNoSidewaysScroll(page);
  for (const { id, function: name } of requests.nodes) {
    await page.goto(`/requests/${id}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name || 'Request');
    await expectPlain(page);
  }
});
