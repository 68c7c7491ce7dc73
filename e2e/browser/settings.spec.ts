// The settings of the site, each group with a save of its own.
import { expect, test } from './fixtures';
import { makeCaller, siteInfo } from './world';

test('each field is refused with its reason, and nothing of it is saved', async ({ admin: page, api }) => {
  await page.goto('/settings');
  await page.getByLabel('Name of the site').fill(' ');
  await page.getByLabel('Short name').fill('');
  await page.getByRole('button', { name: 'Save general settings' }).click();
  await expect(page.getByText('Write a name.').first()).toBeVisible();
  await expect(page.getByText('Write a short name.').first()).toBeVisible();

  await page.getByRole('radio', { name: /^Long/ }).check();
  await page.getByRole('textbox', { name: 'Least number of characters' }).fill('0');
  await page.getByRole('button', { name: 'Save security settings' }).click();
  await expect(page.getByText('Write a whole number from 1 to 512.')).toBeVisible();

  await page.getByLabel('Days that a key made by signing in lasts').fill('soon');
  await page.getByRole('button', { name: 'Save key settings' }).click();
  await expect(page.getByText('Write a whole number from 1 to 36,500.')).toBeVisible();

  await page.getByLabel('Largest file, in megabytes').fill('-5');
  await page.getByRole('button', { name: 'Save file settings' }).click();
  await expect(page.getByText('Write a number of megabytes, for example 64.')).toBeVisible();

  await page.getByLabel('Days that calls are kept').fill('1.5');
  await page.getByRole('button', { name: 'Save log settings' }).click();
  await expect(page.getByText('Write a whole number from 0 to 36,500.')).toBeVisible();

  for (const wrong of ['-1', '1.5', 'many', '1000000001']) {
    await page.getByLabel('Calls per minute from each address').fill(wrong);
    await page.getByRole('button', { name: 'Save limit settings' }).click();
    await expect(page.getByText('Write a whole number up to 1,000,000,000, or nothing.')).toBeVisible();
  }

  for (const wrong of ['app.example.org', 'https://app.example.org/path', 'https://APP.example.org', 'ftp://app.example.org', 'null', '*']) {
    await page.getByLabel('May call the admin API').fill(wrong);
    await page.getByRole('button', { name: 'Save web site settings' }).click();
    await expect(page.getByText(`“${wrong}” is not a web site such as https://app.example.org`)).toBeVisible();
  }
  const { settings } = await api<{ settings: Record<string, unknown> }>('{ settings { siteName callDays signInDays adminOrigins } }');
  expect(settings).toEqual({ siteName: 'Gatehouse', callDays: 90, signInDays: 84, adminOrigins: [] });
});

test('each group is saved by itself, and what another one changed beside it stays', async ({ admin: page, api }) => {
  await page.goto('/settings');
  await page.getByLabel('Name of the site').fill('Nordwind');
  await api('mutation { updateSettings(input: { siteShortName: "nordwind", callDays: 30 }) { siteName } }');
  await page.getByRole('combobox', { name: 'Time zone' }).fill('berl');
  await page.getByRole('option', { name: 'Europe/Berlin' }).click();
  await page.getByRole('button', { name: 'Save general settings' }).click();
  await expect(page.getByText('Saved the general settings.')).toBeVisible();
  await expect(page.getByLabel('Days that calls are kept')).toHaveValue('30');
  await expect(page.getByRole('link', { name: 'Nordwind' })).toBeVisible();

  await page.getByRole('switch', { name: 'Keys may stand in the address' }).click({ force: true });
  await page.getByRole('switch', { name: 'User name and password instead of a key' }).click({ force: true });
  await expect(page.getByText('Turn this on only for applications that cannot use a key, and over an encrypted connection.')).toBeVisible();
  await page.getByRole('button', { name: 'Save key settings' }).click();
  await expect(page.getByText('Saved the key settings.')).toBeVisible();

  await page.getByLabel('May call the protocols').fill('https://app.example.org\nhttps://b.example.org');
  await page.getByRole('button', { name: 'Save web site settings' }).click();
  await expect(page.getByText('Saved the web site settings.')).toBeVisible();
  await page.getByLabel('Largest file, in megabytes').fill('12.5');
  await page.getByLabel('Largest file, in megabytes').press('Enter');
  await expect(page.getByText('Saved the file settings.')).toBeVisible();
  await page.getByRole('radio', { name: /^As Moodle/ }).check();
  await page.getByRole('button', { name: 'Save security settings' }).click();
  await expect(page.getByText('Saved the security settings.')).toBeVisible();

  const { settings } = await api<{ settings: Record<string, unknown> }>('{ settings { siteName siteShortName timezone callDays tokenInURL passwordEndpoints callOrigins uploadLimit passwordPolicy } }');
  expect(settings).toEqual({
    siteName: 'Nordwind', siteShortName: 'nordwind', timezone: 'Europe/Berlin', callDays: 30, tokenInURL: false, passwordEndpoints: true,
    callOrigins: ['https://app.example.org', 'https://b.example.org'], uploadLimit: 12.5 * 1024 * 1024, passwordPolicy: 'moodle',
  });
});

test('maintenance begins and ends at once, and is taken back', async ({ admin: page, api }) => {
  await page.goto('/settings');
  const maintenance = page.getByRole('switch', { name: 'Maintenance' });
  await maintenance.click({ force: true });
  await expect(page.getByText('The site is under maintenance. Calls are refused.')).toBeVisible();
  expect(await api('{ settings { maintenance } }')).toEqual({ settings: { maintenance: true } });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(maintenance).not.toBeChecked();
});

test('limits on calls begin empty, hold for keys that say nothing, and are taken away by emptying them', async ({ admin: page, api, server }) => {
  const { secret } = await makeCaller(api);
  const seen = () => api('{ settings { callsPerMinute burst callsPerDay addressCallsPerMinute addressBurst sharedLimits } }');
  await page.goto('/settings');
  const card = page.getByRole('region', { name: 'Limits on calls' });
  await expect(card.getByLabel('Calls per day')).toHaveValue('');
  await expect(card.getByLabel('Calls per day')).toHaveAttribute('placeholder', 'Not limited');
  await card.getByLabel('Calls per day').fill('2');
  await card.getByLabel('Calls per minute from each address').fill('600');
  await card.getByRole('button', { name: 'Save limit settings' }).click();
  await expect(page.getByText('Saved the limit settings.')).toBeVisible();
  expect(await seen()).toEqual({ settings: { callsPerMinute: 0, burst: 0, callsPerDay: 2, addressCallsPerMinute: 600, addressBurst: 0, sharedLimits: false } });
  for (const status of [200, 200, 429]) expect(await siteInfo(server.base, secret)).toBe(status);
  await card.getByLabel('Calls per day').fill('');
  await card.getByLabel('Calls per minute from each address').fill('0');
  await card.getByRole('button', { name: 'Save limit settings' }).click();
  await expect.poll(seen).toEqual({ settings: { callsPerMinute: 0, burst: 0, callsPerDay: 0, addressCallsPerMinute: 0, addressBurst: 0, sharedLimits: false } });
  expect(await siteInfo(server.base, secret)).toBe(200);
});
