// A write whose answer was lost is made again under its Idempotency-Key: at a server that was killed, and at another node.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { gatehouse, postgres, serve, sqlite } from './gatehouse.mjs';

const body = JSON.stringify({ categories: [{ name: 'Made once' }] });
const headers = (token, key) => ({ Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': key });
const path = '/webservice/rest/core_course_create_categories';

async function create(server, token, key) {
  const answer = await fetch(server.base + path, { method: 'POST', headers: headers(token, key), body });
  return { status: answer.status, repeated: answer.headers.get('Idempotency-Replayed'), value: await answer.json() };
}

async function made(server, token) {
  const answer = await fetch(`${server.base}/webservice/rest/core_course_get_categories`, {
    method: 'POST', headers: headers(token, 'unused'), body: '{}',
  });
  return (await answer.json()).filter((category) => category.name === 'Made once').length;
}

// sentOnly sends the call and reads nothing of its answer but that it has begun, which it does after the commit.
async function sentOnly(server, token, key) {
  const socket = connect(Number(new URL(server.base).port), '127.0.0.1');
  const lines = [`POST ${path} HTTP/1.1`, `Host: ${new URL(server.base).host}`, `Content-Length: ${body.length}`,
    ...Object.entries(headers(token, key)).map(([name, value]) => `${name}: ${value}`)];
  socket.on('error', () => {}); // the server is killed under it
  socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
  await once(socket, 'readable');
  return socket;
}

for (const [name, database] of Object.entries({ SQLite: sqlite, PostgreSQL: postgres })) {
  test(`a call whose answer was lost with the server is answered when it is made again, on ${name}`, { timeout: 120_000 }, async (t) => {
    const address = await database(t);
    let server = await serve(t, address);
    const { token, service } = await prepare(address, server);
    const socket = await sentOnly(server, token, 'lost');
    await server.kill();
    socket.destroy();
    server = await serve(t, address);
    const again = await create(server, token, 'lost');
    assert.equal(again.status, 200, JSON.stringify(again));
    assert.equal(again.repeated, 'true', `of ${service}`);
    assert.equal(await made(server, token), 1);
    assert.deepEqual((await create(server, token, 'lost')).value, again.value);
  });
}

test('two nodes on PostgreSQL make a call once', { timeout: 120_000 }, async (t) => {
  const address = await postgres(t);
  const servers = [await serve(t, address), await serve(t, address)];
  const { token } = await prepare(address, servers[0]);
  const answers = await Promise.all(Array.from({ length: 64 }, (_, i) => create(servers[i % 2], token, 'together')));
  for (const answer of answers) assert.deepEqual([answer.status, answer.value], [200, answers[0].value]);
  assert.equal(answers.filter((answer) => answer.repeated !== 'true').length, 1);
  assert.equal(await made(servers[1], token), 1);
});

test('a limit holds to the call, and says when to try again', { timeout: 120_000 }, async (t) => {
  const address = await sqlite(t);
  const server = await serve(t, address);
  const { user, service } = await prepare(address, server);
  const { secret } = JSON.parse(await gatehouse(address, 'token', ['create', '--json', '--user', user, '--service', service, '--calls-per-day', '3']));
  const statuses = [];
  let after;
  for (let i = 0; i < 4; i++) {
    const answer = await fetch(`${server.base}/webservice/rest/core_course_get_categories`, { headers: { Authorization: `Bearer ${secret}` } });
    statuses.push(answer.status);
    after = Number(answer.headers.get('Retry-After'));
    await answer.arrayBuffer();
  }
  assert.deepEqual(statuses, [200, 200, 200, 429]);
  assert.ok(after > 86_000 && after <= 86_400, `after ${after}`);
});

// prepare makes an administrator's token for a service of these two functions.
async function prepare(address, server) {
  await gatehouse(address, 'quickstart', ['--json', '--url', server.base]);
  const service = 'once';
  await gatehouse(address, 'apply', ['-'], {
    input: `users: [{username: keeper, password: "Keeper-2-Keeper", firstName: K, lastName: K, email: k@school.example, siteAdmin: true}]
services: [{name: Once, shortName: ${service}, enabled: true, functions: [core_course_create_categories, core_course_get_categories]}]
`,
  });
  const { secret } = JSON.parse(await gatehouse(address, 'token', ['create', '--json', '--user', 'keeper', '--service', service]));
  return { token: secret, user: 'keeper', service };
}

const limited = async (address, { user, service }, perDay) =>
  JSON.parse(await gatehouse(address, 'token', ['create', '--json', '--user', user, '--service', service, '--calls-per-day', String(perDay)])).secret;

test('each item of a batch is counted, and kept by itself', { timeout: 120_000 }, async (t) => {
  const address = await sqlite(t);
  const server = await serve(t, address);
  const prepared = await prepare(address, server);
  await gatehouse(address, 'apply', ['-'], { input: 'webServices: {protocols: [rest, jsonrpc]}' });
  const secret = await limited(address, prepared, 5);
  const batch = async (key, items) => {
    const text = JSON.stringify(items.map(([method, params], id) => ({ jsonrpc: '2.0', id, method, params })));
    const answer = await fetch(`${server.base}/webservice/jsonrpc`, { method: 'POST', headers: headers(secret, key), body: text });
    return { repeated: answer.headers.get('Idempotency-Replayed'), items: await answer.json() };
  };
  const create = (name) => ['core_course_create_categories', { categories: [{ name }] }];
  const first = await batch('batch', [create('Made once'), create('Another')]);
  assert.deepEqual(first.items.map((item) => item.error), [undefined, undefined], JSON.stringify(first));
  assert.equal(first.repeated, null);
  const again = await batch('batch', [create('Made once'), create('Another')]);
  assert.deepEqual(again, { repeated: 'true', items: first.items });
  assert.equal(await made(server, prepared.token), 1);
  // The repeats have counted too: of five calls one is left.
  const { items } = await batch('other', [create('Fifth'), create('Sixth'), create('Seventh')]);
  assert.deepEqual(items.map((item) => item.error?.code), [undefined, 429, 429], JSON.stringify(items));
  for (const { error } of items.slice(1)) assert.ok(error.data.code === 'ratelimited' && error.data.retryAfter > 86_000, JSON.stringify(error));
});

test('two nodes on PostgreSQL count together when the setting says so', { timeout: 120_000 }, async (t) => {
  const address = await postgres(t);
  const servers = [await serve(t, address), await serve(t, address)];
  const prepared = await prepare(address, servers[0]);
  await gatehouse(address, 'apply', ['-'], { input: 'limits: {shared: true}' });
  const secret = await limited(address, prepared, 7);
  const ask = async (server) => {
    const answer = await fetch(`${server.base}/webservice/rest/core_course_get_categories`, { headers: { Authorization: `Bearer ${secret}` } });
    await answer.arrayBuffer();
    return answer.status;
  };
  for (const server of servers) await settled(server, secret);
  const statuses = await Promise.all(Array.from({ length: 20 }, (_, i) => ask(servers[i % 2])));
  assert.equal(statuses.filter((status) => status === 200).length, 7, statuses.join());
  assert.equal(statuses.filter((status) => status === 429).length, 13, statuses.join());
});

// settled waits until a node has heard of a token, by a call that no limit counts: its function is in no service of the token.
async function settled(server, secret) {
  for (const end = Date.now() + 5000; Date.now() < end; ) {
    const answer = await fetch(`${server.base}/webservice/rest/core_user_delete_users`, { method: 'POST', headers: headers(secret, 'none'), body: '{}' });
    await answer.arrayBuffer();
    if (answer.status === 403) return;
  }
  assert.fail('a node does not know the token');
}
