import { useEffect, useState } from 'react';
import type { DocsPrintedFragment } from '../../gql/graphql';
import { fetchOnce } from '../../graphql';
import { asProblem, type Problem } from '../../problem';
import { PrintedOne } from './PrintedFunction';

const atOnce = 4;

/** usePrinted fetches one function after the other, a few at once: all in one request would be more than the server gives. */
export function usePrinted(names: readonly string[], variables: { token?: string; service?: string }) {
  const [state, setState] = useState<{ found: Record<string, DocsPrintedFragment | null>; problem: Problem | null }>({ found: {}, problem: null });
  const missing = names.filter((name) => !(name in state.found)).slice(0, atOnce);
  const { token, service } = variables;
  const [attempt, setAttempt] = useState(0);
  const next = missing.join(' ');
  useEffect(() => {
    let wanted = true;
    const load = async () => {
      const all = next.split(' ');
      const answers = await Promise.all(all.map((name) => fetchOnce(PrintedOne, { token, service, name })));
      const found = Object.fromEntries(all.map((name, index) => [name, answers[index]?.documentation.function ?? null]));
      if (wanted) setState((before) => ({ found: { ...before.found, ...found }, problem: null }));
    };
    if (next) load().catch((thrown: unknown) => wanted && setState((before) => ({ ...before, problem: asProblem(thrown) })));
    return () => {
      wanted = false;
    };
  }, [next, token, service, attempt]);
  const there = names.map((name) => state.found[name]).filter((each) => each !== undefined);
  return { printed: there.filter((each) => each !== null), problem: state.problem, retry: () => setAttempt((before) => before + 1) };
}
