// Signing in through an OpenID Connect provider: a real one that nobody here wrote, in a process of its own.
import type { Browser, Page } from '@playwright/test';
import { administrator, expect, expectAccessible, expectNoSidewaysScroll, signIn, signOut, test as base } from './fixtures';
import { freePort, provider, type Provider } from '../gatehouse.mjs';

const password = 'a password there';
const known = (id: string, more: Record<string, unknown> = {}) => ({
  ID: id, Username: id, Password: password, FirstName: 'Ana', LastName: 'Lopez', Email: `${id}@example.org`, EmailVerified: true, PreferredLanguage: 'en', ...more,
});
const people = { ana: known('ana'), bea: known('bea', { FirstName: 'Bea' }), eve: known('eve', { Email: 'admin@example.org' }), una: known('una', { EmailVerified: false }) };

interface Fixtures {
  port: number;
  /** Starts the provider: the server has been running for a while then, and has not missed it. */
  there: Provider;
}

const test = base.extend<Fixtures>({
  port: async ({}, give) => give(await freePort()),
  serveWith: async ({ port }, give) =>
    give(['--oidc-issuer', `http://127.0.0.1:${port}`, '--oidc-client-id', 'web', '--oidc-client-secret', 'secret', '--oidc-label', 'Example ID']),
  there: async ({ port, server, tolerate }, give) => {
    tolerate.push(new RegExp(`left the server: http://127.0.0.1:${port}/`));
    tolerate.push(/status of 404/); // its page has no icon
    const undo: (() => Promise<void>)[] = [];
    await give(await provider({ after: (step: () => Promise<void>) => void undo.push(step) }, port, `${server.base}/login/callback`, people));
    for (const step of undo) await step();
  },
});

/** sayWho is what a person does at the provider. */
async function sayWho(page: Page, name: string) {
  await page.getByLabel('Username:').fill(name);
  await page.getByLabel('Password:').fill(password);
  await page.getByRole('button', { name: 'Login' }).click();
}

async function come(page: Page, name: string, next = '/') {
  await page.goto(next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`);
  await page.getByRole('button', { name: 'Sign in with Example ID' }).click();
  await sayWho(page, name);
}

test('the own account is linked by its owner, signs in, and is unlinked', async ({ admin: page, there }) => {
  void there;
  await page.goto('/account');
  await expect(page.getByText('Nothing is linked yet')).toBeVisible();
  await page.getByRole('button', { name: 'Link Example ID' }).click();
  await sayWho(page, 'ana');
  await expect(page.getByText('Linked. You can sign in that way from now on.')).toBeVisible();
  await expect(page.getByText('ana@example.org')).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await signOut(page);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await come(page, 'ana', '/account');
  await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible();
  expect(page.url()).not.toMatch(/code=|state=/);
  await page.reload();
  await page.getByRole('button', { name: 'Unlink' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Unlink' }).click();
  await expect(page.getByText('Nothing is linked yet')).toBeVisible();
  await signOut(page);
  await come(page, 'ana');
  await expect(page.getByRole('heading', { name: 'Not signed in' })).toBeVisible();
  await expect(page.getByText('Example ID knows you as "ana"')).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

/** elsewhere is another browser of somebody. */
async function elsewhere(browser: Browser, server: { base: string }): Promise<Page> {
  return (await browser.newContext({ baseURL: server.base })).newPage();
}

test('an answer of the provider is worth nothing in another browser, or twice', async ({ admin: page, browser, server, there }) => {
  void there;
  await page.goto('/account');
  await page.getByRole('button', { name: 'Link Example ID' }).click();
  await sayWho(page, 'ana');
  await expect(page.getByText('ana@example.org')).toBeVisible();

  const mine = await elsewhere(browser, server);
  let answer = '';
  await mine.route('**/graphql', async (route) => {
    const sent = route.request().postDataJSON() as { query: string; variables: { answer: Record<string, string> } };
    if (!sent.query.includes('FinishProviderSignIn')) return route.continue();
    const { code = '', state = '' } = sent.variables.answer;
    answer = `${server.base}/login/callback?${new URLSearchParams({ code, state })}`;
    await route.abort(); // the server has not seen it
  });
  await mine.goto('/login');
  await mine.getByRole('button', { name: 'Sign in with Example ID' }).click();
  await sayWho(mine, 'ana');
  await expect.poll(() => answer).toContain('code=');

  const thief = await elsewhere(browser, server);
  await thief.goto(answer);
  await expect(thief.getByRole('heading', { name: 'Not signed in' })).toBeVisible();
  await expect(thief.getByText('does not belong to an attempt of this browser')).toBeVisible();
  await mine.unroute('**/graphql');
  await mine.goto(answer);
  await expect(mine.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await mine.goto(answer);
  await expect(mine.getByRole('heading', { name: 'Not signed in' })).toBeVisible();
});

test('an administrator links a user, and takes the link away with the sessions', async ({ admin: page, api, browser, server, there }) => {
  void there;
  const { createUser } = await api<{ createUser: { id: string } }>('mutation ($i: UserInput!) { createUser(input: $i) { id } }', { i: { username: 'bea', email: 'bea@example.org', firstName: 'Bea', lastName: 'Lopez' } });
  await page.goto(`/users/${createUser.id}`);
  await page.getByRole('button', { name: 'Link Example ID' }).click();
  const dialog = page.getByRole('dialog', { name: /Link “Bea Lopez”/ });
  await dialog.getByRole('button', { name: 'Link', exact: true }).click();
  await expect(dialog.getByText('Write what the provider calls the user.').first()).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('Subject').fill('bea');
  await dialog.getByRole('button', { name: 'Link', exact: true }).click();
  await expect(page.getByText('Signs in as bea')).toBeVisible();
  await expectNoSidewaysScroll(page);

  const bea = await elsewhere(browser, server);
  await come(bea, 'bea', 'https://evil.example/');
  await expect(bea.getByRole('heading', { level: 1, name: 'My keys' })).toBeVisible();
  expect(new URL(bea.url()).origin).toBe(server.base);
  await page.getByRole('button', { name: 'Unlink' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Unlink' }).click();
  await expect(page.getByText('Signs in as bea')).toHaveCount(0);
  await bea.reload();
  await expect(bea.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('settings let verified addresses find accounts and make them, and nothing else', async ({ admin: page, browser, server, there }) => {
  void there;
  await page.goto('/settings');
  await page.getByRole('switch', { name: 'Make an account for whoever has none' }).click();
  await page.getByRole('switch', { name: 'A verified e-mail address finds the account' }).click();
  await page.getByRole('button', { name: 'Save sign-in settings' }).click();
  await expect(page.getByText('Saved the sign-in settings.')).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  for (const [name, heading] of [['una', 'Not signed in'], ['eve', 'Not signed in'], ['bea', 'My keys']] as const) {
    const somebody = await elsewhere(browser, server);
    await come(somebody, name);
    await expect(somebody.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  }
});

test('without the provider one is told so, and signs in with the password', async ({ admin: page }) => {
  await signOut(page);
  await page.getByRole('button', { name: 'Sign in with Example ID' }).click();
  await expect(page.getByText('Example ID does not answer as it should just now.')).toBeVisible();
  await expectAccessible(page);
  await signIn(page, administrator.username, administrator.password);
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
});
