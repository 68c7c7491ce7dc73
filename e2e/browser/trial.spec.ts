// The test client: every function as a form, checked and sent as a key, over every wire.
import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, measured, signIn, test, type Api } from './fixtures';
import { authorise, hold, makeKey, makeService, makeUser, openForCalls } from './world';

interface Face {
  name: string;
  protocol: string;
}

/** idOfKey finds a key by its name: the door that makes one shows its secret, and here none is needed. */
async function idOfKey(api: Api, name: string): Promise<string> {
  const { tokens } = await api<{ tokens: { nodes: { id: string; name: string }[] } }>('query ($name: String!) { tokens(filter: { search: $name }) { nodes { id name } } }', { name });
  return tokens.nodes.find((each) => each.name === name)?.id ?? '';
}

const viewerId = async (api: Api) => (await api<{ viewer: { id: string } }>('{ viewer { id } }')).viewer.id;

async function everyProtocolOn(api: Api) {
  await openForCalls(api);
  await api('mutation { setUpForMe { secret } }'); // brings a course, too
  await api('mutation { updateSettings(input: { documentationOn: true }) { documentationOn } }');
  const { protocols } = await api<{ protocols: { name: string; built: boolean }[] }>('{ protocols { name built } }');
  for (const { name, built } of protocols) if (built) await api('mutation ($name: String!) { setProtocol(name: $name, on: true) { on } }', { name });
}

/** ownKey gives the administrator a key called ci, for a service with these functions. */
async function ownKey(api: Api, functions: string[]): Promise<{ key: string; service: string; secret: string }> {
  const service = await makeService(api, { name: 'Group sync', shortName: 'group_sync', functions });
  const secret = await makeKey(api, await viewerId(api), service, 'ci');
  return { key: await idOfKey(api, 'ci'), service, secret };
}

const answer = (page: Page) => page.getByRole('region', { name: 'Answer' });
/** field is the one that is called so; what can be done with it has names of its own. */
const field = (within: Page | Locator, name: string) => within.getByRole('textbox', { name, exact: true });
const say = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const view = (page: Page, name: 'Form' | 'JSON' | 'Raw') => page.getByRole('radiogroup', { name: 'View' }).getByText(name, { exact: true }).click();
const readyToRun = 'Every check lets it through and the parameters are right. Nothing was run.';

