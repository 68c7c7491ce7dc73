/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query KeyCreatedPage($id: ID!) {\n    token(id: $id) {\n      id\n      name\n      shown\n      validUntil\n      service {\n        name\n      }\n      lastCall {\n        id\n        result\n        check\n        code\n        durationMs\n      }\n    }\n  }\n": typeof types.KeyCreatedPageDocument,
    "\n  query KeyCreatedOwner($id: ID!) {\n    token(id: $id) {\n      user {\n        fullName\n      }\n    }\n  }\n": typeof types.KeyCreatedOwnerDocument,
    "\n  query SetPasswordPage($secret: String!) {\n    site {\n      name\n      signInRefused\n    }\n    link(secret: $secret) {\n      purpose\n      username\n      expiresAt\n    }\n  }\n": typeof types.SetPasswordPageDocument,
    "\n  query SetupPage($secret: String!) {\n    site {\n      name\n      isSetUp\n      signInRefused\n    }\n    link(secret: $secret) {\n      purpose\n      expiresAt\n    }\n  }\n": typeof types.SetupPageDocument,
    "\n  query SignInPage {\n    site {\n      name\n      isSetUp\n      signInRefused\n    }\n  }\n": typeof types.SignInPageDocument,
    "\n  fragment SessionParts on Session {\n    accessToken\n    expiresAt\n    viewer {\n      id\n      username\n      fullName\n      email\n      administrator\n      freshUntil\n    }\n  }\n": typeof types.SessionPartsFragmentDoc,
    "\n  mutation Refresh {\n    refresh {\n      ...SessionParts\n    }\n  }\n": typeof types.RefreshDocument,
    "\n  mutation SignIn($username: String!, $password: String!) {\n    signIn(username: $username, password: $password) {\n      ...SessionParts\n    }\n  }\n": typeof types.SignInDocument,
    "\n  mutation SignOut {\n    signOut\n  }\n": typeof types.SignOutDocument,
    "\n  mutation SetUp($input: SetUpInput!) {\n    setUp(input: $input) {\n      ...SessionParts\n    }\n  }\n": typeof types.SetUpDocument,
    "\n  mutation ChoosePassword($secret: String!, $password: String!) {\n    choosePassword(secret: $secret, password: $password) {\n      ...SessionParts\n    }\n  }\n": typeof types.ChoosePasswordDocument,
    "\n  mutation ConfirmPassword($password: String!) {\n    confirmPassword(password: $password) {\n      ...SessionParts\n    }\n  }\n": typeof types.ConfirmPasswordDocument,
    "\n  fragment CheckStep on Step {\n    check\n    asked\n    passed\n    reason\n    remedy\n  }\n": typeof types.CheckStepFragmentDoc,
    "\n  fragment PageParts on PageInfo {\n    hasNextPage\n    hasPreviousPage\n    startCursor\n    endCursor\n  }\n": typeof types.PagePartsFragmentDoc,
    "\n  query PaletteSearch($text: String!) {\n    services(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        name\n        shortName\n      }\n    }\n    tokens(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        name\n        shown\n      }\n    }\n    functions(filter: { search: $text }) {\n      name\n      summary\n    }\n    users(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        fullName\n        username\n      }\n    }\n  }\n": typeof types.PaletteSearchDocument,
    "\n  fragment KeyStateParts on Token {\n    state\n  }\n": typeof types.KeyStatePartsFragmentDoc,
    "\n  fragment ResultParts on Request {\n    result\n  }\n": typeof types.ResultPartsFragmentDoc,
    "\n  query UserOptions($search: String, $notAuthorisedFor: ID) {\n    users(filter: { search: $search, notAuthorisedFor: $notAuthorisedFor }, order: LAST_NAME, first: 20) {\n      nodes {\n        id\n        fullName\n        username\n      }\n    }\n  }\n": typeof types.UserOptionsDocument,
    "\n  query UserOption($id: ID!) {\n    user(id: $id) {\n      id\n      fullName\n      username\n    }\n  }\n": typeof types.UserOptionDocument,
    "\n  query ServiceOptions($search: String) {\n    services(filter: { search: $search }, order: NAME, first: 20) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n": typeof types.ServiceOptionsDocument,
    "\n  query ServiceOption($id: ID!) {\n    service(id: $id) {\n      id\n      name\n    }\n  }\n": typeof types.ServiceOptionDocument,
    "\n  query FunctionOptions($search: String) {\n    functions(filter: { search: $search }) {\n      name\n    }\n  }\n": typeof types.FunctionOptionsDocument,
    "\n  query CapabilityOptions {\n    capabilities {\n      name\n    }\n  }\n": typeof types.CapabilityOptionsDocument,
    "\n  query CourseOptions($search: String) {\n    courses(search: $search, first: 20) {\n      nodes {\n        id\n        fullName\n        shortName\n      }\n    }\n  }\n": typeof types.CourseOptionsDocument,
    "\n  fragment CreatedKey on CreatedToken {\n    secret\n    command\n    token {\n      id\n    }\n  }\n": typeof types.CreatedKeyFragmentDoc,
    "\n  query SiteFacts {\n    site {\n      name\n      shortName\n      version\n      publicURL\n      timezone\n      webServicesOn\n      documentationOn\n      yourAddress\n    }\n  }\n": typeof types.SiteFactsDocument,
};
const documents: Documents = {
    "\n  query KeyCreatedPage($id: ID!) {\n    token(id: $id) {\n      id\n      name\n      shown\n      validUntil\n      service {\n        name\n      }\n      lastCall {\n        id\n        result\n        check\n        code\n        durationMs\n      }\n    }\n  }\n": types.KeyCreatedPageDocument,
    "\n  query KeyCreatedOwner($id: ID!) {\n    token(id: $id) {\n      user {\n        fullName\n      }\n    }\n  }\n": types.KeyCreatedOwnerDocument,
    "\n  query SetPasswordPage($secret: String!) {\n    site {\n      name\n      signInRefused\n    }\n    link(secret: $secret) {\n      purpose\n      username\n      expiresAt\n    }\n  }\n": types.SetPasswordPageDocument,
    "\n  query SetupPage($secret: String!) {\n    site {\n      name\n      isSetUp\n      signInRefused\n    }\n    link(secret: $secret) {\n      purpose\n      expiresAt\n    }\n  }\n": types.SetupPageDocument,
    "\n  query SignInPage {\n    site {\n      name\n      isSetUp\n      signInRefused\n    }\n  }\n": types.SignInPageDocument,
    "\n  fragment SessionParts on Session {\n    accessToken\n    expiresAt\n    viewer {\n      id\n      username\n      fullName\n      email\n      administrator\n      freshUntil\n    }\n  }\n": types.SessionPartsFragmentDoc,
    "\n  mutation Refresh {\n    refresh {\n      ...SessionParts\n    }\n  }\n": types.RefreshDocument,
    "\n  mutation SignIn($username: String!, $password: String!) {\n    signIn(username: $username, password: $password) {\n      ...SessionParts\n    }\n  }\n": types.SignInDocument,
    "\n  mutation SignOut {\n    signOut\n  }\n": types.SignOutDocument,
    "\n  mutation SetUp($input: SetUpInput!) {\n    setUp(input: $input) {\n      ...SessionParts\n    }\n  }\n": types.SetUpDocument,
    "\n  mutation ChoosePassword($secret: String!, $password: String!) {\n    choosePassword(secret: $secret, password: $password) {\n      ...SessionParts\n    }\n  }\n": types.ChoosePasswordDocument,
    "\n  mutation ConfirmPassword($password: String!) {\n    confirmPassword(password: $password) {\n      ...SessionParts\n    }\n  }\n": types.ConfirmPasswordDocument,
    "\n  fragment CheckStep on Step {\n    check\n    asked\n    passed\n    reason\n    remedy\n  }\n": types.CheckStepFragmentDoc,
    "\n  fragment PageParts on PageInfo {\n    hasNextPage\n    hasPreviousPage\n    startCursor\n    endCursor\n  }\n": types.PagePartsFragmentDoc,
    "\n  query PaletteSearch($text: String!) {\n    services(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        name\n        shortName\n      }\n    }\n    tokens(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        name\n        shown\n      }\n    }\n    functions(filter: { search: $text }) {\n      name\n      summary\n    }\n    users(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        fullName\n        username\n      }\n    }\n  }\n": types.PaletteSearchDocument,
    "\n  fragment KeyStateParts on Token {\n    state\n  }\n": types.KeyStatePartsFragmentDoc,
    "\n  fragment ResultParts on Request {\n    result\n  }\n": types.ResultPartsFragmentDoc,
    "\n  query UserOptions($search: String, $notAuthorisedFor: ID) {\n    users(filter: { search: $search, notAuthorisedFor: $notAuthorisedFor }, order: LAST_NAME, first: 20) {\n      nodes {\n        id\n        fullName\n        username\n      }\n    }\n  }\n": types.UserOptionsDocument,
    "\n  query UserOption($id: ID!) {\n    user(id: $id) {\n      id\n      fullName\n      username\n    }\n  }\n": types.UserOptionDocument,
    "\n  query ServiceOptions($search: String) {\n    services(filter: { search: $search }, order: NAME, first: 20) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n": types.ServiceOptionsDocument,
    "\n  query ServiceOption($id: ID!) {\n    service(id: $id) {\n      id\n      name\n    }\n  }\n": types.ServiceOptionDocument,
    "\n  query FunctionOptions($search: String) {\n    functions(filter: { search: $search }) {\n      name\n    }\n  }\n": types.FunctionOptionsDocument,
    "\n  query CapabilityOptions {\n    capabilities {\n      name\n    }\n  }\n": types.CapabilityOptionsDocument,
    "\n  query CourseOptions($search: String) {\n    courses(search: $search, first: 20) {\n      nodes {\n        id\n        fullName\n        shortName\n      }\n    }\n  }\n": types.CourseOptionsDocument,
    "\n  fragment CreatedKey on CreatedToken {\n    secret\n    command\n    token {\n      id\n    }\n  }\n": types.CreatedKeyFragmentDoc,
    "\n  query SiteFacts {\n    site {\n      name\n      shortName\n      version\n      publicURL\n      timezone\n      webServicesOn\n      documentationOn\n      yourAddress\n    }\n  }\n": types.SiteFactsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query KeyCreatedPage($id: ID!) {\n    token(id: $id) {\n      id\n      name\n      shown\n      validUntil\n      service {\n        name\n      }\n      lastCall {\n        id\n        result\n        check\n        code\n        durationMs\n      }\n    }\n  }\n"): (typeof documents)["\n  query KeyCreatedPage($id: ID!) {\n    token(id: $id) {\n      id\n      name\n      shown\n      validUntil\n      service {\n        name\n      }\n      lastCall {\n        id\n        result\n        check\n        code\n        durationMs\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query KeyCreatedOwner($id: ID!) {\n    token(id: $id) {\n      user {\n        fullName\n      }\n    }\n  }\n"): (typeof documents)["\n  query KeyCreatedOwner($id: ID!) {\n    token(id: $id) {\n      user {\n        fullName\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SetPasswordPage($secret: String!) {\n    site {\n      name\n      signInRefused\n    }\n    link(secret: $secret) {\n      purpose\n      username\n      expiresAt\n    }\n  }\n"): (typeof documents)["\n  query SetPasswordPage($secret: String!) {\n    site {\n      name\n      signInRefused\n    }\n    link(secret: $secret) {\n      purpose\n      username\n      expiresAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SetupPage($secret: String!) {\n    site {\n      name\n      isSetUp\n      signInRefused\n    }\n    link(secret: $secret) {\n      purpose\n      expiresAt\n    }\n  }\n"): (typeof documents)["\n  query SetupPage($secret: String!) {\n    site {\n      name\n      isSetUp\n      signInRefused\n    }\n    link(secret: $secret) {\n      purpose\n      expiresAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SignInPage {\n    site {\n      name\n      isSetUp\n      signInRefused\n    }\n  }\n"): (typeof documents)["\n  query SignInPage {\n    site {\n      name\n      isSetUp\n      signInRefused\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SessionParts on Session {\n    accessToken\n    expiresAt\n    viewer {\n      id\n      username\n      fullName\n      email\n      administrator\n      freshUntil\n    }\n  }\n"): (typeof documents)["\n  fragment SessionParts on Session {\n    accessToken\n    expiresAt\n    viewer {\n      id\n      username\n      fullName\n      email\n      administrator\n      freshUntil\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Refresh {\n    refresh {\n      ...SessionParts\n    }\n  }\n"): (typeof documents)["\n  mutation Refresh {\n    refresh {\n      ...SessionParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($username: String!, $password: String!) {\n    signIn(username: $username, password: $password) {\n      ...SessionParts\n    }\n  }\n"): (typeof documents)["\n  mutation SignIn($username: String!, $password: String!) {\n    signIn(username: $username, password: $password) {\n      ...SessionParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut {\n    signOut\n  }\n"): (typeof documents)["\n  mutation SignOut {\n    signOut\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetUp($input: SetUpInput!) {\n    setUp(input: $input) {\n      ...SessionParts\n    }\n  }\n"): (typeof documents)["\n  mutation SetUp($input: SetUpInput!) {\n    setUp(input: $input) {\n      ...SessionParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChoosePassword($secret: String!, $password: String!) {\n    choosePassword(secret: $secret, password: $password) {\n      ...SessionParts\n    }\n  }\n"): (typeof documents)["\n  mutation ChoosePassword($secret: String!, $password: String!) {\n    choosePassword(secret: $secret, password: $password) {\n      ...SessionParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmPassword($password: String!) {\n    confirmPassword(password: $password) {\n      ...SessionParts\n    }\n  }\n"): (typeof documents)["\n  mutation ConfirmPassword($password: String!) {\n    confirmPassword(password: $password) {\n      ...SessionParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CheckStep on Step {\n    check\n    asked\n    passed\n    reason\n    remedy\n  }\n"): (typeof documents)["\n  fragment CheckStep on Step {\n    check\n    asked\n    passed\n    reason\n    remedy\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PageParts on PageInfo {\n    hasNextPage\n    hasPreviousPage\n    startCursor\n    endCursor\n  }\n"): (typeof documents)["\n  fragment PageParts on PageInfo {\n    hasNextPage\n    hasPreviousPage\n    startCursor\n    endCursor\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PaletteSearch($text: String!) {\n    services(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        name\n        shortName\n      }\n    }\n    tokens(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        name\n        shown\n      }\n    }\n    functions(filter: { search: $text }) {\n      name\n      summary\n    }\n    users(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        fullName\n        username\n      }\n    }\n  }\n"): (typeof documents)["\n  query PaletteSearch($text: String!) {\n    services(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        name\n        shortName\n      }\n    }\n    tokens(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        name\n        shown\n      }\n    }\n    functions(filter: { search: $text }) {\n      name\n      summary\n    }\n    users(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        fullName\n        username\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment KeyStateParts on Token {\n    state\n  }\n"): (typeof documents)["\n  fragment KeyStateParts on Token {\n    state\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ResultParts on Request {\n    result\n  }\n"): (typeof documents)["\n  fragment ResultParts on Request {\n    result\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserOptions($search: String, $notAuthorisedFor: ID) {\n    users(filter: { search: $search, notAuthorisedFor: $notAuthorisedFor }, order: LAST_NAME, first: 20) {\n      nodes {\n        id\n        fullName\n        username\n      }\n    }\n  }\n"): (typeof documents)["\n  query UserOptions($search: String, $notAuthorisedFor: ID) {\n    users(filter: { search: $search, notAuthorisedFor: $notAuthorisedFor }, order: LAST_NAME, first: 20) {\n      nodes {\n        id\n        fullName\n        username\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserOption($id: ID!) {\n    user(id: $id) {\n      id\n      fullName\n      username\n    }\n  }\n"): (typeof documents)["\n  query UserOption($id: ID!) {\n    user(id: $id) {\n      id\n      fullName\n      username\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ServiceOptions($search: String) {\n    services(filter: { search: $search }, order: NAME, first: 20) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  query ServiceOptions($search: String) {\n    services(filter: { search: $search }, order: NAME, first: 20) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ServiceOption($id: ID!) {\n    service(id: $id) {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  query ServiceOption($id: ID!) {\n    service(id: $id) {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FunctionOptions($search: String) {\n    functions(filter: { search: $search }) {\n      name\n    }\n  }\n"): (typeof documents)["\n  query FunctionOptions($search: String) {\n    functions(filter: { search: $search }) {\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CapabilityOptions {\n    capabilities {\n      name\n    }\n  }\n"): (typeof documents)["\n  query CapabilityOptions {\n    capabilities {\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CourseOptions($search: String) {\n    courses(search: $search, first: 20) {\n      nodes {\n        id\n        fullName\n        shortName\n      }\n    }\n  }\n"): (typeof documents)["\n  query CourseOptions($search: String) {\n    courses(search: $search, first: 20) {\n      nodes {\n        id\n        fullName\n        shortName\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CreatedKey on CreatedToken {\n    secret\n    command\n    token {\n      id\n    }\n  }\n"): (typeof documents)["\n  fragment CreatedKey on CreatedToken {\n    secret\n    command\n    token {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SiteFacts {\n    site {\n      name\n      shortName\n      version\n      publicURL\n      timezone\n      webServicesOn\n      documentationOn\n      yourAddress\n    }\n  }\n"): (typeof documents)["\n  query SiteFacts {\n    site {\n      name\n      shortName\n      version\n      publicURL\n      timezone\n      webServicesOn\n      documentationOn\n      yourAddress\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;