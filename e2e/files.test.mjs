// Files, as curl, Python and Node send and fetch them: the day of somebody who uploads, lists, downloads and keeps files, and a server that is
// killed in the middle.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { gatehouse, has, postgres, run, serve, sqlite } from './gatehouse.mjs';

const secret = '0123456789abcdef0123456789abcdef';
const installation = `
site: {uploadLimit: 2000000, userQuota: 3000000}
webServices: {enabled: true, protocols: [rest]}
roles:
  - {id: 20, shortName: files, name: Files, capabilities: [webservice/rest:use, moodle/user:manageownfiles]}
users:
  - {id: 20, username: ana, password: 'Passw0rd!', firstName: Ana, lastName: Ng, email: ana@example.com, roles: [files]}
  - {id: 21, username: bob, password: 'Passw0rd!', firstName: Bob, lastName: Oz, email: bob@example.com, roles: [files]}
services:
  - shortName: files
    name: Files
    enabled: true
    downloadFiles: true
    uploadFiles: true
    functions: [core_files_get_files, core_files_get_unused_draft_itemid, core_files_delete_draft_files, core_user_add_user_private_files]
tokens:
  - {name: ana, user: ana, service: files, secret: ${secret}}
  - {name: bob, user: bob, service: files, secret: ${secret.split('').toReversed().join('')}}
`;
const ana = secret;
const bob = secret.split('').toReversed().join('');
const bearer = (token) => ({ Authorization: `Bearer ${token}` });

async function start(t, database) {
  await gatehouse(database, 'apply', ['-'], { input: installation });
  return serve(t, database);
}

// call calls a function over REST.
async function call(base, token, name, input = {}) {
  const answer = await fetch(`${base}/webservice/rest/${name}`, {
    method: 'POST', headers: { ...bearer(token), 'Content-Type': 'application/json' }, body: JSON.stringify(input),
  });
  const result = await answer.json();
  assert.equal(answer.status, 200, JSON.stringify(result));
  return result;
}

const browse = (base, token, filearea, itemid = 0, filepath = '/') =>
  call(base, token, 'core_files_get_files', { contextid: -1, contextlevel: 'user', instanceid: token === ana ? 20 : 21, component: 'user', filearea, itemid, filepath, filename: '' });

// upload sends a form with fetch.
async function upload(base, token, files, fields = {}) {
  const form = new FormData();
  for (const [key, value] of Object.entries({ token, ...fields })) form.append(key, value);
  for (const [name, bytes] of Object.entries(files)) form.append('file', new Blob([bytes]), name);
  return (await fetch(`${base}/webservice/upload.php`, { method: 'POST', body: form })).json();
}

for (const [name, database] of Object.entries({ SQLite: sqlite, PostgreSQL: postgres })) {
  test(`files come and go, on ${name}`, { timeout: 120_000 }, async (t) => {
    const { base } = await start(t, await database(t));
    const bytes = randomBytes(700_000);
    const [made, second] = await upload(base, ana, { 'photo é.jpg': bytes, 'notes.txt': 'hello' }, { filepath: '/2026/' });
    assert.deepEqual([made.filename, made.filepath, made.filesize, made.userid, second.itemid], ['photo é.jpg', '/2026/', 700_000, '20', made.itemid]);

    await t.test('listed with an address that opens with the token', async () => {
      const { files } = await browse(base, ana, 'draft', made.itemid, '/2026/');
      assert.deepEqual(files.map((file) => file.filename), ['notes.txt', 'photo é.jpg']);
      const answer = await fetch(files[1].url, { headers: bearer(ana) });
      assert.equal(answer.headers.get('etag'), `"${createHash('sha256').update(bytes).digest('hex')}"`);
      assert.deepEqual(Buffer.from(await answer.arrayBuffer()), bytes);
      const part = await fetch(`${files[1].url}?token=${ana}`, { headers: { Range: 'bytes=262100-262200' } });
      assert.equal(part.status, 206);
      assert.deepEqual(Buffer.from(await part.arrayBuffer()), bytes.subarray(262_100, 262_201));
      assert.equal((await fetch(files[1].url, { headers: bearer(bob) })).status, 404);
      assert.equal((await (await fetch(files[1].url)).json()).errorcode, 'missingparam');
    });

    await t.test('kept as private files, which leaves the draft empty', async () => {
      await call(base, ana, 'core_user_add_user_private_files', { draftid: made.itemid });
      assert.deepEqual((await browse(base, ana, 'draft', made.itemid)).files, []);
      const { files } = await browse(base, ana, 'private', 0, '/2026/');
      assert.equal(await (await fetch(files[0].url, { headers: bearer(ana) })).text(), 'hello');
      assert.equal((await fetch(files[0].url, { headers: bearer(bob) })).status, 404);
    });

    await t.test('deleted', async () => {
      const { itemid } = await call(base, ana, 'core_files_get_unused_draft_itemid');
      await upload(base, ana, { a: '1', b: '2' }, { itemid });
      assert.deepEqual((await call(base, ana, 'core_files_delete_draft_files', { draftitemid: itemid, files: [{ filepath: '/', filename: 'a' }] })).parentpaths, ['/']);
      assert.deepEqual((await browse(base, ana, 'draft', itemid)).files.map((file) => file.filename), ['b']);
    });

    await t.test('no more than a user may keep, also at once', async () => {
      const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => upload(base, bob, { [`${i}`]: Buffer.alloc(1_000_000, i) })));
      const kept = answers.filter(Array.isArray).length;
      assert.ok(kept >= 1 && kept <= 3, JSON.stringify(answers));
      for (const refused of answers.filter((answer) => !Array.isArray(answer))) assert.equal(refused.errorcode, 'userquotalimit');
      const [large] = await upload(base, ana, { large: Buffer.alloc(2_000_001) });
      assert.equal(large.errortype, 'fileoversized');
    });
  });
}

