import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Problem } from './problem';
import { createSession, type World } from './session';
import type { OwnSession } from './session-documents';

const viewer = { id: '2', username: 'admin', fullName: 'Ana', email: 'a@example.org', administrator: true, freshUntil: '2026-01-01T00:15:00Z', hasSecondFactor: false, owesSecondFactor: false };
const start = Date.parse('2026-01-01T00:00:00Z');
const minutes = (count: number) => count * 60_000;

let now = start;
let remembered = true;
let made = 0;

/** A session that lasts ten minutes by the server's clock. */
function granted(serverNow = now, id = viewer.id): OwnSession {
  made += 1;
  return { accessToken: `token-${made}`, expiresAt: new Date(serverNow + minutes(10)).toISOString(), viewer: { ...viewer, id } };
}

function world(change: Partial<World> = {}): World {
  return {
    refresh: vi.fn(async () => ({ session: granted(), serverNow: now })),
    now: () => now,
    lock: (work) => work(),
    remembered: { get: () => remembered, set: (on) => (remembered = on) },
    restart: vi.fn(),
    ...change,
  };
}

const ended = async () => {
  throw new Problem('UNAUTHENTICATED', 'The session has ended.');
};

beforeEach(() => {
  now = start;
  remembered = true;
  made = 0;
});

describe('at the start', () => {
  it('asks nothing when there was no session before', async () => {
    remembered = false;
    const outside = world();
    const session = createSession(outside);
    await session.start();
    expect(outside.refresh).not.toHaveBeenCalled();
    expect(session.get().status).toBe('out');
  });

  it('is signed out, and remembers it, when the earlier session has ended', async () => {
    const session = createSession(world({ refresh: ended }));
    await session.start();
    expect(session.get().status).toBe('out');
    expect(remembered).toBe(false);
  });

  it('is signed out for now when the server cannot be reached, and tries again next time', async () => {
    const session = createSession(world({ refresh: () => Promise.reject(new Problem('OFFLINE', 'gone')) }));
    await session.start();
    expect(session.get().status).toBe('out');
    expect(remembered).toBe(true);
  });

  it('goes on with the earlier session, once for all who wait', async () => {
    const outside = world();
    const session = createSession(outside);
    await Promise.all([session.start(), session.start()]);
    expect(outside.refresh).toHaveBeenCalledTimes(1);
    expect(session.get()).toMatchObject({ status: 'in', viewer: { username: 'admin' } });
  });
});

describe('the access token', () => {
  it('is renewed before it ends, and not earlier', async () => {
    const outside = world();
    const session = createSession(outside);
    await session.start();
    now = start + minutes(9);
    expect(await session.token()).toBe('token-1');
    now = start + minutes(9.5);
    expect(await session.token()).toBe('token-2');
    expect(outside.refresh).toHaveBeenCalledTimes(2);
  });

  it('is renewed once when several requests want it at once', async () => {
    const outside = world();
    const session = createSession(outside);
    await session.start();
    now = start + minutes(11);
    expect(await Promise.all([session.token(), session.token(), session.token()])).toEqual(['token-2', 'token-2', 'token-2']);
    expect(outside.refresh).toHaveBeenCalledTimes(2);
  });

  it('is counted by the clock of the server, when the own one is an hour ahead', async () => {
    const serverNow = start - minutes(60);
    const outside = world({ refresh: vi.fn(async () => ({ session: granted(serverNow), serverNow })) });
    const session = createSession(outside);
    await session.start();
    expect(await session.token()).toBe('token-1');
    expect(outside.refresh).toHaveBeenCalledTimes(1);
  });

  it('waits for the lock that tabs share', async () => {
    const order: string[] = [];
    const session = createSession(
      world({
        lock: async (work) => {
          order.push('locked');
          const done = await work();
          order.push('free');
          return done;
        },
      }),
    );
    await session.start();
    expect(order).toEqual(['locked', 'free']);
  });
});

describe('a token that the server does not know', () => {
  it('is no reason to ask when nobody was signed in', async () => {
    remembered = false;
    const session = createSession(world());
    await session.start();
    expect(await session.again(null)).toBe(false);
    expect(session.get().question).toBeNull();
  });

  it('is replaced quietly while the session lives', async () => {
    const session = createSession(world());
    await session.start();
    expect(await session.again('token-1')).toBe(true);
    expect(await session.token()).toBe('token-2');
  });

  it('is tried with the new one when another request has renewed meanwhile', async () => {
    const outside = world();
    const session = createSession(outside);
    await session.start();
    expect(await session.again('token-0')).toBe(true);
    expect(outside.refresh).toHaveBeenCalledTimes(1);
  });

  it('asks to sign in over the page when the session has ended, and goes on afterwards', async () => {
    let alive = true;
    const session = createSession(world({ refresh: () => (alive ? Promise.resolve({ session: granted(), serverNow: now }) : ended()) }));
    await session.start();
    alive = false;
    const waiting = Promise.all([session.again('token-1'), session.again('token-1')]);
    await vi.waitFor(() => expect(session.get().question).toBe('sign-in'));
    expect(session.get().viewer?.username).toBe('admin');
    session.adopt(granted());
    expect(await waiting).toEqual([true, true]);
    expect(session.get().question).toBeNull();
  });

  it('is given up when the person closes the question', async () => {
    const session = createSession(world());
    await session.start();
    const proof = session.prove();
    expect(session.get().question).toBe('confirm');
    session.decline();
    expect(await proof).toBe(false);
  });
});

describe('another person', () => {
  it('gets the app afresh, with nothing of the one before in memory', async () => {
    const outside = world();
    const session = createSession(outside);
    await session.start();
    session.adopt(granted(now, '7'));
    expect(outside.restart).toHaveBeenCalled();
    expect(session.get().viewer?.id).toBe('2');
  });

  it('leaves nothing behind at the end', async () => {
    const outside = world();
    const session = createSession(outside);
    await session.start();
    session.end();
    expect(remembered).toBe(false);
    expect(await session.token()).toBeNull();
    expect(outside.restart).toHaveBeenCalled();
  });
});
