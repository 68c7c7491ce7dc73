// A second factor: setting it up, signing in with it, losing it.
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { administrator, expect, expectAccessible, expectNoSidewaysScroll, signIn, signOut, test } from './fixtures';

/** codeOf is what an authenticator app shows, ahead steps of half a minute from now. A code is good once, one step of drift is allowed. */
function codeOf(secret: string, ahead = 0): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replaceAll(' ', '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const seed = Buffer.from(Array.from({ length: Math.floor(bits.length / 8) }, (_, index) => Number.parseInt(bits.slice(index * 8, index * 8 + 8), 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const sum = createHmac('sha1', seed).update(step).digest();
  const offset = (sum.at(-1) ?? 0) & 15;
  return String((sum.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

interface Phone {
  secret: string;
  recovery: string[];
}

/** setUpApp goes from the page of set-up to the recovery codes. */
async function setUpApp(page: Page): Promise<Phone> {
  await page.getByRole('button', { name: 'Set up authenticator app' }).click();
  await expect(page.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible();
  const secret = (await page.locator('code').innerText()).trim();
  await page.getByLabel('Code that the app shows now').fill(codeOf(secret));
  await page.getByRole('button', { name: 'Turn on second factor' }).click();
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible();
  return { secret, recovery: await page.getByRole('list', { name: 'Recovery codes' }).locator('code').allInnerTexts() };
}

async function setUpFromAccount(page: Page): Promise<Phone> {
  await page.goto('/account');
  await page.getByRole('region', { name: 'Second factor' }).getByRole('link', { name: 'Set up' }).click();
  const phone = await setUpApp(page);
  await page.getByRole('button', { name: 'I have stored them' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible();
  return phone;
}

async function giveCode(page: Page, code: string) {
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('an authenticator app is set up, and every page on the way is fit for all', async ({ admin: page }) => {
  await page.goto('/account');
  await page.getByRole('region', { name: 'Second factor' }).getByRole('link', { name: 'Set up' }).click();
  await expect(page.getByRole('heading', { name: 'Set up a second factor' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Set up authenticator app' }).click();
  const qr = page.getByRole('img', { name: 'QR code for the authenticator app' });
  await expect(qr).toBeVisible();
  const secret = (await page.locator('code').innerText()).trim();
  await expect(page.getByRole('link', { name: 'open it in an app on this device' })).toHaveAttribute('href', new RegExp(`^otpauth://totp/.*secret=${secret.replaceAll(' ', '')}`));

  await page.getByLabel('Code that the app shows now').fill('12345');
  await page.getByRole('button', { name: 'Turn on second factor' }).click();
  await expect(page.getByText('Write the six digits that your app shows now.')).toBeVisible();
  await page.getByLabel('Code that the app shows now').fill(codeOf(secret, -9));
  await page.getByRole('button', { name: 'Turn on second factor' }).click();
  await expect(page.getByText(/is wrong, was used already/)).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  const code = codeOf(secret);
  await page.getByLabel('Code that the app shows now').fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await page.getByRole('button', { name: 'Turn on second factor' }).click();
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible();
  const codes = await page.getByRole('list', { name: 'Recovery codes' }).locator('code').allInnerTexts();
  expect(codes).toHaveLength(10);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()]);
  expect(await readFile(await file.path(), 'utf8')).toBe(`${codes.join('\n')}\n`);

  await page.getByRole('button', { name: 'I have stored them' }).click();
  await expect(page.getByText('10 codes left.')).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test('signing in asks for the code, survives a reload, and takes each code once', async ({ admin: page }) => {
  const phone = await setUpFromAccount(page);
  await signOut(page);
  await signIn(page, administrator.username, administrator.password);
  await expect(page.getByRole('heading', { name: 'Second factor' })).toBeVisible();
  await page.reload();
  await expect(page.getByText('You are signing in as admin.')).toBeVisible();
  await expect.poll(() => page.evaluate(() => document.cookie)).toBe('');
  await giveCode(page, '');
  await expect(page.getByText('Write the code that your app shows now, or a recovery code.')).toBeVisible();
  await giveCode(page, codeOf(phone.secret));
  await expect(page.getByText(/is wrong, was used already/)).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.goto('/account');
  await expect(page.getByRole('heading', { name: 'Second factor' })).toBeVisible();
  await giveCode(page, codeOf(phone.secret, 1));
  await expect(page.getByRole('heading', { level: 1, name: 'Account' })).toBeVisible();

  await signOut(page);
  await signIn(page, administrator.username, administrator.password);
  await giveCode(page, (phone.recovery[0] ?? '').toLowerCase());
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await page.goto('/account');
  await expect(page.getByText('9 codes left.')).toBeVisible();

  await page.getByRole('button', { name: 'Make new codes' }).click();
  const dialog = page.getByRole('dialog', { name: 'Recovery codes' });
  await expect(dialog.locator('code')).toHaveCount(10);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'I have stored them' }).click();
  await page.getByRole('region', { name: 'Second factor' }).getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('Your password is all that signing in asks for.')).toBeVisible();
  await signOut(page);
  await signIn(page, administrator.username, administrator.password);
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
});

test('a session that ends, and a sensitive change, ask for both factors over the page', async ({ admin: page }) => {
  const phone = await setUpFromAccount(page);
  let refused = false;
  await page.route('**/graphql', async (route) => {
    if (refused || !route.request().postData()?.includes('mutation RenewRecoveryCodes')) return route.continue();
    refused = true;
    await route.fulfill({ json: { errors: [{ message: 'Once more.', extensions: { code: 'REAUTHENTICATE' } }] } });
  });
  await page.getByRole('button', { name: 'Make new codes' }).click();
  const proof = page.getByRole('dialog', { name: 'Confirm your password' });
  await proof.getByLabel('Password of admin', { exact: true }).fill(administrator.password);
  await proof.getByRole('button', { name: 'Confirm password' }).click();
  await expect(proof.getByText('this account has a second factor')).toBeVisible();
  await expectAccessible(page);
  await proof.getByLabel('Code', { exact: true }).fill(phone.recovery[1] ?? '');
  await proof.getByRole('button', { name: 'Confirm password' }).click();
  const codes = page.getByRole('dialog', { name: 'Recovery codes' });
  await expect(codes.locator('code')).toHaveCount(10);
  await codes.getByRole('button', { name: 'I have stored them' }).click();

  await page.context().clearCookies();
  let ended = false;
  await page.route('**/graphql', async (route) => {
    if (ended || !route.request().postData()?.includes('mutation RenewRecoveryCodes')) return route.fallback();
    ended = true;
    await route.fulfill({ json: { errors: [{ message: 'It has ended.', extensions: { code: 'UNAUTHENTICATED' } }] } });
  });
  await page.getByLabel('Current password', { exact: true }).fill('kept while signing in');
  await page.getByRole('button', { name: 'Make new codes' }).click();
  const again = page.getByRole('dialog', { name: 'Sign in again' });
  await again.getByLabel('Password of admin', { exact: true }).fill(administrator.password);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await again.getByLabel('Code', { exact: true }).fill('no code of mine');
  await again.getByRole('button', { name: 'Sign in' }).click();
  await expect(again.getByText(/is wrong, was used already/)).toBeVisible();
  await again.getByLabel('Code', { exact: true }).fill(codeOf(phone.secret, 1));
  await again.getByRole('button', { name: 'Sign in' }).click();
  await codes.getByRole('button', { name: 'I have stored them' }).click();
  await expect(page.getByLabel('Current password', { exact: true })).toHaveValue('kept while signing in');
});

test('the site demands it of administrators, who set it up before anything else', async ({ admin: page }) => {
  await page.goto('/settings');
  await page.getByRole('switch', { name: /^Administrators need a second factor/ }).press('Space');
  await page.getByRole('button', { name: 'Save security settings' }).click();
  await expect(page.getByText('This site asks administrators for a second factor.')).toBeVisible();
  await expectAccessible(page);
  await page.goto('/users');
  await expect(page).toHaveURL(/\/second-factor\?next=%2Fusers/);
  const loaded = page.waitForEvent('load'); // signing out loads the app anew
  await page.getByRole('button', { name: 'Sign out' }).click();
  await loaded;
  await signIn(page, administrator.username, administrator.password);
  await expect(page.getByRole('heading', { name: 'Set up a second factor' })).toBeVisible();
  await setUpApp(page);
  await page.getByRole('button', { name: 'I have stored them' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
});

test('an administrator removes the second factor of somebody who lost the phone, and the trail says so', async ({ admin: page, api, browser, server }) => {
  const ana = { username: 'ana', email: 'ana@example.org', firstName: 'Ana', lastName: 'Lopez', password: 'a password of Ana' };
  const { createUser } = await api<{ createUser: { id: string } }>('mutation ($input: UserInput!) { createUser(input: $input) { id } }', { input: ana });
  const theirs = await (await browser.newContext({ baseURL: server.base })).newPage();
  await signIn(theirs, ana.username, ana.password);
  await expect(theirs.getByRole('button', { name: 'Your account' })).toBeVisible();
  await setUpFromAccount(theirs);
  await page.goto(`/users/${createUser.id}`);
  await page.getByRole('button', { name: 'Remove second factor' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove second factor' }).click();
  await expect(page.getByText('Removed the second factor of “Ana Lopez”.')).toBeVisible();
  await page.goto('/audit');
  await expect(page.getByText('Removed second factor').first()).toBeVisible();
  await signOut(theirs);
  await signIn(theirs, ana.username, ana.password);
  await expect(theirs.getByRole('button', { name: 'Your account' })).toBeVisible();
  await theirs.context().close();
});