test('curl and Python send and fetch files', { timeout: 120_000 }, async (t) => {
  const { base } = await start(t, await sqlite(t));
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-e2e-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const [path, back] = [join(folder, 'zoë & co.pdf'), join(folder, 'back')];
  await writeFile(path, randomBytes(1_500_000));

  await t.test('curl', async (t) => {
    if (!process.env.CI && !(await has('curl'))) return t.skip('curl is not installed');
    const [made] = JSON.parse(await run('curl', ['-sS', '-H', `Authorization: Bearer ${ana}`, '-F', 'filepath=/curl/', '-F', `file=@${path}`, `${base}/webservice/upload.php`]));
    assert.deepEqual([made.filename, made.filesize], ['zoë  co.pdf', 1_500_000]);
    const address = `${base}/webservice/draftfile.php/${made.contextid}/user/draft/${made.itemid}/curl/${encodeURIComponent(made.filename)}`;
    // In two parts, the second by resuming.
    await run('curl', ['-sS', '-f', '-r', '0-999999', '-o', back, `${address}?token=${ana}`]);
    await run('curl', ['-sS', '-f', '-C', '-', '-o', back, `${address}?token=${ana}`]);
    assert.deepEqual(await readFile(back), await readFile(path));
    // A refusal reaches a client that sends everything before it looks.
    const refused = JSON.parse(await run('curl', ['-sS', '-H', 'Expect:', '-F', `token=${bob}`, '-F', `a=@${path};filename=NUL`, '-F', `b=@${path}`, `${base}/webservice/upload.php`]));
    assert.equal(refused.errorcode, 'invalidparameter');
  });

  await t.test('Python', async (t) => {
    if (!process.env.CI && !(await has('python3'))) return t.skip('python3 is not installed');
    const output = await run('python3', ['e2e/clients/files.py', base, bob, path]);
    assert.equal(output.trim(), 'zoë  co.pdf 1500000 same 404 filenotfound');
  });
});

// holds says whether a process has a file open whose path begins like this, also when the file has no name any more.
async function holds(pid, beginning) {
  const open = (await readdir(`/proc/${pid}/fd`)).map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => ''));
  return (await Promise.all(open)).some((path) => path.startsWith(beginning));
}

async function until(holding) {
  for (const end = Date.now() + 10_000; !(await holding()); await pause(20)) assert.ok(Date.now() < end, 'it did not happen within ten seconds');
}

for (const [name, database] of Object.entries({ SQLite: sqlite, PostgreSQL: postgres })) {
  test(`a server that is killed during an upload leaves nothing of it, on ${name}`, { timeout: 120_000 }, async (t) => {
    const address = await database(t);
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-e2e-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    await gatehouse(address, 'apply', ['-'], { input: installation });
    const before = process.env.TMPDIR;
    process.env.TMPDIR = folder; // for the server alone
    const first = await serve(t, address);
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    const kept = await upload(first.base, ana, { kept: 'kept' });

    const sending = request(`${first.base}/webservice/upload.php`, { method: 'POST', headers: { ...bearer(ana), 'Content-Type': 'multipart/form-data; boundary=B' } });
    sending.on('error', () => {}); // the server goes away
    sending.write('--B\r\nContent-Disposition: form-data; name="file"; filename="broken"\r\n\r\n');
    for (let sent = 0; sent < 1_900_000; sent += 100_000) if (!sending.write(Buffer.alloc(100_000))) await once(sending, 'drain');
    await until(() => holds(first.pid, join(folder, 'gatehouse-upload-')));
    await first.kill();

    assert.deepEqual(await readdir(folder), [], 'files that were left');
    const { base } = await serve(t, address);
    const { files } = await browse(base, ana, 'draft', kept[0].itemid);
    assert.deepEqual(files.map((file) => file.filename), ['kept']);
    const again = await upload(base, ana, { broken: Buffer.alloc(1_900_000) }, { itemid: kept[0].itemid });
    assert.equal(again[0].filesize, 1_900_000);
    await gatehouse(address, 'backup', [join(folder, 'whole')]); // reads every row
  });
}
