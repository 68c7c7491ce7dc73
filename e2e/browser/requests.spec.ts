// Why was it refused? A call is found again, with every check, and what is in the way is mended where it is said.
import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, test, type Api } from './fixtures';
import { makeCaller } from './world';

const info = 'core_webservice_get_site_info';
const groups = 'core_group_get_groups';

async function call(base: string, secret: string, name: string, body?: unknown) {
  const options = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`${base}/webservice/rest/${name}`, { ...options, headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' } });
  await answer.arrayBuffer();
  return { status: answer.status, requestId: answer.headers.get('X-Request-Id') ?? '' };
}

/** recorded waits until the calls are in the log. */
const recorded = (api: Api, count: number) =>
  expect.poll(async () => (await api<{ requests: { nodes: unknown[] } }>('{ requests { nodes { id } } }')).requests.nodes.length, { message: 'the calls are in the log' }).toBe(count);

test('a refused call appears with its checks, and the button beside the cross mends it', async ({ admin: page, api, server }) => {
  const { secret } = await makeCaller(api);
  expect((await call(server.base, secret, groups)).status).toBe(403);
  await recorded(api, 1);

  await page.goto('/requests');
  const table = page.getByRole('table', { name: 'Requests' });
  await expect(table.getByText('function not in service')).toBeVisible();
  await table.getByText(groups).click();
  await expect(page.getByRole('heading', { level: 1, name: groups })).toBeVisible();
  await expect(page.getByText(`Refused: ${groups} is not in the service "Group sync".`)).toBeVisible();
  const then = page.getByRole('list', { name: 'The checks then' });
  await expect(then.getByRole('listitem').filter({ hasText: 'Passed:' })).toHaveCount(13);
  await expect(then.getByRole('listitem').filter({ hasText: 'Refused:' })).toHaveText(/The function is in the service/);
  await expectAccessible(page);

  const now = page.getByRole('list', { name: 'The same checks now' });
  await now.getByRole('button', { name: 'Add function' }).click();
  await expect(page.getByText(`Added ${groups} to “Group sync”.`)).toBeVisible();
  await expect(page.getByText('The same call is let through by now.')).toBeVisible();
  await expect(now.getByText('Refused:')).toHaveCount(0);
  await expect(then.getByRole('listitem').filter({ hasText: 'Refused:' })).toHaveCount(1);
  expect((await call(server.base, secret, groups, { groupids: [] })).status).toBe(200);

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(`Refused: ${groups} is not in the service "Group sync".`)).toBeVisible();
  expect((await call(server.base, secret, groups, { groupids: [] })).status).toBe(403);
});

test('each kind of refusal is mended where it is said', async ({ admin: page, api, server }) => {
  const { secret, user, service } = await makeCaller(api);
  const { tokens } = await api<{ tokens: { nodes: { id: string }[] } }>('{ tokens { nodes { id } } }');
  const key = tokens.nodes[0]?.id;
  let calls = 0;
  const refusedAfter = async (arrange: string, variables: Record<string, unknown>) => {
    await api(arrange, variables);
    await expect.poll(async () => ((calls += 1), (await call(server.base, secret, info)).status)).toBe(403);
    await recorded(api, calls);
    await page.goto('/requests');
    await page.getByRole('table', { name: 'Requests' }).getByRole('link').first().click();
    await expect(page.getByRole('list', { name: 'The same checks now' })).toBeVisible();
  };
  const mended = async () => {
    await expect(page.getByText('The same call is let through by now.')).toBeVisible();
    await expect.poll(async () => ((calls += 1), (await call(server.base, secret, info)).status)).toBe(200);
    await recorded(api, calls);
  };
  const mend = (button: string) => page.getByRole('list', { name: 'The same checks now' }).getByRole('button', { name: button }).click();

  await refusedAfter('mutation ($id: ID!) { updateToken(id: $id, input: { ipRestriction: "203.0.113.0/24" }) { id } }', { id: key });
  await mend('Add 127.0.0.1');
  await mended();
  await refusedAfter('mutation ($id: ID!) { updateService(id: $id, input: { enabled: false }) { id } }', { id: service });
  await mend('Turn on service');
  await mended();
  await refusedAfter('mutation ($id: ID!) { updateService(id: $id, input: { authorisedUsersOnly: true }) { id } }', { id: service });
  await mend('Authorise user');
  await mended();
  await refusedAfter('mutation ($id: ID!) { updateUser(id: $id, input: { confirmed: false }) { id } }', { id: user });
  await mend('Confirm user');
  await mended();

  const { roles } = await api<{ roles: { id: string; shortName: string }[] }>('{ roles { id shortName } }');
  await refusedAfter('mutation ($user: ID!, $role: ID!) { unassignRole(user: $user, role: $role) { id } }', { user, role: roles.find((role) => role.shortName === `role${user}`)?.id });
  await mend('Grant webservice/rest:use');
  const grant = page.getByRole('dialog', { name: 'Grant capabilities to Ana Lopez' });
  await grant.getByRole('combobox', { name: 'Role' }).click();
  await page.getByRole('option', { name: `Role of ${user}` }).click();
  await grant.getByRole('button', { name: 'Assign role' }).click();
  await mended();
});

