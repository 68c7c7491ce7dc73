// Who is signed in. The access token lives here, in memory, and nowhere else; the refresh token is a cookie that no script can
// read. A used refresh token ends the session, so tabs renew one after the other, and one renewal serves everybody who waits.
import type { OwnSession } from './session-documents';
import { Problem } from './problem';

export type Viewer = OwnSession['viewer'];

/** What is asked of the person over the page, so that what was typed there is kept. */
export type Question = 'sign-in' | 'confirm' | null;

export interface SessionState {
  status: 'unknown' | 'out' | 'in';
  viewer: Viewer | null;
  question: Question;
}

/** How the session reaches the world; tests give their own. */
export interface World {
  refresh(): Promise<{ session: OwnSession; serverNow: number }>;
  now(): number;
  lock<T>(work: () => Promise<T>): Promise<T>;
  /** Whether the refresh cookie may be there: asking without one only fails. */
  remembered: { get(): boolean; set(on: boolean): void };
  /** Starts the app afresh, so that nothing of another person stays in memory. */
  restart(): void;
}

const renewBeforeMs = 45_000;

export function createSession(world: World) {
  let state: SessionState = { status: 'unknown', viewer: null, question: null };
  let token: string | null = null;
  let endsAt = 0;
  let renewing: Promise<boolean> | null = null;
  let starting: Promise<void> | null = null;
  let asked: { promise: Promise<boolean>; answer: (yes: boolean) => void } | null = null;
  const listeners = new Set<() => void>();

  function set(change: Partial<SessionState>) {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  /** Takes over a session. Its end is counted by the server's clock, because the own may be wrong. */
  function adopt(session: OwnSession, serverNow = world.now()) {
    if (state.viewer && state.viewer.id !== session.viewer.id) {
      world.restart();
      return;
    }
    token = session.accessToken;
    endsAt = world.now() + (Date.parse(session.expiresAt) - serverNow);
    world.remembered.set(true);
    set({ status: 'in', viewer: session.viewer });
    settle(true);
  }

  function forget() {
    token = null;
    world.remembered.set(false);
  }

  /** Renews once for all who wait. False when the session has ended. */
  function renew(): Promise<boolean> {
    renewing ??= world
      .lock(async () => {
        try {
          const { session, serverNow } = await world.refresh();
          adopt(session, serverNow);
          return true;
        } catch (thrown) {
          if (thrown instanceof Problem && thrown.code === 'UNAUTHENTICATED') {
            forget();
            return false;
          }
          throw thrown;
        }
      })
      .finally(() => (renewing = null));
    return renewing;
  }

  function ask(question: 'sign-in' | 'confirm'): Promise<boolean> {
    if (!asked) {
      let answer: (yes: boolean) => void = () => {};
      const promise = new Promise<boolean>((done) => (answer = done));
      asked = { promise, answer };
    }
    set({ question });
    return asked.promise;
  }

  function settle(yes: boolean) {
    asked?.answer(yes);
    asked = null;
    if (state.question) set({ question: null });
  }

  async function begin() {
    if (state.status !== 'unknown') return;
    const renewed = world.remembered.get() && (await renew().catch(() => false));
    if (!renewed && state.status === 'unknown') set({ status: 'out' });
  }

  return {
    get: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Goes on with the session of an earlier visit, if there is one. */
    start: () => (starting ??= begin()),
    adopt,
    /** The access token, renewed when it is about to end. */
    async token(): Promise<string | null> {
      if (token && endsAt - world.now() < renewBeforeMs) await renew();
      return token;
    },
    /** The server did not know the token: renews it, or asks to sign in over the page. True when it is worth another try. */
    async again(used: string | null): Promise<boolean> {
      if (state.status !== 'in') return false;
      if (token !== null && token !== used) return true;
      if (token !== null && (await renew())) return true;
      return ask('sign-in');
    },
    /** The server wants to be sure who is there. True when the password was given. */
    prove: () => (state.status === 'in' ? ask('confirm') : Promise.resolve(false)),
    /** The person closed the question. */
    decline: () => settle(false),
    /** Ends it here; the server is told by whoever calls this. */
    end() {
      forget();
      world.restart();
    },
  };
}

export type SessionKeeper = ReturnType<typeof createSession>;
