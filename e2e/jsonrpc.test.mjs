// JSON-RPC from outside: client libraries that nobody here wrote go through one application's day.
import jsonSchema from '@json-schema-tools/meta-schema';
import openrpc from '@open-rpc/meta-schema';
import { Client, HTTPTransport, RequestManager } from '@open-rpc/client-js';
import Ajv from 'ajv';
import jayson from 'jayson/promise/index.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, clientDay, course, day, groups, installed, missing, python, secret } from './scenario.mjs';

const address = '/webservice/jsonrpc';
const bearer = (token) => ({ Authorization: `Bearer ${token}` });

// jaysonClient speaks with jayson. An error of the protocol is a member of its answer.
const jaysonClient = (server, token) => jayson.Client.http({ ...options(server.base), headers: bearer(token) });

function options(base) {
  const { hostname, port } = new URL(base);
  return { hostname, port, path: address };
}

// ask makes one call with jayson.
const ask = (server) => async (name, parameters, token) => {
  const answer = await jaysonClient(server, token).request(name, parameters);
  if (answer.error) throw answer.error;
  return answer.result;
};

test('jayson', async (t) => {
  const server = await installed(t, 'jsonrpc');
  check(await day(ask(server), (error) => error.data?.errorcode ?? String(error)));

  await t.test('by position', async () => {
    const answer = await jaysonClient(server, secret).request('core_group_get_course_groups', [course]);
    assert.deepEqual(answer.result.map((g) => g.idnumber), [groups[1].idnumber]);
  });
  await t.test('a batch with a notification and a failure', async () => {
    const client = jaysonClient(server, secret);
    const batch = [
      client.request('core_group_get_course_groups', { courseid: course }, undefined, false),
      client.request('core_group_create_groups', { groups: [{ ...groups[0], name: 'by notification' }] }, null, false),
      client.request('core_nothing_get', {}, undefined, false),
      client.request('core_group_get_course_groups', { courseid: course }, undefined, false),
    ];
    const answers = await client.request(batch);
    assert.deepEqual(answers.map((a) => a.id), [batch[0].id, batch[2].id, batch[3].id]);
    assert.deepEqual([answers[0].result.length, answers[1].error.code, answers[2].result.length], [1, -32601, 2]);
  });
  await t.test('a notification', async () => {
    assert.equal(await jaysonClient(server, secret).request('core_webservice_get_site_info', {}, null), undefined);
  });
  await t.test('the token in the address', async () => {
    const client = jayson.Client.http({ ...options(server.base), path: `${address}?wstoken=${secret}` });
    assert.equal((await client.request('core_webservice_get_site_info', {})).result.username, 'sync');
  });
});

test('the client of OpenRPC', async (t) => {
  const server = await installed(t, 'jsonrpc');
  const request = (method, params, token) =>
    new Client(new RequestManager([new HTTPTransport(server.base + address, { headers: bearer(token) })])).request({ method, params });
  check(await day(request, (error) => error.data?.errorcode ?? String(error)));

  await t.test('the description is OpenRPC and holds what the token may call', async () => {
    const document = await request('rpc.discover', [], secret);
    const ajv = new Ajv({ strict: false, validateSchema: false, validateFormats: false });
    ajv.addSchema(jsonSchema.default ?? jsonSchema, 'https://meta.json-schema.tools');
    const valid = ajv.compile(openrpc.default ?? openrpc);
    assert.ok(valid(document), JSON.stringify(valid.errors, null, 1));
    assert.deepEqual([document.methods.length, document.servers[0].url], [5, server.base + address]);
    const create = document.methods.find((m) => m.name === 'core_group_create_groups');
    const accepts = ajv.compile(create.params[0].schema);
    assert.ok(accepts(groups), JSON.stringify(accepts.errors));
    assert.ok(!accepts([{ name: 'x' }]));
  });
});

test('jsonrpclib of Python', async (t) => {
  if (await missing(t, 'python3-jsonrpclib-pelix', python, ['-c', 'import jsonrpclib'])) return;
  check(await clientDay(python, 'jsonrpc.py', await installed(t, 'jsonrpc')));
});
