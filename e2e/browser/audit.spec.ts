// The audit trail: found by its filters, read field by field, and put back.
import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures';
import { makeService } from './world';

test('a change is found, read and put back, and where it went is said', async ({ admin: page, api }) => {
  const id = await makeService(api, { name: 'Group sync', functions: ['core_group_get_groups', 'core_group_delete_groups'] });
  await api('mutation ($id: ID!) { removeFunctions(service: $id, functions: ["core_group_delete_groups"]) { id } }', { id });
  await page.goto('/audit?action=service.update&time=day');
  await expect(page.getByRole('list', { name: 'Active filters' })).toContainText('Action: Changed service');
  await page.getByRole('table', { name: 'Changes' }).getByRole('link', { name: 'Changed service' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Changed service' })).toBeVisible();
  const fields = page.getByRole('table', { name: 'What changed' });
  await expect(fields.getByText('core_group_delete_groups (removed)')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Group sync' })).toHaveAttribute('href', `/services/${id}/functions`);
  const change = page.url();

  await page.getByRole('button', { name: 'Put back' }).click();
  const dialog = page.getByRole('dialog', { name: 'Put “Group sync” back?' });
  await expect(dialog.getByText('Functions will be as before this change.')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Put back' }).click();
  await expect(page.getByText('It stands in the audit trail as')).toBeVisible();
  const { service } = await api<{ service: { functionCount: number } }>('query ($id: ID!) { service(id: $id) { functionCount } }', { id });
  expect(service.functionCount).toBe(2);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByRole('link', { name: 'a change of its own' }).click();
  await expect(fields.getByText('core_group_delete_groups (added)')).toBeVisible();

  // Once more: the first change is no longer the last, and what came after it is not written over.
  await page.goto(change);
  await page.getByRole('button', { name: 'Put back' }).click();
  await expect(dialog.getByText('It was changed again since')).toBeVisible();
  await dialog.getByRole('button', { name: 'Put back' }).click();
  await expect(dialog.getByText(/Someone else changed this/)).toBeVisible();
});

test('the trail is narrowed by its address, and the filtered list is exported', async ({ admin: page, api }) => {
  await makeService(api, { name: '=HYPERLINK("x")' });
  await makeService(api, { name: 'Nightly <b>export</b>' });
  await page.goto('/audit');
  await page.getByRole('searchbox', { name: 'Find by object' }).fill('Nightly');
  await expect(page).toHaveURL(/subject=Nightly/);
  const rows = page.getByRole('table', { name: 'Changes' }).getByRole('row');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText('Nightly <b>export</b>');
  await page.getByRole('searchbox', { name: 'Find by object' }).fill('No such thing');
  await expect(page.getByText('Nothing matches.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();

  await page.getByRole('combobox', { name: 'Action' }).fill('Created serv');
  await page.getByRole('option', { name: 'Created service' }).click();
  await expect(page).toHaveURL(/action=service\.create/);
  await expect(rows).toHaveCount(3);
  await page.getByRole('button', { name: 'Export' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /CSV/ }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  expect(text.trim().split('\r\n')).toHaveLength(3);
  expect(text).toContain(`"'=HYPERLINK(""x"")"`);

  await page.goto('/audit/999999');
  await expect(page.getByRole('heading', { level: 1, name: 'No such change' })).toBeVisible();
});
