// From the printed link to the first call: the promise is four clicks and two typed fields, in less than two minutes.
import { execFileSync } from 'node:child_process';
import { administrator, expect, measured, setUpLink, test } from './fixtures';

test('first run to first call takes four clicks', async ({ page, server }) => {
  let clicks = 1; // opening the link
  await page.exposeFunction('countClick', () => (clicks += 1));
  await page.addInitScript(() => {
    addEventListener('click', (event) => event.isTrusted && event.detail > 0 && (window as unknown as { countClick: () => void }).countClick(), { capture: true });
  });
  const began = Date.now();

  await page.goto(await setUpLink(server));
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await page.keyboard.type(administrator.email);
  await page.getByLabel('Password', { exact: true }).fill(administrator.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('Nothing can be called yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Set up for me' }).click();
  await expect(page.getByRole('heading', { name: 'Key created' })).toBeVisible();
  await expect(page.getByText('Waiting for the first call with this key…')).toBeVisible();
  await page.getByRole('button', { name: 'Copy command' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();

  const command = await page.evaluate(() => navigator.clipboard.readText());
  const answer = execFileSync('bash', ['-c', command], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  expect(JSON.parse(answer)).toMatchObject({ username: 'quickstart' });
  await expect(page.getByText(/First call arrived: answered in \d+ ms/)).toBeVisible();

  const seconds = (Date.now() - began) / 1000;
  measured(`first run to first call: ${clicks} clicks, ${seconds.toFixed(1)} s`);
  expect(clicks).toBeLessThanOrEqual(4);
  expect(seconds).toBeLessThan(120);

  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await expect(page.getByText('Set-up is complete')).toBeVisible();
});

test('each step can be done where it stands, and can be taken back', async ({ admin: page }) => {
  const steps = page.getByRole('region', { name: 'Set-up' });
  await steps.getByRole('button', { name: 'Turn on', exact: true }).click();
  await expect(steps.getByText('Web services are on')).toBeVisible();
  await expect(steps.getByText('Turned on by admin')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(steps.getByText('Turn web services on')).toBeVisible();

  await steps.getByRole('button', { name: 'Turn REST on' }).click();
  await expect(steps.getByText('Protocols: REST')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(steps.getByText('Turn a protocol on')).toBeVisible();

  await steps.getByText('Users as clients').click();
  await expect(steps.getByText('Let users make their own keys')).toBeVisible();
});

test('leaving before the key is copied asks, and the key is never shown again', async ({ admin: page, tolerate }) => {
  tolerate.push(/beforeunload/);
  await page.getByRole('button', { name: 'Set up for me' }).click();
  const secret = await page.getByText(/^gate_\w{36}$/).innerText();
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'You have not copied the key' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText(secret).first()).toBeVisible();

  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await dialog.getByRole('button', { name: 'Leave page' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await page.goBack();
  await expect(page.getByText('The key was shown once and cannot be shown again.')).toBeVisible();
  await expect(page.getByText(secret)).toHaveCount(0);
});

test('a refusal shows on Home with where to mend it', async ({ admin: page, api, server }) => {
  const { setUpForMe } = await api<{ setUpForMe: { secret: string } }>('mutation { setUpForMe { secret } }');
  const answer = await fetch(`${server.base}/webservice/rest/core_user_get_users`, { headers: { Authorization: `Bearer ${setUpForMe.secret}` } });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  const refusals = page.getByRole('table', { name: 'Latest refusals' });
  await expect(async () => {
    await page.reload();
    await expect(refusals.getByText('function not in service')).toBeVisible({ timeout: 2000 });
  }).toPass();
  await refusals.getByRole('link', { name: 'Add it…' }).click();
  await expect(page).toHaveURL(/\/services\/\d+\/functions/);
});
