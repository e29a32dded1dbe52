import { queryOptions } from "@tanstack/react-query";
import { request } from "./http";
import type { CivilDate, Explanation, Instant, Page, Ref } from "./types";

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
