// Which rows of a list are chosen. It forgets rows that are no longer shown, so that nothing unseen is ever acted on.
import { useMemo, useRef, useState } from 'react';

export interface Selection {
  ids: readonly string[];
  has: (id: string) => boolean;
  toggle: (id: string, range?: boolean) => void;
  toggleAll: () => void;
  clear: () => void;
  all: boolean;
}

/** useSelection is given the ids that are shown, in their order. With range, all between this one and the last are chosen too. */
export function useSelection(shown: readonly string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  return useMemo(() => {
    const ids = shown.filter((id) => chosen.has(id));
    const all = shown.length > 0 && ids.length === shown.length;
    return {
      ids,
      all,
      has: (id) => chosen.has(id),
      toggle(id, range = false) {
        const next = new Set(ids);
        const on = !next.has(id);
        const from = range && last.current ? shown.indexOf(last.current) : -1;
        const to = shown.indexOf(id);
        const touched = from < 0 ? [id] : shown.slice(Math.min(from, to), Math.max(from, to) + 1);
        for (const each of touched) {
          if (on) next.add(each);
          else next.delete(each);
        }
        last.current = id;
        setChosen(next);
      },
      toggleAll: () => setChosen(all ? new Set() : new Set(shown)),
      clear: () => setChosen(new Set()),
    };
  }, [shown, chosen]);
}