async function choose(page: Page, label: string, option: string | RegExp) {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test('the example of every function passes its checks over every face', async ({ api }) => {
  test.setTimeout(600_000);
  await everyProtocolOn(api);
  const { functions } = await api<{ functions: { name: string; deprecated: boolean }[] }>('{ functions { name deprecated } }');
  // What is deprecated is in no service of a new installation, and cannot be put into one.
  const current = functions.filter((each) => !each.deprecated).map((each) => each.name);
  const { key } = await ownKey(api, current);
  const { documentation } = await api<{ documentation: { faces: Face[]; functions: { allowed: boolean; function: { name: string; exampleArguments: string | null } }[] } }>(
    'query ($key: ID!) { documentation(token: $key) { faces { name } functions { allowed function { name exampleArguments } } } }',
    { key },
  );
  const jobs = documentation.functions.flatMap(({ function: of }) => documentation.faces.map((face) => ({ of, face: face.name })));
  const failures: string[] = [];
  const work = async () => {
    for (let job = jobs.pop(); job; job = jobs.pop()) {
      const { of, face } = job;
      const { tryCall } = await api<{ tryCall: { ready: boolean; code: string | null; message: string | null; path: string | null } }>(
        'mutation ($input: TryInput!) { tryCall(input: $input) { ready code message path } }',
        { input: { token: key, face, function: of.name, arguments: of.exampleArguments, checkOnly: true } },
      ).catch((error: Error) => ({ tryCall: { ready: false, code: 'error', message: error.message, path: null } }));
      if (!tryCall.ready) failures.push(`${of.name} over ${face}: ${tryCall.code} ${tryCall.path} ${tryCall.message}`);
    }
  };
  const total = jobs.length;
  await Promise.all(Array.from({ length: 6 }, work));
  measured(`${documentation.functions.length} functions checked over ${documentation.faces.length} faces: ${total} trials`);
  expect(failures).toEqual([]);
  expect(documentation.functions.map((each) => each.function.name).toSorted()).toEqual(current.toSorted());
});

test('a call is written as a form, as JSON and on the wire, checked, and run once it was agreed to', async ({ admin: page, api }) => {
  await everyProtocolOn(api);
  const { key } = await ownKey(api, ['core_group_create_groups', 'core_group_get_groups', 'core_webservice_get_site_info']);
  await page.goto('/functions/core_group_create_groups');
  await page.getByRole('link', { name: 'Try it' }).click();
  await expect(page.getByText('Choose a key to send.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send' })).toBeDisabled();
  await page.getByRole('combobox', { name: 'Security key' }).fill('ci');
  await page.getByRole('option', { name: /^ci / }).click();
  await expect(page).toHaveURL(`/try/core_group_create_groups?key=${key}`);

  // It begins with the example. What is wrong is said by the server, at the field that it is about.
  const first = page.getByRole('group', { name: 'groups[0]', exact: true });
  await expect(field(first, 'courseid')).toHaveValue('2');
  await page.getByRole('button', { name: 'Duplicate groups[0]' }).click();
  const second = page.getByRole('group', { name: 'groups[1]', exact: true });
  await field(second, 'courseid').fill('two');
  await field(second, 'name').fill('Team B');
  await expect(second.getByText('Expected a whole number.')).toBeVisible();
  await say(page, 'Check only');
  await expect(second.getByText('found "two", expected a whole number.')).toBeVisible();
  await expect(field(second, 'courseid')).toBeFocused();
  await expect(answer(page).getByText('invalidparameter').first()).toBeVisible();
  await field(second, 'courseid').fill('2');
  await expect(second.getByText('found "two"')).toHaveCount(0);

  // Form and JSON keep in step; a text that is no JSON changes nothing.
  await view(page, 'JSON');
  const json = page.getByLabel('Arguments as JSON');
  await expect(json).toHaveValue(/"name": "Team B"/);
  const text = await json.inputValue();
  await json.fill(text.replace('"Team B",', '"Team B"'));
  await expect(page.getByText(/^Line \d+, column \d+: A comma or } is expected here\./)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send' })).toBeDisabled();
  await json.fill(text.replace('Team B', 'Team C').replace('"idnumber": "blue"', '"idnumber": "red"'));
  await view(page, 'Form');
  await expect(field(second, 'name')).toHaveValue('Team C');
  await field(second, 'idnumber').fill('green');

  await say(page, 'Check only');
  await expect(answer(page).getByText(readyToRun)).toBeVisible();

  // The first write is asked about, and only the first.
  await field(second, 'name').press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'Run it for real?' });
  await expect(dialog.getByText('core_group_create_groups changes data. It runs for real, as the key “ci”.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Check only instead' }).click();
  await expect(answer(page).getByText(readyToRun)).toBeVisible();
  await say(page, 'Send');
  await dialog.getByRole('button', { name: 'Run it' }).click();
  await expect(answer(page).getByText(/^200 · /)).toBeVisible();
  await expect(answer(page).getByRole('region', { name: 'Body of the answer' })).toContainText('"name": "Team C"');
  await say(page, 'Send');
  await expect(dialog).toBeHidden();
  await expect(answer(page).getByText(/^[45]\d\d · /)).toBeVisible(); // the names are taken by now

  // The call is in the log, from where it is opened again. What was written is still there.
  await answer(page).getByRole('link').click();
  const logged = page.getByRole('table', { name: 'Requests' }).getByRole('link').first();
  await expect(async () => {
    await page.reload(); // records are written a moment after the answer
    await expect(logged).toBeVisible({ timeout: 3000 });
  }).toPass();
  await logged.click();
  await page.getByRole('link', { name: 'Open in test client' }).click();
  await expect(page.getByText('What was sent then is not recorded. What you wrote here last is filled in.')).toBeVisible();
  await expect(field(second, 'name')).toHaveValue('Team C');
  await page.reload();
  await expect(field(second, 'name')).toHaveValue('Team C');
  await say(page, 'Fill with example');
  await expect(second).toHaveCount(0);
  await say(page, 'Clear');
  await expect(field(first, 'courseid')).toHaveValue('');
  await say(page, 'Check only');
  await expect(first.getByText(/^is missing\. It is required/)).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)))).not.toContain('gate_');
});

