import { graphql } from '../../gql';
import type { KeyFactsPartsFragment, KeyOwnerPartsFragment, TokenOrigin } from '../../gql/graphql';
import { paths } from '../../paths';
import { Mono } from '../../ui/Code';
import { isLimited, sayLimit } from '../../ui/limits';
import { Link } from '../../ui/Link';
import { Card, Facts } from '../../ui/Page';
import { Moment, RelativeTime, ValidUntil } from '../../ui/Time';

export const KeyFactsParts = graphql(`
  fragment KeyFactsParts on Token {
    id
    shown
    validUntil
    ipRestriction
    createdAt
    origin
    lastUsedAt
    lastUsedFrom
    limit {
      callsPerMinute
      burst
      callsPerDay
    }
    service {
      id
      name
      callsPerMinute
      burst
      callsPerDay
    }
    course {
      fullName
      shortName
    }
    lastCall {
      id
      function
      protocol
    }
  }
`);

export const KeyOwnerParts = graphql(`
  fragment KeyOwnerParts on Token {
    ...FixToken
    user {
      ...FixUser
    }
    service {
      ...FixService
    }
    creator {
      id
      fullName
    }
    revocation {
      id
      at
      actor
      actorUser {
        id
        fullName
      }
    }
  }
`);

/** Owner is what administrators see of a key besides; nothing for others. */
export type Owner = KeyOwnerPartsFragment | null | undefined;

export function KeyFacts({ token, owner }: { token: KeyFactsPartsFragment; owner: Owner }) {
  return (
    <Card>
      <Facts
        facts={[
          ['Key', <Mono key="key">{token.shown}</Mono>],
          ['User', owner && <Link to={paths.user(owner.user.id)}>{owner.user.fullName}</Link>],
          ['Service', owner ? <Link to={paths.service(token.service.id)}>{token.service.name}</Link> : token.service.name],
          ['Course', token.course && `${token.course.fullName} (${token.course.shortName}), and no other`],
          ['Valid', <ValidUntil key="until" at={token.validUntil} />],
          ['Addresses', token.ipRestriction || 'From anywhere'],
          ['Limit', sayLimit(token.limit)],
          ['Limit of its service', isLimited(token.service) && `${sayLimit(token.service)}, of all its keys together`],
          [
            'Last used',
            token.lastUsedAt ? (
              <span key="used">
                <RelativeTime at={token.lastUsedAt} />
                {token.lastUsedFrom && <> from {token.lastUsedFrom}</>}
                {token.lastCall && <LastCall call={token.lastCall} linked={Boolean(owner)} />}
              </span>
            ) : (
              'Never'
            ),
          ],
          [
            'Made',
            <span key="made">
              <Moment at={token.createdAt} />
              {madeBy(token.origin, owner)}
            </span>,
          ],
        ]}
      />
    </Card>
  );
}

function LastCall({ call, linked }: { call: NonNullable<KeyFactsPartsFragment['lastCall']>; linked: boolean }) {
  const name = <code className="break">{call.function}</code>;
  return (
    <>
      , {call.protocol}, {linked ? <Link to={paths.request(call.id)}>{name}</Link> : name}
    </>
  );
}

function madeBy(origin: TokenOrigin, owner: Owner) {
  if (origin === 'SIGN_IN') return ', by signing in at /login/token.php';
  if (origin === 'SELF') return ', by the user';
  if (!owner) return ', by an administrator';
  return owner.creator ? (
    <>
      , by <Link to={paths.user(owner.creator.id)}>{owner.creator.fullName}</Link>
    </>
  ) : (
    ', on the command line'
  );
}
