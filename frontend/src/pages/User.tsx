import { graphql } from '../gql';
import { useServerQuery } from '../graphql';
import { paths } from '../paths';
import { ButtonLink } from '../ui/Link';
import { Card, Page, Section } from '../ui/Page';
import { Loaded, NotThere } from '../ui/states';
import { AdministratorPill, UserState } from '../ui/UserState';
import { Account } from './users/Account';
import { Authorisations } from './users/Authorisations';
import { Details } from './users/Details';
import { UserBanner } from './users/UserBanner';
import { UserKeys } from './users/UserKeys';
import { UserRoles } from './users/UserRoles';

const UserPage = graphql(`
  query UserPage($id: ID!) {
    user(id: $id) {
      id
      fullName
      username
      email
      ...UserStateParts
      ...UserDetails
      ...UserRolesParts
      ...UserKeysParts
      ...UserAuthorisations
      ...UserAccount
    }
    site {
      provider
    }
    settings {
      endOnSuspension
    }
  }
`);

export default function User({ id }: { id: string }) {
  const query = useServerQuery(UserPage, { id });
  const list = { to: paths.users(), label: 'Users' };
  if (query.data && !query.data.user) return <NotThere what="user" back={{ to: list.to, label: 'Open users' }} />;
  const user = query.data?.user;
  const actions = user && !user.deleted && (
    <>
      <ButtonLink to={paths.access({ user: id })}>What may they call?</ButtonLink>
      <ButtonLink to={paths.keyNew({ user: id })}>Create key</ButtonLink>
    </>
  );
  const badge = user && (
    <>
      <UserState user={user} /> {user.siteAdmin && <AdministratorPill />}
    </>
  );
  return (
    <Page title={user?.fullName ?? 'User'} lead={user && [user.username, user.email].filter(Boolean).join(', ')} crumb={list} badge={badge} actions={actions}>
      <Loaded query={query} what="the user" lines={10}>
        {(data) =>
          user && (
            <>
              <UserBanner user={user} />
              {!user.deleted && (
                <Section title="Details">
                  <Card narrow>
                    <Details user={user} />
                  </Card>
                </Section>
              )}
              <UserRoles user={user} />
              <UserKeys user={user} query={query} />
              <Authorisations user={user} query={query} />
              {!user.deleted && <Account user={user} endOnSuspension={data.settings.endOnSuspension} provider={data.site.provider ?? null} />}
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
