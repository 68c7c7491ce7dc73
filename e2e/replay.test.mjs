// The calls recorded from a real Moodle, sent to the real binary with fixture.yaml applied, on both databases.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { binary, gatehouse, has, postgres, run, serve, sqlite } from './gatehouse.mjs';

const folder = new URL('conformance/', import.meta.url).pathname;

for (const [name, database] of Object.entries({ SQLite: sqlite, PostgreSQL: postgres })) {
  test(`recorded calls are answered as they were, on ${name}`, { timeout: 300_000 }, async (t) => {
    if (!process.env.CI && !(await has('python3'))) return t.skip('python3 is not installed');
    const address = await database(t);
    await gatehouse(address, 'apply', [join(folder, 'fixture.yaml')]);
    const server = await serve(t, address);
    const output = await run('python3', [
      join(folder, 'replay.py'), '--base', server.base, '--admin', `'${binary}' apply --database '${address}' -`,
    ]).catch((error) => assert.fail(`${error.message}\n${server.output()}`));
    t.diagnostic(output.trim());
    assert.match(output, /^[1-9]\d* passed, 0 failed, 0 skipped$/m);
  });
}
