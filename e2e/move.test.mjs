// An installation moves to another database: killed at random points it goes on, servers left on the source refuse, and tokens, people
// and recorded calls work on the target as before.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { binary, gatehouse, has, postgres, run, serve, sqlite } from './gatehouse.mjs';

const folder = new URL('conformance/', import.meta.url).pathname;
const rounds = 20;

const move = (from, to, ...more) => ['move', '--from', from, '--to', to, '--log-level', 'error', ...more];

// call asks site info with a token and returns the error code, or 'ok'.
async function call(base, token) {
  const answer = await fetch(`${base}/webservice/rest/core_webservice_get_site_info`, { headers: { Authorization: `Bearer ${token}` } });
  const body = await answer.json();
  return answer.ok ? 'ok' : body.code;
}

// becomes waits until a call has an outcome.
async function becomes(outcome, base, token) {
  for (const until = Date.now() + 5000; (await call(base, token)) !== outcome; await pause(20)) {
    assert.ok(Date.now() < until, `the call is not ${outcome}`);
  }
}

// killed runs a move and kills it after a while, and says whether it was still running.
async function killed(from, to, ms) {
  const child = spawn(binary, move(from, to), { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  const [, signal] = await ended;
  clearTimeout(timer);
  return signal === 'SIGKILL';
}

for (const [name, from, to] of [['SQLite to PostgreSQL', sqlite, postgres], ['PostgreSQL to SQLite', postgres, sqlite]]) {
  test(`a move from ${name} that is killed ${rounds} times loses nothing`, { timeout: 600_000 }, async (t) => {
    const [source, target] = [await from(t), await to(t)];
    await gatehouse(source, 'seed', ['--calls', '60000', '--users', '300']);
    const left = await serve(t, source);
    const { token } = JSON.parse(await gatehouse(source, 'quickstart', ['--json', '--url', left.base]));
    await becomes('ok', left.base, token);
    let kills = 0;
    for (let round = 0; round < rounds; round++) {
      if (await killed(source, target, 30 + Math.random() * 150 * (round + 1))) kills++;
    }
    const report = JSON.parse(await run(binary, move(source, target, '--json')));
    t.diagnostic(`killed ${kills} of ${rounds} times; the last run copied ${report.copied} rows`);
    assert.ok(kills > 0, 'no run was killed');
    if (!report.finished) {
      assert.ok(report.resumed);
      assert.ok(report.tables.every((table) => table.equal), JSON.stringify(report.tables));
    }
    assert.equal(await call(left.base, token), 'unavailable', 'the server that was left on the source goes on answering');
    assert.equal((await fetch(`${left.base}/readyz`)).status, 503);
    assert.match(left.output(), /calls and changes are refused from now on.*moved to/);
    await assert.rejects(gatehouse(source, 'export'), /it was moved to/);
    const moved = await serve(t, target);
    assert.equal(await call(moved.base, token), 'ok', 'an old token');
  });
}

test('recorded calls are answered as they were after a move to PostgreSQL', { timeout: 300_000 }, async (t) => {
  if (!process.env.CI && !(await has('python3'))) return t.skip('python3 is not installed');
  const [source, target] = [await sqlite(t), await postgres(t)];
  await gatehouse(source, 'apply', [join(folder, 'fixture.yaml')]);
  assert.match(await run(binary, move(source, target)), /^Moved \d+ rows/m);
  const server = await serve(t, target);
  const output = await run('python3', [
    join(folder, 'replay.py'), '--base', server.base, '--admin', `'${binary}' apply --database '${target}' -`,
  ]).catch((error) => assert.fail(`${error.message}\n${server.output()}`));
  t.diagnostic(output.trim());
  assert.match(output, /^[1-9]\d* passed, 0 failed, 0 skipped$/m);
});
