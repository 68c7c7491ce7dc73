// Hostile names of services and of the site are text on every page, in every dialog and in every file.
import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures';
import { expectText, hacked, hostileNames } from './hostile';
import { authorise, makeKey, makeService, makeUser } from './world';

test('twenty hostile names are text in lists, on pages and in dialogs', async ({ admin: page, api }) => {
  test.setTimeout(180_000);
  page.on('dialog', () => expect(false, 'a script has run').toBe(true));
  const [ids, users]: [string[], string[]] = [[], []];
  for (const [index, name] of hostileNames.entries()) {
    ids.push(await makeService(api, { name, authorisedUsersOnly: true, functions: ['core_webservice_get_site_info', 'core_group_get_groups'] }));
    users.push(await makeUser(api, { username: `hostile${index}`, firstName: name.slice(0, 100), lastName: 'X' }));
  }
  const [first = ''] = ids;
  await authorise(api, first, users);
  for (const [index, name] of hostileNames.entries()) await makeKey(api, users[index] ?? '', first, name.slice(0, 100));

  await page.goto('/services');
  await expectText(page.getByRole('table', { name: 'Services' }), hostileNames);
  await page.goto(`/services/${first}/users`);
  await expectText(page.getByRole('table', { name: 'Authorised users' }), hostileNames.map((name) => `${name.slice(0, 100)} X`));
  await page.goto(`/services/${first}/keys`);
  await expectText(page.getByRole('table', { name: 'Security keys of the service' }), hostileNames.map((name) => name.slice(0, 100)));
  await page.goto(`/services/${first}/settings`);
  await page.getByRole('button', { name: 'Delete service' }).click();
  await page.getByRole('dialog').getByLabel(/to go on$/).fill(hostileNames[0] ?? '');
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Delete service' })).toBeEnabled();

  for (const [index, name] of hostileNames.entries()) {
    await page.goto(`/services/${ids[index]}/functions?add=functions`);
    await expect(page.getByRole('heading', { level: 1, includeHidden: true })).toHaveText(name);
    await expect(page.getByRole('heading', { name: `Add functions to “${name}”` })).toBeVisible();
    await expect(page).toHaveTitle(new RegExp(' · Gatehouse$'));
    expect(await page.evaluate(hacked)).toBe(false);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }

  await page.goto('/functions/core_group_get_groups');
  await expectText(page.getByRole('region', { name: 'In services' }), hostileNames);
  await page.goto('/functions');
  expect(await page.evaluate(hacked)).toBe(false);

  await page.goto('/services');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'CSV, for spreadsheets' }).click();
  const csv = await readFile(await (await saved).path(), 'utf8');
  expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
  expect(csv).toContain(`'@SUM(1+1)|cmd`);
});

test('hostile names of the site are text in the rail and the title', async ({ admin: page }) => {
  await page.goto('/settings');
  await page.getByLabel('Name of the site').fill('<img src=x onerror="window.hacked=1">');
  await page.getByRole('button', { name: 'Save general settings' }).click();
  await expect(page.getByRole('link', { name: '<img src=x onerror="window.hacked=1">' })).toBeVisible();
  await expect(page).toHaveTitle('Settings · <img src=x onerror="window.hacked=1">');
  expect(await page.evaluate(hacked)).toBe(false);
});
