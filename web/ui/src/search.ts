// What the addresses of the screens may say behind the question mark. Unknown values fall back, they never fail.

export interface LoginSearch {
  back?: string;
  why?: "idle" | "expired";
}

export function loginSearch(search: Record<string, unknown>): LoginSearch {
  // Only a path of this app: anything else would send people elsewhere after they logged in.
  const back = typeof search.back === "string" && /^\/(?![/\\])/.test(search.back) ? search.back : undefined;
  return { back, why: oneOf(search.why, ["idle", "expired"]) };
}

export interface TasksSearch {
  view?: "pool" | "all";
  lane?: string;
  sort?: "created";
}

export function tasksSearch(search: Record<string, unknown>): TasksSearch {
  return { view: oneOf(search.view, ["pool", "all"]), lane: word(search.lane), sort: oneOf(search.sort, ["created"]) };
}

export interface CasesSearch {
  view?: "mine" | "all";
  state?: "ended" | "any";
  stage?: string;
  level?: "yellow" | "red";
}

export function casesSearch(search: Record<string, unknown>): CasesSearch {
  return {
    view: oneOf(search.view, ["mine", "all"]),
    state: oneOf(search.state, ["ended", "any"]),
    stage: word(search.stage),
    level: oneOf(search.level, ["yellow", "red"]),
  };
}

export const ADMIN_TABS = ["people", "units", "stand_ins", "sessions", "log"] as const;

export interface AdminSearch {
  tab?: (typeof ADMIN_TABS)[number];
  person?: string;
}

export function adminSearch(search: Record<string, unknown>): AdminSearch {
  return { tab: oneOf(search.tab, ADMIN_TABS), person: word(search.person) };
}

function oneOf<Value extends string>(value: unknown, values: readonly Value[]): Value | undefined {
  return values.find((known) => known === value);
}

function word(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
