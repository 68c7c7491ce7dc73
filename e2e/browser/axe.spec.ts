// Every page of the app can be used by everybody, in either scheme, and on a phone.
import { expect, expectAccessible, expectNoSidewaysScroll, setUp, setUpLink, test } from './fixtures';
import type { Page } from '@playwright/test';
import { furnish, routes, signedOut, type Place } from './everywhere';

// Few at once, so that no test takes long on a slow machine.
const groups: string[][] = [
  ['/', '/protocols'],
  ['/settings', '/functions'],
  ['/functions/$name', '/services'],
  ['/services/new', '/services/$id'],
  ['/services/$id/functions', '/services/$id/users'],
  ['/services/$id/keys', '/services/$id/settings'],
  ['/keys', '/keys/new'],
  ['/keys/$id', '/keys/$id/created'],
  ['/users', '/users/new'],
  ['/users/$id', '/account'],
  ['/my-keys', '/docs'],
  ['/docs/$name', '/docs/protocols/$protocol'],
  ['/docs/errors', '/docs/download', '/docs/print'],
  ['/roles', '/roles/$id'],
  ['/access', '/try/$function'],
  ['/requests', '/requests/$id'],
  ['/my-requests'],
  ['/audit', '/audit/$id'],
];

async function expectFitForAll(page: Page, { address, heading }: Place) {
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1, name: heading, exact: typeof heading === 'string' })).toBeVisible();
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}

test('every page is among those that are looked at', () => {
  expect([...groups.flat(), ...signedOut].toSorted()).toEqual(routes().toSorted());
});

for (const pages of groups) {
  test(`${pages.join(' and ')}: axe finds nothing in either scheme, and nothing scrolls sideways`, async ({ admin: page, api, server }) => {
    test.setTimeout(180_000);
    const places = await furnish(api, server.base);
    for (const route of pages) {
      const place = places[route];
      await test.step(route, async () => {
        expect(place, 'where it is').toBeDefined();
        if (place) await expectFitForAll(page, place);
      });
    }
    await page.emulateMedia({ colorScheme: 'light' });
  });
}

test('before signing in: axe finds nothing in either scheme, and nothing scrolls sideways', async ({ page, server }) => {
  const link = await setUpLink(server);
  await expectFitForAll(page, { address: link, heading: /./ });
  await setUp(page, server);
  await expectFitForAll(page, { address: '/no-such-page', heading: /./ });
  await page.context().clearCookies();
  await expectFitForAll(page, { address: '/login', heading: 'Sign in' });
  await expectFitForAll(page, { address: '/password/never-was', heading: /./ });
});
