// What every browser test starts from: the real binary on a fresh database and a free port, and a page that fails the test on
// any error in the console, any violation of the content policy, and any request that leaves the server.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import { gatehouse, serve, sqlite, type Server } from '../gatehouse.mjs';

export { expect };

export const administrator = { username: 'admin', email: 'admin@example.org', password: 'correct horse battery' };

/** Runs a query as an administrator, past the browser: to arrange what a test is not about. */
export type Api = <Data = Record<string, unknown>>(query: string, variables?: Record<string, unknown>) => Promise<Data>;

interface Fixtures {
  /** Arguments of "gatehouse serve" besides the usual ones: test.use({ serveWith: ['--host', 'x'] }). */
  serveWith: string[];
  server: Server & { database: string };
  /** What a test expects to go wrong in the console: tolerate.push(/ERR_INTERNET_DISCONNECTED/). */
  tolerate: RegExp[];
  /** The page of the first administrator, signed in and on Home. */
  admin: Page;
  api: Api;
  /** Runs a command of the program on the server's database. */
  command: (name: string, ...args: string[]) => Promise<string>;
}

export const test = base.extend<Fixtures>({
  serveWith: [[], { option: true }],

  server: async ({ serveWith }, give, info) => {
    const undo: (() => Promise<void>)[] = [];
    const cleaning = { after: (step: () => Promise<void>) => void undo.push(step) };
    const database = await sqlite(cleaning);
    const server = await serve(cleaning, database, ...serveWith);
    await give({ ...server, database });
    if (info.status !== info.expectedStatus) await info.attach('what the server printed', { body: server.output(), contentType: 'text/plain' });
    for (const step of undo) await step();
  },

  baseURL: async ({ server }, give) => give(server.base),

  tolerate: async ({}, give) => give([]),

  page: async ({ page, server, tolerate }, give) => {
    const faults: string[] = [];
    const fault = (text: string) => faults.push(text);
    page.on('console', (message) => message.type() === 'error' && fault(`console: ${message.text()}`));
    page.on('pageerror', (error) => fault(`thrown: ${error.message}`));
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== server.base && protocol !== 'blob:' && protocol !== 'data:') fault(`a request left the server: ${request.url()}`);
    });
    await page.addInitScript(() => {
      // Into the console, where the listener above finds it.
      document.addEventListener('securitypolicyviolation', (event) =>
        // oxlint-disable-next-line no-console
        console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
      );
    });
    await give(page);
    expect(faults.filter((text) => !tolerate.some((pattern) => pattern.test(text)))).toEqual([]);
  },

  admin: async ({ page, server }, give) => {
    await setUp(page, server);
    await give(page);
  },

  api: async ({ server, admin }, give) => {
    void admin; // the account must exist
    const ask = async (query: string, variables: Record<string, unknown>, token?: string) => {
      const headers: Record<string, string> = { 'Content-Type': 'application/json' };
      if (token) headers.Authorization = `Bearer ${token}`;
      const answer = await fetch(`${server.base}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
      const { data, errors } = (await answer.json()) as { data: Record<string, unknown>; errors?: unknown };
      if (errors) throw new Error(`${query}\n${JSON.stringify(errors)}`);
      return data;
    };
    const signedIn = await ask('mutation ($u: String!, $p: String!) { signIn(username: $u, password: $p) { accessToken } }', { u: administrator.username, p: administrator.password });
    const { accessToken } = signedIn.signIn as { accessToken: string };
    await give(async <Data>(query: string, variables = {}) => (await ask(query, variables, accessToken)) as Data);
  },

  command: async ({ server }, give) => give((name, ...args) => gatehouse(server.database, name, args)),
});

/** measured prints a figure that a test has found, for whoever reads its output. */
export function measured(text: string) {
  process.stdout.write(`  ${text}\n`);
}

/** setUpLink is what the server printed for the first account. */
export async function setUpLink(server: Server): Promise<string> {
  const printed = /Open (http:\/\/\S+\/setup\/\S+) \(valid/;
  await expect.poll(() => printed.test(server.output())).toBe(true);
  return printed.exec(server.output())?.[1] ?? '';
}

/** setUp makes the first account through the link, as a person does, and ends on Home. */
export async function setUp(page: Page, server: Server) {
  await page.goto(await setUpLink(server));
  await page.getByLabel('E-mail').fill(administrator.email);
  await page.getByLabel('Password', { exact: true }).fill(administrator.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
}

export async function signIn(page: Page, username: string, password: string) {
  await page.goto('/login');
  await page.getByLabel('User name or e-mail').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** signOut leaves, and waits for the app that is loaded anew. */
export async function signOut(page: Page) {
  await page.getByRole('button', { name: 'Your account' }).click();
  const loaded = page.waitForEvent('load');
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await loaded;
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
}

/** expectAccessible runs axe on what is shown, in both themes, and fails with the names of what is wrong and where. */
export async function expectAccessible(page: Page) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    // What inherits its colour changes a frame after what it inherits it from.
    await expect.poll(() => page.evaluate(() => document.getAnimations().filter((each) => each instanceof CSSTransition).length)).toBe(0);
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
    const found = violations.map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join(' | ')}`);
    expect(found).toEqual([]);
  }
}

/** expectNoSidewaysScroll holds for every page from 320 pixels on. */
export async function expectNoSidewaysScroll(page: Page) {
  for (const width of [1280, 360, 320]) {
    await page.setViewportSize({ width, height: 740 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth), { message: `at ${width} pixels` }).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1280, height: 860 });
}
