import { useState } from 'react';
import { asProblem } from '../problem';
import { toast } from './toast';

/** useAction runs a change behind a button. A failure is said in a toast: what was tried, and why it did not go. */
export function useAction() {
  const [busy, setBusy] = useState(false);
  const run = async (what: string, work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    try {
      await work();
      return true;
    } catch (thrown) {
      toast.fail(`Could not ${what}. ${asProblem(thrown).message}`);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, run };
}
