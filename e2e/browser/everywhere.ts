// One installation with something of everything in it, and the address of every page of the app there.
import { readFileSync } from 'node:fs';
import { expect, type Api } from './fixtures';
import { authorise, hold, makeKey, makeService, makeUser, openForCalls, siteInfo } from './world';

export const ana = { username: 'ana', firstName: 'Ana', lastName: 'Lopez', password: 'Enough characters 1!' };

/** Where a page is, and its heading. */
export interface Place {
  address: string;
  heading: string | RegExp;
}

export const forEverybody = [
  '/account',
  '/try/$function',
  '/keys/$id',
  '/keys/$id/created',
  '/requests/$id',
  '/my-requests',
  '/my-keys',
  '/docs',
  '/docs/errors',
  '/docs/download',
  '/docs/print',
  '/docs/protocols/$protocol',
  '/docs/$name',
];
/** signedOut are pages outside of the frame of the app. second-factor.spec looks at the last one, in each state that it has. */
export const signedOut = ['/setup/$secret', '/password/$secret', '/login', '/second-factor'];

/** furnish makes the installation, and returns the pages by their routes. */
export async function furnish(api: Api, base: string): Promise<Record<string, Place>> {
  await openForCalls(api);
  await api('mutation { updateSettings(input: { documentationOn: true }) { documentationOn } }');
  const service = await makeService(api, { name: 'Group sync', shortName: 'group_sync', authorisedUsersOnly: true, functions: ['core_webservice_get_site_info', 'core_group_create_groups', 'core_group_get_groups'] });
  const user = await makeUser(api, ana);
  await hold(api, user, ['webservice/rest:use', 'moodle/course:managegroups']);
  await authorise(api, service, [user], { ipRestriction: '127.0.0.0/8, 2001:db8::/32', validUntil: '2031-01-31' });
  const secret = await makeKey(api, user, service, 'ci');
  expect(await siteInfo(base, secret)).toBe(200);
  await siteInfo(base, 'nobody');
  await api('mutation ($id: ID!) { removeFunctions(service: $id, functions: ["core_group_create_groups"]) { id } }', { id: service });
  await expect.poll(async () => (await recorded(api)).requests.nodes.length, { message: 'the calls are in the log' }).toBe(2);
  const { requests, auditEvents, tokens, roles } = await recorded(api);
  const key = tokens.nodes.find((each) => each.name === 'ci')?.id;
  const role = roles.find((each) => each.name === `Role of ${user}`)?.id;
  const group = { heading: 'Group sync' };
  return {
    '/account': { address: '/account', heading: 'Account' },
    '/my-keys': { address: '/my-keys', heading: 'My keys' },
    '/docs': { address: `/docs?key=${key}&refused=yes`, heading: 'Documentation' },
    '/docs/errors': { address: `/docs/errors?key=${key}`, heading: 'Errors' },
    '/docs/download': { address: `/docs/download?key=${key}`, heading: 'Downloads' },
    '/docs/print': { address: `/docs/print?key=${key}`, heading: 'On paper' },
    '/docs/protocols/$protocol': { address: `/docs/protocols/rest?key=${key}`, heading: 'REST' },
    '/docs/$name': { address: `/docs/core_group_get_groups?key=${key}`, heading: 'core_group_get_groups' },
    '/keys/$id': { address: `/keys/${key}`, heading: 'ci' },
    '/keys/$id/created': { address: `/keys/${key}/created`, heading: /./ },
    '/try/$function': { address: `/try/core_group_get_groups?key=${key}`, heading: 'Test client' },
    '/': { address: '/', heading: 'Home' },
    '/protocols': { address: '/protocols', heading: 'Protocols' },
    '/services': { address: '/services', heading: 'Services' },
    '/services/new': { address: '/services/new', heading: 'Create service' },
    '/services/$id': { address: `/services/${service}`, ...group },
    '/services/$id/functions': { address: `/services/${service}/functions`, ...group },
    '/services/$id/users': { address: `/services/${service}/users`, ...group },
    '/services/$id/keys': { address: `/services/${service}/keys`, ...group },
    '/services/$id/settings': { address: `/services/${service}/settings`, ...group },
    '/functions': { address: '/functions', heading: 'Functions' },
    '/functions/$name': { address: '/functions/core_group_create_groups', heading: 'core_group_create_groups' },
    '/keys': { address: '/keys', heading: 'Security keys' },
    '/keys/new': { address: `/keys/new?user=${user}&service=${service}`, heading: 'New key' },
    '/users': { address: '/users', heading: 'Users' },
    '/users/new': { address: '/users/new', heading: 'New user' },
    '/users/$id': { address: `/users/${user}`, heading: 'Ana Lopez' },
    '/roles': { address: '/roles', heading: 'Roles' },
    '/roles/$id': { address: `/roles/${role}`, heading: `Role of ${user}` },
    '/access': { address: `/access?user=${user}&service=${service}`, heading: 'What may they call?' },
    '/my-requests': { address: '/my-requests', heading: 'My requests' },
    '/requests': { address: '/requests', heading: 'Requests' },
    '/requests/$id': { address: `/requests/${requests.nodes.find((each) => each.result === 'ANSWERED')?.id}`, heading: 'core_webservice_get_site_info' },
    '/audit': { address: '/audit', heading: 'Audit trail' },
    '/audit/$id': { address: `/audit/${auditEvents.nodes[0]?.id}`, heading: 'Changed service' },
    '/settings': { address: '/settings', heading: 'Settings' },
  };
}

interface Recorded {
  requests: { nodes: { id: string; result: string }[] };
  auditEvents: { nodes: { id: string }[] };
  tokens: { nodes: { id: string; name: string }[] };
  roles: { id: string; name: string }[];
}

const recorded = (api: Api) => api<Recorded>('{ requests { nodes { id result } } auditEvents(filter: { action: "service.update" }) { nodes { id } } tokens { nodes { id name } } roles { id name } }');

/** routes are the pages of the app as src/routes.tsx has them: a page that nobody looks at fails the tests. */
export function routes(): string[] {
  const source = readFileSync(new URL('../../frontend/src/routes.tsx', import.meta.url), 'utf8');
  const found = [...source.matchAll(/page(?:<[^(]*>)?\((\w+), '([^']+)'/g)];
  return found.map(([, parent, path]) => (parent === 'service' ? `/services/$id${path}` : String(path)));
}
