import { queryOptions } from "@tanstack/react-query";
import { keepCsrf, request } from "./http";
import type { Me } from "./types";

/** How often the session's facts (roles, today, now) are asked for again. */
const ME_EVERY_MS = 60_000;

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }) => {
    const me = await request<Me>("GET", "/me", { signal });
    keepCsrf(me.csrf);
    return me;
  },
  staleTime: ME_EVERY_MS,
  refetchInterval: ME_EVERY_MS,
});

export async function login(name: string, password: string): Promise<Me> {
  const answer = await request<{ csrf: string; me: Me }>("POST", "/session", { body: { login: name, password } });
  keepCsrf(answer.csrf);
  return answer.me;
}

export async function logout(): Promise<void> {
  await request<undefined>("DELETE", "/session");
  keepCsrf("");
}
