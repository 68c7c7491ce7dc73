// The limit on calls of a key: where it comes from, who sees it, and the way to it from a call that it refused.
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './fixtures';
import { furnish, makeKey, siteInfo } from './world';

test('a key has the limit of the settings, one of its own or none, and its owner sees it', async ({ admin: page, api, server }) => {
  const { service, user } = await furnish(api);
  await api('mutation { updateSettings(input: { callsPerDay: 1 }) { callsPerDay } }');
  const secret = await makeKey(api, user, service, 'mine');
  const { tokens } = await api<{ tokens: { nodes: { id: string }[] } }>('{ tokens { nodes { id } } }');
  const address = `/keys/${tokens.nodes[0]?.id}`;
  for (const status of [200, 429]) expect(await siteInfo(server.base, secret)).toBe(status);

  await page.goto(`/access?token=${tokens.nodes[0]?.id}&protocol=rest&function=core_webservice_get_site_info`);
  const refused = page.getByRole('dialog', { name: 'Every check, in order' }).getByRole('listitem').filter({ hasText: 'Refused:' });
  await expect(refused).toContainText('The limit on calls of this key is reached.');
  await expect(refused).toContainText('Raise the limit of the key, or call less often.');
  await refused.getByText('Or on the command line').click();
  await expect(refused.getByRole('region', { name: 'Command for rate' })).toContainText('callsPerMinute: -1');
  await refused.getByRole('link', { name: 'See limit…' }).click();

  await expect(page).toHaveURL(new RegExp(`${address}$`));
  await expect(page.getByText('1 call per day', { exact: true })).toBeVisible();
  const form = page.getByRole('region', { name: 'Name and restrictions' });
  await expect(form.getByText('Empty is as the settings say, now: 1 call per day. 0 is no limit.')).toBeVisible();
  await form.getByLabel('Calls per day').fill('soon');
  await form.getByRole('button', { name: 'Save key' }).click();
  await expect(form.getByText('Write a whole number up to 1,000,000,000, or nothing.')).toBeVisible();
  await form.getByLabel('Calls per day').fill('0');
  await form.getByRole('button', { name: 'Save key' }).click();
  await expect(page.getByText('Not limited', { exact: true })).toBeVisible();
  expect(await siteInfo(server.base, secret)).toBe(200);
  await form.getByLabel('Calls per minute').fill('90');
  await form.getByRole('button', { name: 'Save key' }).click();
  await expect(page.getByText('90 calls per minute', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.context().clearCookies();
  await page.evaluate(() => localStorage.clear());
  await signIn(page, 'ana', 'Enough characters 1!');
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await page.goto('/my-keys');
  await expect(page.getByRole('table', { name: 'Your security keys' }).getByText('90 calls per minute')).toBeVisible();
  await page.goto(address);
  await expect(page.getByText('90 calls per minute', { exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Name and restrictions' })).toHaveCount(0);
});
