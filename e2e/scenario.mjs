// One application's day, the same over every protocol: whatever the client is, it tells what it saw in the form of `day`, and
// `check` says whether that is right.
import assert from 'node:assert/strict';
import { gatehouse, run, serve, sqlite } from './gatehouse.mjs';

// One application, its service and its user.
export const secret = '0123456789abcdef0123456789abcdef';
export const course = 20;

const installation = (protocol) => `
webServices: {enabled: true, protocols: [${protocol}]}
roles:
  - id: 20
    shortName: groupsync
    name: Group sync
    capabilities: [webservice/${protocol}:use, moodle/course:view, moodle/course:managegroups, moodle/site:accessallgroups]
users:
  - {id: 20, username: sync, firstName: Group, lastName: Sync, email: sync@example.com, roles: [groupsync]}
courses:
  - {id: ${course}, shortName: BIO, fullName: Biology, category: 1}
services:
  - id: 20
    shortName: groups
    name: Groups
    enabled: true
    functions: [core_webservice_get_site_info, core_group_create_groups, core_group_get_course_groups, core_group_get_groups, core_group_delete_groups]
tokens:
  - {name: sync, user: sync, service: groups, secret: ${secret}}
`;

// Two groups with names that a wire may get wrong.
export const groups = [
  { courseid: course, name: 'Zürich – Ελλάδα – 日本 🌱', description: '<p>First &amp; <em>last</em></p>', idnumber: 'g1' },
  { courseid: course, name: 'Röntgen & "Curie"', description: '', idnumber: 'g2' },
];

// installed starts a server with that application in it, and tells its database too.
export async function installed(t, protocol, ...args) {
  return installedWith(t, protocol, '', ...args);
}

// installedWith applies another manifest on top before the server starts.
export async function installedWith(t, protocol, more, ...args) {
  const database = await sqlite(t);
  await gatehouse(database, 'apply', ['-'], { input: installation(protocol) });
  if (more) await gatehouse(database, 'apply', ['-'], { input: more });
  return { ...(await serve(t, database, ...args)), database };
}

// day goes through it. ask(name, parameters, token) resolves to the value, or rejects with what codeOf finds a code in.
export async function day(ask, codeOf) {
  const refused = (promise) => promise.then((value) => `answered ${JSON.stringify(value)}`, codeOf);
  const seen = {
    badToken: await refused(ask('core_webservice_get_site_info', {}, 'f'.repeat(32))),
    missing: await refused(ask('core_group_create_groups', { groups: [groups[0], { courseid: course, name: 'x' }] }, secret)),
  };
  const info = await ask('core_webservice_get_site_info', {}, secret);
  seen.username = info.username;
  seen.functions = info.functions.map((f) => f.name);
  seen.made = await ask('core_group_create_groups', { groups }, secret);
  seen.read = await ask('core_group_get_groups', { groupids: seen.made.map((g) => g.id) }, secret);
  seen.void = await ask('core_group_delete_groups', { groupids: [seen.made[0].id] }, secret);
  seen.left = await ask('core_group_get_course_groups', { courseid: course }, secret);
  return seen;
}

// A name is stored as it was given and read back as HTML.
const shown = (name) => name.replaceAll('&', '&amp;');

// check holds what a client saw against what it had to see. A wire that has a value of its own for void names it.
export function check(seen, { nothing = null } = {}) {
  assert.deepEqual([seen.badToken, seen.missing], ['invalidtoken', 'invalidparameter']);
  assert.equal(seen.username, 'sync');
  assert.equal(seen.functions.length, 5);
  assert.ok(seen.functions.includes('core_group_create_groups'), String(seen.functions));
  assert.deepEqual(seen.made.map((g) => [g.courseid, g.name, g.idnumber]), groups.map((g) => [g.courseid, g.name, g.idnumber]));
  assert.deepEqual(seen.read.map((g) => [g.id, g.name, g.description]), groups.map((g, i) => [seen.made[i].id, shown(g.name), g.description]));
  assert.deepEqual(seen.void ?? null, nothing);
  assert.deepEqual(seen.left.map((g) => [g.id, g.name]), [[seen.made[1].id, shown(groups[1].name)]]);
}

// The system's Python, which has the system's libraries: another one that stands before it in the path has not.
export const python = '/usr/bin/python3';

// clientDay lets a script of e2e/clients go through the day with a library of its language. It gets the server's address and the
// secret as arguments, then what else it takes, and the groups as JSON on standard input, and prints what it saw as JSON.
export async function clientDay(command, script, server, ...more) {
  return JSON.parse(await run(command, [`e2e/clients/${script}`, server.base, secret, ...more], { input: JSON.stringify(groups) }));
}

// missing says whether a library is not there, and skips the test with that reason. Where CI is set it has to be there.
export async function missing(t, library, command, args) {
  if (await run(command, args).then(() => true, () => false)) return false;
  assert.ok(!process.env.CI, `${library} is not installed`);
  t.skip(`${library} is not installed`);
  return true;
}
