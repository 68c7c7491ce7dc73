// Reading about every function in the catalogue.
import { expect, test } from './fixtures';
import { deprecatedFunction, itsReplacement, makeService } from './world';

test('the catalogue is narrowed by its address, and says which services hold what', async ({ admin: page, api }) => {
  await makeService(api, { name: 'Group sync', functions: ['core_group_get_groups'] });
  await page.goto('/functions');
  const table = page.getByRole('table', { name: 'Functions' });
  const row = table.getByRole('row', { name: /^core_group_get_groups / });
  await expect(row.getByRole('link', { name: 'Group sync' })).toBeVisible();
  await expect(table.getByRole('row', { name: /^core_user_create_users/ }).getByText('in none')).toBeVisible();

  await page.getByRole('combobox', { name: 'Deprecated' }).click();
  await page.getByRole('option', { name: 'Yes' }).click();
  await expect(page).toHaveURL(/\?deprecated=yes$/);
  await expect(table.getByRole('link', { name: 'core_group_get_groups' })).toHaveCount(0);
  await expect(table.getByText(`replaced by ${itsReplacement}`)).toBeVisible();
  await expect(table.getByText(/^replaced by /)).toHaveCount((await table.getByRole('row').count()) - 1);

  await page.goto('/functions?kind=WRITE&q=moodle/cohort:manage');
  await expect(table.getByRole('link', { name: 'core_cohort_create_cohorts' })).toBeVisible();
  await expect(table.getByRole('link', { name: 'core_group_create_groups' })).toHaveCount(0);
  await expect(table.getByRole('link', { name: 'core_cohort_search_cohorts' })).toHaveCount(0); // only reads
  await page.getByPlaceholder('Name, words, capability or parameter').fill('nothing like it');
  await expect(page.getByText('No function matches.')).toBeVisible();
});

test('a function is documented: parameters, result, capabilities, an example that works', async ({ admin: page }) => {
  await page.goto('/functions');
  await page.getByRole('link', { name: 'core_group_create_groups' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'core_group_create_groups' })).toBeVisible();
  const parameters = page.getByRole('list', { name: 'Parameters' });
  await expect(parameters.getByRole('listitem').first()).toContainText('groups list of objects required');
  await expect(parameters.getByText('Id of the course that the group is for.')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Result' }).getByText('Name, as it was stored.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Capabilities' }).getByText('moodle/course:managegroups')).toBeVisible();
  const example = page.getByRole('region', { name: 'Command' });
  await expect(example).toContainText('/webservice/rest/core_group_create_groups');
  await page.getByText('As Moodle’s').click();
  await expect(example).toContainText("--data-urlencode 'groups[0][courseid]=2'");

  await page.goto('/functions/core_no_such_function');
  await expect(page.getByRole('heading', { level: 1, name: 'No such function' })).toBeVisible();
});

test('a function is added to a service from its page, once', async ({ admin: page, api }) => {
  const service = await makeService(api, { name: 'Group sync', functions: ['core_group_get_groups'] });
  await page.goto('/functions/core_group_get_groups');
  await page.getByRole('button', { name: 'Add to a service' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add to a service' });
  await dialog.getByRole('button', { name: 'Add function' }).click();
  await expect(dialog.getByText('Choose a service.')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Service' }).fill('group');
  await page.getByRole('option', { name: 'Group sync' }).click();
  await dialog.getByRole('button', { name: 'Add function' }).click();
  await expect(dialog.getByText('“Group sync” holds it already.')).toBeVisible();

  await page.goto('/functions/core_group_delete_groups');
  await expect(page.getByText('No service holds it, so nobody can call it.')).toBeVisible();
  await page.getByRole('button', { name: 'Add to a service' }).click();
  await dialog.getByRole('combobox', { name: 'Service' }).fill('group');
  await page.getByRole('option', { name: 'Group sync' }).click();
  await dialog.getByRole('button', { name: 'Add function' }).click();
  await expect(page.getByText('Added core_group_delete_groups to “Group sync”.')).toBeVisible();
  await page.getByRole('region', { name: 'In services' }).getByRole('link', { name: 'Group sync' }).click();
  await expect(page).toHaveURL(new RegExp(`/services/${service}/functions$`));
});

test('a deprecated function says what replaces it, and cannot be added', async ({ admin: page }) => {
  await page.goto(`/functions/${deprecatedFunction}`);
  await expect(page.getByText('It is deprecated, and cannot be added to services. Those that hold it keep it.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add to a service' })).toHaveCount(0);
  await page.getByRole('link', { name: itsReplacement }).click();
  await expect(page.getByRole('heading', { level: 1, name: itsReplacement })).toBeVisible();
});
