// The one place that talks to the server. Pages use useServerQuery to show, change to change, and fetchOnce for a single look.
import { cacheExchange, Client, fetchExchange, stringifyDocument, type AnyVariables, type TypedDocumentNode } from '@urql/core';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useQuery } from 'urql';
import { connection } from './connection';
import { paths } from './paths';
import { fromErrors, offline, Problem, problemOf } from './problem';
import { createSession } from './session';
import { Refresh, type OwnSession } from './session-documents';

const address = '/graphql';
const attempts = 4;

/** send is one HTTP request with whatever token is at hand. It throws only when no answer came. */
async function send(body: BodyInit, token: string | null, signal?: AbortSignal | null): Promise<Response> {
  const headers: Record<string, string> = { 'Content-Type': 'application/json', Accept: 'application/json' };
  if (token) headers.Authorization = `Bearer ${token}`;
  try {
    const response = await fetch(address, { method: 'POST', credentials: 'same-origin', headers, body, signal });
    const text = await response.text();
    connection.answered();
    return new Response(text, { status: response.status, statusText: response.statusText, headers: response.headers });
  } catch (thrown) {
    if (!signal?.aborted) connection.lost();
    throw thrown;
  }
}

interface Answer<Data> {
  data?: Data;
  errors?: { message: string; extensions?: Record<string, unknown> }[];
}

/** ask sends a document without the session's care: for the requests that the session itself is made of. */
export async function ask<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  token: string | null = null,
): Promise<{ data: Data; serverNow: number }> {
  const response = await send(JSON.stringify({ query: stringifyDocument(document), variables }), token).catch(() => {
    throw offline();
  });
  const answer = (await response.json().catch(() => ({}))) as Answer<Data>;
  if (answer.errors?.length) throw fromErrors(answer.errors, response.status);
  if (!answer.data) throw new Problem('UNAVAILABLE', `The server answered ${response.status}.`, [], '', response.status);
  return { data: answer.data, serverNow: Date.parse(response.headers.get('Date') ?? '') || Date.now() };
}

/** enter adopts the session that a first factor leads to. False when a second one is owed, which paths.signIn asks for. */
export async function enter<Data>(asked: Promise<{ data: Data; serverNow: number }>, of: (data: Data) => OwnSession): Promise<boolean> {
  try {
    const { data, serverNow } = await asked;
    session.adopt(of(data), serverNow);
    return true;
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'SECOND_FACTOR') return false;
    throw thrown;
  }
}

const rememberedKey = 'gatehouse.signedIn';
const signedOut = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('gatehouse.signedOut');

export const session = createSession({
  async refresh() {
    const { data, serverNow } = await ask(Refresh, {});
    return { session: data.refresh, serverNow };
  },
  now: () => Date.now(),
  // Only browsers on an encrypted or local connection have locks; elsewhere one tab is assumed.
  lock: (work) => (navigator.locks ? navigator.locks.request('gatehouse.session', work) : work()),
  remembered: {
    get: () => localStorage.getItem(rememberedKey) !== null,
    set: (on) => (on ? localStorage.setItem(rememberedKey, '1') : localStorage.removeItem(rememberedKey)),
  },
  restart: () => {
    sessionStorage.clear(); // what was written there belongs to the person who leaves
    location.assign('/');
  },
});

/** leave tells the other tabs too. */
export function leave() {
  signedOut?.postMessage('');
  session.end();
}
signedOut?.addEventListener('message', () => session.end());

export function useSession() {
  return useSyncExternalStore(session.subscribe, session.get);
}

/** sessionFetch repeats a request after the session was renewed, or after the person signed in or confirmed the password. */
async function sessionFetch(_: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const token = await session.token();
    const response = await send(init?.body ?? '', token, init?.signal);
    if (attempt === attempts) return response;
    const code = await codeOf(response);
    if (code === 'UNAUTHENTICATED' && (await session.again(token))) continue;
    if (code === 'REAUTHENTICATE' && (await session.prove())) continue;
    // The site began to demand it while this page was open.
    if (code === 'SET_UP_FACTOR') {
      location.assign(paths.secondFactor());
      return new Promise(() => {}); // nobody is there any more to read the answer
    }
    return response;
  }
}

async function codeOf(response: Response): Promise<unknown> {
  const answer = (await response.clone().json().catch(() => ({}))) as Answer<unknown>;
  return answer.errors?.[0]?.extensions?.code;
}

export const client = new Client({
  url: address,
  preferGetMethod: false,
  fetch: sessionFetch,
  exchanges: [cacheExchange, fetchExchange],
  requestPolicy: 'cache-and-network',
});

// After each change every query on the screen is asked again: what a change touches is the server's business, not a page's.
let changes = 0;
const watchers = new Set<() => void>();
const watchChanges = (watcher: () => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

/** changed makes every query on the screen fresh. */
export function changed() {
  changes += 1;
  for (const watcher of watchers) watcher();
}

let wasOnline = true;
connection.subscribe(() => {
  const { online } = connection.get();
  if (online && !wasOnline) changed();
  wasOnline = online;
});

/** change runs a mutation and throws a Problem when it fails. */
export async function change<Data, Variables extends AnyVariables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
  const result = await client.mutation(document, variables).toPromise();
  if (result.error) throw problemOf(result.error);
  changed();
  return result.data as Data;
}

/** fetchOnce asks the server once, past what is kept, and throws a Problem when it fails. */
export async function fetchOnce<Data, Variables extends AnyVariables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
  const result = await client.query(document, variables, { requestPolicy: 'network-only' }).toPromise();
  if (result.error) throw problemOf(result.error);
  return result.data as Data;
}

export interface QueryState<Data> {
  /** What is there to show; the previous answer while a new one is on its way. */
  data: Data | undefined;
  problem: Problem | null;
  /** Nothing to show yet. */
  loading: boolean;
  /** Something is shown, and a newer answer is on its way. */
  refreshing: boolean;
  refetch: () => void;
}

/** useServerQuery shows what the server has, and keeps showing it while newer data comes. */
export function useServerQuery<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  options: { pause?: boolean; pollMs?: number | ((data: Data | undefined) => number) } = {},
): QueryState<Data> {
  const { pause = false } = options;
  const [state, execute] = useQuery<Data, Variables>({ query, variables, pause });
  const [kept, keep] = useState<Data>();
  // Null is what an answer holds of which nothing could be given, beside its error.
  const given = state.data ?? undefined;
  if (given !== undefined && given !== kept) keep(given);

  const refetch = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  const version = useSyncExternalStore(watchChanges, () => changes);
  const seen = useRef(version);
  useEffect(() => {
    if (seen.current === version) return;
    seen.current = version;
    if (!pause) refetch();
  }, [version, pause, refetch]);
  const data = given ?? kept;
  const pollMs = typeof options.pollMs === 'function' ? options.pollMs(data) : (options.pollMs ?? 0);
  useEffect(() => {
    if (!pollMs || pause) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && refetch(), pollMs);
    return () => clearInterval(timer);
  }, [pollMs, pause, refetch]);

  const busy = state.fetching || state.stale;
  return { data, problem: state.error ? problemOf(state.error) : null, loading: busy && data === undefined, refreshing: busy && data !== undefined, refetch };
}
