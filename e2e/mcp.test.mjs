// MCP from outside: clients that nobody here wrote go through one application's day, in every revision of the protocol.
import { createMCPClient } from '@ai-sdk/mcp';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import Ajv from 'ajv';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, course, day, groups, installed, secret } from './scenario.mjs';

const address = (server) => new URL('/webservice/mcp', server.base);
const bearer = (token) => ({ Authorization: `Bearer ${token}` });
const identity = { name: 'gatehouse-e2e', version: '1.0.0' };

// value is what a tool gives. A failure of a tool is JSON in its text.
function value(result) {
  const text = result.content[0].text;
  if (result.isError) throw JSON.parse(text);
  assert.deepEqual(JSON.parse(text), result.structuredContent);
  const keys = Object.keys(result.structuredContent);
  return keys.length === 1 && keys[0] === 'result' ? result.structuredContent.result : result.structuredContent;
}

// codeOf finds the code: in a failure of a tool, in an error of JSON-RPC, or in the body of a refusal, which clients give in one place or another.
function codeOf(error) {
  if (error.requestId) return error.code;
  return error.data?.code ?? /"code":"(\w+)"/.exec(`${error.message} ${error.data?.text}`)?.[1] ?? String(error);
}

// asking is the `ask` of a day: connect gives a client for a token, which lists the tools first, because then it checks results by their schemas.
const asking = (connect) => async (name, parameters, token) => {
  const client = await connect(token);
  try {
    await client.listTools();
    return value(await client.callTool({ name, arguments: parameters }));
  } finally {
    await client.close();
  }
};

// speaking lets a client that always asks for its newest revision ask for another one.
const speaking = (revision) => (url, init) => {
  const body = typeof init?.body === 'string' ? init.body.replace(/("method":"initialize".*?"protocolVersion":)"[^"]+"/, `$1"${revision}"`) : init?.body;
  return fetch(url, { ...init, body });
};

const oldClient = (server, revision) => async (token) => {
  const client = new OldClient(identity);
  const transport = new OldTransport(address(server), { requestInit: { headers: bearer(token) }, fetch: speaking(revision) });
  await client.connect(transport);
  assert.equal(transport.protocolVersion, revision);
  assert.equal(transport.sessionId, undefined);
  return client;
};

for (const revision of ['2025-11-25', '2025-06-18', '2025-03-26']) {
  test(`@modelcontextprotocol/sdk, revision ${revision}`, async (t) => {
    const server = await installed(t, 'mcp');
    check(await day(asking(oldClient(server, revision)), codeOf));
  });
}

const newClient = (server, versionNegotiation) => async (token) => {
  const client = new Client(identity, { versionNegotiation });
  await client.connect(new StreamableHTTPClientTransport(address(server), { requestInit: { headers: bearer(token) } }));
  return client;
};

test('@modelcontextprotocol/client, revision 2026-07-28', async (t) => {
  const server = await installed(t, 'mcp');
  const connect = newClient(server, { mode: { pin: '2026-07-28' } });
  check(await day(asking(connect), codeOf));
});

test('@modelcontextprotocol/client, whatever both speak', async (t) => {
  const server = await installed(t, 'mcp');
  check(await day(asking(newClient(server, { mode: 'auto' })), codeOf));
});

test('@ai-sdk/mcp', async (t) => {
  const server = await installed(t, 'mcp');
  const ask = async (name, parameters, token) => {
    const client = await createMCPClient({ transport: { type: 'http', url: address(server).href, headers: bearer(token) } });
    try {
      const tools = await client.tools();
      return value(await tools[name].execute(parameters, { toolCallId: '1', messages: [] }));
    } finally {
      await client.close();
    }
  };
  check(await day(ask, codeOf));
});

test('what a client is told of tools', async (t) => {
  const server = await installed(t, 'mcp');
  const client = await oldClient(server, '2025-11-25')(secret);
  const { tools } = await client.listTools();
  const named = Object.fromEntries(tools.map((tool) => [tool.name, tool]));
  const ajv = new Ajv({ strict: false });

  await t.test('only those that the token may call', () => {
    assert.deepEqual(Object.keys(named).sort(), [
      'core_group_create_groups', 'core_group_delete_groups', 'core_group_get_course_groups', 'core_group_get_groups', 'core_webservice_get_site_info',
    ]);
  });
  await t.test('schemas of what goes in', () => {
    const accepts = ajv.compile(named.core_group_create_groups.inputSchema);
    assert.ok(accepts({ groups }), JSON.stringify(accepts.errors));
    assert.ok(!accepts({ groups: [{ courseid: course, name: 'x' }] }));
    assert.ok(!accepts({ groups, colour: 'red' }));
  });
  await t.test('hints', () => {
    const hints = (name) => named[name].annotations;
    assert.deepEqual([hints('core_group_get_groups').readOnlyHint, hints('core_group_create_groups').destructiveHint, hints('core_group_delete_groups').destructiveHint], [true, false, true]);
  });
  await client.close();
});

test('the token in the address, for clients that can set no header', async (t) => {
  const server = await installed(t, 'mcp');
  const client = new OldClient(identity);
  const url = address(server);
  url.searchParams.set('wstoken', secret);
  await client.connect(new OldTransport(url));
  assert.equal(value(await client.callTool({ name: 'core_webservice_get_site_info' })).username, 'sync');
  await client.close();
  assert.ok(!server.output().includes(secret));
});

test('who is kept out', async (t) => {
  const server = await installed(t, 'mcp');
  const post = (headers, body = '{"jsonrpc":"2.0","id":1,"method":"ping"}') =>
    fetch(address(server), { method: 'POST', headers: { 'Content-Type': 'application/json', ...bearer(secret), ...headers }, body });
  const stranger = await post({ Authorization: 'Bearer nobody' });
  assert.deepEqual([stranger.status, stranger.headers.get('WWW-Authenticate')], [401, 'Bearer realm="web services", error="invalid_token"']);
  assert.equal((await post({ Origin: 'https://evil.example' })).status, 403);
  assert.equal((await post({ Origin: server.base })).status, 200);
  assert.equal((await fetch(address(server), { headers: bearer(secret) })).status, 405);
  const differs = await post({ 'Mcp-Protocol-Version': '2026-07-28', 'Mcp-Method': 'tools/list' },
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}');
  assert.equal(differs.status, 400);
  assert.equal((await differs.json()).error.code, -32020);
});
