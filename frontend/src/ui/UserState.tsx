import { IconAlertTriangle, IconBan, IconCheck, IconClock, IconShield } from '@tabler/icons-react';
import { graphql } from '../gql';
import type { UserStatePartsFragment } from '../gql/graphql';
import { Pill } from './Pill';

export const UserStateParts = graphql(`
  fragment UserStateParts on User {
    auth
    confirmed
    suspended
    deleted
    siteAdmin
  }
`);

/** stateWords is the state of a user, worst first. */
export function stateWords({ deleted, suspended, confirmed, auth }: UserStatePartsFragment): string {
  if (deleted) return 'deleted';
  if (suspended) return 'suspended';
  if (!confirmed) return 'not confirmed';
  if (auth === 'nologin') return 'may not sign in';
  return 'active';
}

const looks = {
  deleted: { tone: 'plain', icon: IconBan },
  suspended: { tone: 'err', icon: IconBan },
  'not confirmed': { tone: 'warn', icon: IconClock },
  'may not sign in': { tone: 'warn', icon: IconAlertTriangle },
  active: { tone: 'ok', icon: IconCheck },
} as const;

export function UserState({ user }: { user: UserStatePartsFragment }) {
  const words = stateWords(user);
  return <Pill {...looks[words as keyof typeof looks]}>{words}</Pill>;
}

export function AdministratorPill() {
  return (
    <Pill tone="accent" icon={IconShield}>
      administrator
    </Pill>
  );
}
