// One application's day with the client that the server has made: node day.js ADDRESS TOKEN < groups.json
import { readFileSync } from 'node:fs';
import { WebServiceError, WebServices, type CoreGroupCreateGroupsParams } from './client.js';

const [url, token] = process.argv.slice(2) as [string, string];
const groups = JSON.parse(readFileSync(0, 'utf8')) as CoreGroupCreateGroupsParams['groups'];

async function refused(made: Promise<unknown>): Promise<WebServiceError> {
  const failed: unknown = await made.then(() => undefined, (error: unknown) => error);
  if (failed instanceof WebServiceError) return failed;
  throw new Error(`not refused: ${String(failed)}`);
}

const client = new WebServices(token, { url: `${url}/` });
const wrong = await refused(client.call('core_group_create_groups', { groups: [groups[0], { courseid: 20, name: 'x' }] }));
const info = await client.core_webservice_get_site_info();
const create = () => client.core_group_create_groups({ groups }, { idempotencyKey: 'day' });
await create(); // whose answer is lost
const made = await create();
const [first] = made;
if (first === undefined) throw new Error('no group was made');
const day = {
  badToken: (await refused(new WebServices('f'.repeat(32), { url }).core_webservice_get_site_info())).code,
  missing: wrong.code,
  path: wrong.path,
  request: typeof wrong.requestId,
  username: info.username,
  functions: info.functions.map((f) => f.name),
  made,
  read: await client.core_group_get_groups({ groupids: made.map((g) => g.id) }),
  void: await client.core_group_delete_groups({ groupids: [first.id] }),
  left: await client.core_group_get_course_groups({ courseid: 20 }),
};
console.log(JSON.stringify(day));
