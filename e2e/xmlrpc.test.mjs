// XML-RPC from outside: client libraries that nobody here wrote go through one application's day, on Moodle's address and on ours.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { promisify } from 'node:util';
import xmlrpc from 'xmlrpc';
import { gatehouse, run } from './gatehouse.mjs';
import { check, clientDay, course, day, groups, installed, missing, python, secret } from './scenario.mjs';

const addresses = { 'the address of Moodle': '/webservice/xmlrpc/server.php', 'our own address': '/webservice/xmlrpc' };

// ask makes one call with xmlrpc of npm: on Moodle's address with the token in the query and parameters in their order, of which every
// function of the day has one; on ours with the token in a header and parameters in a struct.
const ask = (server, address) => async (name, parameters, token) => {
  const { hostname: host, port } = new URL(server.base);
  const moodle = address.endsWith('.php');
  const client = xmlrpc.createClient({
    host, port,
    path: moodle ? `${address}?wstoken=${token}` : address,
    headers: moodle ? {} : { Authorization: `Bearer ${token}` },
  });
  return promisify(client.methodCall.bind(client))(name, moodle ? Object.values(parameters) : [parameters]);
};

// codeOf finds the code of a fault, whose number must be the one that Moodle makes out of it.
function codeOf(fault) {
  const code = /\| ERRORCODE: (\w+)$/.exec(fault.faultString)?.[1];
  assert.equal(fault.faultCode, { invalidtoken: 89159464, invalidparameter: 29039061 }[code], String(fault));
  return code;
}

// Void is an empty text, because that alone passes in every client.
const nothing = '';

for (const [where, address] of Object.entries(addresses)) {
  test(`xmlrpc of npm on ${where}`, async (t) => {
    const server = await installed(t, 'xmlrpc');
    check(await day(ask(server, address), codeOf), { nothing });
  });

  test(`xmlrpc.client of Python on ${where}`, async (t) => {
    if (await missing(t, 'python3', python, ['-c', 'import xmlrpc.client'])) return;
    check(await clientDay(python, 'xmlrpc_client.py', at(await installed(t, 'xmlrpc'), address)), { nothing });
  });

  test(`RPC::XML of Perl on ${where}`, async (t) => {
    if (await missing(t, 'librpc-xml-perl', 'perl', ['-MRPC::XML::Client', '-e', '1'])) return;
    check(await clientDay('perl', 'xmlrpc.pl', at(await installed(t, 'xmlrpc'), address)), { nothing });
  });

  test(`xmlrpc of Ruby on ${where}`, async (t) => {
    if (await missing(t, 'ruby-xmlrpc', 'ruby', ['-e', 'require "xmlrpc/client"'])) return;
    check(await clientDay('ruby', 'xmlrpc.rb', at(await installed(t, 'xmlrpc'), address)), { nothing });
  });

  test(`the xmlrpc extension of PHP on ${where}`, async (t) => {
    if (await missing(t, 'php-xmlrpc', 'php', ['-r', 'exit(function_exists("xmlrpc_encode_request") ? 0 : 1);'])) return;
    check(await clientDay('php', 'xmlrpc.php', at(await installed(t, 'xmlrpc'), address)), { nothing });
  });

  // The command takes single values only, so that groups are made by another client; and no character past the first 65,536.
  test(`the command of xmlrpc-c on ${where}`, async (t) => {
    if (await missing(t, 'libxmlrpc-core-c3-dev', 'sh', ['-c', 'command -v xmlrpc'])) return;
    const server = await installed(t, 'xmlrpc');
    const call = (token, ...args) => run('xmlrpc', [`${server.base}${address}?wstoken=${token}`, ...args]);
    await assert.rejects(call('f'.repeat(32), 'core_webservice_get_site_info'), /ERRORCODE: invalidtoken\.  \(XML-RPC fault code 89159464\)/);
    await assert.rejects(call(secret, 'core_group_get_course_groups'), /courseid: is missing.*ERRORCODE: invalidparameter/);
    assert.match(await call(secret, 'core_webservice_get_site_info'), /Key: {3}String: 'username'\n {2}Value: String: 'sync'/);
    assert.match(await call(secret, 'core_group_get_course_groups', `i/${course}`), /Array of 0 items/);
    await ask(server, address)('core_group_create_groups', { groups: [groups[1], { ...groups[1], name: 'Zürich – 日本', idnumber: 'g3' }] }, secret);
    const read = await call(secret, 'core_group_get_course_groups', `I/${course}`);
    assert.ok(read.includes('Array of 2 items') && read.includes(`'Z${hex('ü')}rich ${hex('–')} ${hex('日本')}'`), read);
  });
}

// hex writes a text as the command shows what is not ASCII.
const hex = (text) => [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16)}`).join('');

const at = (server, address) => ({ base: server.base + address });

// Frontier::Client is another client of Perl, from the time of the specification.
test('the description of the functions, with the tool of xmlrpc-c', async (t) => {
  if (await missing(t, 'xmlrpc-api-utils', 'sh', ['-c', 'command -v xml-rpc-api2txt'])) return;
  const server = await installed(t, 'xmlrpc');
  const described = await run('xml-rpc-api2txt', [`${server.base}/webservice/xmlrpc?wstoken=${secret}`]);
  assert.match(described, /^array core_group_get_course_groups \(int\)$/m);
  assert.match(described, /^string core_group_delete_groups \(array\)$/m);
  assert.match(described, /^ +courseid: int\. Id of the course that the group is for\.$/m);
  assert.match(described, /^array system\.multicall \(array\)$/m);
});

// send posts a call as it is and returns what stands in the methodResponse.
async function send(server, path, name, params = '') {
  const body = `<methodCall><methodName>${name}</methodName><params>${params}</params></methodCall>`;
  const response = await fetch(server.base + path, { method: 'POST', headers: { 'Content-Type': 'text/xml' }, body });
  return /<methodResponse>([^]*)<\/methodResponse>/.exec(await response.text())[1];
}

// until calls until the answer is as wanted: what another process applied is known within a second.
async function until(wanted, call) {
  for (const end = Date.now() + 1000; ; ) {
    const got = await call();
    if (wanted.test(got) || Date.now() > end) return assert.match(got, wanted);
  }
}

test('void as the setting says', async (t) => {
  const server = await installed(t, 'xmlrpc');
  const call = () => send(server, `/webservice/xmlrpc/server.php?wstoken=${secret}`, 'core_group_delete_groups', '<param><value><array/></value></param>');
  for (const [setting, want] of Object.entries({
    nil: /^<params><param><value><nil\/><\/value><\/param><\/params>$/,
    params: /^<params\/>$/,
    string: /^<params><param><value><string\/><\/value><\/param><\/params>$/,
  })) {
    await gatehouse(server.database, 'apply', ['-'], { input: `webServices: {xmlrpcVoid: ${setting}}` });
    await until(want, call);
  }
});

test('user name and password, where they are allowed', async (t) => {
  const server = await installed(t, 'xmlrpc');
  const password = 'Correct-horse-7';
  const call = (given) => send(server, `/webservice/xmlrpc/simpleserver.php?wsusername=sync&wspassword=${given}`, 'core_webservice_get_site_info');
  await gatehouse(server.database, 'apply', ['-'], { input: `users: [{username: sync, password: ${password}}]` });
  await until(/ERRORCODE: accessexception</, () => call(password));
  await gatehouse(server.database, 'apply', ['-'], { input: 'webServices: {passwordEndpoints: true}' });
  await until(/<name>username<\/name><value><string>sync<\/string>/, () => call(password));
  assert.match(await call('wrong'), /ERRORCODE: wrongusernamepassword</);
});
