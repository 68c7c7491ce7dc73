// Where a provider sends the browser back to. Opening this address changes nothing by itself: the page posts what it was given, and the
// server takes it from the browser that went there and from no other.
import { useEffect, useState } from 'react';
import { ask, change, enter, session } from '../graphql';
import { paths } from '../paths';
import { asProblem, Problem } from '../problem';
import { FinishProviderLink, FinishProviderSignIn, takeErrand, type Errand } from '../provider';
import { ButtonLink, useGo } from '../ui/Link';
import { Standalone, StandaloneLoading } from '../ui/Standalone';
import { toast } from '../ui/toast';
import { ownAddress } from './SignIn';

interface Answer {
  code: string;
  state: string;
  issuer: string | null;
}

/** answerOf reads the address that the provider made. It may say instead why there is no answer. */
export function answerOf(search: string): Answer | Problem {
  const query = new URLSearchParams(search);
  const [code, state] = [query.get('code'), query.get('state')];
  if (code && state) return { code, state, issuer: query.get('iss') };
  return query.get('error') === 'access_denied'
    ? new Problem('REFUSED', 'The provider did not let you in, or you went back there.')
    : new Problem('REFUSED', 'The provider could not sign you in. Try again, or sign in with your password.');
}

/** finish returns where to go on. */
async function finish(answer: Answer | Problem, errand: Errand): Promise<string> {
  if (answer instanceof Problem) throw answer;
  if (errand.purpose === 'link') {
    await session.start();
    await change(FinishProviderLink, { answer });
    toast.say('Linked. You can sign in that way from now on.');
    return ownAddress(errand.next);
  }
  const entered = await enter(ask(FinishProviderSignIn, { answer }), ({ finishProviderSignIn }) => finishProviderSignIn);
  const next = ownAddress(errand.next);
  return entered ? next : paths.signIn(next);
}

// The answer is good for one use, and effects may run twice.
let once: { search: string; finished: Promise<string> } | null = null;

export default function ProviderCallback() {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [errand, keep] = useState<Errand | null>(null);
  const go = useGo();
  useEffect(() => {
    const { search } = location;
    if (once?.search !== search) {
      const taken = takeErrand() ?? { purpose: 'sign-in', next: paths.home() };
      keep(taken);
      once = { search, finished: finish(answerOf(search), taken) };
      history.replaceState(history.state, '', location.pathname); // a code has no business in the history
    }
    once.finished.then(
      (next) => go(next, { replace: true }),
      (thrown: unknown) => setProblem(asProblem(thrown)),
    );
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  if (!problem) return <StandaloneLoading />;
  const linking = errand?.purpose === 'link';
  return (
    <Standalone title={linking ? 'Not linked' : 'Not signed in'} lead={problem.message}>
      <ButtonLink to={linking ? paths.account() : paths.signIn()} variant="filled">
        {linking ? 'Open account' : 'Sign in'}
      </ButtonLink>
    </Standalone>
  );
}