test('optional fields are added and left out, null is sent, and forms of any depth are filled in', async ({ admin: page, api }) => {
  await everyProtocolOn(api);
  const { key } = await ownKey(api, ['core_user_create_users', 'core_group_create_groups']);
  await page.goto(`/try/core_user_create_users?key=${key}`);
  await page.getByRole('button', { name: 'Add field to users[0]' }).click();
  await page.getByRole('menuitem', { name: /^customfields/ }).click();
  await field(page.getByRole('group', { name: 'users[0].customfields[0]' }), 'type').fill('interest');
  await page.getByRole('button', { name: 'Add row to users[0].customfields' }).click();
  await page.getByRole('button', { name: 'null for users[0].idnumber' }).click();
  await view(page, 'JSON');
  const json = page.getByLabel('Arguments as JSON');
  const sent = JSON.parse(await json.inputValue()) as { users: { idnumber: null; customfields: unknown[] }[] };
  expect(sent.users[0]).toMatchObject({ idnumber: null, customfields: [{ type: 'interest' }, {}] });
  await json.fill('{"users": {"a": 1}, "surplus": [1]}');
  await view(page, 'Form');
  await expect(page.getByText('Found an object, expected list of objects.')).toBeVisible();
  await say(page, 'Remove surplus');
  await say(page, 'Fill in users');
  await expect(field(page.getByRole('group', { name: 'users[0]', exact: true }), 'username')).toHaveValue('');
  await say(page, 'Remove users[0]');
  await view(page, 'JSON');
  expect(JSON.parse(await json.inputValue())).toEqual({ users: [] });
});

test('what stands on the wire is written out, edited and sent: JSON, an envelope, bytes', async ({ admin: page, api }) => {
  await everyProtocolOn(api);
  const { key } = await ownKey(api, ['core_webservice_get_site_info', 'core_group_get_groups']);
  await page.goto(`/try/core_group_get_groups?key=${key}&face=rest`);
  const body = page.getByRole('textbox', { name: /^Body/ });
  await view(page, 'Raw');
  await expect(page.getByText('POST', { exact: true })).toBeVisible();
  await expect(body).toHaveValue(/groupids/);
  await body.fill('{"groupids": [1], "nonsense": true}');
  await say(page, 'Send');
  const dialog = page.getByRole('dialog', { name: 'Run it for real?' });
  await expect(dialog.getByText('What you wrote may call any function of the key, and change data.')).toBeVisible(); // once, whatever the page is about
  await dialog.getByRole('button', { name: 'Run it' }).click();
  await expect(answer(page).getByText('nonsense').first()).toBeVisible();
  await body.fill('{"groupids": ');
  await say(page, 'Send');
  await expect(answer(page).getByText(/^4\d\d · /)).toBeVisible();
  await say(page, 'Undo edits');

  // Other arguments are not known on the wire until the server has written them out.
  await view(page, 'Form');
  await field(page, 'groupids[0]').fill('1');
  await view(page, 'Raw');
  await say(page, 'Write it out');
  await expect(body).toHaveValue(/1/);

  const { documentation } = await api<{ documentation: { faces: { name: string; title: string; protocol: string }[] } }>('query ($key: ID!) { documentation(token: $key) { faces { name title protocol } } }', { key });
  const titleOf = (protocol: string) => documentation.faces.find((face) => face.protocol === protocol)?.title ?? '';
  await choose(page, 'Protocol', titleOf('soap'));
  await say(page, 'Write it out');
  await expect(body).toHaveValue(/Envelope/);
  await body.fill((await body.inputValue()).replace(/>1</, '>one<'));
  await say(page, 'Send');
  await expect(answer(page).getByText('found "one", expected a whole number.')).toBeVisible();
  await expect(answer(page).getByRole('region', { name: 'Body of the answer' })).toContainText('Fault');

  await choose(page, 'Protocol', titleOf('amf'));
  await say(page, 'Write it out');
  await expect(body).toHaveValue(/^([0-9a-f]{2}[ \n]?)+$/);
  const bytes = await body.inputValue();
  await body.fill(`${bytes} 0`);
  await expect(page.getByText('Two digits make a byte')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send' })).toBeDisabled();
  await body.fill(bytes.toUpperCase().replaceAll(' ', ''));
  await say(page, 'Send');
  await expect(answer(page).getByText(/^200 · /)).toBeVisible();
  await expect(answer(page).getByRole('region', { name: 'Body of the answer' })).toContainText(/^0000 {2}00/);
});

test('a refused key says by which check, and cannot be sent with', async ({ admin: page, api }) => {
  await everyProtocolOn(api);
  const { key } = await ownKey(api, ['core_webservice_get_site_info']);
  await api('mutation ($id: ID!) { updateToken(id: $id, input: { ipRestriction: "203.0.113.0/24" }) { id } }', { id: key });
  await page.goto(`/try/core_webservice_get_site_info?key=${key}`);
  await expect(page.getByText('Refused: The key may not be used from the address 127.0.0.1.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send' })).toBeDisabled();
  await say(page, 'Check only');
  const chain = answer(page).getByRole('list', { name: 'Checks' });
  await expect(chain.getByText('The key may be used from this address')).toBeVisible();
  await expect(chain.getByText('The key may not be used from the address 127.0.0.1.')).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  // A function that the service does not hold is seen to be refused, too.
  await page.goto(`/try/core_group_get_groups?key=${key}`);
  await say(page, 'Check only');
  await expect(chain.getByText('The function is in the service')).toBeVisible();
  await page.goto('/try/core_no_such_function');
  await expect(page.getByText('There is no function called core_no_such_function.')).toBeVisible();
});

