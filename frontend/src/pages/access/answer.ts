// What a page about access asks: of a user, or of one key.
import { graphql } from '../../gql';
import { useServerQuery } from '../../graphql';

const AccessPage = graphql(`
  query AccessPage($user: ID!, $service: ID, $protocol: String!, $address: String, $at: Time) {
    userAccess(user: $user, service: $service, protocol: $protocol, address: $address, at: $at) {
      ...AccessParts
      functions {
        service {
          ...FixService
        }
      }
    }
    user(id: $user) {
      ...FixUser
    }
  }
`);

const AccessOfKey = graphql(`
  query AccessOfKey($token: ID!, $protocol: String!, $address: String, $at: Time) {
    token(id: $token) {
      ...FixToken
      shown
      user {
        ...FixUser
      }
      service {
        ...FixService
      }
      access(protocol: $protocol, address: $address, at: $at) {
        ...AccessParts
        functions {
          service {
            ...FixService
          }
        }
      }
    }
  }
`);

const AccessService = graphql(`
  query AccessService($id: ID!) {
    service(id: $id) {
      ...FixService
    }
  }
`);

export interface Asked {
  token?: string;
  user?: string;
  service?: string;
  protocol: string;
  address?: string;
  at?: string;
}

/** useAnswer asks, and says whom and what the answer is about. */
export function useAnswer({ token, user, service, ...rest }: Asked) {
  const ofUser = useServerQuery(AccessPage, { user: user ?? '', service, ...rest }, { pause: !user || Boolean(token) });
  const ofKey = useServerQuery(AccessOfKey, { token: token ?? '', ...rest }, { pause: !token });
  const chosen = useServerQuery(AccessService, { id: service ?? '' }, { pause: !service || Boolean(token) }).data?.service;
  if (token) {
    const key = ofKey.data?.token;
    return { query: ofKey, access: key?.access, key, user: key?.user, service: key?.service, who: key?.name ?? 'The key', nobody: ofKey.data !== undefined && !key };
  }
  const found = ofUser.data?.user;
  return { query: ofUser, access: ofUser.data?.userAccess, key: undefined, user: found, service: chosen, who: found?.fullName ?? 'The user', nobody: false };
}
