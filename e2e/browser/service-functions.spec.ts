// What is in a service: adding, removing, deprecated and missing functions.
import { expect, test } from './fixtures';
import { deprecatedFunction, itsReplacement, makeService, withStaleFunctions } from './world';

test('functions are found by name, words, capability and parameter, and several are added at once', async ({ admin: page, api }) => {
  const service = await makeService(api, { name: 'Group sync' });
  await page.goto(`/services/${service}/functions`);
  await expect(page.getByText('This service is empty and does nothing.')).toBeVisible();
  await page.getByRole('button', { name: 'Add functions' }).click();
  await expect(page).toHaveURL(/\?add=functions$/);
  const picker = page.getByRole('dialog', { name: 'Add functions to “Group sync”' });
  const find = picker.getByRole('searchbox', { name: 'Find functions' });
  await expect(find).toBeFocused();
  await expect(picker.getByRole('button', { name: 'Add functions' })).toBeDisabled();

  await find.fill('no such function');
  await expect(picker.getByText('No function matches.')).toBeVisible();
  await picker.getByRole('button', { name: 'Clear search' }).click();

  await find.fill('cohort:manage'); // a capability
  await picker.getByRole('checkbox', { name: 'core_cohort_create_cohorts' }).check();
  await find.fill('descriptionformat'); // a parameter inside of a list
  await picker.getByRole('checkbox', { name: 'core_group_create_groups' }).check();
  await find.fill('Returns groups by their ids'); // words of the summary
  await picker.getByRole('checkbox', { name: 'core_group_get_groups' }).check();
  await find.fill('');
  // What was chosen stays chosen, and what it asks for is said before it is added.
  await expect(picker.getByRole('button', { name: 'Add 3 functions' })).toBeEnabled();
  await expect(picker.getByRole('status').getByText('moodle/cohort:manage')).toBeVisible();
  await expect(picker.getByRole('status').getByText('moodle/course:managegroups')).toBeVisible();

  await picker.getByLabel('Only functions that read').check();
  await expect(picker.getByRole('checkbox', { name: 'core_group_create_groups' })).toHaveCount(0);
  await picker.getByLabel('Only functions that read').uncheck();
  await picker.getByRole('button', { name: 'Add 3 functions' }).click();

  await expect(page.getByText('Added 3 functions to “Group sync”.')).toBeVisible();
  const table = page.getByRole('table', { name: 'Functions of the service' });
  await expect(table.getByRole('row')).toHaveCount(4);
  await expect(table.getByText('changes data')).toHaveCount(2);
  const needed = page.getByRole('region', { name: 'Capabilities that its functions ask for' });
  await expect(needed.getByText('moodle/cohort:manage')).toBeVisible();
  await expect(needed.getByText(/Held by .*Manager/).first()).toBeVisible();

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('This service is empty and does nothing.')).toBeVisible();
});

test('deprecated functions cannot be chosen; those in the service already neither', async ({ admin: page, api }) => {
  const service = await makeService(api, { name: 'Group sync', functions: ['core_group_get_groups'] });
  await page.goto(`/services/${service}/functions?add=functions`);
  const picker = page.getByRole('dialog');
  await expect(picker.getByRole('checkbox', { name: deprecatedFunction })).toBeDisabled();
  await expect(picker.getByText('deprecated', { exact: true }).first()).toBeVisible();
  await expect(picker.getByText(`replaced by ${itsReplacement}`)).toBeVisible();
  await expect(picker.getByRole('checkbox', { name: 'core_group_get_groups', exact: true })).toBeDisabled();
  // Nor by choosing all.
  await picker.getByRole('checkbox', { name: /^All \d+ of moodle$/ }).check();
  await picker.getByRole('button', { name: /^Add \d+ functions$/ }).click();
  await expect(page.getByRole('table', { name: 'Functions of the service' }).getByRole('row').nth(2)).toBeVisible();
  const { service: after } = await api<{ service: { functions: { name: string }[] } }>('query ($id: ID!) { service(id: $id) { functions { name } } }', { id: service });
  expect(after.functions.map((each) => each.name)).not.toContain(deprecatedFunction);
  expect(after.functions.length).toBeGreaterThan(15);
});

test('a removed function comes back with Undo, one or several', async ({ admin: page, api }) => {
  const service = await makeService(api, { name: 'Group sync', functions: ['core_webservice_get_site_info', 'core_group_get_groups', 'core_group_delete_groups'] });
  await page.goto(`/services/${service}/functions`);
  const table = page.getByRole('table', { name: 'Functions of the service' });
  await table.getByRole('button', { name: 'Remove core_group_delete_groups' }).click();
  await expect(page.getByText('Removed core_group_delete_groups from “Group sync”.')).toBeVisible();
  await expect(table.getByRole('row')).toHaveCount(3);
  await page.keyboard.press('Control+z');
  await expect(table.getByRole('row')).toHaveCount(4);

  await table.getByRole('checkbox', { name: 'Choose core_group_get_groups' }).check();
  await table.getByRole('checkbox', { name: 'Choose core_webservice_get_site_info' }).check();
  await page.getByRole('button', { name: 'Remove from service' }).click();
  await expect(page.getByText('Removed 2 functions from “Group sync”.')).toBeVisible();
  await expect(table.getByRole('row')).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(table.getByRole('row')).toHaveCount(4);

  await page.getByLabel('Only functions that read').check();
  await expect(page).toHaveURL(/\?kind=READ$/);
  await expect(table.getByText('core_group_delete_groups')).toHaveCount(0);
  await page.getByPlaceholder('Name, words or capability').fill('cohort');
  await expect(page.getByText('No function of the service matches.')).toBeVisible();
});

test('deprecated and missing functions stay listed, are marked, and are asked about before they go', async ({ admin: page, api, server }) => {
  const service = await makeService(api, { name: 'Legacy', functions: ['core_group_get_groups'] });
  withStaleFunctions(server.database, service);
  await page.goto(`/services/${service}/functions`);
  const table = page.getByRole('table', { name: 'Functions of the service' });
  await expect(page.getByText('1 function is deprecated. It goes on working here, and cannot be added anywhere else.')).toBeVisible();
  await expect(page.getByText('1 function is missing: this program no longer has local_timetable_get_slots.')).toBeVisible();
  await expect(table.getByText('missing', { exact: true })).toBeVisible();
  await expect(table.getByText(`replaced by ${itsReplacement}`)).toBeVisible();

  await page.getByRole('button', { name: 'Add its replacement' }).click();
  await expect(table.getByRole('link', { name: itsReplacement })).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Add its replacement' })).toHaveCount(0);

  await table.getByRole('button', { name: `Remove ${deprecatedFunction}` }).click();
  const dialog = page.getByRole('dialog', { name: `Remove ${deprecatedFunction}?` });
  await expect(dialog.getByText('cannot be added again')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(table.getByRole('row')).toHaveCount(5);
  await table.getByRole('button', { name: `Remove ${deprecatedFunction}` }).click();
  await dialog.getByRole('button', { name: 'Remove from service' }).click();
  await expect(table.getByRole('row')).toHaveCount(4);

  await table.getByRole('link', { name: 'local_timetable_get_slots' }).click();
  await expect(page.getByText('This program no longer has the function. Services that hold it keep it listed')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Legacy' })).toBeVisible();
});
