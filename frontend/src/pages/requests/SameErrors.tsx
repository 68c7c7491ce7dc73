import { graphql } from '../../gql';
import { useServerQuery } from '../../graphql';
import { paths } from '../../paths';
import { Link } from '../../ui/Link';
import { Section } from '../../ui/Page';
import { LastCalls } from '../keys/LastCalls';

const SameErrorsPart = graphql(`
  query SameErrors($token: ID!, $code: String!, $check: String) {
    requests(filter: { token: $token, code: $code, check: $check }, first: 6) {
      nodes {
        ...LastCall
      }
    }
  }
`);

interface Call {
  id: string;
  result: string;
  code: string;
  check: string;
  token: { id: string } | null;
}

const shown = 5;

/** SameErrors are other calls of the same key that ended alike. */
export function SameErrors({ call: { id, result, code, check, token } }: { call: Call }) {
  const failed = result !== 'ANSWERED' && token !== null;
  const query = useServerQuery(SameErrorsPart, { token: token?.id ?? '', code, check: check || undefined }, { pause: !failed });
  if (!failed) return null;
  const others = query.data?.requests.nodes.filter((each) => each.id !== id);
  if (others?.length === 0) return null;
  return (
    <Section title="The same from this key" actions={<Link to={paths.requests({ token: token.id, code, check: check || undefined })}>All of them</Link>}>
      <LastCalls calls={others?.slice(0, shown)} query={query} label="The same from this key" />
    </Section>
  );
}
