import { graphql } from '../gql';
import { useServerQuery } from '../graphql';
import { OwnKeys } from './account/OwnKeys';

const MyKeysPage = graphql(`
  query MyKeysPage {
    viewer {
      id
      administrator
      tokens {
        ...OwnKey
      }
      services {
        ...OwnServiceChoice
      }
    }
  }
`);

export default function MyKeys() {
  const query = useServerQuery(MyKeysPage, {});
  const viewer = query.data?.viewer;
  return <OwnKeys viewer={viewer} keys={viewer?.tokens} services={viewer?.services ?? []} query={query} />;
}
