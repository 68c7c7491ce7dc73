// The settings of a service, and two administrators who change it at once.
import { expect, test } from './fixtures';
import { makeCaller, makeKey, makeService, makeUser, siteInfo } from './world';

const rename = 'mutation ($id: ID!, $name: String!, $up: Boolean) { updateService(id: $id, input: { name: $name, uploadFiles: $up }) { id } }';
const named = 'query ($id: ID!) { service(id: $id) { name uploadFiles downloadFiles } }';
type Named = { service: { name: string; uploadFiles: boolean; downloadFiles: boolean } };

test('saving is refused with the reason, and says beforehand what it will do', async ({ admin: page, api }) => {
  const service = await makeService(api, { name: 'Group sync', shortName: 'group_sync' });
  await makeService(api, { name: 'Other', shortName: 'other' });
  const user = await makeUser(api, { username: 'ana', firstName: 'Ana', lastName: 'Lopez' });
  await makeKey(api, user, service, 'ci');
  await makeKey(api, user, service, 'nightly');
  await page.goto(`/services/${service}/settings`);
  const save = page.getByRole('button', { name: 'Save service' });

  await page.getByLabel('Name', { exact: true }).fill('  ');
  await save.click();
  await expect(page.getByText('Write a name. People know the service by it.')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('Other');
  await page.getByLabel('Short name').fill('other');
  await save.click();
  await expect(page.getByText('another service has the short name other: choose another').first()).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('Group sync');
  await page.getByLabel('Short name').fill('group_sync');

  await page.getByRole('switch', { name: 'The service is on' }).click({ force: true });
  await expect(page.getByText('2 keys stop working at once.').first()).toBeVisible();
  await page.getByRole('switch', { name: 'Authorised users only' }).click({ force: true });
  await expect(page.getByText('Nobody is authorised yet: every call is refused until you add users.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Required capability' }).fill('managegroups');
  await page.getByRole('option', { name: 'moodle/course:managegroups' }).click();
  await expect(page.getByText('Calls of users who lack moodle/course:managegroups are refused.')).toBeVisible();
  await page.getByLabel('Short name').fill('groups');
  await expect(page.getByText('Applications that ask for “group_sync” at /login/token.php get no key any more.')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Saved “Group sync”.')).toBeVisible();
  await expect(page.getByText('off', { exact: true })).toBeVisible();
  await expect(page.getByText('groups · 0 authorised users')).toBeVisible();
  // Nothing is left to ask about.
  await page.getByRole('link', { name: 'Services', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Services' })).toBeVisible();
});

test('the second of two administrators is told, sees the change, and saves over it', async ({ admin: page, api }) => {
  const service = await makeService(api, { name: 'Group sync' });
  await page.goto(`/services/${service}/settings`);
  await page.getByLabel('Name', { exact: true }).fill('Mine');
  await page.getByRole('switch', { name: 'Files may be downloaded' }).click({ force: true });
  await api(rename, { id: service, name: 'Theirs', up: true });

  await page.getByRole('button', { name: 'Save service' }).click();
  await expect(page.getByText(/Someone else changed this service at \d\d:\d\d\. Nothing of yours is saved yet\./)).toBeVisible();
  expect((await api<Named>(named, { id: service })).service.name).toBe('Theirs');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Mine');

  await page.getByRole('button', { name: 'See their change' }).click();
  const table = page.getByRole('table', { name: 'Their change and yours' });
  await expect(table.getByRole('row', { name: /Name/ })).toContainText('Theirs');
  await expect(table.getByRole('row', { name: /Name/ })).toContainText('Mine');
  await expect(table.getByRole('row', { name: 'Files may be uploaded yes no' })).toBeVisible();

  await page.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(page.getByText('Saved “Mine”.')).toBeVisible();
  // What only the other one changed stays.
  expect((await api<Named>(named, { id: service })).service).toEqual({ name: 'Mine', uploadFiles: true, downloadFiles: true });
});

test('the second of two administrators takes the change of the first', async ({ admin: page, api }) => {
  const service = await makeService(api, { name: 'Group sync' });
  await page.goto(`/services/${service}/settings`);
  await page.getByLabel('Name', { exact: true }).fill('Mine');
  await api(rename, { id: service, name: 'Theirs' });
  await page.getByRole('button', { name: 'Save service' }).click();
  await page.getByRole('button', { name: 'See their change' }).click();
  await page.getByRole('button', { name: 'Take theirs' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Theirs');
  await expect(page.getByText('Someone else changed this service')).toHaveCount(0);
  // A third change is told apart again.
  await page.getByLabel('Name', { exact: true }).fill('Mine again');
  await page.getByRole('button', { name: 'Save service' }).click();
  await expect(page.getByText('Saved “Mine again”.')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('Once more');
  await page.getByRole('button', { name: 'Save service' }).click();
  await expect(page.getByText('Saved “Once more”.')).toBeVisible();
});

test('a limit holds for all keys of the service together, and stands on its page', async ({ admin: page, api, server }) => {
  const { service, user, secret } = await makeCaller(api);
  const other = await makeKey(api, user, service, 'nightly');
  await page.goto(`/services/${service}/settings`);
  await expect(page.getByText('at most')).toHaveCount(0);
  await page.getByLabel('Calls per day').fill('-5');
  await page.getByRole('button', { name: 'Save service' }).click();
  await expect(page.getByText('Write a whole number up to 1,000,000,000, or nothing.')).toBeVisible();
  await page.getByLabel('Calls per day').fill('2');
  await page.getByLabel('Calls per minute').fill('60');
  await page.getByLabel('Of them at once').fill('10');
  await page.getByRole('button', { name: 'Save service' }).click();
  await expect(page.getByText('Saved “Group sync”.')).toBeVisible();
  await expect(page.getByText('at most 60 calls per minute, 10 at once; 2 calls per day')).toBeVisible();
  for (const [key, status] of [[secret, 200], [other, 200], [secret, 429], [other, 429]] as const) expect(await siteInfo(server.base, key)).toBe(status);
  await page.getByLabel('Calls per day').fill('');
  await page.getByRole('button', { name: 'Save service' }).click();
  await expect(page.getByText('at most 60 calls per minute, 10 at once', { exact: false })).toBeVisible();
  await expect.poll(() => siteInfo(server.base, other)).toBe(200);
});
