// Why was it refused? From the log to every check, to what mends it; and for whoever owns the key, to whom to ask.
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test, type Api } from './fixtures';
import { makeCaller, makeUser } from './world';

const info = 'core_webservice_get_site_info';
const groups = 'core_group_get_groups';
const password = 'Enough characters 1!';

async function call(address: string, secret: string) {
  const answer = await fetch(address, { headers: { Authorization: `Bearer ${secret}` } });
  await answer.arrayBuffer();
  return answer.status;
}

const recorded = (api: Api, count: number) =>
  expect.poll(async () => (await api<{ requests: { nodes: unknown[] } }>('{ requests { nodes { id } } }')).requests.nodes.length, { message: 'the calls are in the log' }).toBe(count);

test('a refused request opens the view, the button mends it, and the check passes', async ({ admin: page, api, server }) => {
  const { secret } = await makeCaller(api);
  expect(await call(`${server.base}/webservice/rest/${groups}`, secret)).toBe(403);
  await recorded(api, 1);
  await page.goto('/requests');
  await page.getByRole('table', { name: 'Requests' }).getByText(groups).click();
  await page.getByRole('link', { name: 'See why' }).click();
  await expect(page).toHaveURL(/token=\d+&protocol=rest&address=127\.0\.0\.1&function=core_group_get_groups&at=20/);

  const drawer = page.getByRole('dialog', { name: 'Every check, in order' });
  const refused = drawer.getByRole('listitem').filter({ hasText: 'Refused:' });
  await expect(refused).toHaveText(/The function is in the service/);
  await refused.getByText('Or on the command line').click();
  await expect(refused.getByRole('region', { name: 'Command for function-in-service' })).toHaveText(`printf %s '{services: [{shortName: group_sync, functions: [${info}, ${groups}]}]}' | gatehouse apply -`);
  await expectAccessible(page);
  await refused.getByRole('button', { name: 'Add function' }).click();
  await expect(drawer.getByText('Refused:')).toHaveCount(0);
  await expect(drawer.getByRole('listitem').filter({ hasText: 'Passed:' })).toHaveCount(19);
  expect(await call(`${server.base}/webservice/rest/${groups}?groupids[0]=1`, secret)).not.toBe(403);
});

test('the question is of a key, at a moment, and of files; all of it stands in the address', async ({ admin: page, api, server }) => {
  const { secret } = await makeCaller(api);
  const { tokens } = await api<{ tokens: { nodes: { id: string }[] } }>('{ tokens { nodes { id } } }');
  await api('mutation ($id: ID!) { updateToken(id: $id, input: { validUntil: "2060-01-31" }) { id } }', { id: tokens.nodes[0]?.id });
  await page.goto('/access');
  await page.getByText('Security key', { exact: true }).last().click();
  await expect(page.getByText('Pick a key.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Security key' }).fill('ci');
  await page.getByRole('option', { name: /^ci \(/ }).click();
  await expect(page.getByText('ci may call 1 function')).toBeVisible();
  await page.getByRole('combobox', { name: 'When' }).click();
  await page.getByRole('option', { name: 'A day and time' }).click();
  await page.getByLabel('Day and time').fill('2060-02-02T10:30:00');
  await page.getByLabel('Day and time').blur();
  await expect(page.getByText('ci may call nothing')).toBeVisible();
  await expect(page).toHaveURL(/at=2060-02-02T10%3A30%3A00/);
  await page.reload();
  await expect(page.getByLabel('Day and time')).toHaveValue(/^2060-02-02T10:30/);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  expect(await call(`${server.base}/webservice/pluginfile.php/1/x/y/z`, secret)).not.toBe(0);
  await recorded(api, 1);
  await page.goto('/requests');
  await page.getByRole('table', { name: 'Requests' }).getByText('pluginfile.php').click();
  await expect(page.getByRole('list', { name: 'The same checks now' }).getByRole('listitem').filter({ hasText: 'Refused:' })).toHaveText(/The service may move files/);
  await page.getByRole('link', { name: 'See why' }).click();
  const drawer = page.getByRole('dialog', { name: 'Every check, in order' });
  await expect(drawer.getByRole('listitem')).toHaveCount(15);
  await page.keyboard.press('Escape');
  await expect(page.getByText('service moves no files')).toHaveCount(2);
  await expectAccessible(page);
});

test('an owner sees why and whom to ask, and no button of administrators', async ({ page, api, server }) => {
  const { secret } = await makeCaller(api);
  const other = await makeUser(api, { username: 'bob', firstName: 'Bob', lastName: 'Ray' });
  await call(`${server.base}/webservice/rest/${groups}`, secret);
  await recorded(api, 1);
  await page.context().clearCookies();
  await signIn(page, 'ana', password);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await page.goto('/my-requests');
  const table = page.getByRole('table', { name: 'My requests' });
  await expect(table.getByText('function not in service')).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.goto('/my-requests?result=ANSWERED');
  await expect(page.getByText('Nothing matches.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await table.getByText(groups).click();
  await expect(page.getByText(`Refused: ${groups} is not in the service "Group sync". Ask an administrator to add the function to the service.`)).toBeVisible();
  await expect(page.getByRole('list', { name: 'The same checks now' }).getByText('Ask an administrator to add the function to the service.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add function' })).toHaveCount(0);
  await expect(page.getByText('command line')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'See why' })).toHaveCount(0);
  await expectAccessible(page);
  const address = page.url();
  await page.context().clearCookies();
  await signIn(page, 'bob', password);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1, name: 'No such request' })).toBeVisible();
  expect(other).toBeTruthy();
});
