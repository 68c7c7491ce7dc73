// Things that tests need to be there before they begin.
import { execFileSync } from 'node:child_process';
import type { Api } from './fixtures';

export async function makeService(api: Api, input: Record<string, unknown>): Promise<string> {
  const { createService } = await api<{ createService: { id: string } }>('mutation ($input: ServiceInput!) { createService(input: $input) { id } }', { input: { enabled: true, ...input } });
  return createService.id;
}

export async function makeUser(api: Api, input: { username: string; firstName: string; lastName: string }): Promise<string> {
  const wanted = { email: `${input.username}@example.org`, password: 'Enough characters 1!', ...input };
  const { createUser } = await api<{ createUser: { id: string } }>('mutation ($input: UserInput!) { createUser(input: $input) { id } }', { input: wanted });
  return createUser.id;
}

/** makeKey returns the secret of a key without an end. */
export async function makeKey(api: Api, user: string, service: string, name: string): Promise<string> {
  const { createToken } = await api<{ createToken: { secret: string } }>('mutation ($input: TokenInput!) { createToken(input: $input) { secret } }', { input: { user, service, name, validUntil: 'never' } });
  return createToken.secret;
}

/** makeCaller makes ana with the key "ci" for a service that holds site information and nothing else. */
export async function makeCaller(api: Api) {
  await openForCalls(api);
  const service = await makeService(api, { name: 'Group sync', shortName: 'group_sync', functions: ['core_webservice_get_site_info'] });
  const user = await makeUser(api, { username: 'ana', firstName: 'Ana', lastName: 'Lopez' });
  await hold(api, user, ['webservice/rest:use']);
  return { service, user, secret: await makeKey(api, user, service, 'ci') };
}

export async function authorise(api: Api, service: string, users: string[], input: Record<string, unknown> = {}) {
  await api('mutation ($service: ID!, $users: [ID!]!, $input: RestrictionInput) { authoriseUsers(service: $service, users: $users, input: $input) { id } }', { service, users, input });
}

/** hold gives a user a role in the whole site with these capabilities. */
export async function hold(api: Api, user: string, capabilities: string[]) {
  const { createRole } = await api<{ createRole: { id: string } }>('mutation ($input: RoleInput!) { createRole(input: $input) { id } }', { input: { shortName: `role${user}`, name: `Role of ${user}`, capabilities } });
  await api('mutation ($user: ID!, $role: ID!) { assignRole(user: $user, role: $role) { id } }', { user, role: createRole.id });
}

/** siteInfo makes one call with a key, and returns the HTTP status. */
export async function siteInfo(base: string, secret: string): Promise<number> {
  const answer = await fetch(`${base}/webservice/rest/core_webservice_get_site_info`, { headers: { Authorization: `Bearer ${secret}` } });
  await answer.arrayBuffer();
  return answer.status;
}

/** openForCalls switches web services and REST on. */
export async function openForCalls(api: Api) {
  await api('mutation { updateSettings(input: { webServicesOn: true }) { webServicesOn } setProtocol(name: "rest", on: true) { on } }');
}

/** tamper writes into the database what no door lets in: what an older or another version of the program has left there. */
export function tamper(database: string, statements: string) {
  const script = 'import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1], timeout=10)\ndb.executescript(sys.argv[2])\ndb.commit()';
  execFileSync('python3', ['-c', script, database.replace(/^sqlite:/, ''), statements]);
}

export const deprecatedFunction = 'core_grades_get_enrolled_users_for_search_widget';
export const itsReplacement = 'core_enrol_get_enrolled_users';

/** withStaleFunctions puts a deprecated function and one that the program no longer has into a service. */
export function withStaleFunctions(database: string, service: string) {
  tamper(
    database,
    `insert into service_functions(service_id, function_id) select ${Number(service)}, id from functions where name = '${deprecatedFunction}';
     insert into functions(name, component, kind, deprecated, replaced_by, present) values ('local_timetable_get_slots', 'local_timetable', 'read', 0, '', 0);
     insert into service_functions(service_id, function_id) select ${Number(service)}, id from functions where name = 'local_timetable_get_slots';`,
  );
}

/** groupFunctions are those of a service that keeps groups. */
export const groupFunctions = ['core_webservice_get_site_info', 'core_group_create_groups', 'core_group_get_groups', 'core_group_delete_groups'];

/** furnish makes such a service and a user who may call over REST, and lacks what the functions need. */
export async function furnish(api: Api) {
  await openForCalls(api);
  const service = await makeService(api, { name: 'Group sync', shortName: 'group_sync', functions: groupFunctions });
  const user = await makeUser(api, { username: 'ana', firstName: 'Ana', lastName: 'Lopez' });
  await hold(api, user, ['webservice/rest:use']);
  return { service, user };
}
