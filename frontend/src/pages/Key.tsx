import { graphql } from '../gql';
import { useServerQuery, useSession } from '../graphql';
import { paths } from '../paths';
import { Link } from '../ui/Link';
import { Page, Section } from '../ui/Page';
import { KeyState } from '../ui/Pill';
import { Loaded, NotThere } from '../ui/states';
import { KeyAccess } from './keys/KeyAccess';
import { KeyActions } from './keys/KeyActions';
import { KeyBanner } from './keys/KeyBanner';
import { KeyFacts } from './keys/KeyFacts';
import { LastCalls } from './keys/LastCalls';
import { Restrictions } from './keys/Restrictions';
import { TestAddress } from './keys/TestAddress';
import { Traffic } from './keys/Traffic';

// What everybody may ask of the own keys.
const KeyPage = graphql(`
  query KeyPage($id: ID!) {
    token(id: $id) {
      id
      name
      lastUsedAt
      lastUsedFrom
      ...KeyStateParts
      ...KeyFactsParts
      ...KeyBannerParts
      ...KeyTraffic
    }
  }
`);

// What only administrators may ask besides.
const KeyOwner = graphql(`
  query KeyOwner($id: ID!) {
    token(id: $id) {
      ...KeyOwnerParts
      ...RestrictedKey
    }
    requests(filter: { token: $id }, first: 10) {
      nodes {
        ...LastCall
      }
    }
  }
`);

// After a rotation one waits for the old key to fall silent.
const pollMs = 15_000;

export default function Key({ id }: { id: string }) {
  const administrator = useSession().viewer?.administrator ?? false;
  const query = useServerQuery(KeyPage, { id }, { pollMs });
  const more = useServerQuery(KeyOwner, { id }, { pause: !administrator });
  const list = administrator ? { to: paths.keys(), label: 'Security keys' } : { to: paths.ownKeys(), label: 'My keys' };
  if (query.data && !query.data.token) return <NotThere what="key" back={{ to: list.to, label: `Open ${list.label.toLowerCase()}` }} />;
  const token = query.data?.token;
  const owner = more.data?.token;
  const live = token && token.state !== 'REVOKED';
  return (
    <Page title={token?.name ?? 'Security key'} badge={token && <KeyState state={token.state} />} crumb={list} actions={live && <KeyActions token={token} administrator={administrator} />}>
      <Loaded query={query} what="the key" lines={10}>
        {() =>
          token && (
            <>
              <KeyBanner token={token} revocation={owner?.revocation} />
              <KeyFacts token={token} owner={owner} />
              <Traffic token={token} />
              {administrator && (
                <Section title="Last calls" actions={<Link to={paths.requests({ token: id })}>All requests with this key</Link>}>
                  <LastCalls calls={more.data?.requests.nodes} query={more} />
                </Section>
              )}
              {live && owner && <Restrictions key={id} token={owner} />}
              {live && <TestAddress token={token} owner={owner} />}
              {live && <KeyAccess token={token} owner={owner} />}
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
