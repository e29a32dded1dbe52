// The addresses of the app. Each screen is a chunk of its own; the only file that knows them all.
import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from "@tanstack/react-router";
import { meQuery } from "./api/session";
import { Broken, NotFound } from "./parts/shell/states";
import { adminSearch, calendarSearch, cardsSearch, caseSearch, casesSearch, homeOf, loginSearch, supervisionSearch, tasksSearch } from "./search";

interface Context {
  client: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: NotFound, errorComponent: Broken });

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: loginSearch,
  component: lazyRouteComponent(() => import("./screens/Login"), "Login"),
});

const shell = createRoute({ getParentRoute: () => root, id: "shell", component: lazyRouteComponent(() => import("./parts/shell/Shell"), "Shell") });

const home = createRoute({
  getParentRoute: () => shell,
  path: "/",
  beforeLoad: async ({ context }) => {
    // Who is not logged in is sent to the login by the page that they come to.
    const me = await context.client.ensureQueryData(meQuery).catch(() => null);
    throw redirect({ href: me ? homeOf(me.verbs) : "/tasks" });
  },
});

const tasks = createRoute({
  getParentRoute: () => shell,
  path: "/tasks",
  validateSearch: tasksSearch,
  component: lazyRouteComponent(() => import("./screens/Tasks"), "Tasks"),
});

const task = createRoute({ getParentRoute: () => shell, path: "/tasks/$id", component: lazyRouteComponent(() => import("./screens/Task"), "Task") });

const cases = createRoute({
  getParentRoute: () => shell,
  path: "/cases",
  validateSearch: casesSearch,
  component: lazyRouteComponent(() => import("./screens/Cases"), "Cases"),
});

const kase = createRoute({ getParentRoute: () => shell, path: "/cases/$id", validateSearch: caseSearch, component: lazyRouteComponent(() => import("./screens/Case"), "Case") });

const supervision = createRoute({
  getParentRoute: () => shell,
  path: "/supervision",
  validateSearch: supervisionSearch,
  component: lazyRouteComponent(() => import("./screens/Supervision"), "Supervision"),
});

const cards = createRoute({
  getParentRoute: () => shell,
  path: "/cards",
  validateSearch: cardsSearch,
  component: lazyRouteComponent(() => import("./screens/Cards"), "Cards"),
});

const calendar = createRoute({
  getParentRoute: () => shell,
  path: "/calendar",
  validateSearch: calendarSearch,
  component: lazyRouteComponent(() => import("./screens/Calendar"), "Calendar"),
});
const board = createRoute({ getParentRoute: () => shell, path: "/board", component: lazyRouteComponent(() => import("./screens/Board"), "Board") });

const start = createRoute({ getParentRoute: () => shell, path: "/start", component: lazyRouteComponent(() => import("./screens/Start"), "Start") });

const admin = createRoute({
  getParentRoute: () => shell,
  path: "/admin",
  validateSearch: adminSearch,
  component: lazyRouteComponent(() => import("./screens/Admin"), "Admin"),
});

const account = createRoute({ getParentRoute: () => shell, path: "/account", component: lazyRouteComponent(() => import("./screens/Account"), "Account") });

const tree = root.addChildren([login, shell.addChildren([home, tasks, task, cases, kase, supervision, cards, calendar, board, start, admin, account])]);

export function makeRouter(client: QueryClient) {
  return createRouter({ routeTree: tree, context: { client }, defaultPreload: "intent", scrollRestoration: true, defaultNotFoundComponent: NotFound, defaultErrorComponent: Broken });
}
