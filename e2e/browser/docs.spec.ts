// The documentation of a key: what it may call and nothing else, and a pasted key that never leaves the tab.
import { readFileSync } from 'node:fs';
import { expect, signIn, test, type Api } from './fixtures';
import { hold, makeKey, makeService, makeUser, openForCalls } from './world';
import type { Page } from '@playwright/test';

async function furnish(api: Api) {
  await openForCalls(api);
  await api('mutation { updateSettings(input: { documentationOn: true }) { documentationOn } }');
  const groups = await makeService(api, { name: 'Group sync', functions: ['core_webservice_get_site_info', 'core_group_get_groups'] });
  const closed = await makeService(api, { name: 'Closed', functions: ['core_user_delete_users'], requiredCapability: 'moodle/site:config' });
  const ana = await makeUser(api, { username: 'ana', firstName: 'Ana', lastName: 'Lopez' });
  const bob = await makeUser(api, { username: 'bob', firstName: 'Bob', lastName: 'Reyes' });
  await hold(api, ana, ['webservice/rest:use']);
  await makeKey(api, bob, groups, 'of bob');
  await makeKey(api, ana, closed, 'closed');
  const secret = await makeKey(api, ana, groups, 'open');
  const { tokens } = await api<{ tokens: { nodes: { id: string; name: string }[] } }>('{ tokens { nodes { id name } } }');
  const idOf = (name: string) => tokens.nodes.find((each) => each.name === name)?.id;
  return { secret, idOf };
}

async function asAna(page: Page) {
  await page.context().clearCookies();
  await page.evaluate(() => localStorage.clear());
  await signIn(page, 'ana', 'Enough characters 1!');
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
}

test('each key has its own documentation, that of others is refused, and reasons are told', async ({ admin: page, api }) => {
  const { idOf } = await furnish(api);
  await asAna(page);
  await expect(page).toHaveURL(/\/docs$/);
  await expect(page.getByText('You may call all 2 functions.')).toBeVisible();
  await page.goto(`/docs?key=${idOf('of bob')}`);
  await expect(page.getByText('This key is not yours, or it is gone.')).toBeVisible();
  await page.goto(`/docs?key=${idOf('closed')}`);
  await expect(page.getByText('You may call none of 1 function.')).toBeVisible();
  await page.getByRole('switch', { name: 'Show what I may not call' }).click();
  await expect(page.getByText(/^May not be called: /)).toBeVisible();
  await page.getByRole('link', { name: 'core_user_delete_users' }).click();
  await expect(page.getByText(/^Your key may not call it: /)).toBeVisible();
});

test('a pasted key stays in the tab, and is gone after a reload', async ({ admin: page, api }) => {
  const { secret } = await furnish(api);
  await asAna(page);
  await page.goto('/docs/core_webservice_get_site_info?language=python');
  const sent: string[] = [];
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''} ${JSON.stringify(request.headers())}`));
  await page.getByLabel('Paste a key').fill(secret);
  const sample = page.getByRole('region', { name: 'Sample in Python' });
  await expect(sample).toContainText(`"${secret}"`);
  await page.getByRole('radio', { name: 'Ruby' }).check({ force: true });
  await expect(page.getByRole('region', { name: 'Sample in Ruby' })).toContainText(secret);
  expect(page.url()).not.toContain(secret);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }))).not.toContain(secret);
  await page.reload();
  await expect(page.getByRole('region', { name: 'Sample in Ruby' })).toContainText('WS_TOKEN');
  expect(await page.content()).not.toContain(secret);
  expect(sent.filter((each) => each.includes(secret))).toEqual([]);
});

test('while the documentation is off, users are told so and see no link to it', async ({ admin: page, api }) => {
  await furnish(api);
  await api('mutation { updateSettings(input: { documentationOn: false }) { documentationOn } }');
  await asAna(page);
  await expect(page).toHaveURL(/\/my-keys$/);
  await expect(page.getByRole('link', { name: 'Docs', exact: true })).toHaveCount(0);
  await page.goto('/docs');
  await expect(page.getByText(/^The documentation is off on this site\./)).toBeVisible();
});

test('what is downloaded without a key is what the server gives with it', async ({ admin: page, api, server }) => {
  const { secret } = await furnish(api);
  await asAna(page);
  await page.goto('/docs/download');
  for (const file of ['openapi.json', 'postman.json', 'client.ts', 'client.go', 'client.py']) {
    const arrived = page.waitForEvent('download');
    await page.getByRole('button', { name: `Download ${file}` }).click();
    const download = await arrived;
    expect(download.suggestedFilename()).toBe(file);
    const given = await fetch(`${server.base}/webservice/descriptions/${file}`, { headers: { Authorization: `Bearer ${secret}` } });
    expect(readFileSync(await download.path(), 'utf8')).toBe(await given.text());
  }
});

test('everything stands on one page to print, and is found by the keyboard alone', async ({ admin: page, api }) => {
  await furnish(api);
  await asAna(page);
  await page.goto('/docs/print');
  await expect(page.getByText(/^2 functions, with examples over REST, JSON/)).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  for (const name of ['core_webservice_get_site_info', 'core_group_get_groups']) await expect(page.getByRole('heading', { name })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden();
  await page.emulateMedia({ media: 'screen' });

  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await expect(page).toHaveURL(/\/docs$/);
  await expect(page.getByText('You may call all 2 functions.')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('site_info');
  await expect(page.getByRole('link', { name: 'core_group_get_groups' })).toHaveCount(0);
  const link = page.getByRole('region', { name: 'Functions' }).getByRole('link', { name: 'core_webservice_get_site_info' });
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(link).toBeFocused({ timeout: 200 });
  }).toPass();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'core_webservice_get_site_info' })).toBeVisible();
});
