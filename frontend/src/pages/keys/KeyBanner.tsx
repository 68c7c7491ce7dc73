import { graphql } from '../../gql';
import type { KeyBannerPartsFragment } from '../../gql/graphql';
import { paths } from '../../paths';
import { sayReason } from '../../ui/checks';
import { Link } from '../../ui/Link';
import { Note } from '../../ui/Page';
import { Moment, RelativeTime, ValidUntil } from '../../ui/Time';
import { quoted } from '../../ui/words';
import type { Owner } from './KeyFacts';

export const KeyBannerParts = graphql(`
  fragment KeyBannerParts on Token {
    state
    validUntil
    revokedAt
    lastUsedAt
    rotatedTo {
      id
      name
      shown
    }
    rotatedFrom {
      id
      name
      shown
      state
      validUntil
      lastUsedAt
    }
    access {
      refusals {
        check
        reason
      }
    }
    service {
      enabled
      name
    }
  }
`);

/** KeyBanner says what stands in the way of the key, and what takes its place. */
export function KeyBanner({ token, revocation }: { token: KeyBannerPartsFragment; revocation: NonNullable<Owner>['revocation'] | undefined }) {
  const notes = [stateNote(token, revocation), rotationNote(token)].filter(Boolean);
  return notes.length > 0 && <div className="stack tight below">{notes}</div>;
}

function stateNote(token: KeyBannerPartsFragment, revocation: NonNullable<Owner>['revocation'] | undefined) {
  switch (token.state) {
    case 'REVOKED':
      return (
        <Note key="state" tone="err">
          Revoked{' '}
          {revocation && (
            <>
              by {revocation.actorUser ? <Link to={paths.user(revocation.actorUser.id)}>{revocation.actorUser.fullName}</Link> : revocation.actor}
              {', '}
            </>
          )}
          {token.revokedAt && <Moment at={token.revokedAt} />}. Every call with it is refused.{' '}
          {revocation && <Link to={paths.auditEvent(revocation.id)}>See the change</Link>}
        </Note>
      );
    case 'EXPIRED':
      return (
        <Note key="state" tone="err">
          It was valid <ValidUntil at={token.validUntil} />. Every call with it is refused. Extend it, or rotate it when the secret should change.
        </Note>
      );
    case 'BLOCKED': {
      const blocker = token.access.refusals.find((step) => step.check.startsWith('user-'));
      return (
        <Note key="state" tone="warn">
          Every call with it is refused. {blocker?.reason ? sayReason(blocker.check, blocker.reason) : token.service.enabled ? '' : `The service ${quoted(token.service.name)} is off.`}
        </Note>
      );
    }
    default:
      return null;
  }
}

function rotationNote({ rotatedTo, rotatedFrom, validUntil, lastUsedAt, state }: KeyBannerPartsFragment) {
  if (rotatedTo) {
    return (
      <Note key="rotation">
        Replaced by <Link to={paths.key(rotatedTo.id)}>{quoted(rotatedTo.name)}, {rotatedTo.shown}</Link>.{' '}
        {state !== 'REVOKED' && state !== 'EXPIRED' && (
          <>
            This one works <ValidUntil at={validUntil} />.{' '}
          </>
        )}
        It was last used <RelativeTime at={lastUsedAt} none="never" />.
      </Note>
    );
  }
  if (!rotatedFrom) return null;
  const silent = rotatedFrom.state === 'REVOKED' || rotatedFrom.state === 'EXPIRED';
  return (
    <Note key="rotation">
      Replaces <Link to={paths.key(rotatedFrom.id)}>{quoted(rotatedFrom.name)}, {rotatedFrom.shown}</Link>.{' '}
      {silent ? (
        'The old key no longer works. '
      ) : (
        <>
          The old key works <ValidUntil at={rotatedFrom.validUntil} />.{' '}
        </>
      )}
      The old key was last used <RelativeTime at={rotatedFrom.lastUsedAt} none="never" />.
    </Note>
  );
}
