// The promise to somebody who writes a client: from nothing to a working call with a key of one's own. First the administrator lets users
// make keys, then a new user chooses a password, makes a key, reads its documentation and calls.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { administrator, expect, measured, setUpLink, test } from './fixtures';

test('first run to the first call of a new user with a new key', async ({ page, server, browser }, info) => {
  let clicks = 0;
  const count = async (of: Page) => {
    await of.exposeFunction('countClick', () => (clicks += 1));
    await of.addInitScript(() => {
      addEventListener('click', (event) => event.isTrusted && event.detail > 0 && (window as unknown as { countClick: () => void }).countClick(), { capture: true });
    });
  };
  await count(page);
  const began = Date.now();

  clicks += 1; // opening the link that the server prints
  await page.goto(await setUpLink(server));
  await page.getByLabel('E-mail').fill(administrator.email);
  await page.getByLabel('Password', { exact: true }).fill(administrator.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  const steps = page.getByRole('region', { name: 'Set-up' });
  await steps.getByText('Users as clients').click();
  await steps.getByRole('button', { name: 'Turn on', exact: true }).first().click();
  await expect(steps.getByText('Web services are on')).toBeVisible();
  await steps.getByRole('button', { name: 'Turn REST on' }).click();
  await steps.getByRole('button', { name: 'Let them' }).click();
  await expect(steps.getByText('Users may make their own keys')).toBeVisible();
  await steps.getByRole('button', { name: 'Turn on', exact: true }).click();
  await expect(steps.getByText('The documentation for users is on')).toBeVisible();
  await steps.getByRole('link', { name: 'Create service' }).click();
  await page.getByRole('radio', { name: /Read-only reporting/ }).click({ force: true });
  await page.getByRole('button', { name: 'Create service' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Read-only reporting' })).toBeVisible();
  await page.getByRole('link', { name: 'Users', exact: true }).first().click();
  await page.getByRole('link', { name: 'Create user' }).click();
  await page.getByLabel('User name').fill('ana');
  await page.getByLabel('First name').fill('Ana');
  await page.getByLabel('Last name').fill('Lopez');
  await page.getByLabel('E-mail').fill('ana@example.org');
  await page.getByRole('button', { name: 'Create user' }).click();
  await page.getByRole('button', { name: 'Make password link' }).click();
  const link = await page.getByText(/\/password\/\w+/).innerText();
  const [prepared, from] = [clicks, Date.now()];

  const context = await browser.newContext({ baseURL: server.base, permissions: ['clipboard-read', 'clipboard-write'] });
  const ana = await context.newPage();
  await count(ana);
  clicks += 1; // opening the link
  await ana.goto(link);
  await ana.getByLabel('Password', { exact: true }).fill('Enough characters 1!');
  await ana.keyboard.press('Enter');
  await ana.getByRole('button', { name: 'Create key' }).first().click();
  await ana.getByLabel('Name', { exact: true }).fill('report');
  await ana.getByRole('dialog').getByRole('button', { name: 'Create key' }).click();
  await ana.getByRole('button', { name: 'Copy', exact: true }).click();
  const key = await ana.evaluate(() => navigator.clipboard.readText());
  await ana.getByRole('link', { name: 'Open its documentation' }).click();
  const sample = await ana.getByRole('region', { name: /^First call|^Sample in|^Command/ }).first().innerText();
  const file = info.outputPath('call.sh');
  writeFileSync(file, sample.replace(/^Copy$/m, ''));
  const answer = execFileSync('bash', [file], { encoding: 'utf8', env: { ...process.env, WS_TOKEN: key } });
  expect(JSON.parse(answer)).toMatchObject({ username: 'ana' });

  const total = (Date.now() - began) / 1000;
  const own = (Date.now() - from) / 1000;
  measured(`first run to the first call of a new user: ${clicks} clicks, ${total.toFixed(1)} s; of them the user's own ${clicks - prepared} clicks, ${own.toFixed(1)} s`);
  expect(clicks - prepared).toBeLessThanOrEqual(6);
  expect(own).toBeLessThan(120);
  await context.close();
});
