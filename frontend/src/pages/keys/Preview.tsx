import { useDebouncedValue } from '@mantine/hooks';
import { graphql } from '../../gql';
import { useServerQuery } from '../../graphql';
import { FunctionList, mayCall, Missing, Refusals } from '../../ui/Access';
import { exampleAddress } from '../../ui/addresses';
import { Card } from '../../ui/Page';
import { useProtocolChoice } from '../../ui/protocols';
import { useSite } from '../../ui/site';
import { LoadError, SkeletonLines } from '../../ui/states';

const KeyPreview = graphql(`
  query KeyPreview($user: ID!, $service: ID!, $protocol: String!, $address: String, $ipRestriction: String, $validUntil: String) {
    tokenPreview(user: $user, service: $service, protocol: $protocol, address: $address, ipRestriction: $ipRestriction, validUntil: $validUntil) {
      ...AccessParts
    }
    user(id: $user) {
      ...FixUser
    }
    service(id: $service) {
      ...FixService
    }
  }
`);

interface PreviewProps {
  user: string | null;
  service: string | null;
  ipRestriction: string;
  validUntil: string;
}

const typingMs = 250;

/** Preview says what a key could call before it exists. It follows the form. */
export function Preview({ user, service, ipRestriction, validUntil }: PreviewProps) {
  return (
    <section aria-label="What it may call">
      <Card>
        {user && service ? (
          <Outcome user={user} service={service} ipRestriction={ipRestriction} validUntil={validUntil} />
        ) : (
          <p className="muted">Pick a user and a service: what the key may call stands here before it exists.</p>
        )}
      </Card>
    </section>
  );
}

function Outcome({ user, service, ...rest }: { user: string; service: string; ipRestriction: string; validUntil: string }) {
  const { yourAddress } = useSite();
  const { protocol, title } = useProtocolChoice();
  const [{ ipRestriction, validUntil }] = useDebouncedValue(rest, typingMs);
  // The addresses are a choice and no mistake: what is shown holds for an address that they let in.
  const address = exampleAddress(ipRestriction);
  const query = useServerQuery(KeyPreview, { user, service, protocol, address, ipRestriction, validUntil: validUntil || undefined });
  const { data, problem, refreshing, refetch } = query;
  if (problem) return <LoadError what="what the key may call" problem={problem} retry={refetch} />;
  if (!data) return <SkeletonLines lines={4} />;
  const access = data.tokenPreview;
  return (
    <div className="stack" aria-busy={refreshing} role="status">
      <div>
        <h2>This key {mayCall(access)}</h2>
        <p className="muted small">
          Over {title}, from {address ?? yourAddress}, as {data.user?.fullName ?? 'the user'}.
        </p>
      </div>
      <Refusals access={access} subject={{ protocol, address: address ?? yourAddress, user: data.user, service: data.service }} />
      {data.user && <Missing access={access} user={data.user} service={data.service ?? undefined} />}
      {access.functions.length > 0 ? <FunctionList access={access} /> : <p className="muted">The service has no functions.</p>}
    </div>
  );
}
