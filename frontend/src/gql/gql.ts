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
    "\n  query AccountPage {\n    viewer {\n      id\n      username\n      fullName\n      email\n      administrator\n      tokens {\n        ...OwnKey\n      }\n      services {\n        ...OwnServiceChoice\n      }\n      sessions {\n        ...OwnSessionRow\n      }\n    }\n  }\n": typeof types.AccountPageDocument,
    "\n  query HomePage {\n    progress {\n      ...HomeProgress\n    }\n    figures {\n      ...HomeFigures\n    }\n    requests(filter: { result: REFUSED }, first: 5) {\n      nodes {\n        ...HomeRefusal\n      }\n    }\n    tokens(filter: { state: EXPIRING }, order: EXPIRING_FIRST, first: 5) {\n      nodes {\n        ...HomeKey\n      }\n    }\n  }\n": typeof types.HomePageDocument,
    "\n  mutation SetUpForMe {\n    setUpForMe {\n      ...CreatedKey\n    }\n  }\n": typeof types.SetUpForMeDocument,
    "\n  query KeyCreatedPage($id: ID!) {\n    token(id: $id) {\n      id\n      name\n      shown\n      validUntil\n      service {\n        name\n      }\n      lastCall {\n        id\n        result\n        check\n        code\n        durationMs\n      }\n    }\n  }\n": typeof types.KeyCreatedPageDocument,
    "\n  query KeyCreatedOwner($id: ID!) {\n    token(id: $id) {\n      user {\n        fullName\n      }\n    }\n  }\n": typeof types.KeyCreatedOwnerDocument,
    "\n  query SetPasswordPage($secret: String!) {\n    site {\n      name\n      signInRefused\n    }\n    link(secret: $secret) {\n      purpose\n      username\n      expiresAt\n    }\n  }\n": typeof types.SetPasswordPageDocument,
    "\n  query SetupPage($secret: String!) {\n    site {\n      name\n      isSetUp\n      signInRefused\n    }\n    link(secret: $secret) {\n      purpose\n      expiresAt\n    }\n  }\n": typeof types.SetupPageDocument,
    "\n  query SignInPage {\n    site {\n      name\n      isSetUp\n      signInRefused\n    }\n  }\n": typeof types.SignInPageDocument,
    "\n  mutation CreateOwnKey($input: OwnTokenInput!) {\n    createOwnToken(input: $input) {\n      ...CreatedKey\n    }\n  }\n": typeof types.CreateOwnKeyDocument,
    "\n  fragment OwnKey on Token {\n    id\n    name\n    shown\n    validUntil\n    lastUsedAt\n    lastUsedFrom\n    ...KeyStateParts\n    service {\n      id\n      name\n    }\n  }\n": typeof types.OwnKeyFragmentDoc,
    "\n  fragment OwnServiceChoice on OwnService {\n    mayCreateKey\n    reason\n    service {\n      id\n      name\n    }\n  }\n": typeof types.OwnServiceChoiceFragmentDoc,
    "\n  mutation RotateOwnKey($id: ID!, $hours: Int!) {\n    rotateToken(id: $id, overlapHours: $hours) {\n      ...CreatedKey\n    }\n  }\n": typeof types.RotateOwnKeyDocument,
    "\n  mutation RevokeOwnKey($id: ID!) {\n    revokeTokens(ids: [$id]) {\n      id\n      state\n    }\n  }\n": typeof types.RevokeOwnKeyDocument,
    "\n  mutation ChangePassword($current: String!, $new: String!) {\n    changePassword(current: $current, new: $new) {\n      ...SessionParts\n    }\n  }\n": typeof types.ChangePasswordDocument,
    "\n  fragment OwnSessionRow on OwnSession {\n    id\n    current\n    createdAt\n    lastSeenAt\n    address\n    browser\n  }\n": typeof types.OwnSessionRowFragmentDoc,
    "\n  mutation EndSession($id: ID!) {\n    endSession(id: $id)\n  }\n": typeof types.EndSessionDocument,
    "\n  mutation EndOtherSessions {\n    endOtherSessions\n  }\n": typeof types.EndOtherSessionsDocument,
    "\n  fragment HomeFigures on Figures {\n    calls\n    refused\n    failed\n    medianMs\n    p95Ms\n    lastCallAt\n    expiringTokens\n    hours {\n      at\n      calls\n      refused\n      failed\n    }\n  }\n": typeof types.HomeFiguresFragmentDoc,
    "\n  fragment HomeKey on Token {\n    id\n    name\n    validUntil\n    lastUsedAt\n    user {\n      fullName\n    }\n    service {\n      name\n    }\n  }\n": typeof types.HomeKeyFragmentDoc,
    "\n  mutation ExtendKey($id: ID!, $validUntil: String!) {\n    extendTokens(ids: [$id], validUntil: $validUntil) {\n      id\n      validUntil\n    }\n  }\n": typeof types.ExtendKeyDocument,
    "\n  fragment HomeRefusal on Request {\n    id\n    at\n    function\n    check\n    code\n    address\n    token {\n      id\n      name\n      shown\n    }\n    service {\n      id\n      name\n    }\n    user {\n      id\n      fullName\n    }\n  }\n": typeof types.HomeRefusalFragmentDoc,
    "\n  fragment HomeProgress on Progress {\n    webServicesOn\n    protocols\n    documentationOn\n    service {\n      id\n      name\n      functionCount\n      authorisedUsersOnly\n    }\n    openService {\n      id\n      name\n      functionCount\n    }\n    caller {\n      id\n      fullName\n    }\n    usersMayCreateKeys\n    token {\n      id\n      name\n      shown\n    }\n    firstCallAt\n    webServicesOnBy {\n      id\n      actor\n      at\n    }\n  }\n": typeof types.HomeProgressFragmentDoc,
    "\n  mutation SwitchWebServices($on: Boolean!) {\n    updateSettings(input: { webServicesOn: $on }) {\n      webServicesOn\n    }\n  }\n": typeof types.SwitchWebServicesDocument,
    "\n  mutation SwitchRest($on: Boolean!) {\n    setProtocol(name: \"rest\", on: $on) {\n      name\n      on\n    }\n  }\n": typeof types.SwitchRestDocument,
    "\n  mutation SwitchDocumentation($on: Boolean!) {\n    updateSettings(input: { documentationOn: $on }) {\n      documentationOn\n    }\n  }\n": typeof types.SwitchDocumentationDocument,
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
    "\n  query AccountPage {\n    viewer {\n      id\n      username\n      fullName\n      email\n      administrator\n      tokens {\n        ...OwnKey\n      }\n      services {\n        ...OwnServiceChoice\n      }\n      sessions {\n        ...OwnSessionRow\n      }\n    }\n  }\n": types.AccountPageDocument,
    "\n  query HomePage {\n    progress {\n      ...HomeProgress\n    }\n    figures {\n      ...HomeFigures\n    }\n    requests(filter: { result: REFUSED }, first: 5) {\n      nodes {\n        ...HomeRefusal\n      }\n    }\n    tokens(filter: { state: EXPIRING }, order: EXPIRING_FIRST, first: 5) {\n      nodes {\n        ...HomeKey\n      }\n    }\n  }\n": types.HomePageDocument,
    "\n  mutation SetUpForMe {\n    setUpForMe {\n      ...CreatedKey\n    }\n  }\n": types.SetUpForMeDocument,
    "\n  query KeyCreatedPage($id: ID!) {\n    token(id: $id) {\n      id\n      name\n      shown\n      validUntil\n      service {\n        name\n      }\n      lastCall {\n        id\n        result\n        check\n        code\n        durationMs\n      }\n    }\n  }\n": types.KeyCreatedPageDocument,
    "\n  query KeyCreatedOwner($id: ID!) {\n    token(id: $id) {\n      user {\n        fullName\n      }\n    }\n  }\n": types.KeyCreatedOwnerDocument,
    "\n  query SetPasswordPage($secret: String!) {\n    site {\n      name\n      signInRefused\n    }\n    link(secret: $secret) {\n      purpose\n      username\n      expiresAt\n    }\n  }\n": types.SetPasswordPageDocument,
    "\n  query SetupPage($secret: String!) {\n    site {\n      name\n      isSetUp\n      signInRefused\n    }\n    link(secret: $secret) {\n      purpose\n      expiresAt\n    }\n  }\n": types.SetupPageDocument,
    "\n  query SignInPage {\n    site {\n      name\n      isSetUp\n      signInRefused\n    }\n  }\n": types.SignInPageDocument,
    "\n  mutation CreateOwnKey($input: OwnTokenInput!) {\n    createOwnToken(input: $input) {\n      ...CreatedKey\n    }\n  }\n": types.CreateOwnKeyDocument,
    "\n  fragment OwnKey on Token {\n    id\n    name\n    shown\n    validUntil\n    lastUsedAt\n    lastUsedFrom\n    ...KeyStateParts\n    service {\n      id\n      name\n    }\n  }\n": types.OwnKeyFragmentDoc,
    "\n  fragment OwnServiceChoice on OwnService {\n    mayCreateKey\n    reason\n    service {\n      id\n      name\n    }\n  }\n": types.OwnServiceChoiceFragmentDoc,
    "\n  mutation RotateOwnKey($id: ID!, $hours: Int!) {\n    rotateToken(id: $id, overlapHours: $hours) {\n      ...CreatedKey\n    }\n  }\n": types.RotateOwnKeyDocument,
    "\n  mutation RevokeOwnKey($id: ID!) {\n    revokeTokens(ids: [$id]) {\n      id\n      state\n    }\n  }\n": types.RevokeOwnKeyDocument,
    "\n  mutation ChangePassword($current: String!, $new: String!) {\n    changePassword(current: $current, new: $new) {\n      ...SessionParts\n    }\n  }\n": types.ChangePasswordDocument,
    "\n  fragment OwnSessionRow on OwnSession {\n    id\n    current\n    createdAt\n    lastSeenAt\n    address\n    browser\n  }\n": types.OwnSessionRowFragmentDoc,
    "\n  mutation EndSession($id: ID!) {\n    endSession(id: $id)\n  }\n": types.EndSessionDocument,
    "\n  mutation EndOtherSessions {\n    endOtherSessions\n  }\n": types.EndOtherSessionsDocument,
    "\n  fragment HomeFigures on Figures {\n    calls\n    refused\n    failed\n    medianMs\n    p95Ms\n    lastCallAt\n    expiringTokens\n    hours {\n      at\n      calls\n      refused\n      failed\n    }\n  }\n": types.HomeFiguresFragmentDoc,
    "\n  fragment HomeKey on Token {\n    id\n    name\n    validUntil\n    lastUsedAt\n    user {\n      fullName\n    }\n    service {\n      name\n    }\n  }\n": types.HomeKeyFragmentDoc,
    "\n  mutation ExtendKey($id: ID!, $validUntil: String!) {\n    extendTokens(ids: [$id], validUntil: $validUntil) {\n      id\n      validUntil\n    }\n  }\n": types.ExtendKeyDocument,
    "\n  fragment HomeRefusal on Request {\n    id\n    at\n    function\n    check\n    code\n    address\n    token {\n      id\n      name\n      shown\n    }\n    service {\n      id\n      name\n    }\n    user {\n      id\n      fullName\n    }\n  }\n": types.HomeRefusalFragmentDoc,
    "\n  fragment HomeProgress on Progress {\n    webServicesOn\n    protocols\n    documentationOn\n    service {\n      id\n      name\n      functionCount\n      authorisedUsersOnly\n    }\n    openService {\n      id\n      name\n      functionCount\n    }\n    caller {\n      id\n      fullName\n    }\n    usersMayCreateKeys\n    token {\n      id\n      name\n      shown\n    }\n    firstCallAt\n    webServicesOnBy {\n      id\n      actor\n      at\n    }\n  }\n": types.HomeProgressFragmentDoc,
    "\n  mutation SwitchWebServices($on: Boolean!) {\n    updateSettings(input: { webServicesOn: $on }) {\n      webServicesOn\n    }\n  }\n": types.SwitchWebServicesDocument,
    "\n  mutation SwitchRest($on: Boolean!) {\n    setProtocol(name: \"rest\", on: $on) {\n      name\n      on\n    }\n  }\n": types.SwitchRestDocument,
    "\n  mutation SwitchDocumentation($on: Boolean!) {\n    updateSettings(input: { documentationOn: $on }) {\n      documentationOn\n    }\n  }\n": types.SwitchDocumentationDocument,
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
export function graphql(source: "\n  query AccountPage {\n    viewer {\n      id\n      username\n      fullName\n      email\n      administrator\n      tokens {\n        ...OwnKey\n      }\n      services {\n        ...OwnServiceChoice\n      }\n      sessions {\n        ...OwnSessionRow\n      }\n    }\n  }\n"): (typeof documents)["\n  query AccountPage {\n    viewer {\n      id\n      username\n      fullName\n      email\n      administrator\n      tokens {\n        ...OwnKey\n      }\n      services {\n        ...OwnServiceChoice\n      }\n      sessions {\n        ...OwnSessionRow\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HomePage {\n    progress {\n      ...HomeProgress\n    }\n    figures {\n      ...HomeFigures\n    }\n    requests(filter: { result: REFUSED }, first: 5) {\n      nodes {\n        ...HomeRefusal\n      }\n    }\n    tokens(filter: { state: EXPIRING }, order: EXPIRING_FIRST, first: 5) {\n      nodes {\n        ...HomeKey\n      }\n    }\n  }\n"): (typeof documents)["\n  query HomePage {\n    progress {\n      ...HomeProgress\n    }\n    figures {\n      ...HomeFigures\n    }\n    requests(filter: { result: REFUSED }, first: 5) {\n      nodes {\n        ...HomeRefusal\n      }\n    }\n    tokens(filter: { state: EXPIRING }, order: EXPIRING_FIRST, first: 5) {\n      nodes {\n        ...HomeKey\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetUpForMe {\n    setUpForMe {\n      ...CreatedKey\n    }\n  }\n"): (typeof documents)["\n  mutation SetUpForMe {\n    setUpForMe {\n      ...CreatedKey\n    }\n  }\n"];
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
export function graphql(source: "\n  mutation CreateOwnKey($input: OwnTokenInput!) {\n    createOwnToken(input: $input) {\n      ...CreatedKey\n    }\n  }\n"): (typeof documents)["\n  mutation CreateOwnKey($input: OwnTokenInput!) {\n    createOwnToken(input: $input) {\n      ...CreatedKey\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OwnKey on Token {\n    id\n    name\n    shown\n    validUntil\n    lastUsedAt\n    lastUsedFrom\n    ...KeyStateParts\n    service {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  fragment OwnKey on Token {\n    id\n    name\n    shown\n    validUntil\n    lastUsedAt\n    lastUsedFrom\n    ...KeyStateParts\n    service {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OwnServiceChoice on OwnService {\n    mayCreateKey\n    reason\n    service {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  fragment OwnServiceChoice on OwnService {\n    mayCreateKey\n    reason\n    service {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RotateOwnKey($id: ID!, $hours: Int!) {\n    rotateToken(id: $id, overlapHours: $hours) {\n      ...CreatedKey\n    }\n  }\n"): (typeof documents)["\n  mutation RotateOwnKey($id: ID!, $hours: Int!) {\n    rotateToken(id: $id, overlapHours: $hours) {\n      ...CreatedKey\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeOwnKey($id: ID!) {\n    revokeTokens(ids: [$id]) {\n      id\n      state\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeOwnKey($id: ID!) {\n    revokeTokens(ids: [$id]) {\n      id\n      state\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangePassword($current: String!, $new: String!) {\n    changePassword(current: $current, new: $new) {\n      ...SessionParts\n    }\n  }\n"): (typeof documents)["\n  mutation ChangePassword($current: String!, $new: String!) {\n    changePassword(current: $current, new: $new) {\n      ...SessionParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OwnSessionRow on OwnSession {\n    id\n    current\n    createdAt\n    lastSeenAt\n    address\n    browser\n  }\n"): (typeof documents)["\n  fragment OwnSessionRow on OwnSession {\n    id\n    current\n    createdAt\n    lastSeenAt\n    address\n    browser\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndSession($id: ID!) {\n    endSession(id: $id)\n  }\n"): (typeof documents)["\n  mutation EndSession($id: ID!) {\n    endSession(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndOtherSessions {\n    endOtherSessions\n  }\n"): (typeof documents)["\n  mutation EndOtherSessions {\n    endOtherSessions\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment HomeFigures on Figures {\n    calls\n    refused\n    failed\n    medianMs\n    p95Ms\n    lastCallAt\n    expiringTokens\n    hours {\n      at\n      calls\n      refused\n      failed\n    }\n  }\n"): (typeof documents)["\n  fragment HomeFigures on Figures {\n    calls\n    refused\n    failed\n    medianMs\n    p95Ms\n    lastCallAt\n    expiringTokens\n    hours {\n      at\n      calls\n      refused\n      failed\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment HomeKey on Token {\n    id\n    name\n    validUntil\n    lastUsedAt\n    user {\n      fullName\n    }\n    service {\n      name\n    }\n  }\n"): (typeof documents)["\n  fragment HomeKey on Token {\n    id\n    name\n    validUntil\n    lastUsedAt\n    user {\n      fullName\n    }\n    service {\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ExtendKey($id: ID!, $validUntil: String!) {\n    extendTokens(ids: [$id], validUntil: $validUntil) {\n      id\n      validUntil\n    }\n  }\n"): (typeof documents)["\n  mutation ExtendKey($id: ID!, $validUntil: String!) {\n    extendTokens(ids: [$id], validUntil: $validUntil) {\n      id\n      validUntil\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment HomeRefusal on Request {\n    id\n    at\n    function\n    check\n    code\n    address\n    token {\n      id\n      name\n      shown\n    }\n    service {\n      id\n      name\n    }\n    user {\n      id\n      fullName\n    }\n  }\n"): (typeof documents)["\n  fragment HomeRefusal on Request {\n    id\n    at\n    function\n    check\n    code\n    address\n    token {\n      id\n      name\n      shown\n    }\n    service {\n      id\n      name\n    }\n    user {\n      id\n      fullName\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment HomeProgress on Progress {\n    webServicesOn\n    protocols\n    documentationOn\n    service {\n      id\n      name\n      functionCount\n      authorisedUsersOnly\n    }\n    openService {\n      id\n      name\n      functionCount\n    }\n    caller {\n      id\n      fullName\n    }\n    usersMayCreateKeys\n    token {\n      id\n      name\n      shown\n    }\n    firstCallAt\n    webServicesOnBy {\n      id\n      actor\n      at\n    }\n  }\n"): (typeof documents)["\n  fragment HomeProgress on Progress {\n    webServicesOn\n    protocols\n    documentationOn\n    service {\n      id\n      name\n      functionCount\n      authorisedUsersOnly\n    }\n    openService {\n      id\n      name\n      functionCount\n    }\n    caller {\n      id\n      fullName\n    }\n    usersMayCreateKeys\n    token {\n      id\n      name\n      shown\n    }\n    firstCallAt\n    webServicesOnBy {\n      id\n      actor\n      at\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SwitchWebServices($on: Boolean!) {\n    updateSettings(input: { webServicesOn: $on }) {\n      webServicesOn\n    }\n  }\n"): (typeof documents)["\n  mutation SwitchWebServices($on: Boolean!) {\n    updateSettings(input: { webServicesOn: $on }) {\n      webServicesOn\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SwitchRest($on: Boolean!) {\n    setProtocol(name: \"rest\", on: $on) {\n      name\n      on\n    }\n  }\n"): (typeof documents)["\n  mutation SwitchRest($on: Boolean!) {\n    setProtocol(name: \"rest\", on: $on) {\n      name\n      on\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SwitchDocumentation($on: Boolean!) {\n    updateSettings(input: { documentationOn: $on }) {\n      documentationOn\n    }\n  }\n"): (typeof documents)["\n  mutation SwitchDocumentation($on: Boolean!) {\n    updateSettings(input: { documentationOn: $on }) {\n      documentationOn\n    }\n  }\n"];
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