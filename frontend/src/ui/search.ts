// What a list shows stands in its address: filters, order, page. A page names its parameters once and gets them checked.
import { useRouter, useRouterState } from '@tanstack/react-router';
import { useMemo } from 'react';

type Reader<T> = (raw: string | null) => T;

/** Any text: a name, an id, a cursor. */
export const text: Reader<string | undefined> = (raw) => raw || undefined;

/** One of a few words; anything else counts as nothing. */
export const oneOf =
  <T extends string>(...words: readonly T[]): Reader<T | undefined> =>
  (raw) =>
    words.find((word) => word === raw);

type Schema = Record<string, Reader<string | undefined>>;
export type SearchOf<S extends Schema> = { [K in keyof S]: ReturnType<S[K]> };

/** The cursors of a page of a list. They fall away when anything else changes. */
export const paging = { after: text, before: text };

export function readSearch<S extends Schema>(schema: S, raw: string): SearchOf<S> {
  const params = new URLSearchParams(raw);
  return Object.fromEntries(Object.entries(schema).map(([name, read]) => [name, read(params.get(name))])) as SearchOf<S>;
}

/** nextSearch is the address after a change. Parameters of others stay. */
export function nextSearch(raw: string, change: Record<string, string | undefined>): string {
  const params = new URLSearchParams(raw);
  if (!('after' in change || 'before' in change)) {
    params.delete('after');
    params.delete('before');
  }
  for (const [name, value] of Object.entries(change)) {
    if (value) params.set(name, value);
    else params.delete(name);
  }
  const next = params.toString();
  return next ? `?${next}` : '';
}

/**
 * useSearch reads and changes the parameters of this page's address. While somebody types, the address is replaced and not
 * added to the history.
 */
export function useSearch<S extends Schema>(schema: S) {
  const router = useRouter();
  const raw = useRouterState({ select: (state) => state.location.searchStr });
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const search = useMemo(() => readSearch(schema, raw), [schema, raw]);
  const set = (change: Partial<SearchOf<S>>, options: { replace?: boolean } = {}) => {
    const href = pathname + nextSearch(raw, change as Record<string, string | undefined>);
    if (options.replace) router.history.replace(href);
    else router.history.push(href);
  };
  return [search, set] as const;
}

export const pageSize = 50;

/** pageOf is what a list query takes for the page that the address names. */
export function pageOf(search: { after?: string; before?: string }) {
  return { first: pageSize, after: search.after, before: search.before };
}