test('nothing is run as somebody else: not by an administrator, and a user does not even see the key', async ({ admin: page, api, browser, server }) => {
  await everyProtocolOn(api);
  const { key } = await ownKey(api, ['core_webservice_get_site_info']);
  const service = await makeService(api, { name: 'Anas', shortName: 'anas', authorisedUsersOnly: true, functions: ['core_webservice_get_site_info', 'core_group_create_groups'] });
  const user = await makeUser(api, { username: 'ana', firstName: 'Ana', lastName: 'Lopez' });
  await hold(api, user, ['webservice/rest:use']);
  await authorise(api, service, [user]);
  await makeKey(api, user, service, 'hers');
  const hers = await idOfKey(api, 'hers');
  await page.goto(`/try/core_webservice_get_site_info?key=${hers}`);
  await expect(page.getByText('This is a key of Ana Lopez. As another person’s key you can check only: nothing is ever run.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send' })).toBeDisabled();
  await say(page, 'Check only');
  await expect(answer(page).getByText(readyToRun)).toBeVisible();
  await expect(api('mutation ($input: TryInput!) { tryCall(input: $input) { ready } }', { input: { token: hers, face: 'rest', function: 'core_webservice_get_site_info', arguments: '{}' } })).rejects.toThrow(/FORBIDDEN/);

  const context = await browser.newContext({ baseURL: server.base });
  const ana = await context.newPage();
  await signIn(ana, 'ana', 'Enough characters 1!');
  await expect(ana.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await ana.goto('/try/core_webservice_get_site_info');
  await expect(ana.getByText('Choose a key to send.')).toBeVisible();
  await ana.getByRole('combobox', { name: 'Security key' }).click();
  await expect(ana.getByRole('option')).toHaveCount(1);
  await ana.getByRole('option', { name: /^hers/ }).click();
 
  await say(ana, 'Send');
  await expect(answer(ana).getByText(/^200 · /)).toBeVisible();
  await expect(answer(ana).getByRole('link')).toHaveCount(0); // the log is for administrators

  // A protocol that she may not use is in sight, and says why.
  await ana.getByRole('combobox', { name: 'Protocol' }).click();
  await expect(ana.getByRole('option', { name: /^XML-RPC/ })).toHaveAttribute('data-combobox-disabled', 'true');
  await expect(ana.getByRole('option', { name: /^XML-RPC/ })).toContainText('webservice/xmlrpc:use');
  await ana.keyboard.press('Escape');
  await ana.goto(`/try/core_webservice_get_site_info?key=${key}`);
  await expect(ana.getByRole('alert')).toBeVisible();
  await expect(ana.getByRole('button', { name: 'Send' })).toHaveCount(0);
  await context.close();
});
