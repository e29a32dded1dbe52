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

export const LEVELS = ["prompt", "yellow", "red"] as const;
export const DUE = ["overdue", "0", "3", "7", "15"] as const;

export interface TasksSearch {
  view?: "pool" | "all";
  lane?: string;
  unit?: string;
  stage?: string;
  process?: string;
  level?: (typeof LEVELS)[number];
  /** Overdue, or due within so many days. */
  due?: (typeof DUE)[number];
  text?: string;
  sort?: "created";
}

export function tasksSearch(search: Record<string, unknown>): TasksSearch {
  return {
    view: oneOf(search.view, ["pool", "all"]),
    lane: word(search.lane),
    unit: word(search.unit),
    stage: word(search.stage),
    process: word(search.process),
    level: oneOf(search.level, LEVELS),
    due: oneOf(word(search.due), DUE),
    text: word(search.text),
    sort: oneOf(search.sort, ["created"]),
  };
}

export interface CasesSearch {
  view?: "mine" | "all";
  state?: "ended" | "any";
  stage?: string;
  level?: (typeof LEVELS)[number];
  process?: string;
  organ?: string;
  unit?: string;
  person?: string;
  text?: string;
  started_from?: string;
  started_to?: string;
  updated_from?: string;
  updated_to?: string;
}

export function casesSearch(search: Record<string, unknown>): CasesSearch {
  return {
    view: oneOf(search.view, ["mine", "all"]),
    state: oneOf(search.state, ["ended", "any"]),
    stage: word(search.stage),
    level: oneOf(search.level, LEVELS),
    process: word(search.process),
    organ: word(search.organ),
    unit: word(search.unit),
    person: word(search.person),
    text: word(search.text),
    started_from: day(search.started_from),
    started_to: day(search.started_to),
    updated_from: day(search.updated_from),
    updated_to: day(search.updated_to),
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

export const LEDGERS = ["cards", "refusals", "incidents"] as const;
export const RULES = ["people", "certified", "recording", "explain", "separation", "authority", "documents"] as const;

export interface SupervisionSearch extends CasesSearch {
  /** Which list; none = the cases. */
  list?: (typeof LEDGERS)[number];
  rule?: (typeof RULES)[number];
  from?: string;
  to?: string;
}

export function supervisionSearch(search: Record<string, unknown>): SupervisionSearch {
  return { ...casesSearch(search), list: oneOf(search.list, LEDGERS), rule: oneOf(search.rule, RULES), from: day(search.from), to: day(search.to) };
}

export interface CaseSearch {
  tab?: "facts" | "parties";
  /** The record that the timeline shows. */
  record?: number;
}

export function caseSearch(search: Record<string, unknown>): CaseSearch {
  const record = Number(search.record);
  return { tab: oneOf(search.tab, ["facts", "parties"]), record: Number.isInteger(record) && record > 0 ? record : undefined };
}

export interface CalendarSearch {
  calendar?: string;
  year?: number;
  /** A region by its code; all = the whole country. */
  region?: string;
}

/** Years that the server counts in. */
const YEAR_MIN = 1900;
const YEAR_MAX = 2200;

export function calendarSearch(search: Record<string, unknown>): CalendarSearch {
  const year = Number(search.year);
  return { calendar: word(search.calendar), year: Number.isInteger(year) && year >= YEAR_MIN && year <= YEAR_MAX ? year : undefined, region: word(search.region) };
}

export const CARD_STAGES = ["issued", "acknowledged", "rectified", "objected", "upheld", "cancelled", "closed"] as const;
export const CARD_TABS = [...CARD_STAGES, "forecast"] as const;

export interface CardsSearch {
  /** A stage of life, or what comes; none = all that are not over. */
  tab?: (typeof CARD_TABS)[number];
  /** The card that is open beside the list. */
  card?: string;
  level?: (typeof LEVELS)[number];
  organ?: string;
  process?: string;
  unit?: string;
  stage?: string;
}

export function cardsSearch(search: Record<string, unknown>): CardsSearch {
  return {
    tab: oneOf(search.tab, CARD_TABS),
    card: word(search.card),
    level: oneOf(search.level, LEVELS),
    organ: word(search.organ),
    process: word(search.process),
    unit: word(search.unit),
    stage: word(search.stage),
  };
}

/** Where somebody's work is: in the queue, in supervision, or at the cases that wait for them. */
export function homeOf(verbs: readonly string[]): "/tasks" | "/supervision" | "/admin" | "/calendar" | "/cases?view=all" {
  if (verbs.includes("work")) return "/tasks";
  if (verbs.includes("supervise")) return "/supervision";
  if (verbs.includes("manage_people")) return "/admin";
  return verbs.includes("file_definitions") && !verbs.includes("read_cases") ? "/calendar" : "/cases?view=all";
}

/** How many filters an address sets, the view and the order apart. */
export function filtersIn(search: TasksSearch | SupervisionSearch): number {
  return Object.entries(search).filter(([name, value]) => value !== undefined && !["view", "sort", "list"].includes(name)).length;
}

function oneOf<Value extends string>(value: unknown, values: readonly Value[]): Value | undefined {
  return values.find((known) => known === value);
}

/** The router reads `7` as a number; here it is a text like any other. */
function word(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function day(value: unknown): string | undefined {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
}
