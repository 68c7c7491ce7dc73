// REST from outside: the set-up that the README describes, both faces, and one application's whole day.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { gatehouse, has, serve, sqlite } from './gatehouse.mjs';
import { check, course, day, groups, installed, secret } from './scenario.mjs';

const moodle = '/webservice/rest/server.php';

// form sends a call to Moodle's address.
async function form(base, fields) {
  const response = await fetch(base + moodle, { method: 'POST', body: new URLSearchParams(fields) });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

// json sends a call to Moodle's address and reads the answer as JSON.
async function json(base, fields) {
  const answer = await form(base, { moodlewsrestformat: 'json', ...fields });
  assert.equal(answer.status, 200, answer.text);
  assert.match(answer.type, /^application\/json/);
  return JSON.parse(answer.text);
}

// call sends a call to our own face.
async function call(base, token, name, parameters = {}) {
  const response = await fetch(`${base}/webservice/rest/${name}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
    body: JSON.stringify(parameters),
  });
  const text = await response.text();
  return { status: response.status, type: response.headers.get('content-type'), value: text && JSON.parse(text), text };
}

test('a new installation answers nobody until it is set up', async (t) => {
  const server = await serve(t, await sqlite(t));
  const answer = await form(server.base, { wstoken: 'x', wsfunction: 'core_webservice_get_site_info' });
  assert.deepEqual([answer.status, answer.text], [403, '']);
  assert.equal((await call(server.base, 'x', 'core_webservice_get_site_info')).status, 403);
  assert.equal((await fetch(`${server.base}/healthz`)).status, 200);
});

test('quickstart, then the first call', async (t) => {
  const database = await sqlite(t);
  const server = await serve(t, database);
  const start = JSON.parse(await gatehouse(database, 'quickstart', ['--json', '--url', server.base]));
  assert.match(start.token, /^gate_[0-9A-Za-z]{36}$/);
  const fields = { wstoken: start.token, wsfunction: start.function };

  await t.test('a wrong token is refused on both faces', async () => {
    const wrong = start.token.slice(0, -1) + (start.token.endsWith('0') ? '1' : '0');
    assert.equal((await json(server.base, { ...fields, wstoken: wrong })).errorcode, 'invalidtoken');
    const refused = await call(server.base, wrong, start.function);
    assert.deepEqual([refused.status, refused.value.code], [401, 'invalidtoken']);
    assert.match(refused.type, /^application\/problem\+json/);
    assert.equal((await call(server.base, '', start.function)).status, 401);
  });
  await t.test('XML on the address of Moodle', async () => {
    const answer = await form(server.base, fields);
    assert.equal(answer.status, 200);
    assert.match(answer.type, /^application\/xml/);
    assert.match(answer.text, new RegExp(`<KEY name="username"><VALUE>${start.user}</VALUE>`));
  });
  await t.test('JSON on the address of Moodle', async () => {
    assert.equal((await json(server.base, fields)).username, start.user);
  });
  await t.test('our own face', async () => {
    const answer = await call(server.base, start.token, start.function);
    assert.deepEqual([answer.status, answer.value.username], [200, start.user]);
  });
  await t.test('the line that quickstart prints', async (t) => {
    if (!process.env.CI && !(await has('curl'))) return t.skip('curl is not installed');
    const printed = spawnSync('sh', ['-c', start.curl], { encoding: 'utf8' });
    assert.equal(printed.status, 0, `${start.curl}\n${printed.stderr}`);
    assert.match(printed.stdout, new RegExp(start.user), start.curl);
  });
});

// asForm writes parameters as a form does: groups[0][name]=…
function asForm(value, prefix = '') {
  if (typeof value !== 'object') return [[prefix, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => asForm(inner, prefix ? `${prefix}[${key}]` : key));
}

const faces = {
  'the address of Moodle': (base, name, parameters, token) =>
    json(base, { wstoken: token, wsfunction: name, ...Object.fromEntries(asForm(parameters)) }),
  'our own face': async (base, name, parameters, token) => (await call(base, token, name, parameters)).value,
};

// fail makes the failure of a face, which is a value like any other, one of the client.
const fail = (answer) => {
  if (answer?.errorcode ?? answer?.detail) throw answer;
  return answer;
};
const code = (answer) => answer.errorcode ?? answer.code;

for (const [face, send] of Object.entries(faces)) {
  test(`groups are made, read and deleted on ${face}`, async (t) => {
    const server = await installed(t, 'rest');
    check(await day(async (name, parameters, token) => fail(await send(server.base, name, parameters, token)), code));
  });

  test(`what is wrong is refused and nothing is written on ${face}`, async (t) => {
    const server = await installed(t, 'rest');
    const ask = (name, parameters = {}) => send(server.base, name, parameters, secret);
    const cases = [
      ['a missing parameter', 'core_group_create_groups', { groups: [groups[0], { courseid: course, name: 'x' }] }],
      ['an unknown parameter', 'core_group_create_groups', { groups: [{ ...groups[0], colour: 'red' }] }],
      ['a wrong type', 'core_group_create_groups', { groups: [{ ...groups[0], courseid: 'twenty' }] }],
      ['no parameter at all', 'core_group_create_groups', {}],
    ];
    for (const [why, name, parameters] of cases) {
      const answer = await ask(name, parameters);
      assert.equal(code(answer), 'invalidparameter', `${why}: ${JSON.stringify(answer)}`);
    }
    assert.equal(code(await ask('core_user_get_users', { criteria: [] })), 'accessexception', 'a function outside the service');
    assert.deepEqual(await ask('core_group_get_course_groups', { courseid: course }), []);
  });
}

test('our own face says what is wrong and where', async (t) => {
  const server = await installed(t, 'rest');
  const answer = await call(server.base, secret, 'core_group_create_groups', { groups: [groups[0], { courseid: course, name: 'x' }] });
  assert.equal(answer.status, 400);
  assert.match(answer.type, /^application\/problem\+json/);
  assert.deepEqual([answer.value.code, answer.value.path], ['invalidparameter', 'groups[1].description']);
});
