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
    "\n  query AccountPage {\n    viewer {\n      username\n      fullName\n      email\n      sessions {\n        ...OwnSessionRow\n      }\n      ...OwnIdentities\n      ...OwnFactors\n    }\n    site {\n      provider\n    }\n  }\n": typeof types.AccountPageDocument,
    "\n  query AuditPage($filter: AuditFilter, $first: Int, $after: String, $before: String) {\n    auditEvents(filter: $filter, first: $first, after: $after, before: $before) {\n      nodes {\n        id\n        at\n        action\n        actor\n        actorUser {\n          id\n          fullName\n        }\n        door\n        address\n        requestId\n        subject\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": typeof types.AuditPageDocument,
    "\n  query AuditEventPage($id: ID!) {\n    auditEvent(id: $id) {\n      id\n      at\n      actor\n      actorUser {\n        id\n        fullName\n      }\n      door\n      address\n      requestId\n      details\n      ...AuditPutBack\n      ...AuditChanges\n    }\n  }\n": typeof types.AuditEventPageDocument,
    "\n  query AuditCall($requestId: String!) {\n    requestByRequestId(requestId: $requestId) {\n      id\n    }\n  }\n": typeof types.AuditCallDocument,
    "\n  query DocsHome($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      functions {\n        ...DocsEntry\n      }\n    }\n  }\n": typeof types.DocsHomeDocument,
    "\n  query DocsFiles($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      files {\n        name\n        title\n        mediaType\n        protocol\n        url\n        size\n      }\n    }\n  }\n": typeof types.DocsFilesDocument,
    "\n  query DocsFileTexts($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      files {\n        name\n        text\n      }\n    }\n  }\n": typeof types.DocsFileTextsDocument,
    "\n  query DocsErrors($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      errors {\n        ...DocsError\n      }\n      functions {\n        ...DocsEntry\n      }\n    }\n  }\n": typeof types.DocsErrorsDocument,
    "\n  query DocsFunction($token: ID, $service: ID, $name: String!) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      languages {\n        ...DocsLanguage\n      }\n      function(name: $name) {\n        access {\n          allowed\n          check\n          reason\n          remedy\n          missingCapabilities\n          function {\n            name\n            summary\n            description\n            component\n            present\n            ...FunctionMarks\n            parameters {\n              ...SchemaTreeNode\n            }\n            result {\n              ...SchemaTreeNode\n            }\n          }\n        }\n        needs {\n          ...DocsNeed\n        }\n        errors {\n          ...DocsError\n        }\n        wires {\n          ...WireParts\n        }\n        lastCalls {\n          ...DocsCall\n        }\n      }\n    }\n  }\n": typeof types.DocsFunctionDocument,
    "\n  query DocsPrint($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      token {\n        name\n        shown\n        service {\n          name\n        }\n      }\n      service {\n        name\n      }\n      errors {\n        ...DocsError\n      }\n      functions {\n        ...DocsEntry\n      }\n    }\n    site {\n      now\n    }\n  }\n": typeof types.DocsPrintDocument,
    "\n  query DocsGuide($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      functions {\n        ...DocsEntry\n      }\n    }\n  }\n": typeof types.DocsGuideDocument,
    "\n  query DocsWires($token: ID, $service: ID, $name: String!) {\n    documentation(token: $token, service: $service) {\n      function(name: $name) {\n        wires {\n          ...WireParts\n        }\n      }\n    }\n  }\n": typeof types.DocsWiresDocument,
    "\n  query FunctionPage($name: String!) {\n    function(name: $name) {\n      name\n      component\n      summary\n      description\n      capabilities\n      ...FunctionMarks\n      parameters {\n        ...SchemaTreeNode\n      }\n      result {\n        ...SchemaTreeNode\n      }\n      exampleArguments\n      exampleResult\n      services {\n        id\n        name\n        enabled\n      }\n    }\n  }\n": typeof types.FunctionPageDocument,
    "\n  query FunctionsPage($filter: FunctionFilter) {\n    functions(filter: $filter) {\n      name\n      component\n      summary\n      capabilities\n      ...FunctionMarks\n      services {\n        id\n        name\n      }\n    }\n  }\n": typeof types.FunctionsPageDocument,
    "\n  query Components {\n    functions {\n      component\n    }\n  }\n": typeof types.ComponentsDocument,
    "\n  query HomePage {\n    progress {\n      ...HomeProgress\n    }\n    figures {\n      ...HomeFigures\n    }\n    requests(filter: { result: REFUSED }, first: 5) {\n      nodes {\n        ...HomeRefusal\n      }\n    }\n    tokens(filter: { state: EXPIRING }, order: EXPIRING_FIRST, first: 5) {\n      nodes {\n        ...HomeKey\n      }\n    }\n  }\n": typeof types.HomePageDocument,
    "\n  mutation SetUpForMe {\n    setUpForMe {\n      ...CreatedKey\n    }\n  }\n": typeof types.SetUpForMeDocument,
    "\n  query KeyPage($id: ID!) {\n    token(id: $id) {\n      id\n      name\n      lastUsedAt\n      lastUsedFrom\n      ...KeyStateParts\n      ...KeyFactsParts\n      ...KeyBannerParts\n      ...KeyTraffic\n    }\n  }\n": typeof types.KeyPageDocument,
    "\n  query KeyOwner($id: ID!) {\n    token(id: $id) {\n      ...KeyOwnerParts\n      ...RestrictedKey\n    }\n    requests(filter: { token: $id }, first: 10) {\n      nodes {\n        ...LastCall\n      }\n    }\n  }\n": typeof types.KeyOwnerDocument,
    "\n  query KeyCreatedPage($id: ID!) {\n    token(id: $id) {\n      id\n      name\n      shown\n      validUntil\n      service {\n        name\n      }\n      lastCall {\n        id\n        result\n        check\n        code\n        durationMs\n      }\n    }\n  }\n": typeof types.KeyCreatedPageDocument,
    "\n  query KeyCreatedOwner($id: ID!) {\n    token(id: $id) {\n      user {\n        fullName\n      }\n    }\n  }\n": typeof types.KeyCreatedOwnerDocument,
    "\n  query KeyServices($user: ID!) {\n    servicesFor(user: $user) {\n      mayCreateKey\n      reason\n      service {\n        id\n        name\n      }\n    }\n  }\n": typeof types.KeyServicesDocument,
    "\n  mutation CreateKey($input: TokenInput!) {\n    createToken(input: $input) {\n      ...CreatedKey\n    }\n  }\n": typeof types.CreateKeyDocument,
    "\n  query KeysPage($filter: TokenFilter, $order: TokenOrder!, $first: Int, $after: String, $before: String) {\n    tokens(filter: $filter, order: $order, first: $first, after: $after, before: $before) {\n      nodes {\n        id\n        name\n        shown\n        validUntil\n        ipRestriction\n        createdAt\n        lastUsedAt\n        lastUsedFrom\n        origin\n        ...KeyStateParts\n        user {\n          id\n          fullName\n          username\n        }\n        service {\n          id\n          name\n        }\n        creator {\n          id\n          fullName\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": typeof types.KeysPageDocument,
    "\n  query MyKeysPage {\n    viewer {\n      id\n      administrator\n      tokens {\n        ...OwnKey\n      }\n      services {\n        ...OwnServiceChoice\n      }\n    }\n  }\n": typeof types.MyKeysPageDocument,
    "\n  query MyRequestsPage($function: String, $token: ID, $result: RequestResult, $first: Int, $after: String, $before: String) {\n    viewer {\n      tokens {\n        id\n        name\n        shown\n      }\n      requests(function: $function, token: $token, result: $result, first: $first, after: $after, before: $before) {\n        nodes {\n          id\n          at\n          function\n          protocol\n          address\n          check\n          code\n          durationMs\n          ...ResultParts\n          token {\n            id\n            name\n            shown\n          }\n        }\n        pageInfo {\n          ...PageParts\n        }\n      }\n    }\n  }\n": typeof types.MyRequestsPageDocument,
    "\n  query ProtocolsPage {\n    settings {\n      webServicesOn\n      documentationOn\n    }\n    protocols {\n      name\n      on\n      built\n      ...ProtocolCard\n    }\n  }\n": typeof types.ProtocolsPageDocument,
    "\n  query RequestPage($id: ID!) {\n    request(id: $id) {\n      id\n      at\n      ...ResultParts\n      ...RequestFactsParts\n      ...CallOutcomeParts\n      chain {\n        ...CheckStep\n      }\n    }\n  }\n": typeof types.RequestPageDocument,
    "\n  query RequestMender($id: ID!) {\n    request(id: $id) {\n      now {\n        check\n        command\n      }\n      token {\n        ...FixToken\n      }\n      service {\n        ...FixService\n      }\n      user {\n        ...FixUser\n      }\n    }\n  }\n": typeof types.RequestMenderDocument,
    "\n  query RequestsPage($filter: RequestFilter, $first: Int, $after: String, $before: String) {\n    requests(filter: $filter, first: $first, after: $after, before: $before) {\n      nodes {\n        id\n        at\n        requestId\n        protocol\n        function\n        code\n        check\n        path\n        address\n        durationMs\n        ...ResultParts\n        user {\n          id\n          fullName\n          username\n        }\n        token {\n          id\n          name\n          shown\n        }\n        service {\n          id\n          name\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": typeof types.RequestsPageDocument,
    "\n  fragment RoleDetails on Role {\n    id\n    name\n    shortName\n    isDefault\n    userCount\n    version\n    updatedAt\n    mayAssign {\n      id\n      name\n      shortName\n    }\n  }\n": typeof types.RoleDetailsFragmentDoc,
    "\n  query RolePage($id: ID!) {\n    role(id: $id) {\n      ...RoleDetails\n      ...RoleCapabilities\n    }\n    capabilities {\n      ...RoleCapability\n    }\n  }\n": typeof types.RolePageDocument,
    "\n  mutation UpdateRole($id: ID!, $version: String, $input: RoleInput!) {\n    updateRole(id: $id, version: $version, input: $input) {\n      ...RoleDetails\n    }\n  }\n": typeof types.UpdateRoleDocument,
    "\n  query RoleNow($id: ID!) {\n    role(id: $id) {\n      ...RoleDetails\n    }\n  }\n": typeof types.RoleNowDocument,
    "\n  mutation DeleteRole($id: ID!) {\n    deleteRole(id: $id)\n  }\n": typeof types.DeleteRoleDocument,
    "\n  query RolesPage {\n    roles {\n      id\n      name\n      shortName\n      isDefault\n      userCount\n      capabilities\n      mayAssign {\n        id\n        name\n        shortName\n      }\n    }\n  }\n": typeof types.RolesPageDocument,
    "\n  query SecondFactorPage {\n    site {\n      name\n    }\n    viewer {\n      owesSecondFactor\n      factors {\n        kind\n      }\n    }\n  }\n": typeof types.SecondFactorPageDocument,
    "\n  mutation NewAuthenticator {\n    newAuthenticator {\n      ...NewAuthenticatorParts\n    }\n  }\n": typeof types.NewAuthenticatorDocument,
    "\n  query ServicePage($id: ID!) {\n    service(id: $id) {\n      ...ServiceHandle\n      ...WhoMayUse\n      functionCount\n      calls\n      callsPerMinute\n      burst\n      callsPerDay\n    }\n  }\n": typeof types.ServicePageDocument,
    "\n  query ServiceFunctionsPage($id: ID!) {\n    service(id: $id) {\n      id\n      name\n      builtIn\n      component\n      capabilities\n      functions {\n        name\n        component\n        summary\n        capabilities\n        ...FunctionMarks\n      }\n    }\n  }\n": typeof types.ServiceFunctionsPageDocument,
    "\n  query ServiceKeysPage($filter: TokenFilter, $order: TokenOrder!, $first: Int, $after: String, $before: String) {\n    tokens(filter: $filter, order: $order, first: $first, after: $after, before: $before) {\n      nodes {\n        id\n        name\n        shown\n        validUntil\n        ipRestriction\n        createdAt\n        lastUsedAt\n        lastUsedFrom\n        ...KeyStateParts\n        user {\n          fullName\n          username\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": typeof types.ServiceKeysPageDocument,
    "\n  query ServiceNewPage {\n    functions(filter: { deprecated: false }) {\n      ...TemplateFunction\n    }\n  }\n": typeof types.ServiceNewPageDocument,
    "\n  mutation CreateService($input: ServiceInput!) {\n    createService(input: $input) {\n      id\n    }\n  }\n": typeof types.CreateServiceDocument,
    "\n  query ServiceSettingsPage($id: ID!) {\n    service(id: $id) {\n      ...ServiceHandle\n      ...ServiceSettings\n    }\n  }\n": typeof types.ServiceSettingsPageDocument,
    "\n  query ServiceUsersPage($id: ID!, $search: String, $first: Int, $after: String, $before: String) {\n    service(id: $id) {\n      id\n      ...OpenToAll\n      authorisedUsers(search: $search, first: $first, after: $after, before: $before) {\n        nodes {\n          id\n          ...AuthorisedUserParts\n        }\n        pageInfo {\n          ...PageParts\n        }\n      }\n    }\n  }\n": typeof types.ServiceUsersPageDocument,
    "\n  query Services($filter: ServiceFilter, $order: ServiceOrder!, $first: Int, $after: String, $before: String) {\n    services(filter: $filter, order: $order, first: $first, after: $after, before: $before) {\n      nodes {\n        ...ServiceHandle\n        ...WhoMayUse\n        functionCount\n        calls\n        createdAt\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": typeof types.ServicesDocument,
    "\n  query SetPasswordPage($secret: String!) {\n    site {\n      name\n      signInRefused\n    }\n    link(secret: $secret) {\n      purpose\n      username\n      expiresAt\n    }\n  }\n": typeof types.SetPasswordPageDocument,
    "\n  query SettingsPage {\n    settings {\n      ...GeneralSettings\n      ...SecuritySettings\n      ...KeySettings\n      ...LimitSettings\n      ...FileSettings\n      ...FeatureSettings\n      ...LogSettings\n      ...WebSiteSettings\n      ...MaintenanceSetting\n      ...ProviderSettings\n    }\n    site {\n      provider\n    }\n    roles {\n      shortName\n      name\n    }\n  }\n": typeof types.SettingsPageDocument,
    "\n  query SetupPage($secret: String!) {\n    site {\n      name\n      isSetUp\n      signInRefused\n    }\n    link(secret: $secret) {\n      purpose\n      expiresAt\n    }\n  }\n": typeof types.SetupPageDocument,
    "\n  query SignInPage {\n    site {\n      name\n      isSetUp\n      signInRefused\n      provider\n    }\n    secondStep {\n      ...SecondStepParts\n    }\n  }\n": typeof types.SignInPageDocument,
    "\n  query UserPage($id: ID!) {\n    user(id: $id) {\n      id\n      fullName\n      username\n      email\n      ...UserStateParts\n      ...UserDetails\n      ...UserRolesParts\n      ...UserKeysParts\n      ...UserAuthorisations\n      ...UserAccount\n    }\n    site {\n      provider\n    }\n    settings {\n      endOnSuspension\n    }\n  }\n": typeof types.UserPageDocument,
    "\n  mutation CreateUser($input: UserInput!) {\n    createUser(input: $input) {\n      id\n      fullName\n    }\n  }\n": typeof types.CreateUserDocument,
    "\n  query UsersPage($filter: UserFilter, $order: UserOrder!, $first: Int, $after: String, $before: String) {\n    users(filter: $filter, order: $order, first: $first, after: $after, before: $before) {\n      nodes {\n        id\n        fullName\n        username\n        email\n        createdAt\n        ...UserStateParts\n        roles {\n          role {\n            id\n            name\n            shortName\n          }\n          course {\n            id\n            shortName\n          }\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": typeof types.UsersPageDocument,
    "\n  query ExplainFunction($token: ID, $user: ID, $service: ID, $function: String!, $protocol: String!, $address: String, $at: Time) {\n    explain(token: $token, user: $user, service: $service, function: $function, protocol: $protocol, address: $address, at: $at) {\n      ...CheckStep\n      command\n    }\n  }\n": typeof types.ExplainFunctionDocument,
    "\n  query AccessPage($user: ID!, $service: ID, $protocol: String!, $address: String, $at: Time) {\n    userAccess(user: $user, service: $service, protocol: $protocol, address: $address, at: $at) {\n      ...AccessParts\n      functions {\n        service {\n          ...FixService\n        }\n      }\n    }\n    user(id: $user) {\n      ...FixUser\n    }\n  }\n": typeof types.AccessPageDocument,
    "\n  query AccessOfKey($token: ID!, $protocol: String!, $address: String, $at: Time) {\n    token(id: $token) {\n      ...FixToken\n      shown\n      user {\n        ...FixUser\n      }\n      service {\n        ...FixService\n      }\n      access(protocol: $protocol, address: $address, at: $at) {\n        ...AccessParts\n        functions {\n          service {\n            ...FixService\n          }\n        }\n      }\n    }\n  }\n": typeof types.AccessOfKeyDocument,
    "\n  query AccessService($id: ID!) {\n    service(id: $id) {\n      ...FixService\n    }\n  }\n": typeof types.AccessServiceDocument,
    "\n  fragment OwnFactors on Viewer {\n    factors {\n      id\n      kind\n      name\n      createdAt\n      lastUsedAt\n    }\n    recoveryCodesLeft\n    authenticatorLost\n  }\n": typeof types.OwnFactorsFragmentDoc,
    "\n  mutation RemoveFactor($id: ID!) {\n    removeFactor(id: $id)\n  }\n": typeof types.RemoveFactorDocument,
    "\n  mutation RenewRecoveryCodes {\n    renewRecoveryCodes\n  }\n": typeof types.RenewRecoveryCodesDocument,
    "\n  fragment OwnIdentities on Viewer {\n    identities {\n      id\n      issuer\n      subject\n      email\n      createdAt\n    }\n  }\n": typeof types.OwnIdentitiesFragmentDoc,
    "\n  mutation UnlinkOwnIdentity($id: ID!) {\n    unlinkOwnIdentity(id: $id)\n  }\n": typeof types.UnlinkOwnIdentityDocument,
    "\n  mutation CreateOwnKey($input: OwnTokenInput!) {\n    createOwnToken(input: $input) {\n      ...CreatedKey\n    }\n  }\n": typeof types.CreateOwnKeyDocument,
    "\n  fragment OwnKey on Token {\n    id\n    name\n    shown\n    validUntil\n    lastUsedAt\n    lastUsedFrom\n    ...KeyStateParts\n    limit {\n      callsPerMinute\n      burst\n      callsPerDay\n    }\n    service {\n      id\n      name\n    }\n  }\n": typeof types.OwnKeyFragmentDoc,
    "\n  fragment OwnServiceChoice on OwnService {\n    mayCreateKey\n    reason\n    service {\n      id\n      name\n    }\n  }\n": typeof types.OwnServiceChoiceFragmentDoc,
    "\n  mutation RevokeOwnKey($id: ID!) {\n    revokeTokens(ids: [$id]) {\n      id\n      state\n    }\n  }\n": typeof types.RevokeOwnKeyDocument,
    "\n  mutation ChangePassword($current: String!, $new: String!) {\n    changePassword(current: $current, new: $new) {\n      ...SessionParts\n    }\n  }\n": typeof types.ChangePasswordDocument,
    "\n  fragment OwnSessionRow on OwnSession {\n    id\n    current\n    createdAt\n    lastSeenAt\n    address\n    browser\n  }\n": typeof types.OwnSessionRowFragmentDoc,
    "\n  mutation EndSession($id: ID!) {\n    endSession(id: $id)\n  }\n": typeof types.EndSessionDocument,
    "\n  mutation EndOtherSessions {\n    endOtherSessions\n  }\n": typeof types.EndOtherSessionsDocument,
    "\n  query ChangingFunctions {\n    functions(filter: { kind: WRITE }) {\n      name\n    }\n  }\n": typeof types.ChangingFunctionsDocument,
    "\n  fragment AuditChanges on AuditEvent {\n    action\n    changes {\n      field\n      before\n      after\n    }\n  }\n": typeof types.AuditChangesFragmentDoc,
    "\n  fragment ObjectOf on AuditEvent {\n    action\n    subject\n    objectKind\n    objectID\n  }\n": typeof types.ObjectOfFragmentDoc,
    "\n  fragment AuditPutBack on AuditEvent {\n    id\n    action\n    subject\n    objectKind\n    objectID\n    canPutBack\n    changes {\n      field\n    }\n  }\n": typeof types.AuditPutBackFragmentDoc,
    "\n  mutation PutBackChange($event: ID!) {\n    putBack(event: $event)\n  }\n": typeof types.PutBackChangeDocument,
    "\n  query LastChange($action: String!, $subject: String!) {\n    auditEvents(filter: { action: $action, subject: $subject }, first: 20) {\n      nodes {\n        id\n        at\n        action\n        subject\n        actor\n        door\n        actorUser {\n          fullName\n        }\n      }\n    }\n  }\n": typeof types.LastChangeDocument,
    "\n  fragment DocsFrame on Documentation {\n    faces {\n      ...FaceParts\n    }\n  }\n": typeof types.DocsFrameFragmentDoc,
    "\n  query OwnServices {\n    viewer {\n      services {\n        mayCreateKey\n        reason\n        service {\n          id\n          name\n        }\n      }\n    }\n  }\n": typeof types.OwnServicesDocument,
    "\n  fragment DocsNeed on NeededCapability {\n    name\n    held\n  }\n": typeof types.DocsNeedFragmentDoc,
    "\n  fragment DocsError on DocumentedError {\n    code\n    sentence\n    status\n  }\n": typeof types.DocsErrorFragmentDoc,
    "\n  fragment DocsCall on Request {\n    id\n    at\n    protocol\n    check\n    code\n    durationMs\n    ...ResultParts\n  }\n": typeof types.DocsCallFragmentDoc,
    "\n  fragment DocsPrinted on DocumentedFunction {\n    access {\n      function {\n        name\n        summary\n        description\n        ...FunctionMarks\n        parameters {\n          ...SchemaTreeNode\n        }\n        result {\n          ...SchemaTreeNode\n        }\n      }\n    }\n    needs {\n      name\n    }\n    errors {\n      code\n      sentence\n    }\n    wires {\n      ...WireParts\n    }\n  }\n": typeof types.DocsPrintedFragmentDoc,
    "\n  query PrintedOne($token: ID, $service: ID, $name: String!) {\n    documentation(token: $token, service: $service) {\n      function(name: $name) {\n        ...DocsPrinted\n      }\n    }\n  }\n": typeof types.PrintedOneDocument,
    "\n  fragment DocsLanguage on SampleLanguage {\n    name\n    title\n    file\n    run\n    key\n    quoted\n  }\n": typeof types.DocsLanguageFragmentDoc,
    "\n  query DocsSamples($token: ID, $service: ID, $name: String!, $face: String!) {\n    documentation(token: $token, service: $service) {\n      function(name: $name) {\n        samples(face: $face) {\n          language\n          code\n        }\n      }\n    }\n  }\n": typeof types.DocsSamplesDocument,
    "\n  query FirstCall($token: ID, $service: ID, $function: String!, $face: String!) {\n    documentation(token: $token, service: $service) {\n      function(name: $function) {\n        samples(face: $face) {\n          language\n          code\n        }\n      }\n    }\n  }\n": typeof types.FirstCallDocument,
    "\n  fragment DocsEntry on FunctionAccess {\n    allowed\n    check\n    reason\n    remedy\n    function {\n      name\n      component\n      summary\n      capabilities\n      kind\n      deprecated\n      replacedBy\n      present\n      parameters {\n        name\n      }\n    }\n  }\n": typeof types.DocsEntryFragmentDoc,
    "\n  fragment WireParts on WireForm {\n    face {\n      name\n    }\n    request {\n      ...MessageParts\n    }\n    answer {\n      ...MessageParts\n    }\n    failure {\n      ...MessageParts\n    }\n  }\n": typeof types.WirePartsFragmentDoc,
    "\n  fragment NewAuthenticatorParts on NewAuthenticator {\n    secret\n    url\n    qr {\n      size\n      path\n    }\n  }\n": typeof types.NewAuthenticatorPartsFragmentDoc,
    "\n  mutation AddAuthenticator($secret: String!, $code: String!) {\n    addAuthenticator(secret: $secret, code: $code) {\n      session {\n        ...SessionParts\n      }\n      recoveryCodes\n    }\n  }\n": typeof types.AddAuthenticatorDocument,
    "\n  query ChosenService($id: ID!) {\n    service(id: $id) {\n      id\n      name\n      functions {\n        name\n      }\n    }\n  }\n": typeof types.ChosenServiceDocument,
    "\n  fragment HomeFigures on Figures {\n    calls\n    refused\n    failed\n    medianMs\n    p95Ms\n    lastCallAt\n    expiringTokens\n    hours {\n      at\n      calls\n      refused\n      failed\n    }\n  }\n": typeof types.HomeFiguresFragmentDoc,
    "\n  fragment HomeKey on Token {\n    id\n    name\n    validUntil\n    lastUsedAt\n    user {\n      fullName\n    }\n    service {\n      name\n    }\n  }\n": typeof types.HomeKeyFragmentDoc,
    "\n  mutation ExtendKey($id: ID!, $validUntil: String!) {\n    extendTokens(ids: [$id], validUntil: $validUntil) {\n      id\n      validUntil\n    }\n  }\n": typeof types.ExtendKeyDocument,
    "\n  fragment HomeRefusal on Request {\n    id\n    at\n    function\n    check\n    code\n    address\n    token {\n      id\n      name\n      shown\n    }\n    service {\n      id\n      name\n    }\n    user {\n      id\n      fullName\n    }\n  }\n": typeof types.HomeRefusalFragmentDoc,
    "\n  fragment HomeProgress on Progress {\n    webServicesOn\n    protocols\n    documentationOn\n    service {\n      id\n      name\n      functionCount\n      authorisedUsersOnly\n    }\n    openService {\n      id\n      name\n      functionCount\n    }\n    caller {\n      id\n      fullName\n    }\n    usersMayCreateKeys\n    token {\n      id\n      name\n      shown\n    }\n    firstCallAt\n    webServicesOnBy {\n      id\n      actor\n      at\n    }\n  }\n": typeof types.HomeProgressFragmentDoc,
    "\n  mutation SwitchWebServices($on: Boolean!) {\n    updateSettings(input: { webServicesOn: $on }) {\n      webServicesOn\n    }\n  }\n": typeof types.SwitchWebServicesDocument,
    "\n  mutation SwitchRest($on: Boolean!) {\n    setProtocol(name: \"rest\", on: $on) {\n      name\n      on\n    }\n  }\n": typeof types.SwitchRestDocument,
    "\n  mutation SwitchDocumentation($on: Boolean!) {\n    updateSettings(input: { documentationOn: $on }) {\n      documentationOn\n    }\n  }\n": typeof types.SwitchDocumentationDocument,
    "\n  query DefaultRole {\n    roles {\n      isDefault\n      id\n      name\n      shortName\n      capabilities\n      version\n    }\n  }\n": typeof types.DefaultRoleDocument,
    "\n  mutation ExtendKeysTo($ids: [ID!]!, $validUntil: String!) {\n    extendTokens(ids: $ids, validUntil: $validUntil) {\n      id\n      validUntil\n    }\n  }\n": typeof types.ExtendKeysToDocument,
    "\n  query KeyAccess($id: ID!, $protocol: String!, $address: String) {\n    token(id: $id) {\n      access(protocol: $protocol, address: $address) {\n        ...AccessParts\n      }\n    }\n  }\n": typeof types.KeyAccessDocument,
    "\n  fragment KeyBannerParts on Token {\n    state\n    validUntil\n    revokedAt\n    lastUsedAt\n    rotatedTo {\n      id\n      name\n      shown\n    }\n    rotatedFrom {\n      id\n      name\n      shown\n      state\n      validUntil\n      lastUsedAt\n    }\n    access {\n      refusals {\n        check\n        reason\n      }\n    }\n    service {\n      enabled\n      name\n    }\n  }\n": typeof types.KeyBannerPartsFragmentDoc,
    "\n  fragment KeyFactsParts on Token {\n    id\n    shown\n    validUntil\n    ipRestriction\n    createdAt\n    origin\n    lastUsedAt\n    lastUsedFrom\n    limit {\n      callsPerMinute\n      burst\n      callsPerDay\n    }\n    service {\n      id\n      name\n      callsPerMinute\n      burst\n      callsPerDay\n    }\n    course {\n      fullName\n      shortName\n    }\n    lastCall {\n      id\n      function\n      protocol\n    }\n  }\n": typeof types.KeyFactsPartsFragmentDoc,
    "\n  fragment KeyOwnerParts on Token {\n    ...FixToken\n    user {\n      ...FixUser\n    }\n    service {\n      ...FixService\n    }\n    creator {\n      id\n      fullName\n    }\n    revocation {\n      id\n      at\n      actor\n      actorUser {\n        id\n        fullName\n      }\n    }\n  }\n": typeof types.KeyOwnerPartsFragmentDoc,
    "\n  query LimitOfSettings {\n    settings {\n      callsPerMinute\n      burst\n      callsPerDay\n    }\n  }\n": typeof types.LimitOfSettingsDocument,
    "\n  fragment LastCall on Request {\n    id\n    at\n    function\n    protocol\n    address\n    check\n    code\n    durationMs\n    ...ResultParts\n  }\n": typeof types.LastCallFragmentDoc,
    "\n  query KeyPreview($user: ID!, $service: ID!, $protocol: String!, $address: String, $ipRestriction: String, $validUntil: String) {\n    tokenPreview(user: $user, service: $service, protocol: $protocol, address: $address, ipRestriction: $ipRestriction, validUntil: $validUntil) {\n      ...AccessParts\n    }\n    user(id: $user) {\n      ...FixUser\n    }\n    service(id: $service) {\n      ...FixService\n    }\n  }\n": typeof types.KeyPreviewDocument,
    "\n  fragment RestrictedKey on Token {\n    id\n    name\n    ipRestriction\n    validUntil\n    callsPerMinute\n    burst\n    callsPerDay\n  }\n": typeof types.RestrictedKeyFragmentDoc,
    "\n  mutation UpdateKey($id: ID!, $name: String, $input: RestrictionInput, $limit: LimitInput) {\n    updateToken(id: $id, name: $name, input: $input, limit: $limit) {\n      ...RestrictedKey\n      limit {\n        callsPerMinute\n        burst\n        callsPerDay\n      }\n    }\n  }\n": typeof types.UpdateKeyDocument,
    "\n  mutation RotateKey($id: ID!, $hours: Int!) {\n    rotateToken(id: $id, overlapHours: $hours) {\n      ...CreatedKey\n    }\n  }\n": typeof types.RotateKeyDocument,
    "\n  mutation ResetKey($id: ID!) {\n    resetToken(id: $id) {\n      ...CreatedKey\n    }\n  }\n": typeof types.ResetKeyDocument,
    "\n  query KeyAddressTest($id: ID!, $address: String!, $protocol: String!) {\n    token(id: $id) {\n      test(address: $address, protocol: $protocol) {\n        address\n        allowed\n        refusal {\n          check\n          reason\n          remedy\n        }\n      }\n    }\n  }\n": typeof types.KeyAddressTestDocument,
    "\n  fragment KeyTraffic on Token {\n    days(count: 30) {\n      at\n      calls\n      refused\n      failed\n    }\n    rotatedTo {\n      name\n      shown\n      days(count: 30) {\n        at\n        calls\n        refused\n        failed\n      }\n    }\n    rotatedFrom {\n      name\n      shown\n      days(count: 30) {\n        at\n        calls\n        refused\n        failed\n      }\n    }\n  }\n": typeof types.KeyTrafficFragmentDoc,
    "\n  mutation RevokeKeys($ids: [ID!]!) {\n    revokeTokens(ids: $ids) {\n      id\n      state\n    }\n  }\n": typeof types.RevokeKeysDocument,
    "\n  fragment SecondStepParts on SecondStep {\n    username\n    authenticatorLost\n  }\n": typeof types.SecondStepPartsFragmentDoc,
    "\n  fragment ProtocolCard on Protocol {\n    name\n    title\n    summary\n    on\n    calls\n    tokenCount\n    tokens {\n      id\n      name\n    }\n    addresses {\n      label\n      url\n      formats\n    }\n  }\n": typeof types.ProtocolCardFragmentDoc,
    "\n  mutation SetWebServices($on: Boolean!) {\n    updateSettings(input: { webServicesOn: $on }) {\n      webServicesOn\n    }\n  }\n": typeof types.SetWebServicesDocument,
    "\n  mutation SetDocumentation($on: Boolean!) {\n    updateSettings(input: { documentationOn: $on }) {\n      documentationOn\n    }\n  }\n": typeof types.SetDocumentationDocument,
    "\n  mutation SetProtocol($name: String!, $on: Boolean!) {\n    setProtocol(name: $name, on: $on) {\n      name\n      on\n    }\n  }\n": typeof types.SetProtocolDocument,
    "\n  fragment CallOutcomeParts on Request {\n    result\n    check\n    code\n    codeSentence\n    path\n    now {\n      ...CheckStep\n    }\n  }\n": typeof types.CallOutcomePartsFragmentDoc,
    "\n  query RequestChart($from: Time!, $to: Time!, $protocol: String, $service: ID, $token: ID) {\n    requestChart(from: $from, to: $to, protocol: $protocol, service: $service, token: $token) {\n      at\n      calls\n      refused\n      failed\n    }\n  }\n": typeof types.RequestChartDocument,
    "\n  fragment RequestFactsParts on Request {\n    requestId\n    protocol\n    function\n    check\n    code\n    codeSentence\n    path\n    address\n    durationMs\n    token {\n      id\n      name\n      shown\n    }\n    service {\n      id\n      name\n    }\n  }\n": typeof types.RequestFactsPartsFragmentDoc,
    "\n  query SameErrors($token: ID!, $code: String!, $check: String) {\n    requests(filter: { token: $token, code: $code, check: $check }, first: 6) {\n      nodes {\n        ...LastCall\n      }\n    }\n  }\n": typeof types.SameErrorsDocument,
    "\n  fragment RoleCapability on Capability {\n    name\n    functions\n  }\n": typeof types.RoleCapabilityFragmentDoc,
    "\n  query ServiceNeeds($id: ID!) {\n    service(id: $id) {\n      capabilities\n      requiredCapability\n    }\n  }\n": typeof types.ServiceNeedsDocument,
    "\n  mutation CreateRole($input: RoleInput!) {\n    createRole(input: $input) {\n      id\n    }\n  }\n": typeof types.CreateRoleDocument,
    "\n  mutation CreateServiceRole($service: ID!, $name: String!) {\n    createRoleForService(service: $service, name: $name) {\n      id\n    }\n  }\n": typeof types.CreateServiceRoleDocument,
    "\n  fragment RoleCapabilities on Role {\n    id\n    name\n    shortName\n    capabilities\n    version\n  }\n": typeof types.RoleCapabilitiesFragmentDoc,
    "\n  mutation SetCapabilities($id: ID!, $version: String, $capabilities: [String!]!) {\n    updateRole(id: $id, version: $version, input: { capabilities: $capabilities }) {\n      ...RoleCapabilities\n    }\n  }\n": typeof types.SetCapabilitiesDocument,
    "\n  query CapabilitiesNow($id: ID!) {\n    role(id: $id) {\n      ...RoleCapabilities\n    }\n  }\n": typeof types.CapabilitiesNowDocument,
    "\n  query UsersToAdd($search: String, $service: ID!) {\n    users(filter: { search: $search, state: ACTIVE, notAuthorisedFor: $service }, order: LAST_NAME, first: 50) {\n      nodes {\n        id\n        fullName\n        username\n        email\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n": typeof types.UsersToAddDocument,
    "\n  query CapabilityHolders {\n    capabilities {\n      name\n      roles {\n        id\n        name\n      }\n    }\n  }\n": typeof types.CapabilityHoldersDocument,
    "\n  mutation DuplicateService($id: ID!, $name: String!) {\n    duplicateService(id: $id, name: $name) {\n      id\n    }\n  }\n": typeof types.DuplicateServiceDocument,
    "\n  query FunctionPicker($search: String, $kind: FunctionKind) {\n    functions(filter: { search: $search, kind: $kind }) {\n      ...PickerFunction\n    }\n  }\n": typeof types.FunctionPickerDocument,
    "\n  fragment OpenToAll on Service {\n    id\n    name\n    authorisedUsersOnly\n    authorisedUserCount\n    requiredCapability\n    capabilities\n    tokenCount\n  }\n": typeof types.OpenToAllFragmentDoc,
    "\n  mutation RestrictService($id: ID!, $only: Boolean!) {\n    updateService(id: $id, input: { authorisedUsersOnly: $only }) {\n      id\n    }\n  }\n": typeof types.RestrictServiceDocument,
    "\n  fragment PickerFunction on Function {\n    name\n    component\n    summary\n    capabilities\n    ...FunctionMarks\n  }\n": typeof types.PickerFunctionFragmentDoc,
    "\n  mutation CreateRoleForService($service: ID!, $name: String!) {\n    createRoleForService(service: $service, name: $name) {\n      id\n      name\n      capabilities\n    }\n  }\n": typeof types.CreateRoleForServiceDocument,
    "\n  mutation GiveRole($user: ID!, $role: ID!) {\n    assignRole(user: $user, role: $role) {\n      id\n    }\n  }\n": typeof types.GiveRoleDocument,
    "\n  fragment ServiceSettings on Service {\n    id\n    name\n    shortName\n    enabled\n    authorisedUsersOnly\n    authorisedUserCount\n    requiredCapability\n    downloadFiles\n    uploadFiles\n    callsPerMinute\n    burst\n    callsPerDay\n    builtIn\n    tokenCount\n    updatedAt\n    version\n  }\n": typeof types.ServiceSettingsFragmentDoc,
    "\n  mutation UpdateService($id: ID!, $version: String, $input: ServiceInput!) {\n    updateService(id: $id, version: $version, input: $input) {\n      ...ServiceSettings\n    }\n  }\n": typeof types.UpdateServiceDocument,
    "\n  query ServiceNow($id: ID!) {\n    service(id: $id) {\n      ...ServiceSettings\n    }\n  }\n": typeof types.ServiceNowDocument,
    "\n  fragment TemplateFunction on Function {\n    name\n    summary\n    ...FunctionMarks\n  }\n": typeof types.TemplateFunctionFragmentDoc,
    "\n  fragment AuthorisedUserParts on AuthorisedUser {\n    user {\n      id\n      fullName\n      username\n      siteAdmin\n    }\n    ipRestriction\n    validUntil\n    expired\n    missingCapabilities\n  }\n": typeof types.AuthorisedUserPartsFragmentDoc,
    "\n  mutation SwitchService($id: ID!, $enabled: Boolean!) {\n    updateService(id: $id, input: { enabled: $enabled }) {\n      id\n      enabled\n    }\n  }\n": typeof types.SwitchServiceDocument,
    "\n  mutation DeleteService($id: ID!, $confirm: String) {\n    deleteService(id: $id, confirm: $confirm)\n  }\n": typeof types.DeleteServiceDocument,
    "\n  fragment ServiceHandle on Service {\n    id\n    name\n    shortName\n    enabled\n    builtIn\n    tokenCount\n  }\n": typeof types.ServiceHandleFragmentDoc,
    "\n  mutation AuthoriseUsers($service: ID!, $users: [ID!]!, $input: RestrictionInput) {\n    authoriseUsers(service: $service, users: $users, input: $input) {\n      id\n    }\n  }\n": typeof types.AuthoriseUsersDocument,
    "\n  mutation UnauthoriseUsers($service: ID!, $users: [ID!]!) {\n    unauthoriseUsers(service: $service, users: $users)\n  }\n": typeof types.UnauthoriseUsersDocument,
    "\n  mutation AddFunctions($service: ID!, $functions: [String!]!) {\n    addFunctions(service: $service, functions: $functions) {\n      id\n    }\n  }\n": typeof types.AddFunctionsDocument,
    "\n  mutation RemoveFunctions($service: ID!, $functions: [String!]!) {\n    removeFunctions(service: $service, functions: $functions) {\n      id\n    }\n  }\n": typeof types.RemoveFunctionsDocument,
    "\n  fragment WhoMayUse on Service {\n    authorisedUsersOnly\n    authorisedUserCount\n    requiredCapability\n  }\n": typeof types.WhoMayUseFragmentDoc,
    "\n  fragment FeatureSettings on Settings {\n    notesOn\n    messagingOn\n  }\n": typeof types.FeatureSettingsFragmentDoc,
    "\n  fragment FileSettings on Settings {\n    uploadLimit\n    userQuota\n  }\n": typeof types.FileSettingsFragmentDoc,
    "\n  fragment GeneralSettings on Settings {\n    siteName\n    siteShortName\n    timezone\n  }\n": typeof types.GeneralSettingsFragmentDoc,
    "\n  fragment KeySettings on Settings {\n    tokenInURL\n    passwordEndpoints\n    signInDays\n    signInKept\n    selfServiceForAdmin\n  }\n": typeof types.KeySettingsFragmentDoc,
    "\n  fragment LimitSettings on Settings {\n    callsPerMinute\n    burst\n    callsPerDay\n    addressCallsPerMinute\n    addressBurst\n    sharedLimits\n  }\n": typeof types.LimitSettingsFragmentDoc,
    "\n  fragment LogSettings on Settings {\n    callDays\n    auditDays\n  }\n": typeof types.LogSettingsFragmentDoc,
    "\n  fragment MaintenanceSetting on Settings {\n    maintenance\n  }\n": typeof types.MaintenanceSettingFragmentDoc,
    "\n  mutation SetMaintenance($on: Boolean!) {\n    updateSettings(input: { maintenance: $on }) {\n      maintenance\n    }\n  }\n": typeof types.SetMaintenanceDocument,
    "\n  fragment ProviderSettings on Settings {\n    linkByEmail\n    createAccounts\n  }\n": typeof types.ProviderSettingsFragmentDoc,
    "\n  fragment SecuritySettings on Settings {\n    passwordPolicy\n    defaultRole\n    endOnPassword\n    endOnSuspension\n    secondFactorForAdmins\n  }\n": typeof types.SecuritySettingsFragmentDoc,
    "\n  mutation SaveSettings($input: SettingsInput!) {\n    updateSettings(input: $input) {\n      siteName\n    }\n  }\n": typeof types.SaveSettingsDocument,
    "\n  fragment WebSiteSettings on Settings {\n    adminOrigins\n    callOrigins\n  }\n": typeof types.WebSiteSettingsFragmentDoc,
    "\n  query TriableFunctions($token: ID) {\n    documentation(token: $token) {\n      functions {\n        allowed\n        function {\n          name\n        }\n      }\n    }\n  }\n": typeof types.TriableFunctionsDocument,
    "\n  query OwnKeyChoices {\n    viewer {\n      tokens {\n        id\n        name\n        shown\n        state\n      }\n    }\n  }\n": typeof types.OwnKeyChoicesDocument,
    "\n  fragment TriedFunction on Function {\n    ...FunctionMarks\n    name\n    summary\n    parameters {\n      ...SchemaTreeNode\n    }\n    exampleArguments\n  }\n": typeof types.TriedFunctionFragmentDoc,
    "\n  query Tried($token: ID!, $chosen: Boolean!, $documented: ID, $name: String!) {\n    token(id: $token) @include(if: $chosen) {\n      id\n      name\n      shown\n      service {\n        id\n        name\n      }\n    }\n    documentation(token: $documented) {\n      faces {\n        ...FaceParts\n      }\n      function(name: $name) {\n        access {\n          allowed\n          check\n          reason\n          function {\n            ...TriedFunction\n          }\n        }\n        wires {\n          face {\n            name\n          }\n          request {\n            ...MessageParts\n          }\n        }\n      }\n    }\n  }\n": typeof types.TriedDocument,
    "\n  query CatalogueFunction($name: String!) {\n    function(name: $name) {\n      ...TriedFunction\n    }\n  }\n": typeof types.CatalogueFunctionDocument,
    "\n  query TriedKeyOwner($token: ID!) {\n    token(id: $token) {\n      id\n      user {\n        id\n        fullName\n      }\n    }\n  }\n": typeof types.TriedKeyOwnerDocument,
    "\n  fragment TrialParts on Trial {\n    request {\n      ...MessageParts\n    }\n    answer {\n      ...MessageParts\n    }\n    calls\n    ready\n    answered\n    code\n    codeSentence\n    message\n    check\n    path\n    durationMs\n    requestId\n    steps {\n      ...CheckStep\n    }\n  }\n": typeof types.TrialPartsFragmentDoc,
    "\n  mutation TryCall($input: TryInput!) {\n    tryCall(input: $input) {\n      ...TrialParts\n    }\n  }\n": typeof types.TryCallDocument,
    "\n  fragment UserAccount on User {\n    id\n    fullName\n    username\n    siteAdmin\n    suspended\n    hasPassword\n    tokens {\n      state\n    }\n    ...UserIdentities\n    ...UserFactors\n  }\n": typeof types.UserAccountFragmentDoc,
    "\n  mutation SuspendUser($id: ID!) {\n    updateUser(id: $id, input: { suspended: true }) {\n      id\n      suspended\n    }\n  }\n": typeof types.SuspendUserDocument,
    "\n  mutation MakeAdministrator($id: ID!, $siteAdmin: Boolean!) {\n    updateUser(id: $id, input: { siteAdmin: $siteAdmin }) {\n      id\n      siteAdmin\n    }\n  }\n": typeof types.MakeAdministratorDocument,
    "\n  mutation DeleteUser($id: ID!) {\n    deleteUser(id: $id)\n  }\n": typeof types.DeleteUserDocument,
    "\n  fragment UserAuthorisations on User {\n    authorisations {\n      service {\n        id\n        name\n      }\n      ipRestriction\n      validUntil\n    }\n  }\n": typeof types.UserAuthorisationsFragmentDoc,
    "\n  fragment UserDetails on User {\n    id\n    fullName\n    username\n    firstName\n    lastName\n    email\n    auth\n    idNumber\n    institution\n    department\n    city\n    country\n    lang\n    timezone\n    description\n    version\n    updatedAt\n  }\n": typeof types.UserDetailsFragmentDoc,
    "\n  mutation UpdateUser($id: ID!, $version: String, $input: UserInput!) {\n    updateUser(id: $id, version: $version, input: $input) {\n      ...UserDetails\n    }\n  }\n": typeof types.UpdateUserDocument,
    "\n  query UserNow($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n    }\n  }\n": typeof types.UserNowDocument,
    "\n  fragment UserIdentities on User {\n    id\n    fullName\n    identities {\n      id\n      issuer\n      subject\n      email\n      createdAt\n    }\n  }\n": typeof types.UserIdentitiesFragmentDoc,
    "\n  mutation LinkIdentity($user: ID!, $subject: String!) {\n    linkIdentity(user: $user, subject: $subject) {\n      id\n    }\n  }\n": typeof types.LinkIdentityDocument,
    "\n  mutation UnlinkIdentity($id: ID!) {\n    unlinkIdentity(id: $id)\n  }\n": typeof types.UnlinkIdentityDocument,
    "\n  mutation MakePasswordLink($user: ID!) {\n    createPasswordLink(user: $user) {\n      url\n      expiresAt\n    }\n  }\n": typeof types.MakePasswordLinkDocument,
    "\n  fragment UserFactors on User {\n    id\n    fullName\n    factors {\n      id\n      name\n    }\n  }\n": typeof types.UserFactorsFragmentDoc,
    "\n  mutation RemoveSecondFactor($user: ID!) {\n    removeSecondFactor(user: $user) {\n      id\n    }\n  }\n": typeof types.RemoveSecondFactorDocument,
    "\n  mutation ConfirmUser($id: ID!, $confirmed: Boolean!) {\n    updateUser(id: $id, input: { confirmed: $confirmed }) {\n      id\n      confirmed\n    }\n  }\n": typeof types.ConfirmUserDocument,
    "\n  mutation ResumeUser($id: ID!) {\n    updateUser(id: $id, input: { suspended: false }) {\n      id\n      suspended\n    }\n  }\n": typeof types.ResumeUserDocument,
    "\n  fragment UserKeysParts on User {\n    id\n    deleted\n    tokens {\n      id\n      name\n      shown\n      validUntil\n      lastUsedAt\n      ...KeyStateParts\n      service {\n        id\n        name\n      }\n    }\n  }\n": typeof types.UserKeysPartsFragmentDoc,
    "\n  fragment UserRolesParts on User {\n    id\n    fullName\n    deleted\n    roles {\n      createdAt\n      role {\n        id\n        name\n        shortName\n      }\n      course {\n        id\n        fullName\n        shortName\n      }\n    }\n  }\n": typeof types.UserRolesPartsFragmentDoc,
    "\n  mutation BeginProviderSignIn($again: Boolean!) {\n    beginProviderSignIn(again: $again)\n  }\n": typeof types.BeginProviderSignInDocument,
    "\n  mutation FinishProviderSignIn($answer: ProviderAnswer!) {\n    finishProviderSignIn(answer: $answer) {\n      ...SessionParts\n    }\n  }\n": typeof types.FinishProviderSignInDocument,
    "\n  mutation BeginProviderLink {\n    beginProviderLink\n  }\n": typeof types.BeginProviderLinkDocument,
    "\n  mutation FinishProviderLink($answer: ProviderAnswer!) {\n    finishProviderLink(answer: $answer)\n  }\n": typeof types.FinishProviderLinkDocument,
    "\n  fragment SessionParts on Session {\n    accessToken\n    expiresAt\n    viewer {\n      id\n      username\n      fullName\n      email\n      administrator\n      freshUntil\n      hasSecondFactor\n      owesSecondFactor\n    }\n  }\n": typeof types.SessionPartsFragmentDoc,
    "\n  mutation Refresh {\n    refresh {\n      ...SessionParts\n    }\n  }\n": typeof types.RefreshDocument,
    "\n  mutation SignIn($username: String!, $password: String!) {\n    signIn(username: $username, password: $password) {\n      ...SessionParts\n    }\n  }\n": typeof types.SignInDocument,
    "\n  mutation GiveCode($code: String!) {\n    giveCode(code: $code) {\n      ...SessionParts\n    }\n  }\n": typeof types.GiveCodeDocument,
    "\n  mutation SignOut {\n    signOut\n  }\n": typeof types.SignOutDocument,
    "\n  mutation SetUp($input: SetUpInput!) {\n    setUp(input: $input) {\n      ...SessionParts\n    }\n  }\n": typeof types.SetUpDocument,
    "\n  mutation ChoosePassword($secret: String!, $password: String!) {\n    choosePassword(secret: $secret, password: $password) {\n      ...SessionParts\n    }\n  }\n": typeof types.ChoosePasswordDocument,
    "\n  mutation ConfirmPassword($password: String!, $code: String) {\n    confirmPassword(password: $password, code: $code) {\n      ...SessionParts\n    }\n  }\n": typeof types.ConfirmPasswordDocument,
    "\n  fragment AccessParts on AccessPreview {\n    allowed\n    allowedCount\n    refusedCount\n    refusals {\n      check\n      reason\n      remedy\n    }\n    functions {\n      allowed\n      check\n      reason\n      remedy\n      missingCapabilities\n      function {\n        name\n        summary\n        kind\n      }\n    }\n  }\n": typeof types.AccessPartsFragmentDoc,
    "\n  fragment CheckStep on Step {\n    check\n    asked\n    passed\n    reason\n    remedy\n  }\n": typeof types.CheckStepFragmentDoc,
    "\n  fragment FixToken on Token {\n    id\n    name\n    ipRestriction\n  }\n": typeof types.FixTokenFragmentDoc,
    "\n  fragment FixService on Service {\n    id\n    name\n    builtIn\n    requiredCapability\n  }\n": typeof types.FixServiceFragmentDoc,
    "\n  fragment FixUser on User {\n    id\n    fullName\n  }\n": typeof types.FixUserFragmentDoc,
    "\n  fragment FunctionMarks on Function {\n    kind\n    deprecated\n    replacedBy\n    present\n  }\n": typeof types.FunctionMarksFragmentDoc,
    "\n  query GrantChoices {\n    roles {\n      id\n      name\n      shortName\n      isDefault\n      capabilities\n    }\n  }\n": typeof types.GrantChoicesDocument,
    "\n  mutation AssignRole($user: ID!, $role: ID!, $course: ID) {\n    assignRole(user: $user, role: $role, course: $course) {\n      id\n    }\n  }\n": typeof types.AssignRoleDocument,
    "\n  mutation UnassignRole($user: ID!, $role: ID!, $course: ID) {\n    unassignRole(user: $user, role: $role, course: $course) {\n      id\n    }\n  }\n": typeof types.UnassignRoleDocument,
    "\n  mutation RoleForService($service: ID!, $name: String!) {\n    createRoleForService(service: $service, name: $name) {\n      id\n      name\n    }\n  }\n": typeof types.RoleForServiceDocument,
    "\n  query KeyOptions($search: String) {\n    tokens(filter: { search: $search }, first: 20) {\n      nodes {\n        id\n        name\n        shown\n      }\n    }\n  }\n": typeof types.KeyOptionsDocument,
    "\n  query KeyOption($id: ID!) {\n    token(id: $id) {\n      id\n      name\n      shown\n    }\n  }\n": typeof types.KeyOptionDocument,
    "\n  query NameOfUser($id: ID!) {\n    user(id: $id) {\n      fullName\n    }\n  }\n": typeof types.NameOfUserDocument,
    "\n  query NameOfService($id: ID!) {\n    service(id: $id) {\n      name\n    }\n  }\n": typeof types.NameOfServiceDocument,
    "\n  query NameOfKey($id: ID!) {\n    token(id: $id) {\n      name\n    }\n  }\n": typeof types.NameOfKeyDocument,
    "\n  fragment PageParts on PageInfo {\n    hasNextPage\n    hasPreviousPage\n    startCursor\n    endCursor\n  }\n": typeof types.PagePartsFragmentDoc,
    "\n  fragment KeyStateParts on Token {\n    state\n  }\n": typeof types.KeyStatePartsFragmentDoc,
    "\n  fragment ResultParts on Request {\n    result\n  }\n": typeof types.ResultPartsFragmentDoc,
    "\n  query RoleOptions {\n    roles {\n      id\n      name\n      shortName\n      isDefault\n    }\n  }\n": typeof types.RoleOptionsDocument,
    "\n  fragment SchemaTreeNode on SchemaNode {\n    path\n    name\n    depth\n    shape\n    type\n    presence\n    default\n    nullable\n    description\n  }\n": typeof types.SchemaTreeNodeFragmentDoc,
    "\n  query DialogProvider {\n    site {\n      provider\n    }\n  }\n": typeof types.DialogProviderDocument,
    "\n  fragment UserStateParts on User {\n    auth\n    confirmed\n    suspended\n    deleted\n    siteAdmin\n  }\n": typeof types.UserStatePartsFragmentDoc,
    "\n  query OwnKeys {\n    viewer {\n      tokens {\n        id\n        name\n        shown\n        service {\n          name\n        }\n      }\n      services {\n        mayCreateKey\n      }\n    }\n    site {\n      documentationOn\n    }\n  }\n": typeof types.OwnKeysDocument,
    "\n  query PaletteSearch($text: String!) {\n    services(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        name\n        shortName\n      }\n    }\n    tokens(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        name\n        shown\n      }\n    }\n    functions(filter: { search: $text }) {\n      name\n      summary\n    }\n    users(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        fullName\n        username\n      }\n    }\n  }\n": typeof types.PaletteSearchDocument,
    "\n  query PaletteDocumentation($token: ID!) {\n    documentation(token: $token) {\n      functions {\n        allowed\n        function {\n          name\n          summary\n        }\n      }\n    }\n  }\n": typeof types.PaletteDocumentationDocument,
    "\n  query UserOptions($search: String, $notAuthorisedFor: ID) {\n    users(filter: { search: $search, notAuthorisedFor: $notAuthorisedFor }, order: LAST_NAME, first: 20) {\n      nodes {\n        id\n        fullName\n        username\n      }\n    }\n  }\n": typeof types.UserOptionsDocument,
    "\n  query UserOption($id: ID!) {\n    user(id: $id) {\n      id\n      fullName\n      username\n    }\n  }\n": typeof types.UserOptionDocument,
    "\n  query ServiceOptions($search: String) {\n    services(filter: { search: $search }, order: NAME, first: 20) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n": typeof types.ServiceOptionsDocument,
    "\n  query ServiceOption($id: ID!) {\n    service(id: $id) {\n      id\n      name\n    }\n  }\n": typeof types.ServiceOptionDocument,
    "\n  query FunctionOptions($search: String) {\n    functions(filter: { search: $search }) {\n      name\n    }\n  }\n": typeof types.FunctionOptionsDocument,
    "\n  query CapabilityOptions {\n    capabilities {\n      name\n    }\n  }\n": typeof types.CapabilityOptionsDocument,
    "\n  query CourseOptions($search: String) {\n    courses(search: $search, first: 20) {\n      nodes {\n        id\n        fullName\n        shortName\n      }\n    }\n  }\n": typeof types.CourseOptionsDocument,
    "\n  query ProtocolNames {\n    protocols {\n      name\n      title\n      on\n      built\n    }\n  }\n": typeof types.ProtocolNamesDocument,
    "\n  mutation FixWebServices($on: Boolean!) {\n    updateSettings(input: { webServicesOn: $on }) {\n      webServicesOn\n    }\n  }\n": typeof types.FixWebServicesDocument,
    "\n  mutation FixProtocol($name: String!, $on: Boolean!) {\n    setProtocol(name: $name, on: $on) {\n      name\n      on\n    }\n  }\n": typeof types.FixProtocolDocument,
    "\n  mutation FixAddresses($id: ID!, $list: String!) {\n    updateToken(id: $id, input: { ipRestriction: $list }) {\n      id\n      ipRestriction\n    }\n  }\n": typeof types.FixAddressesDocument,
    "\n  mutation FixConfirmed($id: ID!, $confirmed: Boolean!) {\n    updateUser(id: $id, input: { confirmed: $confirmed }) {\n      id\n      confirmed\n    }\n  }\n": typeof types.FixConfirmedDocument,
    "\n  mutation FixSuspended($id: ID!) {\n    updateUser(id: $id, input: { suspended: false }) {\n      id\n      suspended\n    }\n  }\n": typeof types.FixSuspendedDocument,
    "\n  mutation FixEnabled($id: ID!, $enabled: Boolean!) {\n    updateService(id: $id, input: { enabled: $enabled }) {\n      id\n      enabled\n    }\n  }\n": typeof types.FixEnabledDocument,
    "\n  mutation FixAddFunction($service: ID!, $function: String!) {\n    addFunctions(service: $service, functions: [$function]) {\n      id\n    }\n  }\n": typeof types.FixAddFunctionDocument,
    "\n  mutation FixRemoveFunction($service: ID!, $function: String!) {\n    removeFunctions(service: $service, functions: [$function]) {\n      id\n    }\n  }\n": typeof types.FixRemoveFunctionDocument,
    "\n  mutation FixAuthorise($service: ID!, $user: ID!) {\n    authoriseUsers(service: $service, users: [$user]) {\n      id\n    }\n  }\n": typeof types.FixAuthoriseDocument,
    "\n  mutation FixUnauthorise($service: ID!, $user: ID!) {\n    unauthoriseUsers(service: $service, users: [$user])\n  }\n": typeof types.FixUnauthoriseDocument,
    "\n  fragment CreatedKey on CreatedToken {\n    secret\n    command\n    token {\n      id\n    }\n  }\n": typeof types.CreatedKeyFragmentDoc,
    "\n  query SiteFacts {\n    site {\n      name\n      shortName\n      version\n      publicURL\n      timezone\n      webServicesOn\n      documentationOn\n      yourAddress\n    }\n  }\n": typeof types.SiteFactsDocument,
    "\n  fragment MessageParts on HTTPMessage {\n    method\n    url\n    status\n    headers {\n      name\n      value\n    }\n    body\n    binary\n    cut\n  }\n": typeof types.MessagePartsFragmentDoc,
    "\n  fragment FaceParts on Face {\n    name\n    title\n    protocol\n    address\n    allowed\n    reason\n  }\n": typeof types.FacePartsFragmentDoc,
};
const documents: Documents = {
    "\n  query AccountPage {\n    viewer {\n      username\n      fullName\n      email\n      sessions {\n        ...OwnSessionRow\n      }\n      ...OwnIdentities\n      ...OwnFactors\n    }\n    site {\n      provider\n    }\n  }\n": types.AccountPageDocument,
    "\n  query AuditPage($filter: AuditFilter, $first: Int, $after: String, $before: String) {\n    auditEvents(filter: $filter, first: $first, after: $after, before: $before) {\n      nodes {\n        id\n        at\n        action\n        actor\n        actorUser {\n          id\n          fullName\n        }\n        door\n        address\n        requestId\n        subject\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": types.AuditPageDocument,
    "\n  query AuditEventPage($id: ID!) {\n    auditEvent(id: $id) {\n      id\n      at\n      actor\n      actorUser {\n        id\n        fullName\n      }\n      door\n      address\n      requestId\n      details\n      ...AuditPutBack\n      ...AuditChanges\n    }\n  }\n": types.AuditEventPageDocument,
    "\n  query AuditCall($requestId: String!) {\n    requestByRequestId(requestId: $requestId) {\n      id\n    }\n  }\n": types.AuditCallDocument,
    "\n  query DocsHome($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      functions {\n        ...DocsEntry\n      }\n    }\n  }\n": types.DocsHomeDocument,
    "\n  query DocsFiles($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      files {\n        name\n        title\n        mediaType\n        protocol\n        url\n        size\n      }\n    }\n  }\n": types.DocsFilesDocument,
    "\n  query DocsFileTexts($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      files {\n        name\n        text\n      }\n    }\n  }\n": types.DocsFileTextsDocument,
    "\n  query DocsErrors($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      errors {\n        ...DocsError\n      }\n      functions {\n        ...DocsEntry\n      }\n    }\n  }\n": types.DocsErrorsDocument,
    "\n  query DocsFunction($token: ID, $service: ID, $name: String!) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      languages {\n        ...DocsLanguage\n      }\n      function(name: $name) {\n        access {\n          allowed\n          check\n          reason\n          remedy\n          missingCapabilities\n          function {\n            name\n            summary\n            description\n            component\n            present\n            ...FunctionMarks\n            parameters {\n              ...SchemaTreeNode\n            }\n            result {\n              ...SchemaTreeNode\n            }\n          }\n        }\n        needs {\n          ...DocsNeed\n        }\n        errors {\n          ...DocsError\n        }\n        wires {\n          ...WireParts\n        }\n        lastCalls {\n          ...DocsCall\n        }\n      }\n    }\n  }\n": types.DocsFunctionDocument,
    "\n  query DocsPrint($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      token {\n        name\n        shown\n        service {\n          name\n        }\n      }\n      service {\n        name\n      }\n      errors {\n        ...DocsError\n      }\n      functions {\n        ...DocsEntry\n      }\n    }\n    site {\n      now\n    }\n  }\n": types.DocsPrintDocument,
    "\n  query DocsGuide($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      functions {\n        ...DocsEntry\n      }\n    }\n  }\n": types.DocsGuideDocument,
    "\n  query DocsWires($token: ID, $service: ID, $name: String!) {\n    documentation(token: $token, service: $service) {\n      function(name: $name) {\n        wires {\n          ...WireParts\n        }\n      }\n    }\n  }\n": types.DocsWiresDocument,
    "\n  query FunctionPage($name: String!) {\n    function(name: $name) {\n      name\n      component\n      summary\n      description\n      capabilities\n      ...FunctionMarks\n      parameters {\n        ...SchemaTreeNode\n      }\n      result {\n        ...SchemaTreeNode\n      }\n      exampleArguments\n      exampleResult\n      services {\n        id\n        name\n        enabled\n      }\n    }\n  }\n": types.FunctionPageDocument,
    "\n  query FunctionsPage($filter: FunctionFilter) {\n    functions(filter: $filter) {\n      name\n      component\n      summary\n      capabilities\n      ...FunctionMarks\n      services {\n        id\n        name\n      }\n    }\n  }\n": types.FunctionsPageDocument,
    "\n  query Components {\n    functions {\n      component\n    }\n  }\n": types.ComponentsDocument,
    "\n  query HomePage {\n    progress {\n      ...HomeProgress\n    }\n    figures {\n      ...HomeFigures\n    }\n    requests(filter: { result: REFUSED }, first: 5) {\n      nodes {\n        ...HomeRefusal\n      }\n    }\n    tokens(filter: { state: EXPIRING }, order: EXPIRING_FIRST, first: 5) {\n      nodes {\n        ...HomeKey\n      }\n    }\n  }\n": types.HomePageDocument,
    "\n  mutation SetUpForMe {\n    setUpForMe {\n      ...CreatedKey\n    }\n  }\n": types.SetUpForMeDocument,
    "\n  query KeyPage($id: ID!) {\n    token(id: $id) {\n      id\n      name\n      lastUsedAt\n      lastUsedFrom\n      ...KeyStateParts\n      ...KeyFactsParts\n      ...KeyBannerParts\n      ...KeyTraffic\n    }\n  }\n": types.KeyPageDocument,
    "\n  query KeyOwner($id: ID!) {\n    token(id: $id) {\n      ...KeyOwnerParts\n      ...RestrictedKey\n    }\n    requests(filter: { token: $id }, first: 10) {\n      nodes {\n        ...LastCall\n      }\n    }\n  }\n": types.KeyOwnerDocument,
    "\n  query KeyCreatedPage($id: ID!) {\n    token(id: $id) {\n      id\n      name\n      shown\n      validUntil\n      service {\n        name\n      }\n      lastCall {\n        id\n        result\n        check\n        code\n        durationMs\n      }\n    }\n  }\n": types.KeyCreatedPageDocument,
    "\n  query KeyCreatedOwner($id: ID!) {\n    token(id: $id) {\n      user {\n        fullName\n      }\n    }\n  }\n": types.KeyCreatedOwnerDocument,
    "\n  query KeyServices($user: ID!) {\n    servicesFor(user: $user) {\n      mayCreateKey\n      reason\n      service {\n        id\n        name\n      }\n    }\n  }\n": types.KeyServicesDocument,
    "\n  mutation CreateKey($input: TokenInput!) {\n    createToken(input: $input) {\n      ...CreatedKey\n    }\n  }\n": types.CreateKeyDocument,
    "\n  query KeysPage($filter: TokenFilter, $order: TokenOrder!, $first: Int, $after: String, $before: String) {\n    tokens(filter: $filter, order: $order, first: $first, after: $after, before: $before) {\n      nodes {\n        id\n        name\n        shown\n        validUntil\n        ipRestriction\n        createdAt\n        lastUsedAt\n        lastUsedFrom\n        origin\n        ...KeyStateParts\n        user {\n          id\n          fullName\n          username\n        }\n        service {\n          id\n          name\n        }\n        creator {\n          id\n          fullName\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": types.KeysPageDocument,
    "\n  query MyKeysPage {\n    viewer {\n      id\n      administrator\n      tokens {\n        ...OwnKey\n      }\n      services {\n        ...OwnServiceChoice\n      }\n    }\n  }\n": types.MyKeysPageDocument,
    "\n  query MyRequestsPage($function: String, $token: ID, $result: RequestResult, $first: Int, $after: String, $before: String) {\n    viewer {\n      tokens {\n        id\n        name\n        shown\n      }\n      requests(function: $function, token: $token, result: $result, first: $first, after: $after, before: $before) {\n        nodes {\n          id\n          at\n          function\n          protocol\n          address\n          check\n          code\n          durationMs\n          ...ResultParts\n          token {\n            id\n            name\n            shown\n          }\n        }\n        pageInfo {\n          ...PageParts\n        }\n      }\n    }\n  }\n": types.MyRequestsPageDocument,
    "\n  query ProtocolsPage {\n    settings {\n      webServicesOn\n      documentationOn\n    }\n    protocols {\n      name\n      on\n      built\n      ...ProtocolCard\n    }\n  }\n": types.ProtocolsPageDocument,
    "\n  query RequestPage($id: ID!) {\n    request(id: $id) {\n      id\n      at\n      ...ResultParts\n      ...RequestFactsParts\n      ...CallOutcomeParts\n      chain {\n        ...CheckStep\n      }\n    }\n  }\n": types.RequestPageDocument,
    "\n  query RequestMender($id: ID!) {\n    request(id: $id) {\n      now {\n        check\n        command\n      }\n      token {\n        ...FixToken\n      }\n      service {\n        ...FixService\n      }\n      user {\n        ...FixUser\n      }\n    }\n  }\n": types.RequestMenderDocument,
    "\n  query RequestsPage($filter: RequestFilter, $first: Int, $after: String, $before: String) {\n    requests(filter: $filter, first: $first, after: $after, before: $before) {\n      nodes {\n        id\n        at\n        requestId\n        protocol\n        function\n        code\n        check\n        path\n        address\n        durationMs\n        ...ResultParts\n        user {\n          id\n          fullName\n          username\n        }\n        token {\n          id\n          name\n          shown\n        }\n        service {\n          id\n          name\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": types.RequestsPageDocument,
    "\n  fragment RoleDetails on Role {\n    id\n    name\n    shortName\n    isDefault\n    userCount\n    version\n    updatedAt\n    mayAssign {\n      id\n      name\n      shortName\n    }\n  }\n": types.RoleDetailsFragmentDoc,
    "\n  query RolePage($id: ID!) {\n    role(id: $id) {\n      ...RoleDetails\n      ...RoleCapabilities\n    }\n    capabilities {\n      ...RoleCapability\n    }\n  }\n": types.RolePageDocument,
    "\n  mutation UpdateRole($id: ID!, $version: String, $input: RoleInput!) {\n    updateRole(id: $id, version: $version, input: $input) {\n      ...RoleDetails\n    }\n  }\n": types.UpdateRoleDocument,
    "\n  query RoleNow($id: ID!) {\n    role(id: $id) {\n      ...RoleDetails\n    }\n  }\n": types.RoleNowDocument,
    "\n  mutation DeleteRole($id: ID!) {\n    deleteRole(id: $id)\n  }\n": types.DeleteRoleDocument,
    "\n  query RolesPage {\n    roles {\n      id\n      name\n      shortName\n      isDefault\n      userCount\n      capabilities\n      mayAssign {\n        id\n        name\n        shortName\n      }\n    }\n  }\n": types.RolesPageDocument,
    "\n  query SecondFactorPage {\n    site {\n      name\n    }\n    viewer {\n      owesSecondFactor\n      factors {\n        kind\n      }\n    }\n  }\n": types.SecondFactorPageDocument,
    "\n  mutation NewAuthenticator {\n    newAuthenticator {\n      ...NewAuthenticatorParts\n    }\n  }\n": types.NewAuthenticatorDocument,
    "\n  query ServicePage($id: ID!) {\n    service(id: $id) {\n      ...ServiceHandle\n      ...WhoMayUse\n      functionCount\n      calls\n      callsPerMinute\n      burst\n      callsPerDay\n    }\n  }\n": types.ServicePageDocument,
    "\n  query ServiceFunctionsPage($id: ID!) {\n    service(id: $id) {\n      id\n      name\n      builtIn\n      component\n      capabilities\n      functions {\n        name\n        component\n        summary\n        capabilities\n        ...FunctionMarks\n      }\n    }\n  }\n": types.ServiceFunctionsPageDocument,
    "\n  query ServiceKeysPage($filter: TokenFilter, $order: TokenOrder!, $first: Int, $after: String, $before: String) {\n    tokens(filter: $filter, order: $order, first: $first, after: $after, before: $before) {\n      nodes {\n        id\n        name\n        shown\n        validUntil\n        ipRestriction\n        createdAt\n        lastUsedAt\n        lastUsedFrom\n        ...KeyStateParts\n        user {\n          fullName\n          username\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": types.ServiceKeysPageDocument,
    "\n  query ServiceNewPage {\n    functions(filter: { deprecated: false }) {\n      ...TemplateFunction\n    }\n  }\n": types.ServiceNewPageDocument,
    "\n  mutation CreateService($input: ServiceInput!) {\n    createService(input: $input) {\n      id\n    }\n  }\n": types.CreateServiceDocument,
    "\n  query ServiceSettingsPage($id: ID!) {\n    service(id: $id) {\n      ...ServiceHandle\n      ...ServiceSettings\n    }\n  }\n": types.ServiceSettingsPageDocument,
    "\n  query ServiceUsersPage($id: ID!, $search: String, $first: Int, $after: String, $before: String) {\n    service(id: $id) {\n      id\n      ...OpenToAll\n      authorisedUsers(search: $search, first: $first, after: $after, before: $before) {\n        nodes {\n          id\n          ...AuthorisedUserParts\n        }\n        pageInfo {\n          ...PageParts\n        }\n      }\n    }\n  }\n": types.ServiceUsersPageDocument,
    "\n  query Services($filter: ServiceFilter, $order: ServiceOrder!, $first: Int, $after: String, $before: String) {\n    services(filter: $filter, order: $order, first: $first, after: $after, before: $before) {\n      nodes {\n        ...ServiceHandle\n        ...WhoMayUse\n        functionCount\n        calls\n        createdAt\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": types.ServicesDocument,
    "\n  query SetPasswordPage($secret: String!) {\n    site {\n      name\n      signInRefused\n    }\n    link(secret: $secret) {\n      purpose\n      username\n      expiresAt\n    }\n  }\n": types.SetPasswordPageDocument,
    "\n  query SettingsPage {\n    settings {\n      ...GeneralSettings\n      ...SecuritySettings\n      ...KeySettings\n      ...LimitSettings\n      ...FileSettings\n      ...FeatureSettings\n      ...LogSettings\n      ...WebSiteSettings\n      ...MaintenanceSetting\n      ...ProviderSettings\n    }\n    site {\n      provider\n    }\n    roles {\n      shortName\n      name\n    }\n  }\n": types.SettingsPageDocument,
    "\n  query SetupPage($secret: String!) {\n    site {\n      name\n      isSetUp\n      signInRefused\n    }\n    link(secret: $secret) {\n      purpose\n      expiresAt\n    }\n  }\n": types.SetupPageDocument,
    "\n  query SignInPage {\n    site {\n      name\n      isSetUp\n      signInRefused\n      provider\n    }\n    secondStep {\n      ...SecondStepParts\n    }\n  }\n": types.SignInPageDocument,
    "\n  query UserPage($id: ID!) {\n    user(id: $id) {\n      id\n      fullName\n      username\n      email\n      ...UserStateParts\n      ...UserDetails\n      ...UserRolesParts\n      ...UserKeysParts\n      ...UserAuthorisations\n      ...UserAccount\n    }\n    site {\n      provider\n    }\n    settings {\n      endOnSuspension\n    }\n  }\n": types.UserPageDocument,
    "\n  mutation CreateUser($input: UserInput!) {\n    createUser(input: $input) {\n      id\n      fullName\n    }\n  }\n": types.CreateUserDocument,
    "\n  query UsersPage($filter: UserFilter, $order: UserOrder!, $first: Int, $after: String, $before: String) {\n    users(filter: $filter, order: $order, first: $first, after: $after, before: $before) {\n      nodes {\n        id\n        fullName\n        username\n        email\n        createdAt\n        ...UserStateParts\n        roles {\n          role {\n            id\n            name\n            shortName\n          }\n          course {\n            id\n            shortName\n          }\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n": types.UsersPageDocument,
    "\n  query ExplainFunction($token: ID, $user: ID, $service: ID, $function: String!, $protocol: String!, $address: String, $at: Time) {\n    explain(token: $token, user: $user, service: $service, function: $function, protocol: $protocol, address: $address, at: $at) {\n      ...CheckStep\n      command\n    }\n  }\n": types.ExplainFunctionDocument,
    "\n  query AccessPage($user: ID!, $service: ID, $protocol: String!, $address: String, $at: Time) {\n    userAccess(user: $user, service: $service, protocol: $protocol, address: $address, at: $at) {\n      ...AccessParts\n      functions {\n        service {\n          ...FixService\n        }\n      }\n    }\n    user(id: $user) {\n      ...FixUser\n    }\n  }\n": types.AccessPageDocument,
    "\n  query AccessOfKey($token: ID!, $protocol: String!, $address: String, $at: Time) {\n    token(id: $token) {\n      ...FixToken\n      shown\n      user {\n        ...FixUser\n      }\n      service {\n        ...FixService\n      }\n      access(protocol: $protocol, address: $address, at: $at) {\n        ...AccessParts\n        functions {\n          service {\n            ...FixService\n          }\n        }\n      }\n    }\n  }\n": types.AccessOfKeyDocument,
    "\n  query AccessService($id: ID!) {\n    service(id: $id) {\n      ...FixService\n    }\n  }\n": types.AccessServiceDocument,
    "\n  fragment OwnFactors on Viewer {\n    factors {\n      id\n      kind\n      name\n      createdAt\n      lastUsedAt\n    }\n    recoveryCodesLeft\n    authenticatorLost\n  }\n": types.OwnFactorsFragmentDoc,
    "\n  mutation RemoveFactor($id: ID!) {\n    removeFactor(id: $id)\n  }\n": types.RemoveFactorDocument,
    "\n  mutation RenewRecoveryCodes {\n    renewRecoveryCodes\n  }\n": types.RenewRecoveryCodesDocument,
    "\n  fragment OwnIdentities on Viewer {\n    identities {\n      id\n      issuer\n      subject\n      email\n      createdAt\n    }\n  }\n": types.OwnIdentitiesFragmentDoc,
    "\n  mutation UnlinkOwnIdentity($id: ID!) {\n    unlinkOwnIdentity(id: $id)\n  }\n": types.UnlinkOwnIdentityDocument,
    "\n  mutation CreateOwnKey($input: OwnTokenInput!) {\n    createOwnToken(input: $input) {\n      ...CreatedKey\n    }\n  }\n": types.CreateOwnKeyDocument,
    "\n  fragment OwnKey on Token {\n    id\n    name\n    shown\n    validUntil\n    lastUsedAt\n    lastUsedFrom\n    ...KeyStateParts\n    limit {\n      callsPerMinute\n      burst\n      callsPerDay\n    }\n    service {\n      id\n      name\n    }\n  }\n": types.OwnKeyFragmentDoc,
    "\n  fragment OwnServiceChoice on OwnService {\n    mayCreateKey\n    reason\n    service {\n      id\n      name\n    }\n  }\n": types.OwnServiceChoiceFragmentDoc,
    "\n  mutation RevokeOwnKey($id: ID!) {\n    revokeTokens(ids: [$id]) {\n      id\n      state\n    }\n  }\n": types.RevokeOwnKeyDocument,
    "\n  mutation ChangePassword($current: String!, $new: String!) {\n    changePassword(current: $current, new: $new) {\n      ...SessionParts\n    }\n  }\n": types.ChangePasswordDocument,
    "\n  fragment OwnSessionRow on OwnSession {\n    id\n    current\n    createdAt\n    lastSeenAt\n    address\n    browser\n  }\n": types.OwnSessionRowFragmentDoc,
    "\n  mutation EndSession($id: ID!) {\n    endSession(id: $id)\n  }\n": types.EndSessionDocument,
    "\n  mutation EndOtherSessions {\n    endOtherSessions\n  }\n": types.EndOtherSessionsDocument,
    "\n  query ChangingFunctions {\n    functions(filter: { kind: WRITE }) {\n      name\n    }\n  }\n": types.ChangingFunctionsDocument,
    "\n  fragment AuditChanges on AuditEvent {\n    action\n    changes {\n      field\n      before\n      after\n    }\n  }\n": types.AuditChangesFragmentDoc,
    "\n  fragment ObjectOf on AuditEvent {\n    action\n    subject\n    objectKind\n    objectID\n  }\n": types.ObjectOfFragmentDoc,
    "\n  fragment AuditPutBack on AuditEvent {\n    id\n    action\n    subject\n    objectKind\n    objectID\n    canPutBack\n    changes {\n      field\n    }\n  }\n": types.AuditPutBackFragmentDoc,
    "\n  mutation PutBackChange($event: ID!) {\n    putBack(event: $event)\n  }\n": types.PutBackChangeDocument,
    "\n  query LastChange($action: String!, $subject: String!) {\n    auditEvents(filter: { action: $action, subject: $subject }, first: 20) {\n      nodes {\n        id\n        at\n        action\n        subject\n        actor\n        door\n        actorUser {\n          fullName\n        }\n      }\n    }\n  }\n": types.LastChangeDocument,
    "\n  fragment DocsFrame on Documentation {\n    faces {\n      ...FaceParts\n    }\n  }\n": types.DocsFrameFragmentDoc,
    "\n  query OwnServices {\n    viewer {\n      services {\n        mayCreateKey\n        reason\n        service {\n          id\n          name\n        }\n      }\n    }\n  }\n": types.OwnServicesDocument,
    "\n  fragment DocsNeed on NeededCapability {\n    name\n    held\n  }\n": types.DocsNeedFragmentDoc,
    "\n  fragment DocsError on DocumentedError {\n    code\n    sentence\n    status\n  }\n": types.DocsErrorFragmentDoc,
    "\n  fragment DocsCall on Request {\n    id\n    at\n    protocol\n    check\n    code\n    durationMs\n    ...ResultParts\n  }\n": types.DocsCallFragmentDoc,
    "\n  fragment DocsPrinted on DocumentedFunction {\n    access {\n      function {\n        name\n        summary\n        description\n        ...FunctionMarks\n        parameters {\n          ...SchemaTreeNode\n        }\n        result {\n          ...SchemaTreeNode\n        }\n      }\n    }\n    needs {\n      name\n    }\n    errors {\n      code\n      sentence\n    }\n    wires {\n      ...WireParts\n    }\n  }\n": types.DocsPrintedFragmentDoc,
    "\n  query PrintedOne($token: ID, $service: ID, $name: String!) {\n    documentation(token: $token, service: $service) {\n      function(name: $name) {\n        ...DocsPrinted\n      }\n    }\n  }\n": types.PrintedOneDocument,
    "\n  fragment DocsLanguage on SampleLanguage {\n    name\n    title\n    file\n    run\n    key\n    quoted\n  }\n": types.DocsLanguageFragmentDoc,
    "\n  query DocsSamples($token: ID, $service: ID, $name: String!, $face: String!) {\n    documentation(token: $token, service: $service) {\n      function(name: $name) {\n        samples(face: $face) {\n          language\n          code\n        }\n      }\n    }\n  }\n": types.DocsSamplesDocument,
    "\n  query FirstCall($token: ID, $service: ID, $function: String!, $face: String!) {\n    documentation(token: $token, service: $service) {\n      function(name: $function) {\n        samples(face: $face) {\n          language\n          code\n        }\n      }\n    }\n  }\n": types.FirstCallDocument,
    "\n  fragment DocsEntry on FunctionAccess {\n    allowed\n    check\n    reason\n    remedy\n    function {\n      name\n      component\n      summary\n      capabilities\n      kind\n      deprecated\n      replacedBy\n      present\n      parameters {\n        name\n      }\n    }\n  }\n": types.DocsEntryFragmentDoc,
    "\n  fragment WireParts on WireForm {\n    face {\n      name\n    }\n    request {\n      ...MessageParts\n    }\n    answer {\n      ...MessageParts\n    }\n    failure {\n      ...MessageParts\n    }\n  }\n": types.WirePartsFragmentDoc,
    "\n  fragment NewAuthenticatorParts on NewAuthenticator {\n    secret\n    url\n    qr {\n      size\n      path\n    }\n  }\n": types.NewAuthenticatorPartsFragmentDoc,
    "\n  mutation AddAuthenticator($secret: String!, $code: String!) {\n    addAuthenticator(secret: $secret, code: $code) {\n      session {\n        ...SessionParts\n      }\n      recoveryCodes\n    }\n  }\n": types.AddAuthenticatorDocument,
    "\n  query ChosenService($id: ID!) {\n    service(id: $id) {\n      id\n      name\n      functions {\n        name\n      }\n    }\n  }\n": types.ChosenServiceDocument,
    "\n  fragment HomeFigures on Figures {\n    calls\n    refused\n    failed\n    medianMs\n    p95Ms\n    lastCallAt\n    expiringTokens\n    hours {\n      at\n      calls\n      refused\n      failed\n    }\n  }\n": types.HomeFiguresFragmentDoc,
    "\n  fragment HomeKey on Token {\n    id\n    name\n    validUntil\n    lastUsedAt\n    user {\n      fullName\n    }\n    service {\n      name\n    }\n  }\n": types.HomeKeyFragmentDoc,
    "\n  mutation ExtendKey($id: ID!, $validUntil: String!) {\n    extendTokens(ids: [$id], validUntil: $validUntil) {\n      id\n      validUntil\n    }\n  }\n": types.ExtendKeyDocument,
    "\n  fragment HomeRefusal on Request {\n    id\n    at\n    function\n    check\n    code\n    address\n    token {\n      id\n      name\n      shown\n    }\n    service {\n      id\n      name\n    }\n    user {\n      id\n      fullName\n    }\n  }\n": types.HomeRefusalFragmentDoc,
    "\n  fragment HomeProgress on Progress {\n    webServicesOn\n    protocols\n    documentationOn\n    service {\n      id\n      name\n      functionCount\n      authorisedUsersOnly\n    }\n    openService {\n      id\n      name\n      functionCount\n    }\n    caller {\n      id\n      fullName\n    }\n    usersMayCreateKeys\n    token {\n      id\n      name\n      shown\n    }\n    firstCallAt\n    webServicesOnBy {\n      id\n      actor\n      at\n    }\n  }\n": types.HomeProgressFragmentDoc,
    "\n  mutation SwitchWebServices($on: Boolean!) {\n    updateSettings(input: { webServicesOn: $on }) {\n      webServicesOn\n    }\n  }\n": types.SwitchWebServicesDocument,
    "\n  mutation SwitchRest($on: Boolean!) {\n    setProtocol(name: \"rest\", on: $on) {\n      name\n      on\n    }\n  }\n": types.SwitchRestDocument,
    "\n  mutation SwitchDocumentation($on: Boolean!) {\n    updateSettings(input: { documentationOn: $on }) {\n      documentationOn\n    }\n  }\n": types.SwitchDocumentationDocument,
    "\n  query DefaultRole {\n    roles {\n      isDefault\n      id\n      name\n      shortName\n      capabilities\n      version\n    }\n  }\n": types.DefaultRoleDocument,
    "\n  mutation ExtendKeysTo($ids: [ID!]!, $validUntil: String!) {\n    extendTokens(ids: $ids, validUntil: $validUntil) {\n      id\n      validUntil\n    }\n  }\n": types.ExtendKeysToDocument,
    "\n  query KeyAccess($id: ID!, $protocol: String!, $address: String) {\n    token(id: $id) {\n      access(protocol: $protocol, address: $address) {\n        ...AccessParts\n      }\n    }\n  }\n": types.KeyAccessDocument,
    "\n  fragment KeyBannerParts on Token {\n    state\n    validUntil\n    revokedAt\n    lastUsedAt\n    rotatedTo {\n      id\n      name\n      shown\n    }\n    rotatedFrom {\n      id\n      name\n      shown\n      state\n      validUntil\n      lastUsedAt\n    }\n    access {\n      refusals {\n        check\n        reason\n      }\n    }\n    service {\n      enabled\n      name\n    }\n  }\n": types.KeyBannerPartsFragmentDoc,
    "\n  fragment KeyFactsParts on Token {\n    id\n    shown\n    validUntil\n    ipRestriction\n    createdAt\n    origin\n    lastUsedAt\n    lastUsedFrom\n    limit {\n      callsPerMinute\n      burst\n      callsPerDay\n    }\n    service {\n      id\n      name\n      callsPerMinute\n      burst\n      callsPerDay\n    }\n    course {\n      fullName\n      shortName\n    }\n    lastCall {\n      id\n      function\n      protocol\n    }\n  }\n": types.KeyFactsPartsFragmentDoc,
    "\n  fragment KeyOwnerParts on Token {\n    ...FixToken\n    user {\n      ...FixUser\n    }\n    service {\n      ...FixService\n    }\n    creator {\n      id\n      fullName\n    }\n    revocation {\n      id\n      at\n      actor\n      actorUser {\n        id\n        fullName\n      }\n    }\n  }\n": types.KeyOwnerPartsFragmentDoc,
    "\n  query LimitOfSettings {\n    settings {\n      callsPerMinute\n      burst\n      callsPerDay\n    }\n  }\n": types.LimitOfSettingsDocument,
    "\n  fragment LastCall on Request {\n    id\n    at\n    function\n    protocol\n    address\n    check\n    code\n    durationMs\n    ...ResultParts\n  }\n": types.LastCallFragmentDoc,
    "\n  query KeyPreview($user: ID!, $service: ID!, $protocol: String!, $address: String, $ipRestriction: String, $validUntil: String) {\n    tokenPreview(user: $user, service: $service, protocol: $protocol, address: $address, ipRestriction: $ipRestriction, validUntil: $validUntil) {\n      ...AccessParts\n    }\n    user(id: $user) {\n      ...FixUser\n    }\n    service(id: $service) {\n      ...FixService\n    }\n  }\n": types.KeyPreviewDocument,
    "\n  fragment RestrictedKey on Token {\n    id\n    name\n    ipRestriction\n    validUntil\n    callsPerMinute\n    burst\n    callsPerDay\n  }\n": types.RestrictedKeyFragmentDoc,
    "\n  mutation UpdateKey($id: ID!, $name: String, $input: RestrictionInput, $limit: LimitInput) {\n    updateToken(id: $id, name: $name, input: $input, limit: $limit) {\n      ...RestrictedKey\n      limit {\n        callsPerMinute\n        burst\n        callsPerDay\n      }\n    }\n  }\n": types.UpdateKeyDocument,
    "\n  mutation RotateKey($id: ID!, $hours: Int!) {\n    rotateToken(id: $id, overlapHours: $hours) {\n      ...CreatedKey\n    }\n  }\n": types.RotateKeyDocument,
    "\n  mutation ResetKey($id: ID!) {\n    resetToken(id: $id) {\n      ...CreatedKey\n    }\n  }\n": types.ResetKeyDocument,
    "\n  query KeyAddressTest($id: ID!, $address: String!, $protocol: String!) {\n    token(id: $id) {\n      test(address: $address, protocol: $protocol) {\n        address\n        allowed\n        refusal {\n          check\n          reason\n          remedy\n        }\n      }\n    }\n  }\n": types.KeyAddressTestDocument,
    "\n  fragment KeyTraffic on Token {\n    days(count: 30) {\n      at\n      calls\n      refused\n      failed\n    }\n    rotatedTo {\n      name\n      shown\n      days(count: 30) {\n        at\n        calls\n        refused\n        failed\n      }\n    }\n    rotatedFrom {\n      name\n      shown\n      days(count: 30) {\n        at\n        calls\n        refused\n        failed\n      }\n    }\n  }\n": types.KeyTrafficFragmentDoc,
    "\n  mutation RevokeKeys($ids: [ID!]!) {\n    revokeTokens(ids: $ids) {\n      id\n      state\n    }\n  }\n": types.RevokeKeysDocument,
    "\n  fragment SecondStepParts on SecondStep {\n    username\n    authenticatorLost\n  }\n": types.SecondStepPartsFragmentDoc,
    "\n  fragment ProtocolCard on Protocol {\n    name\n    title\n    summary\n    on\n    calls\n    tokenCount\n    tokens {\n      id\n      name\n    }\n    addresses {\n      label\n      url\n      formats\n    }\n  }\n": types.ProtocolCardFragmentDoc,
    "\n  mutation SetWebServices($on: Boolean!) {\n    updateSettings(input: { webServicesOn: $on }) {\n      webServicesOn\n    }\n  }\n": types.SetWebServicesDocument,
    "\n  mutation SetDocumentation($on: Boolean!) {\n    updateSettings(input: { documentationOn: $on }) {\n      documentationOn\n    }\n  }\n": types.SetDocumentationDocument,
    "\n  mutation SetProtocol($name: String!, $on: Boolean!) {\n    setProtocol(name: $name, on: $on) {\n      name\n      on\n    }\n  }\n": types.SetProtocolDocument,
    "\n  fragment CallOutcomeParts on Request {\n    result\n    check\n    code\n    codeSentence\n    path\n    now {\n      ...CheckStep\n    }\n  }\n": types.CallOutcomePartsFragmentDoc,
    "\n  query RequestChart($from: Time!, $to: Time!, $protocol: String, $service: ID, $token: ID) {\n    requestChart(from: $from, to: $to, protocol: $protocol, service: $service, token: $token) {\n      at\n      calls\n      refused\n      failed\n    }\n  }\n": types.RequestChartDocument,
    "\n  fragment RequestFactsParts on Request {\n    requestId\n    protocol\n    function\n    check\n    code\n    codeSentence\n    path\n    address\n    durationMs\n    token {\n      id\n      name\n      shown\n    }\n    service {\n      id\n      name\n    }\n  }\n": types.RequestFactsPartsFragmentDoc,
    "\n  query SameErrors($token: ID!, $code: String!, $check: String) {\n    requests(filter: { token: $token, code: $code, check: $check }, first: 6) {\n      nodes {\n        ...LastCall\n      }\n    }\n  }\n": types.SameErrorsDocument,
    "\n  fragment RoleCapability on Capability {\n    name\n    functions\n  }\n": types.RoleCapabilityFragmentDoc,
    "\n  query ServiceNeeds($id: ID!) {\n    service(id: $id) {\n      capabilities\n      requiredCapability\n    }\n  }\n": types.ServiceNeedsDocument,
    "\n  mutation CreateRole($input: RoleInput!) {\n    createRole(input: $input) {\n      id\n    }\n  }\n": types.CreateRoleDocument,
    "\n  mutation CreateServiceRole($service: ID!, $name: String!) {\n    createRoleForService(service: $service, name: $name) {\n      id\n    }\n  }\n": types.CreateServiceRoleDocument,
    "\n  fragment RoleCapabilities on Role {\n    id\n    name\n    shortName\n    capabilities\n    version\n  }\n": types.RoleCapabilitiesFragmentDoc,
    "\n  mutation SetCapabilities($id: ID!, $version: String, $capabilities: [String!]!) {\n    updateRole(id: $id, version: $version, input: { capabilities: $capabilities }) {\n      ...RoleCapabilities\n    }\n  }\n": types.SetCapabilitiesDocument,
    "\n  query CapabilitiesNow($id: ID!) {\n    role(id: $id) {\n      ...RoleCapabilities\n    }\n  }\n": types.CapabilitiesNowDocument,
    "\n  query UsersToAdd($search: String, $service: ID!) {\n    users(filter: { search: $search, state: ACTIVE, notAuthorisedFor: $service }, order: LAST_NAME, first: 50) {\n      nodes {\n        id\n        fullName\n        username\n        email\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n": types.UsersToAddDocument,
    "\n  query CapabilityHolders {\n    capabilities {\n      name\n      roles {\n        id\n        name\n      }\n    }\n  }\n": types.CapabilityHoldersDocument,
    "\n  mutation DuplicateService($id: ID!, $name: String!) {\n    duplicateService(id: $id, name: $name) {\n      id\n    }\n  }\n": types.DuplicateServiceDocument,
    "\n  query FunctionPicker($search: String, $kind: FunctionKind) {\n    functions(filter: { search: $search, kind: $kind }) {\n      ...PickerFunction\n    }\n  }\n": types.FunctionPickerDocument,
    "\n  fragment OpenToAll on Service {\n    id\n    name\n    authorisedUsersOnly\n    authorisedUserCount\n    requiredCapability\n    capabilities\n    tokenCount\n  }\n": types.OpenToAllFragmentDoc,
    "\n  mutation RestrictService($id: ID!, $only: Boolean!) {\n    updateService(id: $id, input: { authorisedUsersOnly: $only }) {\n      id\n    }\n  }\n": types.RestrictServiceDocument,
    "\n  fragment PickerFunction on Function {\n    name\n    component\n    summary\n    capabilities\n    ...FunctionMarks\n  }\n": types.PickerFunctionFragmentDoc,
    "\n  mutation CreateRoleForService($service: ID!, $name: String!) {\n    createRoleForService(service: $service, name: $name) {\n      id\n      name\n      capabilities\n    }\n  }\n": types.CreateRoleForServiceDocument,
    "\n  mutation GiveRole($user: ID!, $role: ID!) {\n    assignRole(user: $user, role: $role) {\n      id\n    }\n  }\n": types.GiveRoleDocument,
    "\n  fragment ServiceSettings on Service {\n    id\n    name\n    shortName\n    enabled\n    authorisedUsersOnly\n    authorisedUserCount\n    requiredCapability\n    downloadFiles\n    uploadFiles\n    callsPerMinute\n    burst\n    callsPerDay\n    builtIn\n    tokenCount\n    updatedAt\n    version\n  }\n": types.ServiceSettingsFragmentDoc,
    "\n  mutation UpdateService($id: ID!, $version: String, $input: ServiceInput!) {\n    updateService(id: $id, version: $version, input: $input) {\n      ...ServiceSettings\n    }\n  }\n": types.UpdateServiceDocument,
    "\n  query ServiceNow($id: ID!) {\n    service(id: $id) {\n      ...ServiceSettings\n    }\n  }\n": types.ServiceNowDocument,
    "\n  fragment TemplateFunction on Function {\n    name\n    summary\n    ...FunctionMarks\n  }\n": types.TemplateFunctionFragmentDoc,
    "\n  fragment AuthorisedUserParts on AuthorisedUser {\n    user {\n      id\n      fullName\n      username\n      siteAdmin\n    }\n    ipRestriction\n    validUntil\n    expired\n    missingCapabilities\n  }\n": types.AuthorisedUserPartsFragmentDoc,
    "\n  mutation SwitchService($id: ID!, $enabled: Boolean!) {\n    updateService(id: $id, input: { enabled: $enabled }) {\n      id\n      enabled\n    }\n  }\n": types.SwitchServiceDocument,
    "\n  mutation DeleteService($id: ID!, $confirm: String) {\n    deleteService(id: $id, confirm: $confirm)\n  }\n": types.DeleteServiceDocument,
    "\n  fragment ServiceHandle on Service {\n    id\n    name\n    shortName\n    enabled\n    builtIn\n    tokenCount\n  }\n": types.ServiceHandleFragmentDoc,
    "\n  mutation AuthoriseUsers($service: ID!, $users: [ID!]!, $input: RestrictionInput) {\n    authoriseUsers(service: $service, users: $users, input: $input) {\n      id\n    }\n  }\n": types.AuthoriseUsersDocument,
    "\n  mutation UnauthoriseUsers($service: ID!, $users: [ID!]!) {\n    unauthoriseUsers(service: $service, users: $users)\n  }\n": types.UnauthoriseUsersDocument,
    "\n  mutation AddFunctions($service: ID!, $functions: [String!]!) {\n    addFunctions(service: $service, functions: $functions) {\n      id\n    }\n  }\n": types.AddFunctionsDocument,
    "\n  mutation RemoveFunctions($service: ID!, $functions: [String!]!) {\n    removeFunctions(service: $service, functions: $functions) {\n      id\n    }\n  }\n": types.RemoveFunctionsDocument,
    "\n  fragment WhoMayUse on Service {\n    authorisedUsersOnly\n    authorisedUserCount\n    requiredCapability\n  }\n": types.WhoMayUseFragmentDoc,
    "\n  fragment FeatureSettings on Settings {\n    notesOn\n    messagingOn\n  }\n": types.FeatureSettingsFragmentDoc,
    "\n  fragment FileSettings on Settings {\n    uploadLimit\n    userQuota\n  }\n": types.FileSettingsFragmentDoc,
    "\n  fragment GeneralSettings on Settings {\n    siteName\n    siteShortName\n    timezone\n  }\n": types.GeneralSettingsFragmentDoc,
    "\n  fragment KeySettings on Settings {\n    tokenInURL\n    passwordEndpoints\n    signInDays\n    signInKept\n    selfServiceForAdmin\n  }\n": types.KeySettingsFragmentDoc,
    "\n  fragment LimitSettings on Settings {\n    callsPerMinute\n    burst\n    callsPerDay\n    addressCallsPerMinute\n    addressBurst\n    sharedLimits\n  }\n": types.LimitSettingsFragmentDoc,
    "\n  fragment LogSettings on Settings {\n    callDays\n    auditDays\n  }\n": types.LogSettingsFragmentDoc,
    "\n  fragment MaintenanceSetting on Settings {\n    maintenance\n  }\n": types.MaintenanceSettingFragmentDoc,
    "\n  mutation SetMaintenance($on: Boolean!) {\n    updateSettings(input: { maintenance: $on }) {\n      maintenance\n    }\n  }\n": types.SetMaintenanceDocument,
    "\n  fragment ProviderSettings on Settings {\n    linkByEmail\n    createAccounts\n  }\n": types.ProviderSettingsFragmentDoc,
    "\n  fragment SecuritySettings on Settings {\n    passwordPolicy\n    defaultRole\n    endOnPassword\n    endOnSuspension\n    secondFactorForAdmins\n  }\n": types.SecuritySettingsFragmentDoc,
    "\n  mutation SaveSettings($input: SettingsInput!) {\n    updateSettings(input: $input) {\n      siteName\n    }\n  }\n": types.SaveSettingsDocument,
    "\n  fragment WebSiteSettings on Settings {\n    adminOrigins\n    callOrigins\n  }\n": types.WebSiteSettingsFragmentDoc,
    "\n  query TriableFunctions($token: ID) {\n    documentation(token: $token) {\n      functions {\n        allowed\n        function {\n          name\n        }\n      }\n    }\n  }\n": types.TriableFunctionsDocument,
    "\n  query OwnKeyChoices {\n    viewer {\n      tokens {\n        id\n        name\n        shown\n        state\n      }\n    }\n  }\n": types.OwnKeyChoicesDocument,
    "\n  fragment TriedFunction on Function {\n    ...FunctionMarks\n    name\n    summary\n    parameters {\n      ...SchemaTreeNode\n    }\n    exampleArguments\n  }\n": types.TriedFunctionFragmentDoc,
    "\n  query Tried($token: ID!, $chosen: Boolean!, $documented: ID, $name: String!) {\n    token(id: $token) @include(if: $chosen) {\n      id\n      name\n      shown\n      service {\n        id\n        name\n      }\n    }\n    documentation(token: $documented) {\n      faces {\n        ...FaceParts\n      }\n      function(name: $name) {\n        access {\n          allowed\n          check\n          reason\n          function {\n            ...TriedFunction\n          }\n        }\n        wires {\n          face {\n            name\n          }\n          request {\n            ...MessageParts\n          }\n        }\n      }\n    }\n  }\n": types.TriedDocument,
    "\n  query CatalogueFunction($name: String!) {\n    function(name: $name) {\n      ...TriedFunction\n    }\n  }\n": types.CatalogueFunctionDocument,
    "\n  query TriedKeyOwner($token: ID!) {\n    token(id: $token) {\n      id\n      user {\n        id\n        fullName\n      }\n    }\n  }\n": types.TriedKeyOwnerDocument,
    "\n  fragment TrialParts on Trial {\n    request {\n      ...MessageParts\n    }\n    answer {\n      ...MessageParts\n    }\n    calls\n    ready\n    answered\n    code\n    codeSentence\n    message\n    check\n    path\n    durationMs\n    requestId\n    steps {\n      ...CheckStep\n    }\n  }\n": types.TrialPartsFragmentDoc,
    "\n  mutation TryCall($input: TryInput!) {\n    tryCall(input: $input) {\n      ...TrialParts\n    }\n  }\n": types.TryCallDocument,
    "\n  fragment UserAccount on User {\n    id\n    fullName\n    username\n    siteAdmin\n    suspended\n    hasPassword\n    tokens {\n      state\n    }\n    ...UserIdentities\n    ...UserFactors\n  }\n": types.UserAccountFragmentDoc,
    "\n  mutation SuspendUser($id: ID!) {\n    updateUser(id: $id, input: { suspended: true }) {\n      id\n      suspended\n    }\n  }\n": types.SuspendUserDocument,
    "\n  mutation MakeAdministrator($id: ID!, $siteAdmin: Boolean!) {\n    updateUser(id: $id, input: { siteAdmin: $siteAdmin }) {\n      id\n      siteAdmin\n    }\n  }\n": types.MakeAdministratorDocument,
    "\n  mutation DeleteUser($id: ID!) {\n    deleteUser(id: $id)\n  }\n": types.DeleteUserDocument,
    "\n  fragment UserAuthorisations on User {\n    authorisations {\n      service {\n        id\n        name\n      }\n      ipRestriction\n      validUntil\n    }\n  }\n": types.UserAuthorisationsFragmentDoc,
    "\n  fragment UserDetails on User {\n    id\n    fullName\n    username\n    firstName\n    lastName\n    email\n    auth\n    idNumber\n    institution\n    department\n    city\n    country\n    lang\n    timezone\n    description\n    version\n    updatedAt\n  }\n": types.UserDetailsFragmentDoc,
    "\n  mutation UpdateUser($id: ID!, $version: String, $input: UserInput!) {\n    updateUser(id: $id, version: $version, input: $input) {\n      ...UserDetails\n    }\n  }\n": types.UpdateUserDocument,
    "\n  query UserNow($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n    }\n  }\n": types.UserNowDocument,
    "\n  fragment UserIdentities on User {\n    id\n    fullName\n    identities {\n      id\n      issuer\n      subject\n      email\n      createdAt\n    }\n  }\n": types.UserIdentitiesFragmentDoc,
    "\n  mutation LinkIdentity($user: ID!, $subject: String!) {\n    linkIdentity(user: $user, subject: $subject) {\n      id\n    }\n  }\n": types.LinkIdentityDocument,
    "\n  mutation UnlinkIdentity($id: ID!) {\n    unlinkIdentity(id: $id)\n  }\n": types.UnlinkIdentityDocument,
    "\n  mutation MakePasswordLink($user: ID!) {\n    createPasswordLink(user: $user) {\n      url\n      expiresAt\n    }\n  }\n": types.MakePasswordLinkDocument,
    "\n  fragment UserFactors on User {\n    id\n    fullName\n    factors {\n      id\n      name\n    }\n  }\n": types.UserFactorsFragmentDoc,
    "\n  mutation RemoveSecondFactor($user: ID!) {\n    removeSecondFactor(user: $user) {\n      id\n    }\n  }\n": types.RemoveSecondFactorDocument,
    "\n  mutation ConfirmUser($id: ID!, $confirmed: Boolean!) {\n    updateUser(id: $id, input: { confirmed: $confirmed }) {\n      id\n      confirmed\n    }\n  }\n": types.ConfirmUserDocument,
    "\n  mutation ResumeUser($id: ID!) {\n    updateUser(id: $id, input: { suspended: false }) {\n      id\n      suspended\n    }\n  }\n": types.ResumeUserDocument,
    "\n  fragment UserKeysParts on User {\n    id\n    deleted\n    tokens {\n      id\n      name\n      shown\n      validUntil\n      lastUsedAt\n      ...KeyStateParts\n      service {\n        id\n        name\n      }\n    }\n  }\n": types.UserKeysPartsFragmentDoc,
    "\n  fragment UserRolesParts on User {\n    id\n    fullName\n    deleted\n    roles {\n      createdAt\n      role {\n        id\n        name\n        shortName\n      }\n      course {\n        id\n        fullName\n        shortName\n      }\n    }\n  }\n": types.UserRolesPartsFragmentDoc,
    "\n  mutation BeginProviderSignIn($again: Boolean!) {\n    beginProviderSignIn(again: $again)\n  }\n": types.BeginProviderSignInDocument,
    "\n  mutation FinishProviderSignIn($answer: ProviderAnswer!) {\n    finishProviderSignIn(answer: $answer) {\n      ...SessionParts\n    }\n  }\n": types.FinishProviderSignInDocument,
    "\n  mutation BeginProviderLink {\n    beginProviderLink\n  }\n": types.BeginProviderLinkDocument,
    "\n  mutation FinishProviderLink($answer: ProviderAnswer!) {\n    finishProviderLink(answer: $answer)\n  }\n": types.FinishProviderLinkDocument,
    "\n  fragment SessionParts on Session {\n    accessToken\n    expiresAt\n    viewer {\n      id\n      username\n      fullName\n      email\n      administrator\n      freshUntil\n      hasSecondFactor\n      owesSecondFactor\n    }\n  }\n": types.SessionPartsFragmentDoc,
    "\n  mutation Refresh {\n    refresh {\n      ...SessionParts\n    }\n  }\n": types.RefreshDocument,
    "\n  mutation SignIn($username: String!, $password: String!) {\n    signIn(username: $username, password: $password) {\n      ...SessionParts\n    }\n  }\n": types.SignInDocument,
    "\n  mutation GiveCode($code: String!) {\n    giveCode(code: $code) {\n      ...SessionParts\n    }\n  }\n": types.GiveCodeDocument,
    "\n  mutation SignOut {\n    signOut\n  }\n": types.SignOutDocument,
    "\n  mutation SetUp($input: SetUpInput!) {\n    setUp(input: $input) {\n      ...SessionParts\n    }\n  }\n": types.SetUpDocument,
    "\n  mutation ChoosePassword($secret: String!, $password: String!) {\n    choosePassword(secret: $secret, password: $password) {\n      ...SessionParts\n    }\n  }\n": types.ChoosePasswordDocument,
    "\n  mutation ConfirmPassword($password: String!, $code: String) {\n    confirmPassword(password: $password, code: $code) {\n      ...SessionParts\n    }\n  }\n": types.ConfirmPasswordDocument,
    "\n  fragment AccessParts on AccessPreview {\n    allowed\n    allowedCount\n    refusedCount\n    refusals {\n      check\n      reason\n      remedy\n    }\n    functions {\n      allowed\n      check\n      reason\n      remedy\n      missingCapabilities\n      function {\n        name\n        summary\n        kind\n      }\n    }\n  }\n": types.AccessPartsFragmentDoc,
    "\n  fragment CheckStep on Step {\n    check\n    asked\n    passed\n    reason\n    remedy\n  }\n": types.CheckStepFragmentDoc,
    "\n  fragment FixToken on Token {\n    id\n    name\n    ipRestriction\n  }\n": types.FixTokenFragmentDoc,
    "\n  fragment FixService on Service {\n    id\n    name\n    builtIn\n    requiredCapability\n  }\n": types.FixServiceFragmentDoc,
    "\n  fragment FixUser on User {\n    id\n    fullName\n  }\n": types.FixUserFragmentDoc,
    "\n  fragment FunctionMarks on Function {\n    kind\n    deprecated\n    replacedBy\n    present\n  }\n": types.FunctionMarksFragmentDoc,
    "\n  query GrantChoices {\n    roles {\n      id\n      name\n      shortName\n      isDefault\n      capabilities\n    }\n  }\n": types.GrantChoicesDocument,
    "\n  mutation AssignRole($user: ID!, $role: ID!, $course: ID) {\n    assignRole(user: $user, role: $role, course: $course) {\n      id\n    }\n  }\n": types.AssignRoleDocument,
    "\n  mutation UnassignRole($user: ID!, $role: ID!, $course: ID) {\n    unassignRole(user: $user, role: $role, course: $course) {\n      id\n    }\n  }\n": types.UnassignRoleDocument,
    "\n  mutation RoleForService($service: ID!, $name: String!) {\n    createRoleForService(service: $service, name: $name) {\n      id\n      name\n    }\n  }\n": types.RoleForServiceDocument,
    "\n  query KeyOptions($search: String) {\n    tokens(filter: { search: $search }, first: 20) {\n      nodes {\n        id\n        name\n        shown\n      }\n    }\n  }\n": types.KeyOptionsDocument,
    "\n  query KeyOption($id: ID!) {\n    token(id: $id) {\n      id\n      name\n      shown\n    }\n  }\n": types.KeyOptionDocument,
    "\n  query NameOfUser($id: ID!) {\n    user(id: $id) {\n      fullName\n    }\n  }\n": types.NameOfUserDocument,
    "\n  query NameOfService($id: ID!) {\n    service(id: $id) {\n      name\n    }\n  }\n": types.NameOfServiceDocument,
    "\n  query NameOfKey($id: ID!) {\n    token(id: $id) {\n      name\n    }\n  }\n": types.NameOfKeyDocument,
    "\n  fragment PageParts on PageInfo {\n    hasNextPage\n    hasPreviousPage\n    startCursor\n    endCursor\n  }\n": types.PagePartsFragmentDoc,
    "\n  fragment KeyStateParts on Token {\n    state\n  }\n": types.KeyStatePartsFragmentDoc,
    "\n  fragment ResultParts on Request {\n    result\n  }\n": types.ResultPartsFragmentDoc,
    "\n  query RoleOptions {\n    roles {\n      id\n      name\n      shortName\n      isDefault\n    }\n  }\n": types.RoleOptionsDocument,
    "\n  fragment SchemaTreeNode on SchemaNode {\n    path\n    name\n    depth\n    shape\n    type\n    presence\n    default\n    nullable\n    description\n  }\n": types.SchemaTreeNodeFragmentDoc,
    "\n  query DialogProvider {\n    site {\n      provider\n    }\n  }\n": types.DialogProviderDocument,
    "\n  fragment UserStateParts on User {\n    auth\n    confirmed\n    suspended\n    deleted\n    siteAdmin\n  }\n": types.UserStatePartsFragmentDoc,
    "\n  query OwnKeys {\n    viewer {\n      tokens {\n        id\n        name\n        shown\n        service {\n          name\n        }\n      }\n      services {\n        mayCreateKey\n      }\n    }\n    site {\n      documentationOn\n    }\n  }\n": types.OwnKeysDocument,
    "\n  query PaletteSearch($text: String!) {\n    services(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        name\n        shortName\n      }\n    }\n    tokens(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        name\n        shown\n      }\n    }\n    functions(filter: { search: $text }) {\n      name\n      summary\n    }\n    users(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        fullName\n        username\n      }\n    }\n  }\n": types.PaletteSearchDocument,
    "\n  query PaletteDocumentation($token: ID!) {\n    documentation(token: $token) {\n      functions {\n        allowed\n        function {\n          name\n          summary\n        }\n      }\n    }\n  }\n": types.PaletteDocumentationDocument,
    "\n  query UserOptions($search: String, $notAuthorisedFor: ID) {\n    users(filter: { search: $search, notAuthorisedFor: $notAuthorisedFor }, order: LAST_NAME, first: 20) {\n      nodes {\n        id\n        fullName\n        username\n      }\n    }\n  }\n": types.UserOptionsDocument,
    "\n  query UserOption($id: ID!) {\n    user(id: $id) {\n      id\n      fullName\n      username\n    }\n  }\n": types.UserOptionDocument,
    "\n  query ServiceOptions($search: String) {\n    services(filter: { search: $search }, order: NAME, first: 20) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n": types.ServiceOptionsDocument,
    "\n  query ServiceOption($id: ID!) {\n    service(id: $id) {\n      id\n      name\n    }\n  }\n": types.ServiceOptionDocument,
    "\n  query FunctionOptions($search: String) {\n    functions(filter: { search: $search }) {\n      name\n    }\n  }\n": types.FunctionOptionsDocument,
    "\n  query CapabilityOptions {\n    capabilities {\n      name\n    }\n  }\n": types.CapabilityOptionsDocument,
    "\n  query CourseOptions($search: String) {\n    courses(search: $search, first: 20) {\n      nodes {\n        id\n        fullName\n        shortName\n      }\n    }\n  }\n": types.CourseOptionsDocument,
    "\n  query ProtocolNames {\n    protocols {\n      name\n      title\n      on\n      built\n    }\n  }\n": types.ProtocolNamesDocument,
    "\n  mutation FixWebServices($on: Boolean!) {\n    updateSettings(input: { webServicesOn: $on }) {\n      webServicesOn\n    }\n  }\n": types.FixWebServicesDocument,
    "\n  mutation FixProtocol($name: String!, $on: Boolean!) {\n    setProtocol(name: $name, on: $on) {\n      name\n      on\n    }\n  }\n": types.FixProtocolDocument,
    "\n  mutation FixAddresses($id: ID!, $list: String!) {\n    updateToken(id: $id, input: { ipRestriction: $list }) {\n      id\n      ipRestriction\n    }\n  }\n": types.FixAddressesDocument,
    "\n  mutation FixConfirmed($id: ID!, $confirmed: Boolean!) {\n    updateUser(id: $id, input: { confirmed: $confirmed }) {\n      id\n      confirmed\n    }\n  }\n": types.FixConfirmedDocument,
    "\n  mutation FixSuspended($id: ID!) {\n    updateUser(id: $id, input: { suspended: false }) {\n      id\n      suspended\n    }\n  }\n": types.FixSuspendedDocument,
    "\n  mutation FixEnabled($id: ID!, $enabled: Boolean!) {\n    updateService(id: $id, input: { enabled: $enabled }) {\n      id\n      enabled\n    }\n  }\n": types.FixEnabledDocument,
    "\n  mutation FixAddFunction($service: ID!, $function: String!) {\n    addFunctions(service: $service, functions: [$function]) {\n      id\n    }\n  }\n": types.FixAddFunctionDocument,
    "\n  mutation FixRemoveFunction($service: ID!, $function: String!) {\n    removeFunctions(service: $service, functions: [$function]) {\n      id\n    }\n  }\n": types.FixRemoveFunctionDocument,
    "\n  mutation FixAuthorise($service: ID!, $user: ID!) {\n    authoriseUsers(service: $service, users: [$user]) {\n      id\n    }\n  }\n": types.FixAuthoriseDocument,
    "\n  mutation FixUnauthorise($service: ID!, $user: ID!) {\n    unauthoriseUsers(service: $service, users: [$user])\n  }\n": types.FixUnauthoriseDocument,
    "\n  fragment CreatedKey on CreatedToken {\n    secret\n    command\n    token {\n      id\n    }\n  }\n": types.CreatedKeyFragmentDoc,
    "\n  query SiteFacts {\n    site {\n      name\n      shortName\n      version\n      publicURL\n      timezone\n      webServicesOn\n      documentationOn\n      yourAddress\n    }\n  }\n": types.SiteFactsDocument,
    "\n  fragment MessageParts on HTTPMessage {\n    method\n    url\n    status\n    headers {\n      name\n      value\n    }\n    body\n    binary\n    cut\n  }\n": types.MessagePartsFragmentDoc,
    "\n  fragment FaceParts on Face {\n    name\n    title\n    protocol\n    address\n    allowed\n    reason\n  }\n": types.FacePartsFragmentDoc,
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
export function graphql(source: "\n  query AccountPage {\n    viewer {\n      username\n      fullName\n      email\n      sessions {\n        ...OwnSessionRow\n      }\n      ...OwnIdentities\n      ...OwnFactors\n    }\n    site {\n      provider\n    }\n  }\n"): (typeof documents)["\n  query AccountPage {\n    viewer {\n      username\n      fullName\n      email\n      sessions {\n        ...OwnSessionRow\n      }\n      ...OwnIdentities\n      ...OwnFactors\n    }\n    site {\n      provider\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditPage($filter: AuditFilter, $first: Int, $after: String, $before: String) {\n    auditEvents(filter: $filter, first: $first, after: $after, before: $before) {\n      nodes {\n        id\n        at\n        action\n        actor\n        actorUser {\n          id\n          fullName\n        }\n        door\n        address\n        requestId\n        subject\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"): (typeof documents)["\n  query AuditPage($filter: AuditFilter, $first: Int, $after: String, $before: String) {\n    auditEvents(filter: $filter, first: $first, after: $after, before: $before) {\n      nodes {\n        id\n        at\n        action\n        actor\n        actorUser {\n          id\n          fullName\n        }\n        door\n        address\n        requestId\n        subject\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditEventPage($id: ID!) {\n    auditEvent(id: $id) {\n      id\n      at\n      actor\n      actorUser {\n        id\n        fullName\n      }\n      door\n      address\n      requestId\n      details\n      ...AuditPutBack\n      ...AuditChanges\n    }\n  }\n"): (typeof documents)["\n  query AuditEventPage($id: ID!) {\n    auditEvent(id: $id) {\n      id\n      at\n      actor\n      actorUser {\n        id\n        fullName\n      }\n      door\n      address\n      requestId\n      details\n      ...AuditPutBack\n      ...AuditChanges\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditCall($requestId: String!) {\n    requestByRequestId(requestId: $requestId) {\n      id\n    }\n  }\n"): (typeof documents)["\n  query AuditCall($requestId: String!) {\n    requestByRequestId(requestId: $requestId) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DocsHome($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      functions {\n        ...DocsEntry\n      }\n    }\n  }\n"): (typeof documents)["\n  query DocsHome($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      functions {\n        ...DocsEntry\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DocsFiles($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      files {\n        name\n        title\n        mediaType\n        protocol\n        url\n        size\n      }\n    }\n  }\n"): (typeof documents)["\n  query DocsFiles($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      files {\n        name\n        title\n        mediaType\n        protocol\n        url\n        size\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DocsFileTexts($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      files {\n        name\n        text\n      }\n    }\n  }\n"): (typeof documents)["\n  query DocsFileTexts($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      files {\n        name\n        text\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DocsErrors($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      errors {\n        ...DocsError\n      }\n      functions {\n        ...DocsEntry\n      }\n    }\n  }\n"): (typeof documents)["\n  query DocsErrors($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      errors {\n        ...DocsError\n      }\n      functions {\n        ...DocsEntry\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DocsFunction($token: ID, $service: ID, $name: String!) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      languages {\n        ...DocsLanguage\n      }\n      function(name: $name) {\n        access {\n          allowed\n          check\n          reason\n          remedy\n          missingCapabilities\n          function {\n            name\n            summary\n            description\n            component\n            present\n            ...FunctionMarks\n            parameters {\n              ...SchemaTreeNode\n            }\n            result {\n              ...SchemaTreeNode\n            }\n          }\n        }\n        needs {\n          ...DocsNeed\n        }\n        errors {\n          ...DocsError\n        }\n        wires {\n          ...WireParts\n        }\n        lastCalls {\n          ...DocsCall\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DocsFunction($token: ID, $service: ID, $name: String!) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      languages {\n        ...DocsLanguage\n      }\n      function(name: $name) {\n        access {\n          allowed\n          check\n          reason\n          remedy\n          missingCapabilities\n          function {\n            name\n            summary\n            description\n            component\n            present\n            ...FunctionMarks\n            parameters {\n              ...SchemaTreeNode\n            }\n            result {\n              ...SchemaTreeNode\n            }\n          }\n        }\n        needs {\n          ...DocsNeed\n        }\n        errors {\n          ...DocsError\n        }\n        wires {\n          ...WireParts\n        }\n        lastCalls {\n          ...DocsCall\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DocsPrint($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      token {\n        name\n        shown\n        service {\n          name\n        }\n      }\n      service {\n        name\n      }\n      errors {\n        ...DocsError\n      }\n      functions {\n        ...DocsEntry\n      }\n    }\n    site {\n      now\n    }\n  }\n"): (typeof documents)["\n  query DocsPrint($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      token {\n        name\n        shown\n        service {\n          name\n        }\n      }\n      service {\n        name\n      }\n      errors {\n        ...DocsError\n      }\n      functions {\n        ...DocsEntry\n      }\n    }\n    site {\n      now\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DocsGuide($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      functions {\n        ...DocsEntry\n      }\n    }\n  }\n"): (typeof documents)["\n  query DocsGuide($token: ID, $service: ID) {\n    documentation(token: $token, service: $service) {\n      ...DocsFrame\n      functions {\n        ...DocsEntry\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DocsWires($token: ID, $service: ID, $name: String!) {\n    documentation(token: $token, service: $service) {\n      function(name: $name) {\n        wires {\n          ...WireParts\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DocsWires($token: ID, $service: ID, $name: String!) {\n    documentation(token: $token, service: $service) {\n      function(name: $name) {\n        wires {\n          ...WireParts\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FunctionPage($name: String!) {\n    function(name: $name) {\n      name\n      component\n      summary\n      description\n      capabilities\n      ...FunctionMarks\n      parameters {\n        ...SchemaTreeNode\n      }\n      result {\n        ...SchemaTreeNode\n      }\n      exampleArguments\n      exampleResult\n      services {\n        id\n        name\n        enabled\n      }\n    }\n  }\n"): (typeof documents)["\n  query FunctionPage($name: String!) {\n    function(name: $name) {\n      name\n      component\n      summary\n      description\n      capabilities\n      ...FunctionMarks\n      parameters {\n        ...SchemaTreeNode\n      }\n      result {\n        ...SchemaTreeNode\n      }\n      exampleArguments\n      exampleResult\n      services {\n        id\n        name\n        enabled\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FunctionsPage($filter: FunctionFilter) {\n    functions(filter: $filter) {\n      name\n      component\n      summary\n      capabilities\n      ...FunctionMarks\n      services {\n        id\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  query FunctionsPage($filter: FunctionFilter) {\n    functions(filter: $filter) {\n      name\n      component\n      summary\n      capabilities\n      ...FunctionMarks\n      services {\n        id\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Components {\n    functions {\n      component\n    }\n  }\n"): (typeof documents)["\n  query Components {\n    functions {\n      component\n    }\n  }\n"];
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
export function graphql(source: "\n  query KeyPage($id: ID!) {\n    token(id: $id) {\n      id\n      name\n      lastUsedAt\n      lastUsedFrom\n      ...KeyStateParts\n      ...KeyFactsParts\n      ...KeyBannerParts\n      ...KeyTraffic\n    }\n  }\n"): (typeof documents)["\n  query KeyPage($id: ID!) {\n    token(id: $id) {\n      id\n      name\n      lastUsedAt\n      lastUsedFrom\n      ...KeyStateParts\n      ...KeyFactsParts\n      ...KeyBannerParts\n      ...KeyTraffic\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query KeyOwner($id: ID!) {\n    token(id: $id) {\n      ...KeyOwnerParts\n      ...RestrictedKey\n    }\n    requests(filter: { token: $id }, first: 10) {\n      nodes {\n        ...LastCall\n      }\n    }\n  }\n"): (typeof documents)["\n  query KeyOwner($id: ID!) {\n    token(id: $id) {\n      ...KeyOwnerParts\n      ...RestrictedKey\n    }\n    requests(filter: { token: $id }, first: 10) {\n      nodes {\n        ...LastCall\n      }\n    }\n  }\n"];
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
export function graphql(source: "\n  query KeyServices($user: ID!) {\n    servicesFor(user: $user) {\n      mayCreateKey\n      reason\n      service {\n        id\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  query KeyServices($user: ID!) {\n    servicesFor(user: $user) {\n      mayCreateKey\n      reason\n      service {\n        id\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateKey($input: TokenInput!) {\n    createToken(input: $input) {\n      ...CreatedKey\n    }\n  }\n"): (typeof documents)["\n  mutation CreateKey($input: TokenInput!) {\n    createToken(input: $input) {\n      ...CreatedKey\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query KeysPage($filter: TokenFilter, $order: TokenOrder!, $first: Int, $after: String, $before: String) {\n    tokens(filter: $filter, order: $order, first: $first, after: $after, before: $before) {\n      nodes {\n        id\n        name\n        shown\n        validUntil\n        ipRestriction\n        createdAt\n        lastUsedAt\n        lastUsedFrom\n        origin\n        ...KeyStateParts\n        user {\n          id\n          fullName\n          username\n        }\n        service {\n          id\n          name\n        }\n        creator {\n          id\n          fullName\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"): (typeof documents)["\n  query KeysPage($filter: TokenFilter, $order: TokenOrder!, $first: Int, $after: String, $before: String) {\n    tokens(filter: $filter, order: $order, first: $first, after: $after, before: $before) {\n      nodes {\n        id\n        name\n        shown\n        validUntil\n        ipRestriction\n        createdAt\n        lastUsedAt\n        lastUsedFrom\n        origin\n        ...KeyStateParts\n        user {\n          id\n          fullName\n          username\n        }\n        service {\n          id\n          name\n        }\n        creator {\n          id\n          fullName\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MyKeysPage {\n    viewer {\n      id\n      administrator\n      tokens {\n        ...OwnKey\n      }\n      services {\n        ...OwnServiceChoice\n      }\n    }\n  }\n"): (typeof documents)["\n  query MyKeysPage {\n    viewer {\n      id\n      administrator\n      tokens {\n        ...OwnKey\n      }\n      services {\n        ...OwnServiceChoice\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MyRequestsPage($function: String, $token: ID, $result: RequestResult, $first: Int, $after: String, $before: String) {\n    viewer {\n      tokens {\n        id\n        name\n        shown\n      }\n      requests(function: $function, token: $token, result: $result, first: $first, after: $after, before: $before) {\n        nodes {\n          id\n          at\n          function\n          protocol\n          address\n          check\n          code\n          durationMs\n          ...ResultParts\n          token {\n            id\n            name\n            shown\n          }\n        }\n        pageInfo {\n          ...PageParts\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query MyRequestsPage($function: String, $token: ID, $result: RequestResult, $first: Int, $after: String, $before: String) {\n    viewer {\n      tokens {\n        id\n        name\n        shown\n      }\n      requests(function: $function, token: $token, result: $result, first: $first, after: $after, before: $before) {\n        nodes {\n          id\n          at\n          function\n          protocol\n          address\n          check\n          code\n          durationMs\n          ...ResultParts\n          token {\n            id\n            name\n            shown\n          }\n        }\n        pageInfo {\n          ...PageParts\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProtocolsPage {\n    settings {\n      webServicesOn\n      documentationOn\n    }\n    protocols {\n      name\n      on\n      built\n      ...ProtocolCard\n    }\n  }\n"): (typeof documents)["\n  query ProtocolsPage {\n    settings {\n      webServicesOn\n      documentationOn\n    }\n    protocols {\n      name\n      on\n      built\n      ...ProtocolCard\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RequestPage($id: ID!) {\n    request(id: $id) {\n      id\n      at\n      ...ResultParts\n      ...RequestFactsParts\n      ...CallOutcomeParts\n      chain {\n        ...CheckStep\n      }\n    }\n  }\n"): (typeof documents)["\n  query RequestPage($id: ID!) {\n    request(id: $id) {\n      id\n      at\n      ...ResultParts\n      ...RequestFactsParts\n      ...CallOutcomeParts\n      chain {\n        ...CheckStep\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RequestMender($id: ID!) {\n    request(id: $id) {\n      now {\n        check\n        command\n      }\n      token {\n        ...FixToken\n      }\n      service {\n        ...FixService\n      }\n      user {\n        ...FixUser\n      }\n    }\n  }\n"): (typeof documents)["\n  query RequestMender($id: ID!) {\n    request(id: $id) {\n      now {\n        check\n        command\n      }\n      token {\n        ...FixToken\n      }\n      service {\n        ...FixService\n      }\n      user {\n        ...FixUser\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RequestsPage($filter: RequestFilter, $first: Int, $after: String, $before: String) {\n    requests(filter: $filter, first: $first, after: $after, before: $before) {\n      nodes {\n        id\n        at\n        requestId\n        protocol\n        function\n        code\n        check\n        path\n        address\n        durationMs\n        ...ResultParts\n        user {\n          id\n          fullName\n          username\n        }\n        token {\n          id\n          name\n          shown\n        }\n        service {\n          id\n          name\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"): (typeof documents)["\n  query RequestsPage($filter: RequestFilter, $first: Int, $after: String, $before: String) {\n    requests(filter: $filter, first: $first, after: $after, before: $before) {\n      nodes {\n        id\n        at\n        requestId\n        protocol\n        function\n        code\n        check\n        path\n        address\n        durationMs\n        ...ResultParts\n        user {\n          id\n          fullName\n          username\n        }\n        token {\n          id\n          name\n          shown\n        }\n        service {\n          id\n          name\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RoleDetails on Role {\n    id\n    name\n    shortName\n    isDefault\n    userCount\n    version\n    updatedAt\n    mayAssign {\n      id\n      name\n      shortName\n    }\n  }\n"): (typeof documents)["\n  fragment RoleDetails on Role {\n    id\n    name\n    shortName\n    isDefault\n    userCount\n    version\n    updatedAt\n    mayAssign {\n      id\n      name\n      shortName\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RolePage($id: ID!) {\n    role(id: $id) {\n      ...RoleDetails\n      ...RoleCapabilities\n    }\n    capabilities {\n      ...RoleCapability\n    }\n  }\n"): (typeof documents)["\n  query RolePage($id: ID!) {\n    role(id: $id) {\n      ...RoleDetails\n      ...RoleCapabilities\n    }\n    capabilities {\n      ...RoleCapability\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateRole($id: ID!, $version: String, $input: RoleInput!) {\n    updateRole(id: $id, version: $version, input: $input) {\n      ...RoleDetails\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateRole($id: ID!, $version: String, $input: RoleInput!) {\n    updateRole(id: $id, version: $version, input: $input) {\n      ...RoleDetails\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RoleNow($id: ID!) {\n    role(id: $id) {\n      ...RoleDetails\n    }\n  }\n"): (typeof documents)["\n  query RoleNow($id: ID!) {\n    role(id: $id) {\n      ...RoleDetails\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteRole($id: ID!) {\n    deleteRole(id: $id)\n  }\n"): (typeof documents)["\n  mutation DeleteRole($id: ID!) {\n    deleteRole(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RolesPage {\n    roles {\n      id\n      name\n      shortName\n      isDefault\n      userCount\n      capabilities\n      mayAssign {\n        id\n        name\n        shortName\n      }\n    }\n  }\n"): (typeof documents)["\n  query RolesPage {\n    roles {\n      id\n      name\n      shortName\n      isDefault\n      userCount\n      capabilities\n      mayAssign {\n        id\n        name\n        shortName\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SecondFactorPage {\n    site {\n      name\n    }\n    viewer {\n      owesSecondFactor\n      factors {\n        kind\n      }\n    }\n  }\n"): (typeof documents)["\n  query SecondFactorPage {\n    site {\n      name\n    }\n    viewer {\n      owesSecondFactor\n      factors {\n        kind\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation NewAuthenticator {\n    newAuthenticator {\n      ...NewAuthenticatorParts\n    }\n  }\n"): (typeof documents)["\n  mutation NewAuthenticator {\n    newAuthenticator {\n      ...NewAuthenticatorParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ServicePage($id: ID!) {\n    service(id: $id) {\n      ...ServiceHandle\n      ...WhoMayUse\n      functionCount\n      calls\n      callsPerMinute\n      burst\n      callsPerDay\n    }\n  }\n"): (typeof documents)["\n  query ServicePage($id: ID!) {\n    service(id: $id) {\n      ...ServiceHandle\n      ...WhoMayUse\n      functionCount\n      calls\n      callsPerMinute\n      burst\n      callsPerDay\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ServiceFunctionsPage($id: ID!) {\n    service(id: $id) {\n      id\n      name\n      builtIn\n      component\n      capabilities\n      functions {\n        name\n        component\n        summary\n        capabilities\n        ...FunctionMarks\n      }\n    }\n  }\n"): (typeof documents)["\n  query ServiceFunctionsPage($id: ID!) {\n    service(id: $id) {\n      id\n      name\n      builtIn\n      component\n      capabilities\n      functions {\n        name\n        component\n        summary\n        capabilities\n        ...FunctionMarks\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ServiceKeysPage($filter: TokenFilter, $order: TokenOrder!, $first: Int, $after: String, $before: String) {\n    tokens(filter: $filter, order: $order, first: $first, after: $after, before: $before) {\n      nodes {\n        id\n        name\n        shown\n        validUntil\n        ipRestriction\n        createdAt\n        lastUsedAt\n        lastUsedFrom\n        ...KeyStateParts\n        user {\n          fullName\n          username\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"): (typeof documents)["\n  query ServiceKeysPage($filter: TokenFilter, $order: TokenOrder!, $first: Int, $after: String, $before: String) {\n    tokens(filter: $filter, order: $order, first: $first, after: $after, before: $before) {\n      nodes {\n        id\n        name\n        shown\n        validUntil\n        ipRestriction\n        createdAt\n        lastUsedAt\n        lastUsedFrom\n        ...KeyStateParts\n        user {\n          fullName\n          username\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ServiceNewPage {\n    functions(filter: { deprecated: false }) {\n      ...TemplateFunction\n    }\n  }\n"): (typeof documents)["\n  query ServiceNewPage {\n    functions(filter: { deprecated: false }) {\n      ...TemplateFunction\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateService($input: ServiceInput!) {\n    createService(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation CreateService($input: ServiceInput!) {\n    createService(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ServiceSettingsPage($id: ID!) {\n    service(id: $id) {\n      ...ServiceHandle\n      ...ServiceSettings\n    }\n  }\n"): (typeof documents)["\n  query ServiceSettingsPage($id: ID!) {\n    service(id: $id) {\n      ...ServiceHandle\n      ...ServiceSettings\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ServiceUsersPage($id: ID!, $search: String, $first: Int, $after: String, $before: String) {\n    service(id: $id) {\n      id\n      ...OpenToAll\n      authorisedUsers(search: $search, first: $first, after: $after, before: $before) {\n        nodes {\n          id\n          ...AuthorisedUserParts\n        }\n        pageInfo {\n          ...PageParts\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ServiceUsersPage($id: ID!, $search: String, $first: Int, $after: String, $before: String) {\n    service(id: $id) {\n      id\n      ...OpenToAll\n      authorisedUsers(search: $search, first: $first, after: $after, before: $before) {\n        nodes {\n          id\n          ...AuthorisedUserParts\n        }\n        pageInfo {\n          ...PageParts\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Services($filter: ServiceFilter, $order: ServiceOrder!, $first: Int, $after: String, $before: String) {\n    services(filter: $filter, order: $order, first: $first, after: $after, before: $before) {\n      nodes {\n        ...ServiceHandle\n        ...WhoMayUse\n        functionCount\n        calls\n        createdAt\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"): (typeof documents)["\n  query Services($filter: ServiceFilter, $order: ServiceOrder!, $first: Int, $after: String, $before: String) {\n    services(filter: $filter, order: $order, first: $first, after: $after, before: $before) {\n      nodes {\n        ...ServiceHandle\n        ...WhoMayUse\n        functionCount\n        calls\n        createdAt\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SetPasswordPage($secret: String!) {\n    site {\n      name\n      signInRefused\n    }\n    link(secret: $secret) {\n      purpose\n      username\n      expiresAt\n    }\n  }\n"): (typeof documents)["\n  query SetPasswordPage($secret: String!) {\n    site {\n      name\n      signInRefused\n    }\n    link(secret: $secret) {\n      purpose\n      username\n      expiresAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SettingsPage {\n    settings {\n      ...GeneralSettings\n      ...SecuritySettings\n      ...KeySettings\n      ...LimitSettings\n      ...FileSettings\n      ...FeatureSettings\n      ...LogSettings\n      ...WebSiteSettings\n      ...MaintenanceSetting\n      ...ProviderSettings\n    }\n    site {\n      provider\n    }\n    roles {\n      shortName\n      name\n    }\n  }\n"): (typeof documents)["\n  query SettingsPage {\n    settings {\n      ...GeneralSettings\n      ...SecuritySettings\n      ...KeySettings\n      ...LimitSettings\n      ...FileSettings\n      ...FeatureSettings\n      ...LogSettings\n      ...WebSiteSettings\n      ...MaintenanceSetting\n      ...ProviderSettings\n    }\n    site {\n      provider\n    }\n    roles {\n      shortName\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SetupPage($secret: String!) {\n    site {\n      name\n      isSetUp\n      signInRefused\n    }\n    link(secret: $secret) {\n      purpose\n      expiresAt\n    }\n  }\n"): (typeof documents)["\n  query SetupPage($secret: String!) {\n    site {\n      name\n      isSetUp\n      signInRefused\n    }\n    link(secret: $secret) {\n      purpose\n      expiresAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SignInPage {\n    site {\n      name\n      isSetUp\n      signInRefused\n      provider\n    }\n    secondStep {\n      ...SecondStepParts\n    }\n  }\n"): (typeof documents)["\n  query SignInPage {\n    site {\n      name\n      isSetUp\n      signInRefused\n      provider\n    }\n    secondStep {\n      ...SecondStepParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserPage($id: ID!) {\n    user(id: $id) {\n      id\n      fullName\n      username\n      email\n      ...UserStateParts\n      ...UserDetails\n      ...UserRolesParts\n      ...UserKeysParts\n      ...UserAuthorisations\n      ...UserAccount\n    }\n    site {\n      provider\n    }\n    settings {\n      endOnSuspension\n    }\n  }\n"): (typeof documents)["\n  query UserPage($id: ID!) {\n    user(id: $id) {\n      id\n      fullName\n      username\n      email\n      ...UserStateParts\n      ...UserDetails\n      ...UserRolesParts\n      ...UserKeysParts\n      ...UserAuthorisations\n      ...UserAccount\n    }\n    site {\n      provider\n    }\n    settings {\n      endOnSuspension\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateUser($input: UserInput!) {\n    createUser(input: $input) {\n      id\n      fullName\n    }\n  }\n"): (typeof documents)["\n  mutation CreateUser($input: UserInput!) {\n    createUser(input: $input) {\n      id\n      fullName\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UsersPage($filter: UserFilter, $order: UserOrder!, $first: Int, $after: String, $before: String) {\n    users(filter: $filter, order: $order, first: $first, after: $after, before: $before) {\n      nodes {\n        id\n        fullName\n        username\n        email\n        createdAt\n        ...UserStateParts\n        roles {\n          role {\n            id\n            name\n            shortName\n          }\n          course {\n            id\n            shortName\n          }\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"): (typeof documents)["\n  query UsersPage($filter: UserFilter, $order: UserOrder!, $first: Int, $after: String, $before: String) {\n    users(filter: $filter, order: $order, first: $first, after: $after, before: $before) {\n      nodes {\n        id\n        fullName\n        username\n        email\n        createdAt\n        ...UserStateParts\n        roles {\n          role {\n            id\n            name\n            shortName\n          }\n          course {\n            id\n            shortName\n          }\n        }\n      }\n      pageInfo {\n        ...PageParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ExplainFunction($token: ID, $user: ID, $service: ID, $function: String!, $protocol: String!, $address: String, $at: Time) {\n    explain(token: $token, user: $user, service: $service, function: $function, protocol: $protocol, address: $address, at: $at) {\n      ...CheckStep\n      command\n    }\n  }\n"): (typeof documents)["\n  query ExplainFunction($token: ID, $user: ID, $service: ID, $function: String!, $protocol: String!, $address: String, $at: Time) {\n    explain(token: $token, user: $user, service: $service, function: $function, protocol: $protocol, address: $address, at: $at) {\n      ...CheckStep\n      command\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccessPage($user: ID!, $service: ID, $protocol: String!, $address: String, $at: Time) {\n    userAccess(user: $user, service: $service, protocol: $protocol, address: $address, at: $at) {\n      ...AccessParts\n      functions {\n        service {\n          ...FixService\n        }\n      }\n    }\n    user(id: $user) {\n      ...FixUser\n    }\n  }\n"): (typeof documents)["\n  query AccessPage($user: ID!, $service: ID, $protocol: String!, $address: String, $at: Time) {\n    userAccess(user: $user, service: $service, protocol: $protocol, address: $address, at: $at) {\n      ...AccessParts\n      functions {\n        service {\n          ...FixService\n        }\n      }\n    }\n    user(id: $user) {\n      ...FixUser\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccessOfKey($token: ID!, $protocol: String!, $address: String, $at: Time) {\n    token(id: $token) {\n      ...FixToken\n      shown\n      user {\n        ...FixUser\n      }\n      service {\n        ...FixService\n      }\n      access(protocol: $protocol, address: $address, at: $at) {\n        ...AccessParts\n        functions {\n          service {\n            ...FixService\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query AccessOfKey($token: ID!, $protocol: String!, $address: String, $at: Time) {\n    token(id: $token) {\n      ...FixToken\n      shown\n      user {\n        ...FixUser\n      }\n      service {\n        ...FixService\n      }\n      access(protocol: $protocol, address: $address, at: $at) {\n        ...AccessParts\n        functions {\n          service {\n            ...FixService\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccessService($id: ID!) {\n    service(id: $id) {\n      ...FixService\n    }\n  }\n"): (typeof documents)["\n  query AccessService($id: ID!) {\n    service(id: $id) {\n      ...FixService\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OwnFactors on Viewer {\n    factors {\n      id\n      kind\n      name\n      createdAt\n      lastUsedAt\n    }\n    recoveryCodesLeft\n    authenticatorLost\n  }\n"): (typeof documents)["\n  fragment OwnFactors on Viewer {\n    factors {\n      id\n      kind\n      name\n      createdAt\n      lastUsedAt\n    }\n    recoveryCodesLeft\n    authenticatorLost\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveFactor($id: ID!) {\n    removeFactor(id: $id)\n  }\n"): (typeof documents)["\n  mutation RemoveFactor($id: ID!) {\n    removeFactor(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenewRecoveryCodes {\n    renewRecoveryCodes\n  }\n"): (typeof documents)["\n  mutation RenewRecoveryCodes {\n    renewRecoveryCodes\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OwnIdentities on Viewer {\n    identities {\n      id\n      issuer\n      subject\n      email\n      createdAt\n    }\n  }\n"): (typeof documents)["\n  fragment OwnIdentities on Viewer {\n    identities {\n      id\n      issuer\n      subject\n      email\n      createdAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnlinkOwnIdentity($id: ID!) {\n    unlinkOwnIdentity(id: $id)\n  }\n"): (typeof documents)["\n  mutation UnlinkOwnIdentity($id: ID!) {\n    unlinkOwnIdentity(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateOwnKey($input: OwnTokenInput!) {\n    createOwnToken(input: $input) {\n      ...CreatedKey\n    }\n  }\n"): (typeof documents)["\n  mutation CreateOwnKey($input: OwnTokenInput!) {\n    createOwnToken(input: $input) {\n      ...CreatedKey\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OwnKey on Token {\n    id\n    name\n    shown\n    validUntil\n    lastUsedAt\n    lastUsedFrom\n    ...KeyStateParts\n    limit {\n      callsPerMinute\n      burst\n      callsPerDay\n    }\n    service {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  fragment OwnKey on Token {\n    id\n    name\n    shown\n    validUntil\n    lastUsedAt\n    lastUsedFrom\n    ...KeyStateParts\n    limit {\n      callsPerMinute\n      burst\n      callsPerDay\n    }\n    service {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OwnServiceChoice on OwnService {\n    mayCreateKey\n    reason\n    service {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  fragment OwnServiceChoice on OwnService {\n    mayCreateKey\n    reason\n    service {\n      id\n      name\n    }\n  }\n"];
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
export function graphql(source: "\n  query ChangingFunctions {\n    functions(filter: { kind: WRITE }) {\n      name\n    }\n  }\n"): (typeof documents)["\n  query ChangingFunctions {\n    functions(filter: { kind: WRITE }) {\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AuditChanges on AuditEvent {\n    action\n    changes {\n      field\n      before\n      after\n    }\n  }\n"): (typeof documents)["\n  fragment AuditChanges on AuditEvent {\n    action\n    changes {\n      field\n      before\n      after\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ObjectOf on AuditEvent {\n    action\n    subject\n    objectKind\n    objectID\n  }\n"): (typeof documents)["\n  fragment ObjectOf on AuditEvent {\n    action\n    subject\n    objectKind\n    objectID\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AuditPutBack on AuditEvent {\n    id\n    action\n    subject\n    objectKind\n    objectID\n    canPutBack\n    changes {\n      field\n    }\n  }\n"): (typeof documents)["\n  fragment AuditPutBack on AuditEvent {\n    id\n    action\n    subject\n    objectKind\n    objectID\n    canPutBack\n    changes {\n      field\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PutBackChange($event: ID!) {\n    putBack(event: $event)\n  }\n"): (typeof documents)["\n  mutation PutBackChange($event: ID!) {\n    putBack(event: $event)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LastChange($action: String!, $subject: String!) {\n    auditEvents(filter: { action: $action, subject: $subject }, first: 20) {\n      nodes {\n        id\n        at\n        action\n        subject\n        actor\n        door\n        actorUser {\n          fullName\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query LastChange($action: String!, $subject: String!) {\n    auditEvents(filter: { action: $action, subject: $subject }, first: 20) {\n      nodes {\n        id\n        at\n        action\n        subject\n        actor\n        door\n        actorUser {\n          fullName\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DocsFrame on Documentation {\n    faces {\n      ...FaceParts\n    }\n  }\n"): (typeof documents)["\n  fragment DocsFrame on Documentation {\n    faces {\n      ...FaceParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnServices {\n    viewer {\n      services {\n        mayCreateKey\n        reason\n        service {\n          id\n          name\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query OwnServices {\n    viewer {\n      services {\n        mayCreateKey\n        reason\n        service {\n          id\n          name\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DocsNeed on NeededCapability {\n    name\n    held\n  }\n"): (typeof documents)["\n  fragment DocsNeed on NeededCapability {\n    name\n    held\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DocsError on DocumentedError {\n    code\n    sentence\n    status\n  }\n"): (typeof documents)["\n  fragment DocsError on DocumentedError {\n    code\n    sentence\n    status\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DocsCall on Request {\n    id\n    at\n    protocol\n    check\n    code\n    durationMs\n    ...ResultParts\n  }\n"): (typeof documents)["\n  fragment DocsCall on Request {\n    id\n    at\n    protocol\n    check\n    code\n    durationMs\n    ...ResultParts\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DocsPrinted on DocumentedFunction {\n    access {\n      function {\n        name\n        summary\n        description\n        ...FunctionMarks\n        parameters {\n          ...SchemaTreeNode\n        }\n        result {\n          ...SchemaTreeNode\n        }\n      }\n    }\n    needs {\n      name\n    }\n    errors {\n      code\n      sentence\n    }\n    wires {\n      ...WireParts\n    }\n  }\n"): (typeof documents)["\n  fragment DocsPrinted on DocumentedFunction {\n    access {\n      function {\n        name\n        summary\n        description\n        ...FunctionMarks\n        parameters {\n          ...SchemaTreeNode\n        }\n        result {\n          ...SchemaTreeNode\n        }\n      }\n    }\n    needs {\n      name\n    }\n    errors {\n      code\n      sentence\n    }\n    wires {\n      ...WireParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PrintedOne($token: ID, $service: ID, $name: String!) {\n    documentation(token: $token, service: $service) {\n      function(name: $name) {\n        ...DocsPrinted\n      }\n    }\n  }\n"): (typeof documents)["\n  query PrintedOne($token: ID, $service: ID, $name: String!) {\n    documentation(token: $token, service: $service) {\n      function(name: $name) {\n        ...DocsPrinted\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DocsLanguage on SampleLanguage {\n    name\n    title\n    file\n    run\n    key\n    quoted\n  }\n"): (typeof documents)["\n  fragment DocsLanguage on SampleLanguage {\n    name\n    title\n    file\n    run\n    key\n    quoted\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DocsSamples($token: ID, $service: ID, $name: String!, $face: String!) {\n    documentation(token: $token, service: $service) {\n      function(name: $name) {\n        samples(face: $face) {\n          language\n          code\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DocsSamples($token: ID, $service: ID, $name: String!, $face: String!) {\n    documentation(token: $token, service: $service) {\n      function(name: $name) {\n        samples(face: $face) {\n          language\n          code\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FirstCall($token: ID, $service: ID, $function: String!, $face: String!) {\n    documentation(token: $token, service: $service) {\n      function(name: $function) {\n        samples(face: $face) {\n          language\n          code\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query FirstCall($token: ID, $service: ID, $function: String!, $face: String!) {\n    documentation(token: $token, service: $service) {\n      function(name: $function) {\n        samples(face: $face) {\n          language\n          code\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DocsEntry on FunctionAccess {\n    allowed\n    check\n    reason\n    remedy\n    function {\n      name\n      component\n      summary\n      capabilities\n      kind\n      deprecated\n      replacedBy\n      present\n      parameters {\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment DocsEntry on FunctionAccess {\n    allowed\n    check\n    reason\n    remedy\n    function {\n      name\n      component\n      summary\n      capabilities\n      kind\n      deprecated\n      replacedBy\n      present\n      parameters {\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment WireParts on WireForm {\n    face {\n      name\n    }\n    request {\n      ...MessageParts\n    }\n    answer {\n      ...MessageParts\n    }\n    failure {\n      ...MessageParts\n    }\n  }\n"): (typeof documents)["\n  fragment WireParts on WireForm {\n    face {\n      name\n    }\n    request {\n      ...MessageParts\n    }\n    answer {\n      ...MessageParts\n    }\n    failure {\n      ...MessageParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment NewAuthenticatorParts on NewAuthenticator {\n    secret\n    url\n    qr {\n      size\n      path\n    }\n  }\n"): (typeof documents)["\n  fragment NewAuthenticatorParts on NewAuthenticator {\n    secret\n    url\n    qr {\n      size\n      path\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddAuthenticator($secret: String!, $code: String!) {\n    addAuthenticator(secret: $secret, code: $code) {\n      session {\n        ...SessionParts\n      }\n      recoveryCodes\n    }\n  }\n"): (typeof documents)["\n  mutation AddAuthenticator($secret: String!, $code: String!) {\n    addAuthenticator(secret: $secret, code: $code) {\n      session {\n        ...SessionParts\n      }\n      recoveryCodes\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChosenService($id: ID!) {\n    service(id: $id) {\n      id\n      name\n      functions {\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  query ChosenService($id: ID!) {\n    service(id: $id) {\n      id\n      name\n      functions {\n        name\n      }\n    }\n  }\n"];
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
export function graphql(source: "\n  query DefaultRole {\n    roles {\n      isDefault\n      id\n      name\n      shortName\n      capabilities\n      version\n    }\n  }\n"): (typeof documents)["\n  query DefaultRole {\n    roles {\n      isDefault\n      id\n      name\n      shortName\n      capabilities\n      version\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ExtendKeysTo($ids: [ID!]!, $validUntil: String!) {\n    extendTokens(ids: $ids, validUntil: $validUntil) {\n      id\n      validUntil\n    }\n  }\n"): (typeof documents)["\n  mutation ExtendKeysTo($ids: [ID!]!, $validUntil: String!) {\n    extendTokens(ids: $ids, validUntil: $validUntil) {\n      id\n      validUntil\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query KeyAccess($id: ID!, $protocol: String!, $address: String) {\n    token(id: $id) {\n      access(protocol: $protocol, address: $address) {\n        ...AccessParts\n      }\n    }\n  }\n"): (typeof documents)["\n  query KeyAccess($id: ID!, $protocol: String!, $address: String) {\n    token(id: $id) {\n      access(protocol: $protocol, address: $address) {\n        ...AccessParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment KeyBannerParts on Token {\n    state\n    validUntil\n    revokedAt\n    lastUsedAt\n    rotatedTo {\n      id\n      name\n      shown\n    }\n    rotatedFrom {\n      id\n      name\n      shown\n      state\n      validUntil\n      lastUsedAt\n    }\n    access {\n      refusals {\n        check\n        reason\n      }\n    }\n    service {\n      enabled\n      name\n    }\n  }\n"): (typeof documents)["\n  fragment KeyBannerParts on Token {\n    state\n    validUntil\n    revokedAt\n    lastUsedAt\n    rotatedTo {\n      id\n      name\n      shown\n    }\n    rotatedFrom {\n      id\n      name\n      shown\n      state\n      validUntil\n      lastUsedAt\n    }\n    access {\n      refusals {\n        check\n        reason\n      }\n    }\n    service {\n      enabled\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment KeyFactsParts on Token {\n    id\n    shown\n    validUntil\n    ipRestriction\n    createdAt\n    origin\n    lastUsedAt\n    lastUsedFrom\n    limit {\n      callsPerMinute\n      burst\n      callsPerDay\n    }\n    service {\n      id\n      name\n      callsPerMinute\n      burst\n      callsPerDay\n    }\n    course {\n      fullName\n      shortName\n    }\n    lastCall {\n      id\n      function\n      protocol\n    }\n  }\n"): (typeof documents)["\n  fragment KeyFactsParts on Token {\n    id\n    shown\n    validUntil\n    ipRestriction\n    createdAt\n    origin\n    lastUsedAt\n    lastUsedFrom\n    limit {\n      callsPerMinute\n      burst\n      callsPerDay\n    }\n    service {\n      id\n      name\n      callsPerMinute\n      burst\n      callsPerDay\n    }\n    course {\n      fullName\n      shortName\n    }\n    lastCall {\n      id\n      function\n      protocol\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment KeyOwnerParts on Token {\n    ...FixToken\n    user {\n      ...FixUser\n    }\n    service {\n      ...FixService\n    }\n    creator {\n      id\n      fullName\n    }\n    revocation {\n      id\n      at\n      actor\n      actorUser {\n        id\n        fullName\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment KeyOwnerParts on Token {\n    ...FixToken\n    user {\n      ...FixUser\n    }\n    service {\n      ...FixService\n    }\n    creator {\n      id\n      fullName\n    }\n    revocation {\n      id\n      at\n      actor\n      actorUser {\n        id\n        fullName\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LimitOfSettings {\n    settings {\n      callsPerMinute\n      burst\n      callsPerDay\n    }\n  }\n"): (typeof documents)["\n  query LimitOfSettings {\n    settings {\n      callsPerMinute\n      burst\n      callsPerDay\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LastCall on Request {\n    id\n    at\n    function\n    protocol\n    address\n    check\n    code\n    durationMs\n    ...ResultParts\n  }\n"): (typeof documents)["\n  fragment LastCall on Request {\n    id\n    at\n    function\n    protocol\n    address\n    check\n    code\n    durationMs\n    ...ResultParts\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query KeyPreview($user: ID!, $service: ID!, $protocol: String!, $address: String, $ipRestriction: String, $validUntil: String) {\n    tokenPreview(user: $user, service: $service, protocol: $protocol, address: $address, ipRestriction: $ipRestriction, validUntil: $validUntil) {\n      ...AccessParts\n    }\n    user(id: $user) {\n      ...FixUser\n    }\n    service(id: $service) {\n      ...FixService\n    }\n  }\n"): (typeof documents)["\n  query KeyPreview($user: ID!, $service: ID!, $protocol: String!, $address: String, $ipRestriction: String, $validUntil: String) {\n    tokenPreview(user: $user, service: $service, protocol: $protocol, address: $address, ipRestriction: $ipRestriction, validUntil: $validUntil) {\n      ...AccessParts\n    }\n    user(id: $user) {\n      ...FixUser\n    }\n    service(id: $service) {\n      ...FixService\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RestrictedKey on Token {\n    id\n    name\n    ipRestriction\n    validUntil\n    callsPerMinute\n    burst\n    callsPerDay\n  }\n"): (typeof documents)["\n  fragment RestrictedKey on Token {\n    id\n    name\n    ipRestriction\n    validUntil\n    callsPerMinute\n    burst\n    callsPerDay\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateKey($id: ID!, $name: String, $input: RestrictionInput, $limit: LimitInput) {\n    updateToken(id: $id, name: $name, input: $input, limit: $limit) {\n      ...RestrictedKey\n      limit {\n        callsPerMinute\n        burst\n        callsPerDay\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateKey($id: ID!, $name: String, $input: RestrictionInput, $limit: LimitInput) {\n    updateToken(id: $id, name: $name, input: $input, limit: $limit) {\n      ...RestrictedKey\n      limit {\n        callsPerMinute\n        burst\n        callsPerDay\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RotateKey($id: ID!, $hours: Int!) {\n    rotateToken(id: $id, overlapHours: $hours) {\n      ...CreatedKey\n    }\n  }\n"): (typeof documents)["\n  mutation RotateKey($id: ID!, $hours: Int!) {\n    rotateToken(id: $id, overlapHours: $hours) {\n      ...CreatedKey\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResetKey($id: ID!) {\n    resetToken(id: $id) {\n      ...CreatedKey\n    }\n  }\n"): (typeof documents)["\n  mutation ResetKey($id: ID!) {\n    resetToken(id: $id) {\n      ...CreatedKey\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query KeyAddressTest($id: ID!, $address: String!, $protocol: String!) {\n    token(id: $id) {\n      test(address: $address, protocol: $protocol) {\n        address\n        allowed\n        refusal {\n          check\n          reason\n          remedy\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query KeyAddressTest($id: ID!, $address: String!, $protocol: String!) {\n    token(id: $id) {\n      test(address: $address, protocol: $protocol) {\n        address\n        allowed\n        refusal {\n          check\n          reason\n          remedy\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment KeyTraffic on Token {\n    days(count: 30) {\n      at\n      calls\n      refused\n      failed\n    }\n    rotatedTo {\n      name\n      shown\n      days(count: 30) {\n        at\n        calls\n        refused\n        failed\n      }\n    }\n    rotatedFrom {\n      name\n      shown\n      days(count: 30) {\n        at\n        calls\n        refused\n        failed\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment KeyTraffic on Token {\n    days(count: 30) {\n      at\n      calls\n      refused\n      failed\n    }\n    rotatedTo {\n      name\n      shown\n      days(count: 30) {\n        at\n        calls\n        refused\n        failed\n      }\n    }\n    rotatedFrom {\n      name\n      shown\n      days(count: 30) {\n        at\n        calls\n        refused\n        failed\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeKeys($ids: [ID!]!) {\n    revokeTokens(ids: $ids) {\n      id\n      state\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeKeys($ids: [ID!]!) {\n    revokeTokens(ids: $ids) {\n      id\n      state\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SecondStepParts on SecondStep {\n    username\n    authenticatorLost\n  }\n"): (typeof documents)["\n  fragment SecondStepParts on SecondStep {\n    username\n    authenticatorLost\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ProtocolCard on Protocol {\n    name\n    title\n    summary\n    on\n    calls\n    tokenCount\n    tokens {\n      id\n      name\n    }\n    addresses {\n      label\n      url\n      formats\n    }\n  }\n"): (typeof documents)["\n  fragment ProtocolCard on Protocol {\n    name\n    title\n    summary\n    on\n    calls\n    tokenCount\n    tokens {\n      id\n      name\n    }\n    addresses {\n      label\n      url\n      formats\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetWebServices($on: Boolean!) {\n    updateSettings(input: { webServicesOn: $on }) {\n      webServicesOn\n    }\n  }\n"): (typeof documents)["\n  mutation SetWebServices($on: Boolean!) {\n    updateSettings(input: { webServicesOn: $on }) {\n      webServicesOn\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetDocumentation($on: Boolean!) {\n    updateSettings(input: { documentationOn: $on }) {\n      documentationOn\n    }\n  }\n"): (typeof documents)["\n  mutation SetDocumentation($on: Boolean!) {\n    updateSettings(input: { documentationOn: $on }) {\n      documentationOn\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetProtocol($name: String!, $on: Boolean!) {\n    setProtocol(name: $name, on: $on) {\n      name\n      on\n    }\n  }\n"): (typeof documents)["\n  mutation SetProtocol($name: String!, $on: Boolean!) {\n    setProtocol(name: $name, on: $on) {\n      name\n      on\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CallOutcomeParts on Request {\n    result\n    check\n    code\n    codeSentence\n    path\n    now {\n      ...CheckStep\n    }\n  }\n"): (typeof documents)["\n  fragment CallOutcomeParts on Request {\n    result\n    check\n    code\n    codeSentence\n    path\n    now {\n      ...CheckStep\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RequestChart($from: Time!, $to: Time!, $protocol: String, $service: ID, $token: ID) {\n    requestChart(from: $from, to: $to, protocol: $protocol, service: $service, token: $token) {\n      at\n      calls\n      refused\n      failed\n    }\n  }\n"): (typeof documents)["\n  query RequestChart($from: Time!, $to: Time!, $protocol: String, $service: ID, $token: ID) {\n    requestChart(from: $from, to: $to, protocol: $protocol, service: $service, token: $token) {\n      at\n      calls\n      refused\n      failed\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RequestFactsParts on Request {\n    requestId\n    protocol\n    function\n    check\n    code\n    codeSentence\n    path\n    address\n    durationMs\n    token {\n      id\n      name\n      shown\n    }\n    service {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  fragment RequestFactsParts on Request {\n    requestId\n    protocol\n    function\n    check\n    code\n    codeSentence\n    path\n    address\n    durationMs\n    token {\n      id\n      name\n      shown\n    }\n    service {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SameErrors($token: ID!, $code: String!, $check: String) {\n    requests(filter: { token: $token, code: $code, check: $check }, first: 6) {\n      nodes {\n        ...LastCall\n      }\n    }\n  }\n"): (typeof documents)["\n  query SameErrors($token: ID!, $code: String!, $check: String) {\n    requests(filter: { token: $token, code: $code, check: $check }, first: 6) {\n      nodes {\n        ...LastCall\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RoleCapability on Capability {\n    name\n    functions\n  }\n"): (typeof documents)["\n  fragment RoleCapability on Capability {\n    name\n    functions\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ServiceNeeds($id: ID!) {\n    service(id: $id) {\n      capabilities\n      requiredCapability\n    }\n  }\n"): (typeof documents)["\n  query ServiceNeeds($id: ID!) {\n    service(id: $id) {\n      capabilities\n      requiredCapability\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateRole($input: RoleInput!) {\n    createRole(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation CreateRole($input: RoleInput!) {\n    createRole(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateServiceRole($service: ID!, $name: String!) {\n    createRoleForService(service: $service, name: $name) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation CreateServiceRole($service: ID!, $name: String!) {\n    createRoleForService(service: $service, name: $name) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment RoleCapabilities on Role {\n    id\n    name\n    shortName\n    capabilities\n    version\n  }\n"): (typeof documents)["\n  fragment RoleCapabilities on Role {\n    id\n    name\n    shortName\n    capabilities\n    version\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetCapabilities($id: ID!, $version: String, $capabilities: [String!]!) {\n    updateRole(id: $id, version: $version, input: { capabilities: $capabilities }) {\n      ...RoleCapabilities\n    }\n  }\n"): (typeof documents)["\n  mutation SetCapabilities($id: ID!, $version: String, $capabilities: [String!]!) {\n    updateRole(id: $id, version: $version, input: { capabilities: $capabilities }) {\n      ...RoleCapabilities\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CapabilitiesNow($id: ID!) {\n    role(id: $id) {\n      ...RoleCapabilities\n    }\n  }\n"): (typeof documents)["\n  query CapabilitiesNow($id: ID!) {\n    role(id: $id) {\n      ...RoleCapabilities\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UsersToAdd($search: String, $service: ID!) {\n    users(filter: { search: $search, state: ACTIVE, notAuthorisedFor: $service }, order: LAST_NAME, first: 50) {\n      nodes {\n        id\n        fullName\n        username\n        email\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query UsersToAdd($search: String, $service: ID!) {\n    users(filter: { search: $search, state: ACTIVE, notAuthorisedFor: $service }, order: LAST_NAME, first: 50) {\n      nodes {\n        id\n        fullName\n        username\n        email\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CapabilityHolders {\n    capabilities {\n      name\n      roles {\n        id\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  query CapabilityHolders {\n    capabilities {\n      name\n      roles {\n        id\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DuplicateService($id: ID!, $name: String!) {\n    duplicateService(id: $id, name: $name) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation DuplicateService($id: ID!, $name: String!) {\n    duplicateService(id: $id, name: $name) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FunctionPicker($search: String, $kind: FunctionKind) {\n    functions(filter: { search: $search, kind: $kind }) {\n      ...PickerFunction\n    }\n  }\n"): (typeof documents)["\n  query FunctionPicker($search: String, $kind: FunctionKind) {\n    functions(filter: { search: $search, kind: $kind }) {\n      ...PickerFunction\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OpenToAll on Service {\n    id\n    name\n    authorisedUsersOnly\n    authorisedUserCount\n    requiredCapability\n    capabilities\n    tokenCount\n  }\n"): (typeof documents)["\n  fragment OpenToAll on Service {\n    id\n    name\n    authorisedUsersOnly\n    authorisedUserCount\n    requiredCapability\n    capabilities\n    tokenCount\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RestrictService($id: ID!, $only: Boolean!) {\n    updateService(id: $id, input: { authorisedUsersOnly: $only }) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation RestrictService($id: ID!, $only: Boolean!) {\n    updateService(id: $id, input: { authorisedUsersOnly: $only }) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PickerFunction on Function {\n    name\n    component\n    summary\n    capabilities\n    ...FunctionMarks\n  }\n"): (typeof documents)["\n  fragment PickerFunction on Function {\n    name\n    component\n    summary\n    capabilities\n    ...FunctionMarks\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateRoleForService($service: ID!, $name: String!) {\n    createRoleForService(service: $service, name: $name) {\n      id\n      name\n      capabilities\n    }\n  }\n"): (typeof documents)["\n  mutation CreateRoleForService($service: ID!, $name: String!) {\n    createRoleForService(service: $service, name: $name) {\n      id\n      name\n      capabilities\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GiveRole($user: ID!, $role: ID!) {\n    assignRole(user: $user, role: $role) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation GiveRole($user: ID!, $role: ID!) {\n    assignRole(user: $user, role: $role) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ServiceSettings on Service {\n    id\n    name\n    shortName\n    enabled\n    authorisedUsersOnly\n    authorisedUserCount\n    requiredCapability\n    downloadFiles\n    uploadFiles\n    callsPerMinute\n    burst\n    callsPerDay\n    builtIn\n    tokenCount\n    updatedAt\n    version\n  }\n"): (typeof documents)["\n  fragment ServiceSettings on Service {\n    id\n    name\n    shortName\n    enabled\n    authorisedUsersOnly\n    authorisedUserCount\n    requiredCapability\n    downloadFiles\n    uploadFiles\n    callsPerMinute\n    burst\n    callsPerDay\n    builtIn\n    tokenCount\n    updatedAt\n    version\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateService($id: ID!, $version: String, $input: ServiceInput!) {\n    updateService(id: $id, version: $version, input: $input) {\n      ...ServiceSettings\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateService($id: ID!, $version: String, $input: ServiceInput!) {\n    updateService(id: $id, version: $version, input: $input) {\n      ...ServiceSettings\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ServiceNow($id: ID!) {\n    service(id: $id) {\n      ...ServiceSettings\n    }\n  }\n"): (typeof documents)["\n  query ServiceNow($id: ID!) {\n    service(id: $id) {\n      ...ServiceSettings\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TemplateFunction on Function {\n    name\n    summary\n    ...FunctionMarks\n  }\n"): (typeof documents)["\n  fragment TemplateFunction on Function {\n    name\n    summary\n    ...FunctionMarks\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AuthorisedUserParts on AuthorisedUser {\n    user {\n      id\n      fullName\n      username\n      siteAdmin\n    }\n    ipRestriction\n    validUntil\n    expired\n    missingCapabilities\n  }\n"): (typeof documents)["\n  fragment AuthorisedUserParts on AuthorisedUser {\n    user {\n      id\n      fullName\n      username\n      siteAdmin\n    }\n    ipRestriction\n    validUntil\n    expired\n    missingCapabilities\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SwitchService($id: ID!, $enabled: Boolean!) {\n    updateService(id: $id, input: { enabled: $enabled }) {\n      id\n      enabled\n    }\n  }\n"): (typeof documents)["\n  mutation SwitchService($id: ID!, $enabled: Boolean!) {\n    updateService(id: $id, input: { enabled: $enabled }) {\n      id\n      enabled\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteService($id: ID!, $confirm: String) {\n    deleteService(id: $id, confirm: $confirm)\n  }\n"): (typeof documents)["\n  mutation DeleteService($id: ID!, $confirm: String) {\n    deleteService(id: $id, confirm: $confirm)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ServiceHandle on Service {\n    id\n    name\n    shortName\n    enabled\n    builtIn\n    tokenCount\n  }\n"): (typeof documents)["\n  fragment ServiceHandle on Service {\n    id\n    name\n    shortName\n    enabled\n    builtIn\n    tokenCount\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AuthoriseUsers($service: ID!, $users: [ID!]!, $input: RestrictionInput) {\n    authoriseUsers(service: $service, users: $users, input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation AuthoriseUsers($service: ID!, $users: [ID!]!, $input: RestrictionInput) {\n    authoriseUsers(service: $service, users: $users, input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnauthoriseUsers($service: ID!, $users: [ID!]!) {\n    unauthoriseUsers(service: $service, users: $users)\n  }\n"): (typeof documents)["\n  mutation UnauthoriseUsers($service: ID!, $users: [ID!]!) {\n    unauthoriseUsers(service: $service, users: $users)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddFunctions($service: ID!, $functions: [String!]!) {\n    addFunctions(service: $service, functions: $functions) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation AddFunctions($service: ID!, $functions: [String!]!) {\n    addFunctions(service: $service, functions: $functions) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveFunctions($service: ID!, $functions: [String!]!) {\n    removeFunctions(service: $service, functions: $functions) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation RemoveFunctions($service: ID!, $functions: [String!]!) {\n    removeFunctions(service: $service, functions: $functions) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment WhoMayUse on Service {\n    authorisedUsersOnly\n    authorisedUserCount\n    requiredCapability\n  }\n"): (typeof documents)["\n  fragment WhoMayUse on Service {\n    authorisedUsersOnly\n    authorisedUserCount\n    requiredCapability\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FeatureSettings on Settings {\n    notesOn\n    messagingOn\n  }\n"): (typeof documents)["\n  fragment FeatureSettings on Settings {\n    notesOn\n    messagingOn\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FileSettings on Settings {\n    uploadLimit\n    userQuota\n  }\n"): (typeof documents)["\n  fragment FileSettings on Settings {\n    uploadLimit\n    userQuota\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment GeneralSettings on Settings {\n    siteName\n    siteShortName\n    timezone\n  }\n"): (typeof documents)["\n  fragment GeneralSettings on Settings {\n    siteName\n    siteShortName\n    timezone\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment KeySettings on Settings {\n    tokenInURL\n    passwordEndpoints\n    signInDays\n    signInKept\n    selfServiceForAdmin\n  }\n"): (typeof documents)["\n  fragment KeySettings on Settings {\n    tokenInURL\n    passwordEndpoints\n    signInDays\n    signInKept\n    selfServiceForAdmin\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LimitSettings on Settings {\n    callsPerMinute\n    burst\n    callsPerDay\n    addressCallsPerMinute\n    addressBurst\n    sharedLimits\n  }\n"): (typeof documents)["\n  fragment LimitSettings on Settings {\n    callsPerMinute\n    burst\n    callsPerDay\n    addressCallsPerMinute\n    addressBurst\n    sharedLimits\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LogSettings on Settings {\n    callDays\n    auditDays\n  }\n"): (typeof documents)["\n  fragment LogSettings on Settings {\n    callDays\n    auditDays\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MaintenanceSetting on Settings {\n    maintenance\n  }\n"): (typeof documents)["\n  fragment MaintenanceSetting on Settings {\n    maintenance\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetMaintenance($on: Boolean!) {\n    updateSettings(input: { maintenance: $on }) {\n      maintenance\n    }\n  }\n"): (typeof documents)["\n  mutation SetMaintenance($on: Boolean!) {\n    updateSettings(input: { maintenance: $on }) {\n      maintenance\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ProviderSettings on Settings {\n    linkByEmail\n    createAccounts\n  }\n"): (typeof documents)["\n  fragment ProviderSettings on Settings {\n    linkByEmail\n    createAccounts\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SecuritySettings on Settings {\n    passwordPolicy\n    defaultRole\n    endOnPassword\n    endOnSuspension\n    secondFactorForAdmins\n  }\n"): (typeof documents)["\n  fragment SecuritySettings on Settings {\n    passwordPolicy\n    defaultRole\n    endOnPassword\n    endOnSuspension\n    secondFactorForAdmins\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveSettings($input: SettingsInput!) {\n    updateSettings(input: $input) {\n      siteName\n    }\n  }\n"): (typeof documents)["\n  mutation SaveSettings($input: SettingsInput!) {\n    updateSettings(input: $input) {\n      siteName\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment WebSiteSettings on Settings {\n    adminOrigins\n    callOrigins\n  }\n"): (typeof documents)["\n  fragment WebSiteSettings on Settings {\n    adminOrigins\n    callOrigins\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TriableFunctions($token: ID) {\n    documentation(token: $token) {\n      functions {\n        allowed\n        function {\n          name\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query TriableFunctions($token: ID) {\n    documentation(token: $token) {\n      functions {\n        allowed\n        function {\n          name\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnKeyChoices {\n    viewer {\n      tokens {\n        id\n        name\n        shown\n        state\n      }\n    }\n  }\n"): (typeof documents)["\n  query OwnKeyChoices {\n    viewer {\n      tokens {\n        id\n        name\n        shown\n        state\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TriedFunction on Function {\n    ...FunctionMarks\n    name\n    summary\n    parameters {\n      ...SchemaTreeNode\n    }\n    exampleArguments\n  }\n"): (typeof documents)["\n  fragment TriedFunction on Function {\n    ...FunctionMarks\n    name\n    summary\n    parameters {\n      ...SchemaTreeNode\n    }\n    exampleArguments\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Tried($token: ID!, $chosen: Boolean!, $documented: ID, $name: String!) {\n    token(id: $token) @include(if: $chosen) {\n      id\n      name\n      shown\n      service {\n        id\n        name\n      }\n    }\n    documentation(token: $documented) {\n      faces {\n        ...FaceParts\n      }\n      function(name: $name) {\n        access {\n          allowed\n          check\n          reason\n          function {\n            ...TriedFunction\n          }\n        }\n        wires {\n          face {\n            name\n          }\n          request {\n            ...MessageParts\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Tried($token: ID!, $chosen: Boolean!, $documented: ID, $name: String!) {\n    token(id: $token) @include(if: $chosen) {\n      id\n      name\n      shown\n      service {\n        id\n        name\n      }\n    }\n    documentation(token: $documented) {\n      faces {\n        ...FaceParts\n      }\n      function(name: $name) {\n        access {\n          allowed\n          check\n          reason\n          function {\n            ...TriedFunction\n          }\n        }\n        wires {\n          face {\n            name\n          }\n          request {\n            ...MessageParts\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CatalogueFunction($name: String!) {\n    function(name: $name) {\n      ...TriedFunction\n    }\n  }\n"): (typeof documents)["\n  query CatalogueFunction($name: String!) {\n    function(name: $name) {\n      ...TriedFunction\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TriedKeyOwner($token: ID!) {\n    token(id: $token) {\n      id\n      user {\n        id\n        fullName\n      }\n    }\n  }\n"): (typeof documents)["\n  query TriedKeyOwner($token: ID!) {\n    token(id: $token) {\n      id\n      user {\n        id\n        fullName\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TrialParts on Trial {\n    request {\n      ...MessageParts\n    }\n    answer {\n      ...MessageParts\n    }\n    calls\n    ready\n    answered\n    code\n    codeSentence\n    message\n    check\n    path\n    durationMs\n    requestId\n    steps {\n      ...CheckStep\n    }\n  }\n"): (typeof documents)["\n  fragment TrialParts on Trial {\n    request {\n      ...MessageParts\n    }\n    answer {\n      ...MessageParts\n    }\n    calls\n    ready\n    answered\n    code\n    codeSentence\n    message\n    check\n    path\n    durationMs\n    requestId\n    steps {\n      ...CheckStep\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TryCall($input: TryInput!) {\n    tryCall(input: $input) {\n      ...TrialParts\n    }\n  }\n"): (typeof documents)["\n  mutation TryCall($input: TryInput!) {\n    tryCall(input: $input) {\n      ...TrialParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserAccount on User {\n    id\n    fullName\n    username\n    siteAdmin\n    suspended\n    hasPassword\n    tokens {\n      state\n    }\n    ...UserIdentities\n    ...UserFactors\n  }\n"): (typeof documents)["\n  fragment UserAccount on User {\n    id\n    fullName\n    username\n    siteAdmin\n    suspended\n    hasPassword\n    tokens {\n      state\n    }\n    ...UserIdentities\n    ...UserFactors\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SuspendUser($id: ID!) {\n    updateUser(id: $id, input: { suspended: true }) {\n      id\n      suspended\n    }\n  }\n"): (typeof documents)["\n  mutation SuspendUser($id: ID!) {\n    updateUser(id: $id, input: { suspended: true }) {\n      id\n      suspended\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MakeAdministrator($id: ID!, $siteAdmin: Boolean!) {\n    updateUser(id: $id, input: { siteAdmin: $siteAdmin }) {\n      id\n      siteAdmin\n    }\n  }\n"): (typeof documents)["\n  mutation MakeAdministrator($id: ID!, $siteAdmin: Boolean!) {\n    updateUser(id: $id, input: { siteAdmin: $siteAdmin }) {\n      id\n      siteAdmin\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteUser($id: ID!) {\n    deleteUser(id: $id)\n  }\n"): (typeof documents)["\n  mutation DeleteUser($id: ID!) {\n    deleteUser(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserAuthorisations on User {\n    authorisations {\n      service {\n        id\n        name\n      }\n      ipRestriction\n      validUntil\n    }\n  }\n"): (typeof documents)["\n  fragment UserAuthorisations on User {\n    authorisations {\n      service {\n        id\n        name\n      }\n      ipRestriction\n      validUntil\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserDetails on User {\n    id\n    fullName\n    username\n    firstName\n    lastName\n    email\n    auth\n    idNumber\n    institution\n    department\n    city\n    country\n    lang\n    timezone\n    description\n    version\n    updatedAt\n  }\n"): (typeof documents)["\n  fragment UserDetails on User {\n    id\n    fullName\n    username\n    firstName\n    lastName\n    email\n    auth\n    idNumber\n    institution\n    department\n    city\n    country\n    lang\n    timezone\n    description\n    version\n    updatedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateUser($id: ID!, $version: String, $input: UserInput!) {\n    updateUser(id: $id, version: $version, input: $input) {\n      ...UserDetails\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateUser($id: ID!, $version: String, $input: UserInput!) {\n    updateUser(id: $id, version: $version, input: $input) {\n      ...UserDetails\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserNow($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n    }\n  }\n"): (typeof documents)["\n  query UserNow($id: ID!) {\n    user(id: $id) {\n      ...UserDetails\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserIdentities on User {\n    id\n    fullName\n    identities {\n      id\n      issuer\n      subject\n      email\n      createdAt\n    }\n  }\n"): (typeof documents)["\n  fragment UserIdentities on User {\n    id\n    fullName\n    identities {\n      id\n      issuer\n      subject\n      email\n      createdAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LinkIdentity($user: ID!, $subject: String!) {\n    linkIdentity(user: $user, subject: $subject) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation LinkIdentity($user: ID!, $subject: String!) {\n    linkIdentity(user: $user, subject: $subject) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnlinkIdentity($id: ID!) {\n    unlinkIdentity(id: $id)\n  }\n"): (typeof documents)["\n  mutation UnlinkIdentity($id: ID!) {\n    unlinkIdentity(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MakePasswordLink($user: ID!) {\n    createPasswordLink(user: $user) {\n      url\n      expiresAt\n    }\n  }\n"): (typeof documents)["\n  mutation MakePasswordLink($user: ID!) {\n    createPasswordLink(user: $user) {\n      url\n      expiresAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserFactors on User {\n    id\n    fullName\n    factors {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  fragment UserFactors on User {\n    id\n    fullName\n    factors {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveSecondFactor($user: ID!) {\n    removeSecondFactor(user: $user) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation RemoveSecondFactor($user: ID!) {\n    removeSecondFactor(user: $user) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmUser($id: ID!, $confirmed: Boolean!) {\n    updateUser(id: $id, input: { confirmed: $confirmed }) {\n      id\n      confirmed\n    }\n  }\n"): (typeof documents)["\n  mutation ConfirmUser($id: ID!, $confirmed: Boolean!) {\n    updateUser(id: $id, input: { confirmed: $confirmed }) {\n      id\n      confirmed\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResumeUser($id: ID!) {\n    updateUser(id: $id, input: { suspended: false }) {\n      id\n      suspended\n    }\n  }\n"): (typeof documents)["\n  mutation ResumeUser($id: ID!) {\n    updateUser(id: $id, input: { suspended: false }) {\n      id\n      suspended\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserKeysParts on User {\n    id\n    deleted\n    tokens {\n      id\n      name\n      shown\n      validUntil\n      lastUsedAt\n      ...KeyStateParts\n      service {\n        id\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment UserKeysParts on User {\n    id\n    deleted\n    tokens {\n      id\n      name\n      shown\n      validUntil\n      lastUsedAt\n      ...KeyStateParts\n      service {\n        id\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserRolesParts on User {\n    id\n    fullName\n    deleted\n    roles {\n      createdAt\n      role {\n        id\n        name\n        shortName\n      }\n      course {\n        id\n        fullName\n        shortName\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment UserRolesParts on User {\n    id\n    fullName\n    deleted\n    roles {\n      createdAt\n      role {\n        id\n        name\n        shortName\n      }\n      course {\n        id\n        fullName\n        shortName\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BeginProviderSignIn($again: Boolean!) {\n    beginProviderSignIn(again: $again)\n  }\n"): (typeof documents)["\n  mutation BeginProviderSignIn($again: Boolean!) {\n    beginProviderSignIn(again: $again)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FinishProviderSignIn($answer: ProviderAnswer!) {\n    finishProviderSignIn(answer: $answer) {\n      ...SessionParts\n    }\n  }\n"): (typeof documents)["\n  mutation FinishProviderSignIn($answer: ProviderAnswer!) {\n    finishProviderSignIn(answer: $answer) {\n      ...SessionParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BeginProviderLink {\n    beginProviderLink\n  }\n"): (typeof documents)["\n  mutation BeginProviderLink {\n    beginProviderLink\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FinishProviderLink($answer: ProviderAnswer!) {\n    finishProviderLink(answer: $answer)\n  }\n"): (typeof documents)["\n  mutation FinishProviderLink($answer: ProviderAnswer!) {\n    finishProviderLink(answer: $answer)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SessionParts on Session {\n    accessToken\n    expiresAt\n    viewer {\n      id\n      username\n      fullName\n      email\n      administrator\n      freshUntil\n      hasSecondFactor\n      owesSecondFactor\n    }\n  }\n"): (typeof documents)["\n  fragment SessionParts on Session {\n    accessToken\n    expiresAt\n    viewer {\n      id\n      username\n      fullName\n      email\n      administrator\n      freshUntil\n      hasSecondFactor\n      owesSecondFactor\n    }\n  }\n"];
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
export function graphql(source: "\n  mutation GiveCode($code: String!) {\n    giveCode(code: $code) {\n      ...SessionParts\n    }\n  }\n"): (typeof documents)["\n  mutation GiveCode($code: String!) {\n    giveCode(code: $code) {\n      ...SessionParts\n    }\n  }\n"];
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
export function graphql(source: "\n  mutation ConfirmPassword($password: String!, $code: String) {\n    confirmPassword(password: $password, code: $code) {\n      ...SessionParts\n    }\n  }\n"): (typeof documents)["\n  mutation ConfirmPassword($password: String!, $code: String) {\n    confirmPassword(password: $password, code: $code) {\n      ...SessionParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AccessParts on AccessPreview {\n    allowed\n    allowedCount\n    refusedCount\n    refusals {\n      check\n      reason\n      remedy\n    }\n    functions {\n      allowed\n      check\n      reason\n      remedy\n      missingCapabilities\n      function {\n        name\n        summary\n        kind\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment AccessParts on AccessPreview {\n    allowed\n    allowedCount\n    refusedCount\n    refusals {\n      check\n      reason\n      remedy\n    }\n    functions {\n      allowed\n      check\n      reason\n      remedy\n      missingCapabilities\n      function {\n        name\n        summary\n        kind\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CheckStep on Step {\n    check\n    asked\n    passed\n    reason\n    remedy\n  }\n"): (typeof documents)["\n  fragment CheckStep on Step {\n    check\n    asked\n    passed\n    reason\n    remedy\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FixToken on Token {\n    id\n    name\n    ipRestriction\n  }\n"): (typeof documents)["\n  fragment FixToken on Token {\n    id\n    name\n    ipRestriction\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FixService on Service {\n    id\n    name\n    builtIn\n    requiredCapability\n  }\n"): (typeof documents)["\n  fragment FixService on Service {\n    id\n    name\n    builtIn\n    requiredCapability\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FixUser on User {\n    id\n    fullName\n  }\n"): (typeof documents)["\n  fragment FixUser on User {\n    id\n    fullName\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FunctionMarks on Function {\n    kind\n    deprecated\n    replacedBy\n    present\n  }\n"): (typeof documents)["\n  fragment FunctionMarks on Function {\n    kind\n    deprecated\n    replacedBy\n    present\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GrantChoices {\n    roles {\n      id\n      name\n      shortName\n      isDefault\n      capabilities\n    }\n  }\n"): (typeof documents)["\n  query GrantChoices {\n    roles {\n      id\n      name\n      shortName\n      isDefault\n      capabilities\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AssignRole($user: ID!, $role: ID!, $course: ID) {\n    assignRole(user: $user, role: $role, course: $course) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation AssignRole($user: ID!, $role: ID!, $course: ID) {\n    assignRole(user: $user, role: $role, course: $course) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnassignRole($user: ID!, $role: ID!, $course: ID) {\n    unassignRole(user: $user, role: $role, course: $course) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation UnassignRole($user: ID!, $role: ID!, $course: ID) {\n    unassignRole(user: $user, role: $role, course: $course) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RoleForService($service: ID!, $name: String!) {\n    createRoleForService(service: $service, name: $name) {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  mutation RoleForService($service: ID!, $name: String!) {\n    createRoleForService(service: $service, name: $name) {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query KeyOptions($search: String) {\n    tokens(filter: { search: $search }, first: 20) {\n      nodes {\n        id\n        name\n        shown\n      }\n    }\n  }\n"): (typeof documents)["\n  query KeyOptions($search: String) {\n    tokens(filter: { search: $search }, first: 20) {\n      nodes {\n        id\n        name\n        shown\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query KeyOption($id: ID!) {\n    token(id: $id) {\n      id\n      name\n      shown\n    }\n  }\n"): (typeof documents)["\n  query KeyOption($id: ID!) {\n    token(id: $id) {\n      id\n      name\n      shown\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NameOfUser($id: ID!) {\n    user(id: $id) {\n      fullName\n    }\n  }\n"): (typeof documents)["\n  query NameOfUser($id: ID!) {\n    user(id: $id) {\n      fullName\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NameOfService($id: ID!) {\n    service(id: $id) {\n      name\n    }\n  }\n"): (typeof documents)["\n  query NameOfService($id: ID!) {\n    service(id: $id) {\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NameOfKey($id: ID!) {\n    token(id: $id) {\n      name\n    }\n  }\n"): (typeof documents)["\n  query NameOfKey($id: ID!) {\n    token(id: $id) {\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PageParts on PageInfo {\n    hasNextPage\n    hasPreviousPage\n    startCursor\n    endCursor\n  }\n"): (typeof documents)["\n  fragment PageParts on PageInfo {\n    hasNextPage\n    hasPreviousPage\n    startCursor\n    endCursor\n  }\n"];
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
export function graphql(source: "\n  query RoleOptions {\n    roles {\n      id\n      name\n      shortName\n      isDefault\n    }\n  }\n"): (typeof documents)["\n  query RoleOptions {\n    roles {\n      id\n      name\n      shortName\n      isDefault\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SchemaTreeNode on SchemaNode {\n    path\n    name\n    depth\n    shape\n    type\n    presence\n    default\n    nullable\n    description\n  }\n"): (typeof documents)["\n  fragment SchemaTreeNode on SchemaNode {\n    path\n    name\n    depth\n    shape\n    type\n    presence\n    default\n    nullable\n    description\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DialogProvider {\n    site {\n      provider\n    }\n  }\n"): (typeof documents)["\n  query DialogProvider {\n    site {\n      provider\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment UserStateParts on User {\n    auth\n    confirmed\n    suspended\n    deleted\n    siteAdmin\n  }\n"): (typeof documents)["\n  fragment UserStateParts on User {\n    auth\n    confirmed\n    suspended\n    deleted\n    siteAdmin\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnKeys {\n    viewer {\n      tokens {\n        id\n        name\n        shown\n        service {\n          name\n        }\n      }\n      services {\n        mayCreateKey\n      }\n    }\n    site {\n      documentationOn\n    }\n  }\n"): (typeof documents)["\n  query OwnKeys {\n    viewer {\n      tokens {\n        id\n        name\n        shown\n        service {\n          name\n        }\n      }\n      services {\n        mayCreateKey\n      }\n    }\n    site {\n      documentationOn\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PaletteSearch($text: String!) {\n    services(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        name\n        shortName\n      }\n    }\n    tokens(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        name\n        shown\n      }\n    }\n    functions(filter: { search: $text }) {\n      name\n      summary\n    }\n    users(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        fullName\n        username\n      }\n    }\n  }\n"): (typeof documents)["\n  query PaletteSearch($text: String!) {\n    services(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        name\n        shortName\n      }\n    }\n    tokens(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        name\n        shown\n      }\n    }\n    functions(filter: { search: $text }) {\n      name\n      summary\n    }\n    users(filter: { search: $text }, first: 5) {\n      nodes {\n        id\n        fullName\n        username\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PaletteDocumentation($token: ID!) {\n    documentation(token: $token) {\n      functions {\n        allowed\n        function {\n          name\n          summary\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query PaletteDocumentation($token: ID!) {\n    documentation(token: $token) {\n      functions {\n        allowed\n        function {\n          name\n          summary\n        }\n      }\n    }\n  }\n"];
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
export function graphql(source: "\n  query ProtocolNames {\n    protocols {\n      name\n      title\n      on\n      built\n    }\n  }\n"): (typeof documents)["\n  query ProtocolNames {\n    protocols {\n      name\n      title\n      on\n      built\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FixWebServices($on: Boolean!) {\n    updateSettings(input: { webServicesOn: $on }) {\n      webServicesOn\n    }\n  }\n"): (typeof documents)["\n  mutation FixWebServices($on: Boolean!) {\n    updateSettings(input: { webServicesOn: $on }) {\n      webServicesOn\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FixProtocol($name: String!, $on: Boolean!) {\n    setProtocol(name: $name, on: $on) {\n      name\n      on\n    }\n  }\n"): (typeof documents)["\n  mutation FixProtocol($name: String!, $on: Boolean!) {\n    setProtocol(name: $name, on: $on) {\n      name\n      on\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FixAddresses($id: ID!, $list: String!) {\n    updateToken(id: $id, input: { ipRestriction: $list }) {\n      id\n      ipRestriction\n    }\n  }\n"): (typeof documents)["\n  mutation FixAddresses($id: ID!, $list: String!) {\n    updateToken(id: $id, input: { ipRestriction: $list }) {\n      id\n      ipRestriction\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FixConfirmed($id: ID!, $confirmed: Boolean!) {\n    updateUser(id: $id, input: { confirmed: $confirmed }) {\n      id\n      confirmed\n    }\n  }\n"): (typeof documents)["\n  mutation FixConfirmed($id: ID!, $confirmed: Boolean!) {\n    updateUser(id: $id, input: { confirmed: $confirmed }) {\n      id\n      confirmed\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FixSuspended($id: ID!) {\n    updateUser(id: $id, input: { suspended: false }) {\n      id\n      suspended\n    }\n  }\n"): (typeof documents)["\n  mutation FixSuspended($id: ID!) {\n    updateUser(id: $id, input: { suspended: false }) {\n      id\n      suspended\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FixEnabled($id: ID!, $enabled: Boolean!) {\n    updateService(id: $id, input: { enabled: $enabled }) {\n      id\n      enabled\n    }\n  }\n"): (typeof documents)["\n  mutation FixEnabled($id: ID!, $enabled: Boolean!) {\n    updateService(id: $id, input: { enabled: $enabled }) {\n      id\n      enabled\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FixAddFunction($service: ID!, $function: String!) {\n    addFunctions(service: $service, functions: [$function]) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation FixAddFunction($service: ID!, $function: String!) {\n    addFunctions(service: $service, functions: [$function]) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FixRemoveFunction($service: ID!, $function: String!) {\n    removeFunctions(service: $service, functions: [$function]) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation FixRemoveFunction($service: ID!, $function: String!) {\n    removeFunctions(service: $service, functions: [$function]) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FixAuthorise($service: ID!, $user: ID!) {\n    authoriseUsers(service: $service, users: [$user]) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation FixAuthorise($service: ID!, $user: ID!) {\n    authoriseUsers(service: $service, users: [$user]) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FixUnauthorise($service: ID!, $user: ID!) {\n    unauthoriseUsers(service: $service, users: [$user])\n  }\n"): (typeof documents)["\n  mutation FixUnauthorise($service: ID!, $user: ID!) {\n    unauthoriseUsers(service: $service, users: [$user])\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CreatedKey on CreatedToken {\n    secret\n    command\n    token {\n      id\n    }\n  }\n"): (typeof documents)["\n  fragment CreatedKey on CreatedToken {\n    secret\n    command\n    token {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SiteFacts {\n    site {\n      name\n      shortName\n      version\n      publicURL\n      timezone\n      webServicesOn\n      documentationOn\n      yourAddress\n    }\n  }\n"): (typeof documents)["\n  query SiteFacts {\n    site {\n      name\n      shortName\n      version\n      publicURL\n      timezone\n      webServicesOn\n      documentationOn\n      yourAddress\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MessageParts on HTTPMessage {\n    method\n    url\n    status\n    headers {\n      name\n      value\n    }\n    body\n    binary\n    cut\n  }\n"): (typeof documents)["\n  fragment MessageParts on HTTPMessage {\n    method\n    url\n    status\n    headers {\n      name\n      value\n    }\n    body\n    binary\n    cut\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FaceParts on Face {\n    name\n    title\n    protocol\n    address\n    allowed\n    reason\n  }\n"): (typeof documents)["\n  fragment FaceParts on Face {\n    name\n    title\n    protocol\n    address\n    allowed\n    reason\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;