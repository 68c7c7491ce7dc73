// Every page of the app on one page. Each is a file of its own, fetched when it is first needed, and gets what its address names
// as properties. Filters are read by the pages themselves (ui/search.ts).
import { createRootRoute, createRoute, createRouter, Outlet, redirect, useParams, type AnyRoute } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { session, useSession } from './graphql';
import { landing } from './landing';
import { paths } from './paths';
import { Crash } from './ui/Crash';
import { lazyPage } from './ui/lazyPage';
import { Shell } from './ui/Shell';
import { NoPermission } from './ui/states';

/** The names that an address carries: those of '/keys/$id' are { id: string }. */
type ParamsOf<Path extends string> = Path extends `${string}$${infer Name}/${infer Rest}`
  ? { [Key in Name]: string } & ParamsOf<Rest>
  : Path extends `${string}$${infer Name}`
    ? { [Key in Name]: string }
    : object;

function page<Path extends string, Params = ParamsOf<Path>>(parent: AnyRoute, path: Path, load: () => Promise<{ default: (props: Params) => ReactNode }>) {
  const Content = lazyPage(load as unknown as () => Promise<{ default: (props: Record<string, string>) => ReactNode }>);
  const Page = () => {
    const params = useParams({ strict: false }) as Record<string, string>;
    // Another address is another page: nothing of the last thing shown may stay.
    return <Content key={Object.values(params).join('/')} {...params} />;
  };
  // The router fetches the page's file before it shows it, and when a link to it is pointed at.
  Page.preload = Content.preload;
  return createRoute({ getParentRoute: () => parent, path, component: Page });
}

const root = createRootRoute({ component: Outlet, errorComponent: Crash, notFoundComponent: lazyPage(() => import('./pages/NotFound')) });

const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  component: Shell,
  errorComponent: Crash,
  beforeLoad: async ({ location }) => {
    await session.start();
    const { status, viewer } = session.get();
    if (status !== 'in') throw redirect({ href: paths.signIn(location.href) });
    if (viewer?.owesSecondFactor) throw redirect({ href: paths.secondFactor(location.href) });
  },
});

const administrators = createRoute({
  getParentRoute: () => app,
  id: 'administrators',
  beforeLoad: async ({ location }) => {
    // Home is the administrators'; others begin elsewhere.
    if (location.pathname === paths.home() && !session.get().viewer?.administrator) throw redirect({ href: await landing() });
  },
  component: function Administrators() {
    return useSession().viewer?.administrator ? <Outlet /> : <NoPermission />;
  },
});

const service = page(administrators, '/services/$id', () => import('./pages/Service'));

const tree = root.addChildren([
  page(root, '/setup/$secret', () => import('./pages/Setup')),
  page(root, '/password/$secret', () => import('./pages/SetPassword')),
  page(root, '/login', () => import('./pages/SignIn')),
  page(root, paths.providerCallback(), () => import('./pages/ProviderCallback')),
  page(root, '/second-factor', () => import('./pages/SecondFactor')),
  app.addChildren([
    page(app, '/account', () => import('./pages/Account')),
    page(app, '/try/$function', () => import('./pages/TryFunction')),
    page(app, '/my-keys', () => import('./pages/MyKeys')),
    page(app, '/docs', () => import('./pages/Docs')),
    page(app, '/docs/errors', () => import('./pages/DocsErrors')),
    page(app, '/docs/download', () => import('./pages/DocsDownload')),
    page(app, '/docs/print', () => import('./pages/DocsPrint')),
    page(app, '/docs/protocols/$protocol', () => import('./pages/DocsProtocol')),
    page(app, '/docs/$name', () => import('./pages/DocsFunction')),
    page(app, '/keys/$id', () => import('./pages/Key')),
    page(app, '/keys/$id/created', () => import('./pages/KeyCreated')),
    page(app, '/requests/$id', () => import('./pages/Request')),
    page(app, '/my-requests', () => import('./pages/MyRequests')),
    administrators.addChildren([
      page(administrators, '/', () => import('./pages/Home')),
      page(administrators, '/protocols', () => import('./pages/Protocols')),
      page(administrators, '/services', () => import('./pages/Services')),
      page(administrators, '/services/new', () => import('./pages/ServiceNew')),
      service.addChildren([
        page<'/functions', { id: string }>(service, '/functions', () => import('./pages/ServiceFunctions')),
        page<'/users', { id: string }>(service, '/users', () => import('./pages/ServiceUsers')),
        page<'/keys', { id: string }>(service, '/keys', () => import('./pages/ServiceKeys')),
        page<'/settings', { id: string }>(service, '/settings', () => import('./pages/ServiceSettings')),
      ]),
      page(administrators, '/functions', () => import('./pages/Functions')),
      page(administrators, '/functions/$name', () => import('./pages/Function')),
      page(administrators, '/keys', () => import('./pages/Keys')),
      page(administrators, '/keys/new', () => import('./pages/KeyNew')),
      page(administrators, '/users', () => import('./pages/Users')),
      page(administrators, '/users/new', () => import('./pages/UserNew')),
      page(administrators, '/users/$id', () => import('./pages/User')),
      page(administrators, '/roles', () => import('./pages/Roles')),
      page(administrators, '/roles/$id', () => import('./pages/Role')),
      page(administrators, '/access', () => import('./pages/Access')),
      page(administrators, '/requests', () => import('./pages/Requests')),
      page(administrators, '/audit', () => import('./pages/Audit')),
      page(administrators, '/audit/$id', () => import('./pages/AuditEvent')),
      page(administrators, '/settings', () => import('./pages/Settings')),
    ]),
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: false,
  scrollRestoration: true,
  defaultErrorComponent: Crash,
  // Addresses carry plain words: ?state=ACTIVE, and not JSON.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const set = Object.entries(search).filter((pair): pair is [string, string] => Boolean(pair[1]));
    return set.length > 0 ? `?${new URLSearchParams(set)}` : '';
  },
});

/** prepare fetches the files of the page that the address names while the session is being renewed, and not after it. */
export function prepare() {
  for (const { routeId } of router.matchRoutes(router.latestLocation)) {
    const { component } = (router.routesById as Record<string, AnyRoute>)[routeId]?.options ?? {};
    if (component && 'preload' in component && typeof component.preload === 'function') void component.preload();
  }
}
