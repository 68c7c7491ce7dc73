// The keys of whoever is signed in, where they are chosen among.
import { graphql } from '../gql';
import type { OwnKeysQuery } from '../gql/graphql';

export const OwnKeysDocument = graphql(`
  query OwnKeys {
    viewer {
      tokens {
        id
        name
        shown
        service {
          name
        }
      }
      services {
        mayCreateKey
      }
    }
    site {
      documentationOn
    }
  }
`);

export type OwnKeyChoice = NonNullable<OwnKeysQuery['viewer']>['tokens'][number];

/** keyLabel is a key in a list of keys. */
export const keyLabel = ({ name, shown }: { name: string; shown: string }) => `${name} (${shown})`;
