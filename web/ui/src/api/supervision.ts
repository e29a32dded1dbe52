import { queryOptions } from "@tanstack/react-query";
import { request } from "./http";
import type { Supervision } from "./types";

export const supervisionQuery = queryOptions({
  queryKey: ["supervision"],
  queryFn: ({ signal }) => request<Supervision>("GET", "/supervision", { signal }),
  refetchInterval: 30_000,
});
