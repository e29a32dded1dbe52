import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { request } from "./http";
import type { EnteredDocuments } from "./duties";
import type { Json, Level, Moved, Page, Preview, Task, TaskCounts, TaskLine } from "./types";

/** The queue is asked for again this often; a long list, read in pages, proportionally less. */
const QUEUE_EVERY_MS = 15_000;

export interface TaskFilter {
  view: "mine" | "pool" | "all";
  lane?: string;
  unit?: string;
  stage?: string;
  process?: string;
  level?: Level;
  due?: string;
  text?: string;
  sort: "due" | "created";
}

export const taskPages = (filter: TaskFilter) =>
  infiniteQueryOptions({
    queryKey: ["tasks", filter],
    queryFn: ({ pageParam, signal }) => request<Page<TaskLine>>("GET", "/tasks", { query: { ...filter, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: (query) => QUEUE_EVERY_MS * Math.max(1, query.state.data?.pages.length ?? 1),
  });

export const taskCounts = queryOptions({
  queryKey: ["tasks", "counts"],
  queryFn: ({ signal }) => request<TaskCounts>("GET", "/tasks/counts", { signal }),
  refetchInterval: QUEUE_EVERY_MS,
});

export const taskQuery = (id: string) =>
  queryOptions({
    queryKey: ["task", id],
    queryFn: ({ signal }) => request<Task>("GET", `/tasks/${encodeURIComponent(id)}`, { signal }),
    refetchOnWindowFocus: false,
    // Opened anew, a task is asked for anew: it may have been given back a second ago. While somebody else may move it, it
    // is watched like the queue; the form of one's own task is left in peace.
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.mine || state.status === "error" ? false : QUEUE_EVERY_MS),
  });

export interface TaskCommand {
  id: string;
  revision: number;
  key: string;
}

export function claimTask({ id, revision, key }: TaskCommand): Promise<{ task: TaskLine }> {
  return request("POST", `/tasks/${encodeURIComponent(id)}/claim`, { revision, key });
}

export function releaseTask({ id, revision, key }: TaskCommand): Promise<{ task: TaskLine }> {
  return request("POST", `/tasks/${encodeURIComponent(id)}/release`, { revision, key });
}

export interface Completion extends TaskCommand {
  submission: { [field: string]: Json };
  reason?: string;
  documents?: EnteredDocuments;
}

export function completeTask({ id, revision, key, submission, reason, documents }: Completion): Promise<Moved> {
  return request("POST", `/tasks/${encodeURIComponent(id)}/complete`, { revision, key, body: { submission, reason, documents } });
}

/** What would stop this completion, or come of it. `body` is the request as text, so that equal input is asked for once. */
export const previewQuery = (id: string, revision: number, body: string) =>
  queryOptions({
    queryKey: ["preview", id, revision, body],
    queryFn: ({ signal }) => request<Preview>("POST", `/tasks/${encodeURIComponent(id)}/preview`, { revision, body: JSON.parse(body) as Json, signal }),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    retry: false,
    gcTime: 0,
  });
