// SOAP from outside: client libraries that nobody here wrote go through one application's day, on Moodle's address and on ours.
//
// What is left out cannot be done with the library: zeep loads the schema of SOAP's encoding from the internet before it reads
// Moodle's document, and SOAP::Lite reads the last item only of an array in the way of SOAP 1.2.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import soap from 'soap';
import strong from 'strong-soap';
import { binary, gatehouse, run } from './gatehouse.mjs';
import { check, clientDay, day, groups, installed, missing, python, secret } from './scenario.mjs';

const moodle = '/webservice/soap/server.php';
const own = '/webservice/soap';
const addresses = { 'the address of Moodle': moodle, 'our own address': own };
const document = (address) => `${address}?wsdl=1&wstoken=${secret}`;

// value reads what a JavaScript client makes of an answer. Of our document it knows the types, and gives values; of Moodle's it
// knows none inside a list, and gives elements with their attributes.
function value(element) {
  if (element === null || typeof element !== 'object' || Array.isArray(element)) return element;
  const attributes = element.attributes ?? element.$attributes ?? {};
  const type = attributes['xsi:type']?.split(':')[1] ?? attributes.$xsiType?.type;
  const items = element.item === undefined ? [] : [element.item].flat();
  switch (type) {
    case 'Array': return items.map(value);
    case 'Map': return Object.fromEntries(items.map(({ key, value: inner }) => [value(key), value(inner)]));
    case 'int': case 'long': return Number(element.$value);
    case 'boolean': return element.$value === 'true' || element.$value === true;
    case 'string': return element.$value ?? '';
  }
  if (attributes['xsi:nil'] ?? attributes.nil) return null;
  return Object.fromEntries(Object.entries(element).map(([key, inner]) => [key, value(inner)]));
}

// codeOf finds the code of a fault: in the detail, or with SOAP 1.1 on Moodle's address as the actor.
function codeOf(error) {
  const fault = error.root?.Envelope.Body.Fault;
  return (fault?.detail ?? fault?.Detail)?.wsException.errorcode ?? fault?.faultactor ?? String(error);
}

// unwrapped is the result of a function, out of the element of its answer.
const unwrapped = (answer) => (answer?.return === undefined ? null : Array.isArray(answer.return) ? answer.return : value(answer.return));

for (const [where, address] of Object.entries(addresses)) {
  for (const version of ['1.1', '1.2']) {
    test(`soap of npm on ${where}, SOAP ${version}`, async (t) => {
      const { base } = await installed(t, 'soap');
      const client = await soap.createClientAsync(base + document(address), { forceSoap12Headers: version === '1.2', disableCache: true });
      check(await day(async (name, parameters, token) => {
        client.setEndpoint(`${base}${address}?wstoken=${token}`);
        return unwrapped((await client[`${name}Async`](parameters))[0]);
      }, codeOf));
    });

    test(`strong-soap on ${where}, SOAP ${version}`, async (t) => {
      const { base } = await installed(t, 'soap');
      const client = await new Promise((made, failed) => {
        strong.soap.createClient(base + document(address), { forceSoapVersion: version }, (error, c) => (error ? failed(error) : made(c)));
      });
      const seen = await day(async (name, parameters, token) => {
        client.setEndpoint(`${base}${address}?wstoken=${token}`);
        return unwrapped((await client[name](parameters)).result);
      }, codeOf);
      seen.read = seen.read.map((group) => ({ ...group, description: group.description ?? '' })); // the library has no empty texts
      check(seen);
    });

    for (const [how, what] of Object.entries({ wsdl: 'with the document', plain: 'without a document' })) {
      test(`SoapClient of PHP on ${where}, SOAP ${version}, ${what}`, async (t) => {
        if (await missing(t, 'php-soap', 'php', ['-r', 'exit(class_exists("SoapClient") ? 0 : 1);'])) return;
        const seen = await clientDay('php', 'soap.php', at(await installed(t, 'soap'), address), how, version);
        check(address === own && how === 'plain' ? numbered(seen) : seen);
      });
    }

    if (address === own || version === '1.1') {
      test(`SOAP::Lite of Perl on ${where}, SOAP ${version}`, async (t) => {
        if (await missing(t, 'libsoap-lite-perl', 'perl', ['-MSOAP::Lite', '-e', '1'])) return;
        const seen = await clientDay('perl', 'soap.pl', at(await installed(t, 'soap'), address), version);
        check(numbered(seen));
      });
    }
  }
}

