import { Button } from '@mantine/core';
import { graphql } from '../gql';
import { change, useServerQuery } from '../graphql';
import { paths } from '../paths';
import { Link, useGo } from '../ui/Link';
import { Card, Page, Section } from '../ui/Page';
import { keepSecret } from '../ui/secret';
import { Loaded } from '../ui/states';
import { useAction } from '../ui/useAction';
import { ExpiringKeys } from './home/Keys';
import { LastDay } from './home/Figures';
import { Refusals } from './home/Refusals';
import { Steps, stepsDone } from './home/Steps';

const HomePage = graphql(`
  query HomePage {
    progress {
      ...HomeProgress
    }
    figures {
      ...HomeFigures
    }
    requests(filter: { result: REFUSED }, first: 5) {
      nodes {
        ...HomeRefusal
      }
    }
    tokens(filter: { state: EXPIRING }, order: EXPIRING_FIRST, first: 5) {
      nodes {
        ...HomeKey
      }
    }
  }
`);

const SetUpForMe = graphql(`
  mutation SetUpForMe {
    setUpForMe {
      ...CreatedKey
    }
  }
`);

// Quick while a first call is waited for; otherwise Home is looked at now and then.
const waitingMs = 3000;
const idleMs = 30_000;

export default function Home() {
  const query = useServerQuery(HomePage, {}, { pollMs: (data) => (data?.progress.token && !data.progress.firstCallAt ? waitingMs : idleMs) });
  const progress = query.data?.progress;
  return (
    <Page title="Home" lead={progress && stepsDone(progress)} actions={progress && !progress.firstCallAt && <SetUpButton leads={!progress.webServicesOn} />}>
      <Loaded query={query} what="Home" lines={10}>
        {(shown) => (
          <>
            <Steps progress={shown.progress} />
            <Section title="Last 24 hours" actions={<Link to={paths.requests()}>All requests</Link>}>
              <LastDay figures={shown.figures} />
            </Section>
            {shown.requests.nodes.length > 0 && (
              <Section title="Latest refusals" actions={<Link to={paths.requests({ result: 'REFUSED' })}>All refusals</Link>}>
                <Refusals refusals={shown.requests.nodes} />
              </Section>
            )}
            {shown.tokens.nodes.length > 0 && (
              <Section title="Keys that end within 14 days" actions={<Link to={paths.keys({ state: 'EXPIRING' })}>All of them</Link>}>
                <Card flush>
                  <ExpiringKeys keys={shown.tokens.nodes} />
                </Card>
              </Section>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** SetUpButton does all steps at once and goes to the key, ready for the first call. */
function SetUpButton({ leads }: { leads: boolean }) {
  const { busy, run } = useAction();
  const go = useGo();
  const setUp = () =>
    run('set it up', async () => {
      const { setUpForMe } = await change(SetUpForMe, {});
      keepSecret(setUpForMe);
      go(paths.keyCreated(setUpForMe.token.id));
    });
  return (
    <Button variant={leads ? 'filled' : 'default'} loading={busy} onClick={setUp}>
      Set up for me
    </Button>
  );
}

