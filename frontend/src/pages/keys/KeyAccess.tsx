import { graphql } from '../../gql';
import { useServerQuery } from '../../graphql';
import { paths } from '../../paths';
import { FunctionList, mayCall, Missing, Refusals } from '../../ui/Access';
import { exampleAddress } from '../../ui/addresses';
import { Link } from '../../ui/Link';
import { Card, Section } from '../../ui/Page';
import { useProtocolChoice } from '../../ui/protocols';
import { useSite } from '../../ui/site';
import { Loaded } from '../../ui/states';
import type { Owner } from './KeyFacts';

const KeyAccessPart = graphql(`
  query KeyAccess($id: ID!, $protocol: String!, $address: String) {
    token(id: $id) {
      access(protocol: $protocol, address: $address) {
        ...AccessParts
      }
    }
  }
`);

/** KeyAccess says what the key may call now, over a protocol that is on and from an address that its restriction lets in. */
export function KeyAccess({ token, owner }: { token: { id: string; ipRestriction: string }; owner: Owner }) {
  const { yourAddress } = useSite();
  const { protocol, title } = useProtocolChoice();
  const address = exampleAddress(token.ipRestriction);
  const query = useServerQuery(KeyAccessPart, { id: token.id, protocol, address });
  const access = query.data?.token?.access;
  const from = address ?? yourAddress;
  const matrix = owner && <Link to={paths.access({ user: owner.user.id, service: owner.service.id })}>What else may they call?</Link>;
  return (
    <Section title="What it may call" lead={access && `It ${mayCall(access)}, over ${title} from ${from}.`} actions={matrix}>
      <Card>
        <Loaded query={query} what="what it may call" lines={4}>
          {() =>
            access && (
              <div className="stack">
                <Refusals access={access} subject={owner ? { protocol, address: from, token: owner, user: owner.user, service: owner.service } : undefined} />
                <Missing access={access} user={owner?.user} service={owner?.service} />
                <FunctionList access={access} linked={Boolean(owner)} />
                {access.functions.length === 0 && <p className="muted">The service has no functions.</p>}
              </div>
            )
          }
        </Loaded>
      </Card>
    </Section>
  );
}