test('zeep of Python on our own address', async (t) => {
  if (await missing(t, 'python3-zeep', python, ['-c', 'import zeep'])) return;
  check(await clientDay(python, 'soap.py', at(await installed(t, 'soap'), own)));
});

// Documents about every function that can be given out: what one function declares must not make the document unreadable for all.
for (const [where, address] of Object.entries(addresses)) {
  test(`every library reads the document of all functions on ${where}`, async (t) => {
    const { base, database } = await installed(t, 'soap');
    const all = JSON.parse(await run(binary, ['functions', '--json'])).functions.filter((f) => !f.deprecated).map((f) => f.name).sort();
    await gatehouse(database, 'apply', ['-'], { input: `services: [{shortName: groups, functions: [${all}]}]` });
    const url = base + document(address);
    await settled(url, all.at(-1));
    const names = (list) => assert.deepEqual(list.sort(), all);

    await t.test('soap of npm', async () => {
      const [service] = Object.values((await soap.createClientAsync(url, { disableCache: true })).describe());
      names(Object.keys(Object.values(service)[0]));
    });
    await t.test('strong-soap', async () => {
      const client = await new Promise((made, failed) => strong.soap.createClient(url, {}, (error, c) => (error ? failed(error) : made(c))));
      const [service] = Object.values(client.describe());
      names(Object.keys(Object.values(service)[0]));
    });
    await t.test('SoapClient of PHP', async (t) => {
      if (await missing(t, 'php-soap', 'php', ['-r', 'exit(class_exists("SoapClient") ? 0 : 1);'])) return;
      const list = await run('php', ['-r', 'echo json_encode((new SoapClient($argv[1], ["cache_wsdl" => WSDL_CACHE_NONE]))->__getFunctions());', url]);
      names(JSON.parse(list).map((line) => /(\w+)\(/.exec(line)[1]));
    });
    if (address === own) {
      await t.test('zeep of Python', async (t) => {
        if (await missing(t, 'python3-zeep', python, ['-c', 'import zeep'])) return;
        const list = await run(python, ['-c', 'import json, sys, zeep; print(json.dumps(list(next(iter(zeep.Client(sys.argv[1]).wsdl.bindings.values())).all())))', url]);
        names(JSON.parse(list));
      });
    }
  });
}

// settled waits until the running server has taken over what another process applied, at most a second.
async function settled(url, name) {
  for (const until = Date.now() + 1000; Date.now() < until; ) {
    const text = await (await fetch(url)).text();
    if (text.includes(`"${name}"`)) return;
  }
  assert.fail(`a second after "apply" the document lacks ${name}`);
}

test('SoapClient of PHP with user name and password in the path', async (t) => {
  if (await missing(t, 'php-soap', 'php', ['-r', 'exit(class_exists("SoapClient") ? 0 : 1);'])) return;
  const { base, database } = await installed(t, 'soap');
  await gatehouse(database, 'apply', ['-'], { input: `
webServices: {passwordEndpoints: true}
users: [{username: sync, password: 'Pass & w0rd/!'}]
` });
  const address = `${base}/webservice/soap/simpleserver.php`;
  const ask = (user, password) => run('php', ['-r', `
    $client = new SoapClient("${address}/${user}/${encodeURIComponent(password)}?wsdl=1", ["cache_wsdl" => WSDL_CACHE_NONE]);
    echo $client->core_webservice_get_site_info()->username;
  `]);
  await assert.rejects(ask('sync', 'wrong'), /Couldn't find <definitions>/);
  assert.equal(await ask('sync', 'Pass & w0rd/!'), 'sync');
});

const at = ({ base }, address) => ({ base: base + address });

// numbered makes numbers of ids: without types in the answer or a document a library cannot know them from texts.
function numbered(seen) {
  for (const group of [seen.made, seen.read, seen.left].flat()) {
    [group.id, group.courseid] = [Number(group.id), Number(group.courseid)];
  }
  return seen;
}
