// Who may see what: every page both ways, and the API behind it.
import { administrator, expect, signIn, test } from './fixtures';
import { ana, forEverybody, furnish, routes, signedOut } from './everywhere';
import { authorise } from './world';

const gated = routes().filter((route) => !forEverybody.includes(route) && !signedOut.includes(route));

test('somebody who is no administrator sees the account and the own keys, and nothing else', async ({ admin: page, api, server }) => {
  test.setTimeout(180_000);
  const places = await furnish(api, server.base);
  const { tokens } = await api<{ tokens: { nodes: { id: string; name: string }[] } }>('{ tokens { nodes { id name } } }');
  const { viewer } = await api<{ viewer: { id: string } }>('{ viewer { id } }');
  const service = places['/services/$id']?.address.split('/').at(-1);
  await authorise(api, service ?? '', [viewer.id]);
  const foreign = await api<{ createToken: { token: { id: string } } }>('mutation ($input: TokenInput!) { createToken(input: $input) { token { id } } }', { input: { user: viewer.id, service, name: 'of the administrator', validUntil: 'never' } });
  await page.context().clearCookies();
  await page.evaluate(() => localStorage.clear());

  await signIn(page, ana.username, ana.password);
  await expect(page).toHaveURL(/\/(docs|my-keys)$/);
  const rail = page.getByRole('navigation', { name: 'Main' });
  await expect(rail.getByRole('link')).toContainText(['My keys', 'My requests']);
  await page.goto(`/keys/${tokens.nodes.find((each) => each.name === 'ci')?.id}`);
  await expect(page.getByRole('heading', { level: 1, name: 'ci' })).toBeVisible();
  await page.goto(`/keys/${foreign.createToken.token.id}`);
  await expect(page.getByRole('heading', { level: 1, name: 'No such key' })).toBeVisible();

  for (const route of gated) {
    await test.step(route, async () => {
      await page.goto(places[route]?.address ?? route);
      // Home leads to where somebody who is no administrator begins.
      const heading = route === '/' ? /^(Documentation|My keys)$/ : 'Not for this account';
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
      // The own keys name their services there.
      if (route !== '/') await expect(page.getByText('Group sync').filter({ visible: true })).toHaveCount(0);
    });
  }
});

test('an administrator reaches every page', async ({ admin: page, api, server }) => {
  test.setTimeout(180_000);
  const places = await furnish(api, server.base);
  for (const route of gated) {
    await test.step(route, async () => {
      const place = places[route];
      await page.goto(place?.address ?? route);
      await expect(page.getByRole('heading', { level: 1, name: place?.heading, exact: true })).toBeVisible();
    });
  }
});

// What the pages ask for, and what they change.
const refused = [
  '{ progress { webServicesOn } }',
  '{ figures { calls } }',
  '{ services { nodes { id } } }',
  '{ functions { name } }',
  '{ tokens { nodes { id } } }',
  '{ users { nodes { id } } }',
  '{ roles { id } }',
  '{ requests { nodes { id } } }',
  '{ auditEvents { nodes { id } } }',
  '{ settings { siteName } }',
  '{ protocols { name } }',
  'mutation { putBack(event: 1) }',
  'mutation { setProtocol(name: "rest", on: true) { on } }',
  'mutation { updateSettings(input: { webServicesOn: true }) { webServicesOn } }',
  'mutation { createService(input: { name: "Mine" }) { id } }',
  'mutation { deleteUser(id: 1) }',
  'mutation { updateUser(id: 2, input: { siteAdmin: true }) { id } }',
];

test('the API refuses what the pages hide, to a user and to nobody', async ({ admin, api, server }) => {
  await furnish(api, server.base);
  const ask = async (query: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${server.base}/graphql`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify({ query }) });
    return (await answer.json()) as { data: Record<string, Record<string, string>> | null; errors?: { extensions: { code: string } }[] };
  };
  const token = async (username: string, password: string) => {
    const { data } = await ask(`mutation { signIn(username: ${JSON.stringify(username)}, password: ${JSON.stringify(password)}) { accessToken } }`);
    return { Authorization: `Bearer ${data?.signIn?.accessToken}` };
  };
  const user = await token(ana.username, ana.password);
  for (const query of refused) {
    const codes = async (headers?: Record<string, string>) => (await ask(query, headers)).errors?.map((each) => each.extensions.code);
    expect(await codes(user), query).toEqual(['FORBIDDEN']);
    expect(await codes(), query).toEqual(['UNAUTHENTICATED']);
  }
  const root = await token(administrator.username, administrator.password);
  for (const query of refused.filter((each) => !each.startsWith('mutation'))) expect((await ask(query, root)).errors, query).toBeUndefined();
  await expect(admin.getByRole('heading', { level: 1 })).toBeVisible();
});
