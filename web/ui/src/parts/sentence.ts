// Where a case stands, in one sentence: at what, with whom, since when, until when.
import type { CivilDate, Due, Instant, Person, Ref } from "../api/types";
import type { Words } from "../i18n";
import { civilDay, lastDay, moment, shortDay } from "./time";

export interface Standing {
  state: "running" | "ended" | "terminated";
  at: Ref[];
  waits: Ref[];
  holders: Person[];
  since: Instant;
  due: Due | null;
  incidents?: number;
  /** Its clocks, where they are known. */
  clocks?: { paused: Ref[] }[];
}

export function sentence({ state, at, waits, holders, since, due, incidents = 0, clocks = [] }: Standing, words: Words, me: { timezone: string; today: CivilDate }): string {
  const { t, say, name, list } = words;
  const day = shortDay(civilDay(since, me.timezone), me.today);
  if (state === "ended") return t("kase.sentenceEnded", { since: day }) + t("app.stop");
  if (state === "terminated") return t("kase.sentenceTerminated", { since: day }) + t("app.stop");
  const quoted = (refs: Ref[]) => list(refs.map((ref) => t("app.quoted", { text: say(ref.title) })));
  const nodes = quoted(at);
  const parts = [
    at.length === 0
      ? waits.length > 0 ? t("kase.sentenceWaitFor", { waits: quoted(waits), since: day }) : t("kase.sentenceWait", { since: day })
      : holders.length > 0
        ? t("kase.sentence", { nodes, holders: list(holders.map(name)), since: day })
        : t(incidents > 0 ? "kase.sentenceStuck" : "kase.sentencePool", { nodes, since: day }),
    due ? t("kase.sentenceDue", { due: dueText(due, words, me) }) : t(clocks.some((clock) => clock.paused.length > 0) ? "kase.sentencePaused" : "kase.sentenceNoDue"),
  ];
  if (incidents > 0) parts.push(t("kase.sentenceIncident", { count: incidents }));
  return parts.join(t("app.semicolon")) + t("app.stop");
}

function dueText(due: Due, { t }: Words, me: { timezone: string; today: CivilDate }): string {
  const last = lastDay(due, me.timezone);
  const day = last ? shortDay(last, me.today) : moment(due.at, me.timezone);
  return due.provisional ? day + t("kase.provisional") : day;
}

/** What follows an act, for its notice: the next step, else what the case waits for. */
export function following({ state, at, waits }: Pick<Standing, "state" | "at" | "waits">, { t, say, list }: Words): string {
  if (state !== "running") return t("task.doneEnd");
  const named = (refs: Ref[]) => list(refs.map((ref) => say(ref.title)));
  if (at.length > 0) return t("task.doneNext", { next: named(at) });
  return waits.length > 0 ? t("task.doneWaits", { waits: named(waits) }) : t("task.doneQuiet");
}
