// The program under test: a real binary, a fresh database and a free port for each test.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
export const binary = resolve(process.env.GATEHOUSE_BIN ?? join(root, 'bin', 'gatehouse'));
const startLimit = 30_000;
const providerLimit = 150_000; // it is compiled the first time

// run runs a command to its end and returns what it printed. A failure carries all of it.
export async function run(command, args, { input = '', ...options } = {}) {
  const child = spawn(command, args, { cwd: root, ...options });
  const ended = endOf(child);
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  child.stdin.on('error', () => {}); // the command may end without reading it
  child.stdin.end(input);
  const code = await ended;
  if (code !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${stdout()}${stderr()}`);
  }
  return stdout();
}

// has says whether a command is there.
export async function has(command) {
  return run(command, ['--version']).then(() => true, () => false);
}

// sqlite gives a test a database of its own that does not exist yet, removed with the test.
export async function sqlite(t) {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-e2e-'));
  later(t, () => rm(folder, { recursive: true, force: true }));
  return `sqlite:${join(folder, 'gatehouse.db')}`;
}

// postgres gives a test an empty database on a server that ends with the test.
export async function postgres(t) {
  const child = spawn('go', ['run', './server/store/internal/devpostgres', 'sh', '-c', 'echo "$GATEHOUSE_DEV_POSTGRES"; cat'], { cwd: root });
  const stderr = collect(child.stderr);
  const ended = endOf(child);
  later(t, async () => {
    child.stdin.end(); // which ends cat, and with it the server
    await ended;
  });
  return new Promise((found, failed) => {
    let line = '';
    child.stdout.on('data', (chunk) => {
      line += chunk;
      if (line.includes('\n')) found(line.trim());
    });
    ended.then((code) => failed(new Error(`PostgreSQL ended with ${code}\n${stderr()}`)), failed);
  });
}

// provider starts an OpenID Connect provider (e2e/provider) at a port. The users are those of its file; it sends browsers to redirect.
export async function provider(t, port, redirect, users) {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-e2e-'));
  later(t, () => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'users.json');
  await writeFile(file, JSON.stringify(users));
  const child = spawn('go', ['run', '-C', join('e2e', 'provider'), '.', `127.0.0.1:${port}`, redirect, file], { cwd: root });
  const output = [collect(child.stdout), collect(child.stderr)];
  const ended = endOf(child);
  const running = { base: `http://127.0.0.1:${port}`, output: () => output.map((read) => read()).join('') };
  running.stop = async () => {
    child.stdin.end();
    await ended;
  };
  later(t, running.stop);
  await answers(running, child, '/.well-known/openid-configuration', providerLimit);
  return running;
}

// serve starts the server on a database and returns its address once it is ready. When the test ends the server must stop
// cleanly, unless the test has killed it before; what it printed stands in the failure of a test.
export async function serve(t, database, ...args) {
  const port = await freePort();
  const child = spawn(binary, ['serve', '--database', database, '--listen', `127.0.0.1:${port}`, ...args], { cwd: root });
  const output = [collect(child.stdout), collect(child.stderr)];
  const ended = endOf(child);
  const server = { base: `http://127.0.0.1:${port}`, pid: child.pid, output: () => output.map((read) => read()).join('') };
  let killed = false;
  server.kill = async () => {
    killed = child.kill('SIGKILL');
    await ended;
  };
  later(t, async () => {
    if (killed) return;
    child.kill('SIGTERM');
    const code = await ended;
    if (code !== 0) throw new Error(`the server ended with ${code}\n${server.output()}`);
  });
  await ready(server, child);
  return server;
}

const ready = (server, child) => answers(server, child, '/readyz', startLimit);

// answers waits until a process answers at a path.
async function answers(server, child, path, limit) {
  for (const until = Date.now() + limit; Date.now() < until; await pause(50)) {
    if (child.exitCode !== null) break;
    const answer = await fetch(server.base + path).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
  }
  throw new Error(`${server.base} is not ready\n${server.output()}`);
}

// gatehouse runs one command of the program on a database.
export function gatehouse(database, command, args = [], options = {}) {
  return run(binary, [command, '--database', database, ...args], options);
}

const cleanings = new WeakMap();

// later undoes what was set up when the test ends, the last first: a server stops before its database goes. A step that fails
// fails the test, after the others.
function later(t, undo) {
  if (!cleanings.has(t)) {
    cleanings.set(t, []);
    t.after(async () => {
      const failures = [];
      for (const step of cleanings.get(t).toReversed()) await Promise.resolve().then(step).catch((error) => failures.push(error));
      if (failures.length > 0) throw failures[0];
    });
  }
  cleanings.get(t).push(undo);
}

function collect(stream) {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk) => (text += chunk));
  return () => text;
}

// endOf waits for a process and everything it printed.
function endOf(child) {
  const end = new Promise((ended, failed) => {
    child.once('error', failed);
    child.once('close', (code, signal) => ended(code ?? signal));
  });
  end.catch(() => {}); // whoever waits for it is told; nobody may be waiting yet
  return end;
}

export function freePort() {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}
