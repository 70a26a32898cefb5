import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import type { QueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Problem } from '../api/problem.ts';
import { sessionQuery, workspaceQuery } from '../api/session.ts';
import { follow } from '../live/live.ts';
import { readSearch } from '../pages/calendar/search.ts';
import { composeSearch } from '../pages/compose/search.ts';
import { readPostsSearch } from '../pages/posts/search.ts';
import { Broken, NotFound } from './Broken.tsx';
import { Layout } from './Layout.tsx';
import { goToSignIn } from './leaving.ts';
import { queries } from './queries.ts';

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ notFoundComponent: NotFound, errorComponent: Broken });

/** Everything that takes a signed-in member. Who is not is sent to the sign-in page and comes back here. */
const layout = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Layout,
  beforeLoad: async ({ context, location }) => {
    try {
      const session = await context.queries.ensureQueryData(sessionQuery);
      follow(context.queries, session.workspaceId);
      if (session.workspaceId !== null) await context.queries.ensureQueryData(workspaceQuery);
    } catch (error) {
      if (!(error instanceof Problem && error.status === 401)) throw error;
      goToSignIn(location.href);
      await new Promise(() => undefined); // the page is being left
    }
  },
});

const page = <TPath extends string, TName extends string>(path: TPath, load: () => Promise<Record<TName, () => ReactNode>>, name: TName) =>
  createRoute({ getParentRoute: () => layout, path, component: lazyRouteComponent(load, name) });

export const routes = {
  overview: page('/', () => import('../pages/overview/OverviewPage.tsx'), 'OverviewPage'),
  calendar: createRoute({ getParentRoute: () => layout, path: '/calendar', validateSearch: readSearch, component: lazyRouteComponent(() => import('../pages/calendar/CalendarPage.tsx'), 'CalendarPage') }),
  compose: createRoute({
    getParentRoute: () => layout,
    path: '/compose',
    validateSearch: composeSearch,
    component: lazyRouteComponent(() => import('../pages/compose/ComposePage.tsx'), 'ComposePage'),
  }),
  posts: createRoute({ getParentRoute: () => layout, path: '/posts', validateSearch: readPostsSearch, component: lazyRouteComponent(() => import('../pages/posts/PostsPage.tsx'), 'PostsPage') }),
  edit: page('/posts/$postId/edit', () => import('../pages/compose/EditPage.tsx'), 'EditPage'),
  post: page('/posts/$postId', () => import('../pages/post/PostPage.tsx'), 'PostPage'),
  approvals: page('/approvals', () => import('../pages/approvals/ApprovalsPage.tsx'), 'ApprovalsPage'),
  media: page('/media', () => import('../pages/media/MediaPage.tsx'), 'MediaPage'),
  accounts: page('/accounts', () => import('../pages/accounts/AccountsPage.tsx'), 'AccountsPage'),
  account: page('/accounts/$channelId', () => import('../pages/accounts/AccountPage.tsx'), 'AccountPage'),
  alerts: page('/alerts', () => import('../pages/alerts/AlertsPage.tsx'), 'AlertsPage'),
  health: page('/health', () => import('../pages/health/HealthPage.tsx'), 'HealthPage'),
  handovers: page('/handovers', () => import('../pages/handover/HandoversPage.tsx'), 'HandoversPage'),
  activity: page('/activity', () => import('../pages/activity/ActivityPage.tsx'), 'ActivityPage'),
  transfer: page('/transfer', () => import('../pages/transfer/TransferPage.tsx'), 'TransferPage'),
  settings: page('/settings', () => import('../pages/settings/SettingsPage.tsx'), 'SettingsPage'),
  settingsTab: page('/settings/$tab', () => import('../pages/settings/SettingsPage.tsx'), 'SettingsPage'),
};

export const router = createRouter({
  routeTree: root.addChildren([layout.addChildren(Object.values(routes))]),
  context: { queries },
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
