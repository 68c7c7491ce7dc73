// What Moodle's mobile app does until somebody is signed in: it asks whether there is a site, what it must know of it, for a token, and who
// that token speaks for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatehouse, serve, sqlite } from './gatehouse.mjs';

const installation = `
site: {name: School & Sons}
webServices: {enabled: true, protocols: [rest]}
roles:
  - {id: 20, shortName: mobile, name: Mobile, capabilities: [webservice/rest:use]}
users:
  - {id: 20, username: ana, password: 'Passw0rd!', firstName: Ana, lastName: Ng, email: ana@example.com, roles: [mobile]}
services:
  - {shortName: moodle_mobile_app, enabled: true}
`;

const list = (name) => JSON.stringify([{ index: 0, methodname: name, args: {} }]);

// ajax asks as the app does; by GET when a site sends it elsewhere.
async function ajax(base, name, { script = 'service-nologin.php', get = false } = {}) {
  const address = `${base}/lib/ajax/${script}?info=${name}&lang=en`;
  const response = get
    ? await fetch(`${address}&args=${encodeURIComponent(list(name))}`)
    : await fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: list(name) });
  assert.equal(response.status, 200);
  const answer = await response.json();
  if (answer.error) throw answer;
  if (answer[0].error) throw answer[0].exception;
  return answer[0].data;
}

const post = (address, fields) => fetch(address, { method: 'POST', body: new URLSearchParams(fields) }).then((r) => r.json());

test('while web services are off a mobile app can tell why nothing works', async (t) => {
  const server = await serve(t, await sqlite(t));
  const config = await ajax(server.base, 'tool_mobile_get_public_config');
  assert.deepEqual([config.enablewebservices, config.enablemobilewebservice], [0, 0]);
  assert.equal((await post(`${server.base}/login/token.php`, { appsitecheck: 1 })).errorcode, 'enablewsdescription');
});

test('a mobile app signs in', async (t) => {
  const database = await sqlite(t);
  await gatehouse(database, 'apply', ['-'], { input: installation });
  const server = await serve(t, database);
  const rest = (token, name) => post(`${server.base}/webservice/rest/server.php?moodlewsrestformat=json`, { wstoken: token, wsfunction: name, moodlewssettingfilter: true });

  assert.deepEqual(await post(`${server.base}/login/token.php`, { appsitecheck: 1 }), { appsitecheck: 'ok' });
  const config = await ajax(server.base, 'tool_mobile_get_public_config');
  assert.deepEqual([config.enablewebservices, config.enablemobilewebservice, config.typeoflogin, config.maintenanceenabled], [1, 1, 1, 0]);
  assert.deepEqual([config.httpswwwroot, config.sitename], [server.base, 'School &amp; Sons']);
  assert.deepEqual(await ajax(server.base, 'tool_mobile_get_public_config', { get: true }), config);
  assert.deepEqual(await ajax(server.base, 'tool_mobile_get_public_config', { script: 'service.php' }), config);

  const { token } = await post(`${server.base}/login/token.php`, { username: 'ana', password: 'Passw0rd!', service: 'moodle_mobile_app' });
  const info = await rest(token, 'core_webservice_get_site_info');
  assert.deepEqual([info.username, info.siteurl], ['ana', server.base]);
  assert.ok(info.functions.some((f) => f.name === 'tool_mobile_get_public_config'));
  assert.deepEqual(await rest(token, 'tool_mobile_get_public_config'), config);

  await t.test('and makes several calls in one', async () => {
    const fields = { wstoken: token, wsfunction: 'tool_mobile_call_external_functions' };
    const calls = [
      ['core_get_component_strings', { component: 'langconfig' }],
      ['core_user_create_users', { users: [] }],
      ['core_user_set_user_preferences', { preferences: [{ name: 'seen', value: '1' }] }],
    ];
    calls.forEach(([name, args], i) => {
      fields[`requests[${i}][function]`] = name;
      fields[`requests[${i}][arguments]`] = JSON.stringify(args);
    });
    const { responses } = await post(`${server.base}/webservice/rest/server.php?moodlewsrestformat=json`, fields);
    assert.ok(JSON.parse(responses[0].data).some((s) => s.stringid === 'thislanguage'));
    assert.equal(JSON.parse(responses[1].exception).errorcode, 'accessexception');
    assert.deepEqual(JSON.parse(responses[2].data).saved, [{ name: 'seen', userid: info.userid }]);
  });

  await t.test('and nobody gets further without', async () => {
    const refused = (name) => ajax(server.base, name).then(() => 'answered', (failure) => failure.errorcode);
    assert.equal(await refused('core_webservice_get_site_info'), 'servicenotavailable');
    assert.equal(await refused('core_course_get_courses'), 'servicerequireslogin');
    assert.equal(await refused('tool_mobile_nothing'), 'invalidrecord');
  });
});
