import { queryOptions } from "@tanstack/react-query";
import { request } from "./http";
import type { ProcessLine } from "./types";

export const processesQuery = queryOptions({
  queryKey: ["processes"],
  queryFn: ({ signal }) => request<{ items: ProcessLine[] }>("GET", "/processes", { signal }),
  staleTime: 60_000,
});
