// What a row of the authorised users says.
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { graphql } from '../../gql';
import type { AuthorisedUserPartsFragment } from '../../gql/graphql';
import { splitAddresses } from '../../ui/addresses';
import { ListName } from '../../ui/ListName';
import { Pill } from '../../ui/Pill';
import { useSite } from '../../ui/site';
import { UntilShort } from '../../ui/Time';
import { clock, endsDay } from '../../ui/time';
import { CapabilityNames } from './Capabilities';

export const AuthorisedUserParts = graphql(`
  fragment AuthorisedUserParts on AuthorisedUser {
    user {
      id
      fullName
      username
      siteAdmin
    }
    ipRestriction
    validUntil
    expired
    missingCapabilities
  }
`);

type Row = AuthorisedUserPartsFragment;

export function User({ of: { user } }: { of: Row }) {
  return (
    <>
      <ListName>{user.fullName}</ListName>
      <code className="caption muted break">{user.username}</code>
    </>
  );
}

export function Missing({ of: { missingCapabilities, user } }: { of: Row }) {
  if (missingCapabilities.length === 0) return <span className="muted">{user.siteAdmin ? 'none, a site administrator' : 'none'}</span>;
  return (
    <div>
      <Pill tone="warn" icon={IconAlertTriangle}>
        {missingCapabilities.length} missing
      </Pill>
      <CapabilityNames names={missingCapabilities} shown={2} />
    </div>
  );
}

const shownAddresses = 3;

export function Addresses({ of: { ipRestriction } }: { of: Row }) {
  const addresses = splitAddresses(ipRestriction);
  if (addresses.length === 0) return <span className="muted">from anywhere</span>;
  return (
    <div title={ipRestriction}>
      {addresses.slice(0, shownAddresses).map((address) => (
        <div key={address} className="words">
          {address}
        </div>
      ))}
      {addresses.length > shownAddresses && <span className="muted">and {addresses.length - shownAddresses} more</span>}
    </div>
  );
}

/** Until says the day, whose end is meant, or the day and the time. */
export function Until({ of: { validUntil, expired } }: { of: Row }) {
  const { timezone } = useSite();
  return (
    <span className="row tight">
      <span className="nowrap">
        {validUntil && endsDay(validUntil, timezone) && <span className="muted">end of </span>}
        <UntilShort at={validUntil} />
        {validUntil && !endsDay(validUntil, timezone) && <span className="muted">, {clock(validUntil, timezone)}</span>}
      </span>
      {expired && (
        <Pill tone="err" icon={IconClock}>
          expired
        </Pill>
      )}
    </span>
  );
}
