// The frame around the pages: keyboard, lost connection, themes, and what it costs to load.
import { administrator, expect, expectAccessible, expectNoSidewaysScroll, measured, setUpLink, test } from './fixtures';

test('everything works without a mouse', async ({ page, server }) => {
  await page.goto(await setUpLink(server));
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await page.keyboard.type(administrator.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(administrator.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();

  await page.keyboard.press('Tab');
  for (let press = 0; press < 30 && !(await page.getByRole('link', { name: 'Skip to content' }).evaluate((link) => link === document.activeElement)); press++) await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeInViewport();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Set up for me' })).toBeFocused();

  await page.keyboard.press('Control+k');
  const search = page.getByRole('combobox', { name: 'Search' });
  await expect(search).toBeFocused();
  await page.keyboard.type('accou');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeFocused();

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
});

test('keys of a single letter can be switched off, and are still off after a reload', async ({ admin: page }) => {
  await page.goto('/account');
  await page.getByRole('checkbox', { name: 'Keys of a single letter' }).uncheck();
  await page.reload();
  await expect(page.getByRole('checkbox', { name: 'Keys of a single letter' })).not.toBeChecked();
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await page.keyboard.press('?');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search' })).toBeFocused();
  await expect(page).toHaveURL(/\/account$/);
});

test('a lost connection is said with the time, and what is shown stays', async ({ admin: page, context, tolerate }) => {
  tolerate.push(/ERR_INTERNET_DISCONNECTED/, /Failed to fetch/, /could not be fetched/);
  await page.getByRole('link', { name: 'Home', exact: true }).hover();
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Turn on', exact: true }).click();
  await expect(page.getByText(/No connection\. What you see is from \d\d:\d\d\./)).toBeVisible();
  await expect(page.getByText('Could not turn web services on. The server cannot be reached.')).toBeVisible();
  await expect(page.getByText('Turn web services on').first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Audit trail' }).click();
  await expect(page.getByRole('heading', { name: 'Could not load this page' })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText(/No connection/)).toHaveCount(0);
  await page.getByRole('link', { name: 'Protocols' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Protocols' })).toBeVisible();
  await page.getByRole('link', { name: 'Audit trail' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Audit trail' })).toBeVisible();
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await page.getByRole('button', { name: 'Turn on', exact: true }).click();
  await expect(page.getByText('Web services are on')).toBeVisible();
});

test('a chosen theme is there before anything is painted', async ({ admin: page, tolerate }) => {
  tolerate.push(/ERR_FAILED/);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.route('**/assets/*.js', (route) => route.abort());
  await page.goto('/scheme-only').catch(() => undefined);
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
});

test('Home and a new key are accessible and fit from 320 pixels on', async ({ admin: page }) => {
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Set up for me' }).click();
  await expect(page.getByRole('heading', { name: 'Key created' })).toBeVisible();
  await expect(page.getByText('Waiting for the first call')).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test('the account and an address that leads nowhere are accessible and fit, also under a long name of the site', async ({ admin: page, api }) => {
  await api('mutation { updateSettings(input: { siteName: "A site with a name that is rather long & <b>bold</b>" }) { siteName } }');
  await page.goto('/account');
  await expect(page.getByText('A site with a name that is rather long & <b>bold</b>').first()).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.goto('/no/such/page');
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  await expectAccessible(page);
});

test('what the first page costs', async ({ admin: page, browser, server }) => {
  const state = await page.context().storageState();
  const [paints, ready]: [number[], number[]] = [[], []];
  let script = 0;
  for (let round = 0; round < 3; round++) {
    const cold = await browser.newContext({ storageState: round === 0 ? state : undefined, baseURL: server.base });
    const first = await cold.newPage();
    await first.goto('/');
    await first.getByRole('heading', { level: 1, name: round === 0 ? 'Home' : 'Sign in' }).waitFor();
    ready.push(await first.evaluate(() => performance.now()));
    await first.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    paints.push(await first.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0));
    if (round === 0) {
      script = await first.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .filter((entry): entry is PerformanceResourceTiming => entry.name.endsWith('.js'))
          .reduce((sum, entry) => sum + entry.encodedBodySize, 0),
      );
    }
    await cold.close();
  }
  measured(`first paint from a cold cache, Home then twice the sign-in: ${paints.map((ms) => `${ms.toFixed()} ms`).join(', ')}; all there: ${ready.map((ms) => `${ms.toFixed()} ms`).join(', ')}; JavaScript for Home: ${(script / 1000).toFixed(1)} kB`);
  expect(script).toBeGreaterThan(0);
  expect(script).toBeLessThan(200_000);
});
