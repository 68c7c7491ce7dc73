// Web services as a whole, each protocol, the documentation for each user.
import { expect, test } from './fixtures';
import { makeKey, makeService, openForCalls, siteInfo } from './world';

test('web services are off at first with the reason, and switched on and back', async ({ admin: page }) => {
  await page.goto('/protocols');
  const whole = page.getByRole('switch', { name: 'Web services' });
  await expect(whole).not.toBeChecked();
  await expect(page.getByText('A new installation begins this way, so that nothing answers to the network before you have decided')).toBeVisible();
  await expect(page.getByText('All protocols are off. No application can call you.')).toBeVisible();

  await page.getByRole('switch', { name: 'REST', exact: true }).click({ force: true });
  await expect(page.getByText('REST is on.')).toBeVisible();
  await expect(page.getByText('Web services are off as a whole, so none of these answers.')).toBeVisible();
  await whole.click({ force: true });
  await expect(page.getByText('Web services are on.')).toBeVisible();
  await expect(whole).toBeChecked();
  await page.keyboard.press('Control+z');
  await expect(whole).not.toBeChecked();

  const documentation = page.getByRole('switch', { name: 'Documentation for each user' });
  await expect(documentation).not.toBeChecked();
  await documentation.click({ force: true });
  await expect(documentation).toBeChecked();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(documentation).not.toBeChecked();
});

test('who used a protocol is said before it is switched off', async ({ admin: page, api, server }) => {
  await openForCalls(api);
  const service = await makeService(api, { name: 'Group sync', functions: ['core_webservice_get_site_info'] });
  const { viewer } = await api<{ viewer: { id: string } }>('{ viewer { id } }');
  const secrets: string[] = [];
  for (const name of ['ci', 'sync', 'erp']) secrets.push(await makeKey(api, viewer.id, service, name));
  for (const secret of secrets) await expect.poll(() => siteInfo(server.base, secret)).toBe(200);
  await expect.poll(async () => (await api<{ protocols: { name: string; tokenCount: number }[] }>('{ protocols { name tokenCount } }')).protocols.find((each) => each.name === 'rest')?.tokenCount, { timeout: 20_000 }).toBe(3);

  await page.goto('/protocols');
  const rest = page.getByRole('switch', { name: 'REST', exact: true });
  await expect(page.getByRole('region', { name: 'REST' }).getByText(/\d+ calls/)).toBeVisible();
  await rest.click({ force: true });
  const dialog = page.getByRole('dialog', { name: 'Turn REST off?' });
  await expect(dialog.getByText(/3 keys used REST in the last 30 days: (ci|sync|erp), (ci|sync|erp) and (ci|sync|erp)\. Their calls will be refused\./)).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await expect(rest).toBeChecked();
  await rest.click({ force: true });
  await dialog.getByRole('button', { name: 'Turn REST off' }).click();
  await expect(rest).not.toBeChecked();
  await expect.poll(() => siteInfo(server.base, secrets[0] ?? '')).toBeGreaterThanOrEqual(400);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rest).toBeChecked();
  await expect.poll(() => siteInfo(server.base, secrets[0] ?? '')).toBe(200);
});

test('each address is shown with its formats, and copied', async ({ admin: page, server }) => {
  await page.goto('/protocols');
  const rest = page.getByRole('region', { name: 'REST' });
  await expect(rest.getByText(`${server.base}/webservice/rest/server.php`)).toBeVisible();
  await expect(rest.getByText('form in, XML or JSON out')).toBeVisible();
  await rest.getByRole('button', { name: `Copy the address ${server.base}/webservice/rest/server.php` }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${server.base}/webservice/rest/server.php`);
});
