// The requests that begin, renew and end a session. They go out without the access token's care in graphql.ts.
import { graphql } from './gql';
import type { SessionPartsFragment } from './gql/graphql';

export type OwnSession = SessionPartsFragment;

export const SessionParts = graphql(`
  fragment SessionParts on Session {
    accessToken
    expiresAt
    viewer {
      id
      username
      fullName
      email
      administrator
      freshUntil
      hasSecondFactor
      owesSecondFactor
    }
  }
`);

export const Refresh = graphql(`
  mutation Refresh {
    refresh {
      ...SessionParts
    }
  }
`);

export const SignIn = graphql(`
  mutation SignIn($username: String!, $password: String!) {
    signIn(username: $username, password: $password) {
      ...SessionParts
    }
  }
`);

/** Asked after the code SECOND_FACTOR, wherever a first factor was given. */
export const GiveCode = graphql(`
  mutation GiveCode($code: String!) {
    giveCode(code: $code) {
      ...SessionParts
    }
  }
`);

export const SignOut = graphql(`
  mutation SignOut {
    signOut
  }
`);

export const SetUp = graphql(`
  mutation SetUp($input: SetUpInput!) {
    setUp(input: $input) {
      ...SessionParts
    }
  }
`);

export const ChoosePassword = graphql(`
  mutation ChoosePassword($secret: String!, $password: String!) {
    choosePassword(secret: $secret, password: $password) {
      ...SessionParts
    }
  }
`);

export const ConfirmPassword = graphql(`
  mutation ConfirmPassword($password: String!, $code: String) {
    confirmPassword(password: $password, code: $code) {
      ...SessionParts
    }
  }
`);
