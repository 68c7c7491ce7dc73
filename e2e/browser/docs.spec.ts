// The documentation of a key: what it may call and nothing else, and a pasted key that never leaves the tab.
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
