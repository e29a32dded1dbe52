// Notices: one's own list, what could not be told, the board, and the stream of hints that keeps them live.
import { infiniteQueryOptions, queryOptions, type QueryClient } from "@tanstack/react-query";
import { request } from "./http";
import type { Instant, Level, Page, Person, Ref, Text } from "./types";

export interface NoticeLine {
  id: number;
  level: Level;
  text: Text;
  organ: Ref;
  case: string;
  at: Instant;
  read_at: Instant | null;
}

export interface Inbox extends Page<NoticeLine> {
  unread: number;
}

export type Channel = "app" | "mail" | "sms";

export interface NoticeIncident {
  id: string;
  organ: Ref;
  case: string;
  person: Person | null;
  channel: Channel | null;
  code: string;
  message: Text;
  raised_at: Instant;
}

export interface BoardCard {
  level: Level;
  rule: Ref;
  process: Ref;
  unit: Ref | null;
  event_at: Instant;
}

export interface Board {
  organs: { organ: Ref; yellow: number; red: number; cards: BoardCard[] }[];
  now: Instant;
}

const NOTICES = ["notices"];
const LIST = [...NOTICES, "list"];
const INCIDENTS = [...NOTICES, "incidents"];
const BOARD = ["board"];

export const inboxPages = infiniteQueryOptions({
  queryKey: LIST,
  queryFn: ({ pageParam, signal }) => request<Inbox>("GET", "/notices", { query: { after: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next ?? undefined,
});

/** How much is unread: set by the stream, asked for once. */
export const unreadQuery = queryOptions({
  queryKey: [...NOTICES, "unread"],
  queryFn: async ({ signal }) => (await request<Inbox>("GET", "/notices", { query: { limit: 1 }, signal })).unread,
  staleTime: Infinity,
});

export const noticeIncidentsQuery = queryOptions({
  queryKey: INCIDENTS,
  queryFn: ({ signal }) => request<Page<NoticeIncident>>("GET", "/notices/incidents", { signal }),
});

export const boardQuery = queryOptions({
  queryKey: BOARD,
  queryFn: ({ signal }) => request<Board>("GET", "/board", { signal }),
});

async function marked(client: QueryClient, body: { ids: number[] } | { up_to: number }): Promise<void> {
  const { unread } = await request<{ unread: number }>("POST", "/notices/read", { body });
  client.setQueryData(unreadQuery.queryKey, unread);
  await client.invalidateQueries({ queryKey: LIST });
}

export const markRead = (client: QueryClient, id: number) => marked(client, { ids: [id] });
export const markAllRead = (client: QueryClient, last: number) => marked(client, { up_to: last });

export async function retryNotice(client: QueryClient, id: string): Promise<void> {
  await request<undefined>("POST", `/notices/incidents/${encodeURIComponent(id)}/retry`);
  await client.invalidateQueries({ queryKey: INCIDENTS });
}

/** Follows the server's hints until it is told to stop. The browser comes again by itself when the connection is lost. */
export function follow(client: QueryClient): () => void {
  const source = new EventSource("/api/v1/stream");
  source.addEventListener("notices", (event: MessageEvent<string>) => {
    const { unread } = JSON.parse(event.data) as { unread: number };
    client.setQueryData(unreadQuery.queryKey, unread);
    void client.invalidateQueries({ queryKey: LIST });
  });
  source.addEventListener("log", () => {
    for (const queryKey of [BOARD, INCIDENTS]) void client.invalidateQueries({ queryKey });
  });
  return () => source.close();
}
