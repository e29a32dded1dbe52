import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { request } from "./http";
import type { CardLine, CardStage, CivilDate, Explanation, HistoryRecord, Instant, Page } from "./types";

const EVERY_MS = 30_000;

export interface CardFilter {
  organ?: string;
  process?: string;
  unit?: string;
  stage?: string;
  level?: string;
  state?: CardStage;
}

export interface CardPage extends Page<CardLine> {
  counts: { state: CardStage; cards: number }[];
}

export const DEEDS = ["acknowledge", "rectify", "object", "uphold", "cancel", "close"] as const;
export type Deed = (typeof DEEDS)[number];

/** A date by which a card was raised, or the one that counts now. */
export interface CardDate {
  last_day: CivilDate | null;
  lapses_at: Instant;
  calendar: string;
  explanation: Explanation;
}

export interface CardDetail extends CardLine {
  /** The records in which something became of it. */
  life: HistoryRecord[];
  raised_by?: CardDate;
  cancelled?: { cause: "late_fact" | "calendar"; calendar?: string; instead?: Instant; date?: CardDate };
  /** What I may do now. */
  actions: Deed[];
}

export function cardPages({ organ, process, unit, stage, level, state }: CardFilter) {
  const filter = { organ, process, unit, stage, level, state };
  return infiniteQueryOptions({
    queryKey: ["cards", "list", filter],
    queryFn: ({ pageParam, signal }) => request<CardPage>("GET", "/cards", { query: { ...filter, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: (query) => EVERY_MS * Math.max(1, query.state.data?.pages.length ?? 1),
  });
}

export function cardQuery(card: string) {
  return queryOptions({
    queryKey: ["cards", card],
    queryFn: ({ signal }) => request<CardDetail>("GET", `/cards/${encodeURIComponent(card)}`, { signal }),
  });
}

export function actOnCard(card: string, deed: Deed, reason: string, key: string): Promise<CardDetail> {
  return request<CardDetail>("POST", `/cards/${encodeURIComponent(card)}/${deed}`, { key, body: reason ? { reason } : {} });
}
