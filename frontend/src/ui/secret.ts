// The secret of a key that was just made. It stays in memory, for the page that shows it once, and is gone with the next one.
import type { CreatedKeyFragment } from '../gql/graphql';
import { graphql } from '../gql';

/** Every mutation that makes a key asks for this, and hands it to keepSecret before it goes to paths.keyCreated. */
export const CreatedKey = graphql(`
  fragment CreatedKey on CreatedToken {
    secret
    command
    token {
      id
    }
  }
`);

let kept: CreatedKeyFragment | null = null;

export function keepSecret(created: CreatedKeyFragment) {
  kept = created;
}

export function secretOf(id: string): CreatedKeyFragment | null {
  return kept?.token.id === id ? kept : null;
}

export function forgetSecret() {
  kept = null;
}
