// Who may use a service, in words.
import { graphql } from '../../gql';
import type { WhoMayUseFragment } from '../../gql/graphql';
import { counted } from '../../ui/words';

export const WhoMayUseParts = graphql(`
  fragment WhoMayUse on Service {
    authorisedUsersOnly
    authorisedUserCount
    requiredCapability
  }
`);

/** whoMayUse is for tables and leads: "3 authorised users", "All with moodle/course:view". */
export function whoMayUse({ authorisedUsersOnly, authorisedUserCount, requiredCapability }: WhoMayUseFragment): string {
  if (authorisedUsersOnly) return counted(authorisedUserCount, 'authorised user');
  return requiredCapability ? `All with ${requiredCapability}` : 'All with the capabilities';
}
