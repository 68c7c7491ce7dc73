// The pages of services, functions, protocols and settings: for everybody, at every width, in both schemes.
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './fixtures';
import { authorise, deprecatedFunction, makeKey, makeService, makeUser, openForCalls, withStaleFunctions } from './world';

// In groups, so that no test takes long.
const shown: Record<string, (id: { service: string; legacy: string }) => [address: string, there: string][]> = {
  'lists of services': () => [
    ['/services', 'Group sync'],
    ['/services?q=nothing', 'No service matches.'],
    ['/services/new?template=group-sync', 'It begins with 8 functions'],
    ['/services/999/functions', 'No such service'],
  ],
  'functions of a service': ({ service, legacy }) => [
    [`/services/${service}/functions`, 'changes data'],
    [`/services/${service}/functions?add=functions`, 'in the service'],
    [`/services/${legacy}/functions`, 'missing'],
  ],
  'users of a service': ({ service, legacy }) => [
    [`/services/${service}/users`, 'expired'],
    [`/services/${service}/users?add=users`, 'Mei Tanaka'],
    [`/services/${legacy}/users`, 'All users with the capabilities may use this service'],
  ],
  'keys and settings of a service': ({ service }) => [
    [`/services/${service}/keys`, 'never used'],
    [`/services/${service}/settings`, 'Files may be uploaded'],
  ],
  functions: () => [
    ['/functions', 'core_group_create_groups'],
    ['/functions/core_group_create_groups', 'Example call'],
    [`/functions/${deprecatedFunction}`, 'It is deprecated, and cannot be added to services.'],
  ],
  'protocols and settings': () => [
    ['/protocols', 'Wire formats'],
    ['/settings', 'May call the admin API'],
  ],
};

for (const [group, pages] of Object.entries(shown)) {
  test(`${group}: axe finds nothing in either scheme, and they fit from 320 pixels on`, async ({ admin: page, api, server }) => {
    test.setTimeout(240_000);
    await openForCalls(api);
    const service = await makeService(api, { name: 'Group sync', shortName: 'group_sync', authorisedUsersOnly: true, functions: ['core_webservice_get_site_info', 'core_group_create_groups'] });
    const legacy = await makeService(api, { name: 'Legacy', functions: ['core_group_get_groups'] });
    withStaleFunctions(server.database, legacy);
    const ana = await makeUser(api, { username: 'ana', firstName: 'Ana', lastName: 'Lopez' });
    await makeUser(api, { username: 'mei', firstName: 'Mei', lastName: 'Tanaka' });
    await authorise(api, service, [ana], { ipRestriction: '203.0.113.0/24, 2001:db8::/32', validUntil: '2025-03-01' });
    await makeKey(api, ana, service, 'ci');
    for (const [address, there] of pages({ service, legacy })) {
      await test.step(address, async () => {
        await page.goto(address);
        await expect(page.getByText(there).first()).toBeVisible();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      });
    }
  });
}

test('a service is worked on with the keyboard alone', async ({ admin: page, api }) => {
  const service = await makeService(api, { name: 'Group sync', functions: ['core_group_get_groups'] });
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page.getByRole('heading', { level: 1, name: 'Services' })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('group');
  await expect(page).toHaveURL(/\?q=group$/);
  await page.getByPlaceholder('Part of the name or short name').blur();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/services/${service}/functions$`));
  await expect(page.getByRole('button', { name: 'Add functions' })).toBeVisible();
  await page.keyboard.press('c');
  await expect(page.getByRole('searchbox', { name: 'Find functions' })).toBeFocused();
  await page.keyboard.type('core_user_delete');
  await expect(page.getByRole('dialog').getByRole('checkbox', { name: 'core_user_delete_users' })).toBeVisible();
  await expect(page.getByRole('dialog').getByRole('checkbox', { name: 'core_group_get_groups' })).toHaveCount(0);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Added core_user_delete_users to “Group sync”.')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Taken back.')).toBeVisible();
});

test('somebody who is no administrator sees none of it', async ({ admin: page, api }) => {
  const service = await makeService(api, { name: 'Group sync' });
  await makeUser(api, { username: 'ana', firstName: 'Ana', lastName: 'Lopez' });
  await page.context().clearCookies();
  await page.evaluate(() => localStorage.clear());
  await signIn(page, 'ana', 'Enough characters 1!');
  await expect(page).toHaveURL(/\/my-keys$/);
  for (const address of ['/services', '/services/new', `/services/${service}/functions`, `/services/${service}/settings`, '/functions', '/functions/core_group_get_groups', '/protocols', '/settings']) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1, name: 'Not for this account' })).toBeVisible();
    await expect(page.getByText('Group sync')).toHaveCount(0);
  }
});

test('a page that cannot be loaded says so, and loads again', async ({ admin: page, tolerate }) => {
  tolerate.push(/503/);
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('query ProtocolsPage')) await route.fulfill({ status: 503, headers: { 'X-Request-Id': 'req-1' }, body: 'busy' });
    else await route.continue();
  });
  await page.goto('/protocols');
  await expect(page.getByRole('alert').getByText('Could not load the protocols. The server answered 503.')).toBeVisible();
  await page.unroute('**/graphql');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('switch', { name: 'Web services' })).toBeVisible();
});
