import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { EnteredDocuments } from "./duties";
import { request } from "./http";
import type { Case, CaseLine, HistoryRecord, Json, Level, Moved, Page } from "./types";

const CASES_EVERY_MS = 30_000;

export interface CaseFilter {
  view: "mine" | "all";
  running?: boolean;
  stage?: string;
  level?: Level;
  process?: string;
  organ?: string;
  unit?: string;
  person?: string;
  text?: string;
  started_from?: string;
  started_to?: string;
  updated_from?: string;
  updated_to?: string;
}

export const casePages = (filter: CaseFilter) =>
  infiniteQueryOptions({
    queryKey: ["cases", filter],
    queryFn: ({ pageParam, signal }) => request<Page<CaseLine>>("GET", "/cases", { query: { ...filter, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: (query) => CASES_EVERY_MS * Math.max(1, query.state.data?.pages.length ?? 1),
  });

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ["case", id],
    queryFn: ({ signal }) => request<Case>("GET", `/cases/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: CASES_EVERY_MS,
  });

export const caseHistory = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["case", id, "history"],
    queryFn: ({ pageParam, signal }) =>
      request<Page<HistoryRecord>>("GET", `/cases/${encodeURIComponent(id)}/history`, { query: { after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: (query) => CASES_EVERY_MS * Math.max(1, query.state.data?.pages.length ?? 1),
  });

export interface Start {
  process: string;
  organ: string;
  unit?: string;
  submission: { [field: string]: Json };
  documents?: EnteredDocuments;
  key: string;
}

export function startCase({ key, ...body }: Start): Promise<Moved> {
  return request("POST", "/cases", { key, body });
}

export interface ActRequest {
  id: string;
  act: string;
  submission: { [field: string]: Json };
  reason?: string;
  key: string;
}

export function requestAct({ id, act, submission, reason, key }: ActRequest): Promise<Moved> {
  return request("POST", `/cases/${encodeURIComponent(id)}/acts/${encodeURIComponent(act)}`, { key, body: { submission, reason } });
}

export interface EnteredMessage {
  id: string;
  message: number;
  submission: { [field: string]: Json };
  key: string;
}

export function enterMessage({ id, message, submission, key }: EnteredMessage): Promise<Moved> {
  return request("POST", `/cases/${encodeURIComponent(id)}/messages/${message}`, { key, body: { submission } });
}

export interface IncidentCommand {
  id: string;
  incident: string | number;
  reason: string;
  key: string;
}

export function retryIncident({ id, incident, reason, key }: IncidentCommand): Promise<{ case: Case }> {
  return request("POST", `/cases/${encodeURIComponent(id)}/incidents/${encodeURIComponent(incident)}/retry`, { key, body: { reason } });
}

export function resolveIncident({ id, incident, reason, to, key }: IncidentCommand & { to: string }): Promise<{ case: Case }> {
  return request("POST", `/cases/${encodeURIComponent(id)}/incidents/${encodeURIComponent(incident)}/resolve`, { key, body: { reason, to } });
}
