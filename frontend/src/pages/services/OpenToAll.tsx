// Who may use a service: everybody with the capabilities, or those who were authorised.
import { Button } from '@mantine/core';
import { graphql } from '../../gql';
import type { OpenToAllFragment } from '../../gql/graphql';
import { change } from '../../graphql';
import { Mono } from '../../ui/Code';
import { Card, Note } from '../../ui/Page';
import { toast } from '../../ui/toast';
import { useAction } from '../../ui/useAction';
import { counted, quoted } from '../../ui/words';
import { RoleForService } from './RoleForService';
import type { Lacking } from './RoleForServiceForm';

export const OpenToAllParts = graphql(`
  fragment OpenToAll on Service {
    id
    name
    authorisedUsersOnly
    authorisedUserCount
    requiredCapability
    capabilities
    tokenCount
  }
`);

const RestrictService = graphql(`
  mutation RestrictService($id: ID!, $only: Boolean!) {
    updateService(id: $id, input: { authorisedUsersOnly: $only }) {
      id
    }
  }
`);

type Service = OpenToAllFragment;

async function restrict({ id, name }: Service, only: boolean) {
  await change(RestrictService, { id, only });
  toast.undo(only ? `${quoted(name)} is for authorised users only now.` : `${quoted(name)} is for all users with the capabilities now.`, () => change(RestrictService, { id, only: !only }));
}

/** OpenToAll stands in place of the list of users when there is none to keep. */
export function OpenToAll({ service }: { service: Service }) {
  const { busy, run } = useAction();
  const { requiredCapability, authorisedUserCount, tokenCount } = service;
  return (
    <Card narrow>
      <div className="stack">
        <div>
          <h2>All users with the capabilities may use this service</h2>
          <p className="muted">
            A user needs what the called function asks for
            {requiredCapability ? (
              <>
                , and <Mono>{requiredCapability}</Mono> for the service itself
              </>
            ) : null}
            . There is no list of users to keep.
          </p>
        </div>
        <p className="muted">
          Restricted, only users whom you authorise may use it, each from certain addresses and until a certain day if you like.{' '}
          {authorisedUserCount > 0 && `${counted(authorisedUserCount, 'user')} ${authorisedUserCount === 1 ? 'is' : 'are'} authorised from before. `}
          {tokenCount > 0 && `${counted(tokenCount, 'key')} ${tokenCount === 1 ? 'works' : 'work'} now: those of users who are not authorised are refused from then on.`}
        </p>
        <div className="row tight">
          <Button variant="filled" loading={busy} onClick={() => run('restrict the service', () => restrict(service, true))}>
            Restrict to authorised users
          </Button>
          {service.capabilities.length > 0 && <RoleForService service={service} />}
        </div>
      </div>
    </Card>
  );
}

/** WhoItIsFor stands above the list of a restricted service, and says what is missing. */
export function WhoItIsFor({ service, lacking }: { service: Service; lacking: readonly Lacking[] }) {
  const { busy, run } = useAction();
  return (
    <>
      <div className="row between">
        <p className="muted">
          Only these users may use the service
          {service.requiredCapability && (
            <>
              , and they need <Mono>{service.requiredCapability}</Mono>
            </>
          )}
          .
        </p>
        <Button variant="subtle" loading={busy} onClick={() => run('open the service', () => restrict(service, false))}>
          Open to all users with the capabilities
        </Button>
      </div>
      {lacking.length > 0 && (
        <Note tone="warn" action={<RoleForService service={service} lacking={lacking} />}>
          {counted(lacking.length, 'user')} {lacking.length === 1 ? 'lacks' : 'lack'} capabilities that functions of this service ask for. Their calls of those functions are refused.
        </Note>
      )}
    </>
  );
}
