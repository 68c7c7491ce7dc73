// Users authorised for a service, changed.
import { graphql } from '../../gql';
import { change } from '../../graphql';
import { toast } from '../../ui/toast';
import { counted, isolated, quoted } from '../../ui/words';

const AuthoriseUsers = graphql(`
  mutation AuthoriseUsers($service: ID!, $users: [ID!]!, $input: RestrictionInput) {
    authoriseUsers(service: $service, users: $users, input: $input) {
      id
    }
  }
`);

const UnauthoriseUsers = graphql(`
  mutation UnauthoriseUsers($service: ID!, $users: [ID!]!) {
    unauthoriseUsers(service: $service, users: $users)
  }
`);

interface Named {
  id: string;
  name: string;
}

/** An authorisation as it was, to be put back. */
export interface Authorisation {
  user: { id: string; fullName: string };
  ipRestriction: string;
  validUntil: string | null;
}

export interface Restriction {
  ipRestriction?: string;
  validUntil?: string;
}

const who = (users: readonly { fullName: string }[]) => (users.length === 1 ? isolated(users[0]?.fullName ?? '') : counted(users.length, 'user'));

/** authorise adds users, all with one restriction. It can be taken back. */
export async function authorise(service: Named, users: readonly { id: string; fullName: string }[], input: Restriction) {
  const ids = users.map((user) => user.id);
  await change(AuthoriseUsers, { service: service.id, users: ids, input });
  toast.undo(`Authorised ${who(users)} for ${quoted(service.name)}.`, () => change(UnauthoriseUsers, { service: service.id, users: ids }));
}

/** restrict changes what is given for users who are authorised already. It can be taken back. */
export async function restrict(service: Named, before: readonly Authorisation[], input: Restriction) {
  await change(AuthoriseUsers, { service: service.id, users: before.map((each) => each.user.id), input });
  toast.undo(`Changed the restriction of ${who(before.map((each) => each.user))}.`, () => putBack(service, before));
}

/** unauthorise removes users. It can be taken back, with the restriction that each of them had. */
export async function unauthorise(service: Named, before: readonly Authorisation[]) {
  await change(UnauthoriseUsers, { service: service.id, users: before.map((each) => each.user.id) });
  toast.undo(`Removed ${who(before.map((each) => each.user))} from ${quoted(service.name)}.`, () => putBack(service, before));
}

async function putBack(service: Named, before: readonly Authorisation[]) {
  for (const { user, ipRestriction, validUntil } of before) {
    await change(AuthoriseUsers, { service: service.id, users: [user.id], input: { ipRestriction, validUntil: validUntil ?? 'never' } });
  }
}
