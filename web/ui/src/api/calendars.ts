import { queryOptions } from "@tanstack/react-query";
import { request } from "./http";
import type { CivilDate, Explanation, Instant, Limit, Page, Ref } from "./types";

export interface CalendarLine {
  id: string;
  version: string;
  filed_at: Instant;
  timezone: string;
  /** Years whose schedule is announced. */
  years: { year: number; notice: string; issued: CivilDate | null }[];
  regions: { code: string; organs: Ref[]; years: number[] }[];
  /** The region of my organ. */
  region: string | null;
}

export interface CalendarMark {
  day: CivilDate;
  kind: "holiday" | "makeup";
  name: string | null;
  local: boolean;
}

export interface CalendarYear {
  id: string;
  version: string;
  region: string | null;
  year: number;
  announced: boolean;
  notice: string | null;
  issued: CivilDate | null;
  /** 1 = Monday. */
  weekend: number[];
  marks: CalendarMark[];
  workdays: number[];
}

export interface CountedDay {
  last_day: CivilDate | null;
  lapses_at: Instant;
  provisional: boolean;
  explanation: Explanation;
}

/** A calendar changes a few times a year. */
const STALE_MS = 60_000;

export const calendarsQuery = queryOptions({
  queryKey: ["calendars"],
  queryFn: ({ signal }) => request<Page<CalendarLine>>("GET", "/calendars", { signal }),
  staleTime: STALE_MS,
});

export function yearQuery(id: string, year: number, region: string | undefined) {
  return queryOptions({
    queryKey: ["calendars", id, year, region ?? ""],
    queryFn: ({ signal }) => request<CalendarYear>("GET", `/calendars/${id}/years/${year}`, { query: { region }, signal }),
    placeholderData: (before) => before,
    staleTime: STALE_MS,
  });
}

export interface Finding {
  code: string;
  severity: string;
  message: string;
  hint?: string;
  start: { line: number; column: number };
}

interface MovedDay {
  last_day: CivilDate | null;
  lapses_at: Instant;
  provisional: boolean;
}

/** A date that a calendar file would move. */
export interface Move {
  case: string;
  number: string | null;
  title: string | null;
  what: "limit" | "timer" | "card";
  about: Ref | null;
  kind?: Limit["kind"];
  was?: MovedDay;
  now?: MovedDay;
  explanation?: Explanation;
}

type DayKind = "workday" | "weekend" | "holiday" | "makeup";

export interface Effect {
  calendar: string;
  version: string;
  before: string | null;
  days: { day: CivilDate; was: DayKind; now: DayKind; name?: string; region?: string }[];
  moves: Move[];
  next?: string;
}

export interface CalendarPreview {
  ok: boolean;
  diagnostics: Finding[];
  effect?: Effect;
}

export interface Progress {
  calendar: string;
  version: string;
  at: Instant;
  recount?: { scanned: number; done_at: Instant | null };
}

export const previewCalendar = (text: string, after?: string) => request<CalendarPreview>("POST", "/calendars/preview", { body: { text, ...(after ? { after } : {}) } });
export const fileCalendar = (text: string) => request<Progress>("POST", "/calendars", { body: { text } });

/** Between two looks at how far a version has come. */
const WAY_EVERY_MS = 1_000;

export function recountQuery(id: string) {
  return queryOptions({
    queryKey: ["calendars", id, "recount"],
    queryFn: ({ signal }) => request<Progress>("GET", `/calendars/${id}/recount`, { signal }),
    refetchInterval: (query) => (query.state.data?.recount?.done_at === null ? WAY_EVERY_MS : false),
  });
}

export interface Count {
  from: CivilDate;
  n: number;
  unit: "workdays" | "days" | "months" | "years";
  roll: boolean;
}

export function countQuery(id: string, { from, n, unit, roll }: Count, region: string | undefined) {
  return queryOptions({
    queryKey: ["calendars", id, "due", from, n, unit, roll, region ?? ""],
    queryFn: ({ signal }) => request<CountedDay>("GET", `/calendars/${id}/due`, { query: { from, limit: `${n} ${unit}`, roll, region }, signal }),
    placeholderData: (before) => before,
    staleTime: STALE_MS,
  });
}
