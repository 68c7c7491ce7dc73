// Two servers on one database: what is changed through one, or by the command line, holds at the other within a second.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatehouse, postgres, serve, sqlite } from './gatehouse.mjs';

// call asks site info with a token and returns the error code, or 'ok'.
async function call(server, token) {
  const answer = await fetch(`${server.base}/webservice/rest/core_webservice_get_site_info`, { headers: { Authorization: `Bearer ${token}` } });
  const body = await answer.json();
  return answer.ok ? 'ok' : body.code;
}

// until calls until the outcome is wanted and returns how long that took.
async function until(wanted, server, token) {
  const started = performance.now();
  for (;;) {
    const outcome = await call(server, token);
    const took = performance.now() - started;
    if (outcome === wanted) return took;
    assert.ok(took < 1000, `still ${outcome} after ${took.toFixed()} ms, wanted ${wanted}`);
  }
}

for (const [name, database] of Object.entries({ SQLite: sqlite, PostgreSQL: postgres })) {
  test(`a revoked token is refused by both of two servers within a second, on ${name}`, { timeout: 120_000 }, async (t) => {
    const address = await database(t);
    const servers = [await serve(t, address), await serve(t, address)];
    const made = JSON.parse(await gatehouse(address, 'quickstart', ['--json', '--url', servers[0].base]));
    for (const server of servers) await until('ok', server, made.token);
    const [row] = JSON.parse(await gatehouse(address, 'token', ['list', '--json']));
    await gatehouse(address, 'token', ['revoke', String(row.id)]);
    const took = await Promise.all(servers.map((server) => until('invalidtoken', server, made.token)));
    t.diagnostic(`refused after ${took.map((ms) => ms.toFixed(1)).join(' and ')} ms`);
  });

  test(`maintenance and suspension hold at both, on ${name}`, { timeout: 120_000 }, async (t) => {
    const address = await database(t);
    const servers = [await serve(t, address), await serve(t, address)];
    const { token, user } = JSON.parse(await gatehouse(address, 'quickstart', ['--json', '--url', servers[0].base]));
    const apply = (patch) => gatehouse(address, 'apply', ['-'], { input: patch });
    await apply('site: {maintenance: true}');
    for (const server of servers) await until('sitemaintenance', server, token);
    await apply('site: {maintenance: false}\ntokenSettings: {endOnSuspension: false}');
    for (const server of servers) await until('ok', server, token);
    await gatehouse(address, 'user', ['suspend', user]);
    for (const server of servers) await until('wsaccessusersuspended', server, token);
    await gatehouse(address, 'user', ['resume', user]);
    for (const server of servers) await until('ok', server, token);
  });
}
