import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { request } from "./http";
import type { CardLine, IncidentLine, Page, RefusalLine, Supervision } from "./types";

const EVERY_MS = 30_000;

export const supervisionQuery = queryOptions({
  queryKey: ["supervision"],
  queryFn: ({ signal }) => request<Supervision>("GET", "/supervision", { signal }),
  refetchInterval: EVERY_MS,
});

export interface LedgerFilter {
  organ?: string;
  process?: string;
  unit?: string;
  stage?: string;
  level?: string;
  rule?: string;
  person?: string;
  from?: string;
  to?: string;
}

function pages<Line>(list: "cards" | "refusals" | "incidents", filter: LedgerFilter) {
  return infiniteQueryOptions({
    queryKey: ["supervision", list, filter],
    queryFn: ({ pageParam, signal }) => request<Page<Line>>("GET", `/supervision/${list}`, { query: { ...filter, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: (query) => EVERY_MS * Math.max(1, query.state.data?.pages.length ?? 1),
  });
}

export const cardPages = ({ organ, process, unit, stage, level }: LedgerFilter) => pages<CardLine>("cards", { organ, process, unit, stage, level });
export const refusalPages = ({ organ, process, unit, stage, rule, person, from, to }: LedgerFilter) => pages<RefusalLine>("refusals", { organ, process, unit, stage, rule, person, from, to });
export const incidentPages = ({ organ }: LedgerFilter) => pages<IncidentLine>("incidents", { organ });
