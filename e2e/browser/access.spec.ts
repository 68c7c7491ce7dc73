// What may this user call? Every function with its outcome, and the button that changes it.
import { expect, expectAccessible, test } from './fixtures';
import { makeService, makeUser } from './world';

test('everything in the way is said with its remedy, and mended one after the other', async ({ admin: page, api }) => {
  const user = await makeUser(api, { username: 'ana', firstName: 'Ana', lastName: 'Lopez' });
  await makeService(api, { name: 'Group sync', shortName: 'group_sync', authorisedUsersOnly: true, functions: ['core_webservice_get_site_info', 'core_group_create_groups'] });
  await page.goto('/access');
  await expect(page.getByText('Pick a user.')).toBeVisible();
  await page.getByRole('combobox', { name: 'User' }).fill('ana');
  await page.getByRole('option', { name: 'Ana Lopez (ana)' }).click();
  await expect(page.getByText('Ana Lopez may call nothing')).toBeVisible();
  await page.getByRole('combobox', { name: 'Service' }).click();
  await page.getByRole('option', { name: 'Group sync' }).click();
  await expect(page).toHaveURL(new RegExp(`user=${user}&service=\\d+`));

  const outcome = page.getByRole('region', { name: 'Outcome' });
  await outcome.getByRole('button', { name: 'Turn on web services' }).click();
  await outcome.getByRole('button', { name: 'Turn on rest' }).click();
  await outcome.getByRole('button', { name: 'Grant webservice/rest:use' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make and assign “Group sync user”' }).click();
  const table = page.getByRole('table', { name: 'Functions' });
  await expect(table.getByText('user not authorised')).toHaveCount(2);
  await expectAccessible(page);

  await page.goto(`${page.url()}&function=core_group_create_groups`);
  const drawer = page.getByRole('dialog', { name: 'Every check, in order' });
  await expect(drawer.getByRole('listitem').filter({ hasText: 'Refused:' })).toHaveText(/The user is authorised for the service.*The user ana is not an authorised user/);
  await expect(drawer.getByRole('listitem').filter({ hasText: 'Not asked:' })).toHaveCount(2);
  await expectAccessible(page);
  await drawer.getByRole('button', { name: 'Authorise user' }).click();
  await expect(drawer.getByText('Refused:')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/function=/);
  await expect(page.getByText('Ana Lopez may call 2 functions')).toBeVisible();
  await expect(table.getByText('allowed', { exact: true })).toHaveCount(2);

  await table.getByRole('link', { name: 'core_group_create_groups' }).click();
  await expect(drawer.getByText('Passed:').first()).toBeAttached();
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Outcome' }).click();
  await page.getByRole('option', { name: 'Refused' }).click();
  await expect(page.getByText('Nothing matches.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).first().click();

  await page.getByLabel('From the address').fill('999.1.1.1');
  await page.keyboard.press('Enter');
  await expect(page.getByText('"999.1.1.1" is not an address')).toBeVisible();
  await page.getByLabel('From the address').fill('203.0.113.9');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/over REST, from 203\.0\.113\.9\.$/)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('From the address')).toHaveValue('203.0.113.9');
  await expect(page.getByText('Ana Lopez may call 2 functions')).toBeVisible();
});
