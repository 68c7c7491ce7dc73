// Names of things of which an address carries only the id: for the chips of filters.
import { graphql } from '../gql';
import { useServerQuery } from '../graphql';

const NameOfUser = graphql(`
  query NameOfUser($id: ID!) {
    user(id: $id) {
      fullName
    }
  }
`);

const NameOfService = graphql(`
  query NameOfService($id: ID!) {
    service(id: $id) {
      name
    }
  }
`);

const NameOfKey = graphql(`
  query NameOfKey($id: ID!) {
    token(id: $id) {
      name
    }
  }
`);

export function UserName({ id }: { id: string }) {
  return useServerQuery(NameOfUser, { id }).data?.user?.fullName ?? id;
}

export function ServiceName({ id }: { id: string }) {
  return useServerQuery(NameOfService, { id }).data?.service?.name ?? id;
}

export function KeyName({ id }: { id: string }) {
  return useServerQuery(NameOfKey, { id }).data?.token?.name ?? id;
}
