// Descriptions from outside: what is given out is read by tools that nobody here wrote, for a key to every function and for one to two,
// and the typed clients are compiled and go through one application's day.
import jsonSchema from '@json-schema-tools/meta-schema';
import openrpc from '@open-rpc/meta-schema';
import Ajv from 'ajv';
import newman from 'newman';
import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { binary, gatehouse, run, serve, sqlite } from './gatehouse.mjs';
import { check, course, groups, installedWith, missing, python, secret } from './scenario.mjs';

const files = ['openapi.json', 'openrpc.json', 'postman.json', 'soap.wsdl', 'moodle.wsdl', 'client.ts', 'client.go', 'client.py'];
const everything = 'a'.repeat(32);
const pair = 'b'.repeat(32);
const two = ['core_group_get_groups', 'core_webservice_get_site_info'];
const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');

// A name that would end a comment, a docstring or a literal in one language or another.
const siteName = 'Haus – 日本 🌱 */ """ \' \\ ${x} {{y}} #';

const list = JSON.parse(await run(binary, ['functions', '--json'])).functions.filter((f) => !f.deprecated);
const all = list.map((f) => f.name).sort();

const world = `
site: {name: ${JSON.stringify(siteName)}}
webServices: {documentation: true, protocols: [rest, soap, jsonrpc]}
users: [{id: 21, username: root, firstName: R, lastName: T, email: root@example.com, siteAdmin: true}]
courses: [{id: 2, shortName: C1, fullName: One, category: 1}]
services:
  - {shortName: everything, name: Everything, enabled: true, functions: [${all}]}
  - {shortName: pair, name: Pair, enabled: true, functions: [${two}]}
tokens:
  - {name: everything, user: root, service: everything, secret: ${everything}}
  - {name: pair, user: root, service: pair, secret: ${pair}}
`;

const described = (t) => installedWith(t, 'rest', world);
const keys = { 'every function': [everything, all], 'two functions': [pair, two] };

// exemplary starts a server on the world in which every example works, with a token to every function and one to two.
async function exemplary(t) {
  const database = await sqlite(t);
  const full = (await run('go', ['run', './e2e/world', database])).trim();
  await gatehouse(database, 'apply', ['-'], { input: `
services: [{shortName: pair, name: Pair, enabled: true, functions: [${two}]}]
tokens: [{name: pair, user: wsuser, service: pair, secret: ${pair}}]
` });
  return { ...(await serve(t, database)), database, secret: full };
}

async function get(base, path, token, headers = {}) {
  const response = await fetch(base + path, { headers: { ...(token && { Authorization: `Bearer ${token}` }), ...headers } });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function download(base, file, token) {
  const answer = await get(base, `/webservice/descriptions/${file}`, token);
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.headers.get('content-disposition'), `attachment; filename="${file}"`);
  return answer.text;
}

