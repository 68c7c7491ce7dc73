import { useRef, useState } from 'react';
import type { TrialPartsFragment, TryInput } from '../../gql/graphql';
import { change } from '../../graphql';
import { asProblem, type Problem } from '../../problem';
import { TryCall } from './documents';

/** Why a call is made: to run it, to see whether it would be, or to see what it looks like on the wire. */
export type Purpose = 'send' | 'check' | 'write';

/** A trial that has ended, and what it was of. */
export interface Ended {
  trial: TrialPartsFragment;
  input: TryInput;
  checkOnly: boolean;
  /** Counts them, so that each is told from the last. */
  number: number;
}

/** useTrial makes calls one at a time, and keeps how the last one ended. */
export function useTrial() {
  const [busy, setBusy] = useState<Purpose | null>(null);
  const [ended, setEnded] = useState<Ended | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const running = useRef(false);
  const count = useRef(0);

  const run = async (purpose: Purpose, input: TryInput): Promise<TrialPartsFragment | null> => {
    if (running.current) return null;
    running.current = true;
    setBusy(purpose);
    setProblem(null);
    try {
      const checkOnly = purpose !== 'send';
      const { tryCall } = await change(TryCall, { input: { ...input, checkOnly } });
      if (purpose !== 'write') setEnded({ trial: tryCall, input, checkOnly, number: ++count.current });
      return tryCall;
    } catch (thrown) {
      setProblem(asProblem(thrown));
      return null;
    } finally {
      running.current = false;
      setBusy(null);
    }
  };
  return { busy, ended, problem, run };
}