test('the log is narrowed by its address, searched and saved', async ({ admin: page, api, server }) => {
  const { secret, user, service } = await makeCaller(api);
  await call(server.base, secret, info);
  const refused = await call(server.base, secret, groups);
  await call(server.base, 'nobody', info);
  await recorded(api, 3);
  const table = page.getByRole('table', { name: 'Requests' });
  const rows = table.getByRole('row');

  await page.goto('/requests');
  await expect(rows).toHaveCount(4);
  await page.getByRole('combobox', { name: 'Result' }).click();
  await page.getByRole('option', { name: 'Refused' }).click();
  await expect(rows).toHaveCount(3);
  await expect(page).toHaveURL(/result=REFUSED/);
  await page.getByRole('combobox', { name: 'Check' }).click();
  await page.getByRole('option', { name: 'key not known' }).click();
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: /^Result: Refused/ }).click();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(rows).toHaveCount(4);

  await page.getByRole('button', { name: 'More filters' }).click();
  await page.getByRole('textbox', { name: 'Request id' }).fill(refused.requestId);
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(2);
  await expect(table.getByText(groups)).toBeVisible();

  for (const [query, count] of [[`user=${user}`, 3], [`service=${service}`, 3], [`function=${groups}`, 2], ['protocol=soap', 0], ['address=127.0.0.1', 4], ['time=1h', 4], ['text=get_groups', 2], ['text=no+such+thing', 0], ['check=nonsense', 0]] as const) {
    await page.goto(`/requests?${query}`);
    if (count === 0) await expect(page.getByText(/^Nothing matches\./)).toBeVisible();
    else await expect(rows, query).toHaveCount(count);
  }
  await page.goto('/requests?text=no+such+thing');
  await expect(page.getByText('Nothing matches. Text is looked for in the last 24 hours only.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).last().click();
  await expect(rows).toHaveCount(4);

  await expect(page.getByRole('img', { name: 'Last 24 hours: 3 calls, 2 refused or failed' })).toBeVisible();
  await page.getByRole('button', { name: 'As a table' }).click();
  await expect(page.getByRole('region', { name: 'Last 24 hours, as a table' })).toBeVisible();

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'JSON' }).click();
  const list = JSON.parse(await readFile(await (await saved).path(), 'utf8')) as Record<string, unknown>[];
  expect(list).toHaveLength(3);
  expect(list.find((row) => row.Function === groups)).toMatchObject({ Result: 'refused', Why: 'function-in-service', User: 'ana', Request: refused.requestId });
  expect(JSON.stringify(list)).not.toContain(secret.slice(5, 25));
});

test('live, calls appear by themselves; what failed says the parameter, and what else failed alike', async ({ admin: page, api, server }) => {
  const { secret, service, user } = await makeCaller(api);
  await api('mutation ($id: ID!) { addFunctions(service: $id, functions: ["core_group_create_groups"]) { id } }', { id: service });
  await page.goto('/requests');
  await expect(page.getByText('No calls yet.')).toBeVisible();
  await page.getByRole('switch', { name: 'Live' }).check();
  await expect(page).toHaveURL(/live=on/);
  for (const courseid of ['x', 'y']) expect((await call(server.base, secret, 'core_group_create_groups', { groups: [{ courseid }] })).status).toBe(400);
  const table = page.getByRole('table', { name: 'Requests' });
  await expect(table.getByText('groups[0].courseid').first()).toBeVisible();

  await table.getByRole('row').last().click();
  await expect(page.getByText(/^Every check let it through, and then it failed: .* The parameter is groups\[0\]\.courseid\.$/)).toBeVisible();
  const same = page.getByRole('table', { name: 'The same from this key' });
  await expect(same.getByRole('row')).toHaveCount(2);
  await page.getByRole('button', { name: 'Copy request id' }).first().click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto(`/requests?requestId=${copied}`);
  await expect(table.getByRole('row')).toHaveCount(2);
  await page.goto('/requests/999999');
  await expect(page.getByRole('heading', { level: 1, name: 'No such request' })).toBeVisible();
  expect(user).toBeTruthy();
});
