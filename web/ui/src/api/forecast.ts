import { queryOptions } from "@tanstack/react-query";
import { request } from "./http";
import type { CaseRef, Due, Instant, Level, Limit, Person, Ref } from "./types";

const EVERY_MS = 30_000;

/** A card that comes unless somebody acts before. */
export interface Coming {
  at: Instant;
  within: "day" | "workdays";
  level: Level;
  rule: Ref;
  about: Ref;
  kind: Limit["kind"];
  due: Due | null;
  holders: Person[];
  case: CaseRef;
}

export interface Forecast {
  now: Instant;
  day_until: Instant;
  workdays_until: Instant;
  items: Coming[];
  more: boolean;
}

export function forecastQuery(organ: string | undefined) {
  return queryOptions({
    queryKey: ["cards", "forecast", organ ?? ""],
    queryFn: ({ signal }) => request<Forecast>("GET", "/cards/forecast", { query: { organ }, signal }),
    refetchInterval: EVERY_MS,
  });
}
