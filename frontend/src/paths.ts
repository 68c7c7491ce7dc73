// Every address of the app. Links are made by these functions and written nowhere else.

type Search = Record<string, string | undefined>;

// withSearch adds what is set to an address.
export function withSearch(path: string, search: Search = {}): string {
  const set = Object.entries(search).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return set.length > 0 ? `${path}?${new URLSearchParams(set)}` : path;
}

const part = encodeURIComponent;

/** Whose documentation: that of a key or of a service, by their ids. */
type DocsSearch = { key?: string; service?: string };

export const paths = {
  home: () => '/',
  setup: (secret: string) => `/setup/${part(secret)}`,
  setPassword: (secret: string) => `/password/${part(secret)}`,
  signIn: (next?: string) => withSearch('/login', { next: next === '/' ? undefined : next }),
  /** The server names it to the provider: graph/provider.go. */
  providerCallback: () => '/login/callback',
  protocols: () => '/protocols',
  services: (search?: Search) => withSearch('/services', search),
  serviceNew: (template?: string) => withSearch('/services/new', { template }),
  service: (id: string) => `/services/${part(id)}/functions`,
  serviceUsers: (id: string) => `/services/${part(id)}/users`,
  serviceKeys: (id: string) => `/services/${part(id)}/keys`,
  serviceSettings: (id: string) => `/services/${part(id)}/settings`,
  functions: (search?: Search) => withSearch('/functions', search),
  function: (name: string) => `/functions/${part(name)}`,
  keys: (search?: Search) => withSearch('/keys', search),
  keyNew: (search?: { user?: string; service?: string }) => withSearch('/keys/new', search),
  key: (id: string) => `/keys/${part(id)}`,
  keyCreated: (id: string) => `/keys/${part(id)}/created`,
  users: (search?: Search) => withSearch('/users', search),
  userNew: () => '/users/new',
  user: (id: string) => `/users/${part(id)}`,
  roles: () => '/roles',
  role: (id: string) => `/roles/${part(id)}`,
  access: (search?: { token?: string; user?: string; service?: string; protocol?: string; address?: string; function?: string; at?: string }) => withSearch('/access', search),
  myRequests: (search?: Search) => withSearch('/my-requests', search),
  requests: (search?: Search) => withSearch('/requests', search),
  request: (id: string) => `/requests/${part(id)}`,
  audit: (search?: Search) => withSearch('/audit', search),
  auditEvent: (id: string) => `/audit/${part(id)}`,
  /** The test client. request is the record of a call in the log that it is opened from. */
  tryFunction: (name: string, search?: { key?: string; face?: string; request?: string }) => withSearch(`/try/${part(name)}`, search),
  settings: () => '/settings',
  account: () => '/account',
  /** Where a second factor is set up; next is where to go on. */
  secondFactor: (next?: string) => withSearch('/second-factor', { next: next === '/' ? undefined : next }),
  ownKeys: () => '/my-keys',
  docs: (search?: DocsSearch) => withSearch('/docs', search),
  docsFunction: (name: string, search?: DocsSearch & { face?: string; language?: string }) => withSearch(`/docs/${part(name)}`, search),
  docsProtocol: (protocol: string, search?: DocsSearch) => withSearch(`/docs/protocols/${part(protocol)}`, search),
  docsErrors: (search?: DocsSearch) => withSearch('/docs/errors', search),
  docsDownload: (search?: DocsSearch) => withSearch('/docs/download', search),
  docsPrint: (search?: DocsSearch & { face?: string }) => withSearch('/docs/print', search),
};
