import { queryOptions } from "@tanstack/react-query";
import { request } from "./http";
import type { Filters } from "./types";

/** What lists can be filtered by changes when a bundle is filed or people come and go. */
const FILTERS_STALE_MS = 300_000;

export const filtersQuery = queryOptions({
  queryKey: ["filters"],
  queryFn: ({ signal }) => request<Filters>("GET", "/filters", { signal }),
  staleTime: FILTERS_STALE_MS,
});
