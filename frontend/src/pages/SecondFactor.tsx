// Setting up a second factor: because one wants to, or because the site demands it before anything else.
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { graphql } from '../gql';
import type { NewAuthenticatorPartsFragment } from '../gql/graphql';
import { change, session, useServerQuery, useSession } from '../graphql';
import { paths } from '../paths';
import { ButtonLink, useGo } from '../ui/Link';
import { Questions } from '../ui/Questions';
import { text, useSearch } from '../ui/search';
import { signOut } from '../ui/signOut';
import { Standalone, StandaloneLoading } from '../ui/Standalone';
import { LoadError } from '../ui/states';
import { Toasts } from '../ui/Toasts';
import { useAction } from '../ui/useAction';
import { AuthenticatorSetUp } from './factor/AuthenticatorSetUp';
import { RecoveryCodes } from './factor/RecoveryCodes';
import { ownAddress } from './SignIn';

const SecondFactorPage = graphql(`
  query SecondFactorPage {
    site {
      name
    }
    viewer {
      owesSecondFactor
      factors {
        kind
      }
    }
  }
`);

const NewAuthenticator = graphql(`
  mutation NewAuthenticator {
    newAuthenticator {
      ...NewAuthenticatorParts
    }
  }
`);

const schema = { next: text };

export default function SecondFactor() {
  const { status } = useSession();
  const go = useGo();
  useEffect(() => {
    void session.start().then(() => session.get().status !== 'in' && go(paths.signIn(paths.secondFactor()), { replace: true }));
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return status === 'in' ? <SetUp /> : <StandaloneLoading />;
}

function SetUp() {
  const [search] = useSearch(schema);
  const next = ownAddress(search.next);
  const go = useGo();
  const { data, problem, refetch } = useServerQuery(SecondFactorPage, {});
  const [made, setMade] = useState<NewAuthenticatorPartsFragment | null>(null);
  const [codes, setCodes] = useState<readonly string[]>([]);
  if (!data?.viewer) return problem ? <Standalone title="Second factor">{<LoadError what="your account" problem={problem} retry={refetch} />}</Standalone> : <StandaloneLoading />;
  const { site, viewer } = data;
  if (codes.length > 0) {
    return (
      <Standalone site={site.name} title="Your recovery codes" lead="The second factor is on. These stand in for it when you do not have your phone.">
        <RecoveryCodes codes={codes} onStored={() => go(next, { replace: true })} />
      </Standalone>
    );
  }
  const added = (recoveryCodes: readonly string[]) => (recoveryCodes.length > 0 ? setCodes(recoveryCodes) : go(next, { replace: true }));
  const lead = viewer.owesSecondFactor
    ? 'This site asks administrators for a second factor. Set yours up, and then go on.'
    : 'Signing in will ask for it besides your password.';
  return (
    <Standalone site={site.name} title="Set up a second factor" lead={lead} footer={<Leave owes={viewer.owesSecondFactor} next={next} />}>
      {made ? <AuthenticatorSetUp made={made} onAdded={added} /> : <Choice hasApp={viewer.factors.some(({ kind }) => kind === 'AUTHENTICATOR')} onMade={setMade} />}
      <Questions />
      <Toasts />
    </Standalone>
  );
}

function Choice({ hasApp, onMade }: { hasApp: boolean; onMade: (made: NewAuthenticatorPartsFragment) => void }) {
  const { busy, run } = useAction();
  const begin = () => run('set up an authenticator app', async () => onMade((await change(NewAuthenticator, {})).newAuthenticator));
  return (
    <div className="stack">
      <p>An authenticator app on your phone shows six digits, new ones each half minute.</p>
      <div className="row tight">
        <Button variant="filled" loading={busy} onClick={begin} disabled={hasApp}>
          Set up authenticator app
        </Button>
      </div>
      {hasApp && <p className="muted small">There is one already. Remove it on your account page to set up another.</p>}
    </div>
  );
}

function Leave({ owes, next }: { owes: boolean; next: string }) {
  if (owes) {
    return (
      <Button variant="subtle" onClick={() => void signOut()}>
        Sign out
      </Button>
    );
  }
  return <ButtonLink to={next}>Not now</ButtonLink>;
}