// folder makes an empty folder that goes with the test.
async function folder(t) {
  const path = await mkdtemp(join(tmpdir(), 'gatehouse-described-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

const script = (path) => join(root, path);
const tsc = (...args) => run(process.execPath, [script('node_modules/typescript/bin/tsc'), '--noEmitOnError', '--strict', '--skipLibCheck', 'false', ...args]);
const strictest = ['--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--noImplicitOverride', '--erasableSyntaxOnly', '--target', 'es2022', '--module', 'nodenext'];

test('who gets no description, and what is told', async (t) => {
  const { base, database } = await described(t);
  for (const file of files) {
    const path = `/webservice/descriptions/${file}`;
    for (const token of ['', 'f'.repeat(32)]) {
      const refused = await get(base, path, token);
      assert.deepEqual([refused.status, JSON.parse(refused.text).code, refused.headers.get('content-type')], [401, 'invalidtoken', 'application/problem+json'], file);
    }
    const given = await get(base, path, pair);
    const again = await get(base, path, pair, { 'If-None-Match': `"x", W/${given.headers.get('etag')}` });
    assert.deepEqual([given.status, again.status, again.text], [200, 304, '']);
    assert.match(given.headers.get('cache-control'), /no-store/);
    const other = await get(base, path, everything, { 'If-None-Match': given.headers.get('etag') });
    assert.deepEqual([other.status, other.text === given.text], [200, false], file);
  }
  const posted = await fetch(`${base}/webservice/descriptions/openapi.json`, { method: 'POST' });
  assert.deepEqual([posted.status, posted.headers.get('allow'), (await posted.json()).code], [405, 'GET, HEAD', 'methodnotallowed']);
  assert.equal((await get(base, '/webservice/descriptions/nothing', pair)).status, 404);
  const inAddress = await get(base, `/webservice/descriptions/soap.wsdl?wstoken=${pair}`);
  assert.match(inAddress.text, new RegExp(`location="${base}/webservice/soap\\?wstoken=${pair}"`));

  // The user of the scenario's token holds the capability for REST only.
  const lacking = await get(base, '/webservice/descriptions/openrpc.json', secret);
  assert.deepEqual([lacking.status, JSON.parse(lacking.text).check], [403, 'protocol-capability']);

  await gatehouse(database, 'apply', ['-'], { input: 'webServices: {protocols: [soap, jsonrpc]}' });
  await until(async () => (await get(base, '/webservice/rest/openapi.json', pair)).status === 403);
  const off = await get(base, '/webservice/descriptions/client.ts', pair);
  assert.deepEqual([off.status, JSON.parse(off.text).code], [403, 'protocoldisabled']);
  assert.equal((await get(base, '/webservice/descriptions/soap.wsdl', pair)).status, 200);

  await gatehouse(database, 'apply', ['-'], { input: 'webServices: {documentation: false}' });
  await until(async () => (await get(base, '/webservice/descriptions/soap.wsdl', pair)).status === 403);
  const undocumented = await get(base, '/webservice/descriptions/soap.wsdl', pair);
  assert.equal(JSON.parse(undocumented.text).code, 'wsdocumentationdisable');
  assert.equal((await get(base, '/webservice/soap?wsdl', pair)).status, 200);
  assert.equal((await get(base, '/webservice/descriptions/soap.wsdl')).status, 401);
});

// until asks until something is so, at most for a second: that is how long a change by another process may take.
async function until(is) {
  for (const end = Date.now() + 1000; Date.now() < end; ) if (await is()) return;
  assert.fail('a second later it is not so');
}

test('the catalogue of addresses', async (t) => {
  const { base, database } = await described(t);
  const path = '/.well-known/api-catalog';
  const answer = await get(base, path);
  assert.match(answer.headers.get('content-type'), /^application\/linkset\+json/);
  const head = await fetch(base + path, { method: 'HEAD' });
  assert.deepEqual([head.status, head.headers.get('link')], [200, `<${path}>; rel="api-catalog"`]);
  const { linkset } = JSON.parse(answer.text);
  assert.deepEqual(linkset[0].item.map((i) => i.href).filter((h) => /xmlrpc|amf|mcp/.test(h)), []);
  const hrefs = linkset.flatMap((c) => c['service-desc'] ?? []).map((l) => l.href);
  assert.deepEqual(hrefs.map((h) => h.split('/').at(-1)).sort(), [...files].sort());
  for (const href of hrefs) assert.equal((await fetch(href, { headers: { Authorization: `Bearer ${pair}` } })).status, 200, href);
  for (const name of all) assert.ok(!answer.text.includes(name), name);

  await gatehouse(database, 'apply', ['-'], { input: 'webServices: {documentation: false}' });
  await until(async () => !(await get(base, path)).text.includes('/descriptions/'));
  assert.match((await get(base, path)).text, /\/webservice\/soap\?wsdl/);
  await gatehouse(database, 'apply', ['-'], { input: 'webServices: {enabled: false}' });
  await until(async () => (await get(base, path)).status === 404);
});

for (const [which, [token, names]] of Object.entries(keys)) {
  test(`OpenAPI for ${which}: redocly, and openapi-typescript with tsc`, async (t) => {
    const { base } = await described(t);
    const text = await download(base, 'openapi.json', token);
    assert.equal((await get(base, '/webservice/rest/openapi.json', token)).text, text);
    const document = JSON.parse(text);
    assert.deepEqual(Object.keys(document.paths).map((path) => path.replace('/webservice/rest/', '')).sort(), names);
    assert.deepEqual(document.servers, [{ url: base }]);
    const place = await folder(t);
    const file = join(place, 'openapi.json');
    await writeFile(file, text);

    const quiet = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
    const lint = await run(process.execPath, [script('node_modules/@redocly/cli/bin/cli.js'), 'lint', file, '--extends', 'recommended', '--format', 'json'], { env: quiet, cwd: place });
    const { totals, problems } = JSON.parse(lint);
    // The licence of what somebody publishes is not ours to say.
    assert.deepEqual([totals.errors, problems.map((p) => p.ruleId)], [0, ['info-license']], lint);

    const types = join(place, 'types.ts');
    await run(process.execPath, [script('e2e/openapi/node_modules/openapi-typescript/bin/cli.js'), file, '-o', types], { cwd: place });
    await writeFile(join(place, 'use.ts'), `
      import type { paths } from './types.js';
      type Site = paths['/webservice/rest/core_webservice_get_site_info'];
      export const name = (site: Site['post']['responses'][200]['content']['application/json']): string => site.sitename;
      export const groups = (g: paths['/webservice/rest/core_group_get_groups']['get']['parameters']['query']): number[] => g['groupids[]'];
    `);
    await tsc('--noEmit', ...strictest, types, join(place, 'use.ts'));
  });

  test(`OpenRPC and both WSDLs for ${which}`, async (t) => {
    const { base } = await described(t);
    const document = JSON.parse(await download(base, 'openrpc.json', token));
    const ajv = new Ajv({ strict: false, validateSchema: false, validateFormats: false });
    ajv.addSchema(jsonSchema.default ?? jsonSchema, 'https://meta.json-schema.tools');
    const valid = ajv.compile(openrpc.default ?? openrpc);
    assert.ok(valid(document), JSON.stringify(valid.errors, null, 1));
    assert.deepEqual(document.methods.map((m) => m.name).sort(), names);

    const place = await folder(t);
    for (const file of ['soap.wsdl', 'moodle.wsdl']) await writeFile(join(place, file), await download(base, file, token));
    await t.test('zeep of Python', async (t) => {
      if (await missing(t, 'python3-zeep', python, ['-c', 'import zeep'])) return;
      const code = 'import json, sys, zeep; print(json.dumps(list(next(iter(zeep.Client(sys.argv[1]).wsdl.bindings.values())).all())))';
      assert.deepEqual(JSON.parse(await run(python, ['-c', code, join(place, 'soap.wsdl')])).sort(), names);
    });
    await t.test('SoapClient of PHP', async (t) => {
      if (await missing(t, 'php-soap', 'php', ['-r', 'exit(class_exists("SoapClient") ? 0 : 1);'])) return;
      const code = `$c = new SoapClient($argv[1], ["cache_wsdl" => WSDL_CACHE_NONE, "stream_context" =>
        stream_context_create(["http" => ["header" => "Authorization: Bearer $argv[2]"]])]);
        $info = $c->core_webservice_get_site_info([]);
        echo json_encode([$c->__getFunctions(), ($info->return ?? $info)->username]);`;
      for (const file of ['soap.wsdl', 'moodle.wsdl']) {
        const [functions, username] = JSON.parse(await run('php', ['-r', code, join(place, file), token]));
        assert.deepEqual([functions.map((line) => /(\w+)\(/.exec(line)[1]).sort(), username], [names, 'root'], file);
      }
    });
  });

  test(`the Postman collection for ${which}, run by newman`, async (t) => {
    const { base, database, secret: full } = await exemplary(t);
    const token = names === all ? full : pair;
    const collection = JSON.parse(await download(base, 'postman.json', token));
    const functions = JSON.parse(await run(binary, ['functions', '--json', '--database', database])).functions;
    const wanted = names === all ? functions.map((f) => f.name).sort() : names;
    assert.deepEqual(collection.item.flatMap((f) => f.item).map((i) => i.name).sort(), wanted);
    const reads = new Set(functions.filter((f) => f.type === 'read').map((f) => f.name));
    const parts = [true, false].map((reading) => // all that reads comes before anything is deleted
      collection.item.map((part) => ({ ...part, item: part.item.filter((i) => reads.has(i.name) === reading) })));
    const seen = await newmanRun({ ...collection, item: parts.flat() }, token);
    assert.deepEqual(seen.map(([name]) => name).sort(), wanted);
    // One that writes may be about a record that another one has taken away by then. It has to be understood, and refused for that at worst.
    const absent = /^(There is no .*|The draft area \d+ holds no files)\.$/;
    for (const [name, status, text] of seen) {
      const understood = [403, 404, 409].includes(status) || (status === 400 && absent.test(JSON.parse(text).detail));
      assert.ok(status === 200 || (!reads.has(name) && understood), `${name}: ${status} ${text}`);
    }
  });

  test(`the typed clients for ${which} compile`, async (t) => {
    const { base } = await described(t);
    const place = await folder(t);
    for (const file of ['client.ts', 'client.go', 'client.py']) {
      const text = await download(base, file, token);
      for (const name of all) assert.equal(text.includes(`"${name}"`), names.includes(name), `${name} in ${file}`);
      await writeFile(join(place, file), text);
    }
    await tsc('--noEmit', ...strictest, '--lib', 'es2022,dom', '--types', '', join(place, 'client.ts'));
    await writeFile(join(place, 'go.mod'), 'module described\n\ngo 1.24\n');
    await run('go', ['vet', './...'], { cwd: place });
    assert.equal(await run('gofmt', ['-l', place]), '', 'gofmt would write it otherwise');
    await compilePython(t, place, 'client.py');
  });
}

// newmanRun runs a collection, and returns of each call the name, the status and the text of the answer.
function newmanRun(collection, token) {
  return new Promise((done, failed) => {
    newman.run({ collection, envVar: [{ key: 'token', value: token }] }, (error, summary) => {
      if (error) return failed(error);
      done(summary.run.executions.map(({ item, response }) => [item.name, response?.code, response?.stream?.toString()]));
    });
  });
}

// compilePython compiles files with warnings as errors, by the grammar of the oldest Python that the client is for, and checks types.
async function compilePython(t, place, ...names) {
  const code = 'import ast, sys; [ast.parse(open(f).read(), f, feature_version=(3, 9)) and compile(open(f).read(), f, "exec") for f in sys.argv[1:]]';
  await run(python, ['-W', 'error', '-c', code, ...names], { cwd: place });
  if (await missing(t, 'mypy', 'mypy', ['--version'])) return;
  await run('mypy', ['--strict', '--cache-dir', '/dev/null', ...names], { cwd: place });
}

// Each client goes through the day of the scenario with its own program.
const days = {
  'client.ts': async (t, place, server) => {
    await writeFile(join(place, 'package.json'), '{"type": "module"}');
    await cp(script('e2e/clients/testdata/day.ts'), join(place, 'day.ts'));
    await tsc(...strictest, '--types', 'node', '--typeRoots', script('node_modules/@types'), join(place, 'day.ts'));
    return run(process.execPath, [join(place, 'day.js'), ...server], { input: JSON.stringify(groups) });
  },
  'client.go': async (t, place, server) => {
    await mkdir(join(place, 'webservices'));
    await cp(join(place, 'client.go'), join(place, 'webservices', 'client.go'));
    await rm(join(place, 'client.go'));
    await cp(script('e2e/clients/testdata/day.go'), join(place, 'day.go'));
    await writeFile(join(place, 'go.mod'), 'module day\n\ngo 1.24\n');
    await run('go', ['vet', './...'], { cwd: place });
    await run('go', ['build', '-o', 'day', '.'], { cwd: place });
    return run(join(place, 'day'), server, { input: JSON.stringify(groups) });
  },
  'client.py': async (t, place, server) => {
    await cp(script('e2e/clients/testdata/day.py'), join(place, 'day.py'));
    await compilePython(t, place, 'client.py', 'day.py');
    return run(python, ['-W', 'error', 'day.py', ...server], { cwd: place, input: JSON.stringify(groups) });
  },
};

for (const [file, live] of Object.entries(days)) {
  test(`one application's day with ${file}`, async (t) => {
    const { base } = await described(t);
    const place = await folder(t);
    await writeFile(join(place, file), await download(base, file, secret));
    const seen = JSON.parse(await live(t, place, [base, secret]));
    check(seen);
    assert.deepEqual([seen.path, seen.request], ['groups[1].description', 'string']);
    assert.equal(seen.left[0].courseid, course);
  });
}
