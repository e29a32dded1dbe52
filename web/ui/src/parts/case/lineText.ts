import type { HistoryLine, HistoryRecord } from "../../api/types";
import { i18n, type Words } from "../../i18n";
import { lengthText } from "../limits";
import type { zh } from "../../i18n/zh-CN";

type Kind = keyof typeof zh.history.kind;

/** Steps of the engine that only matter to those who check it. */
const ENGINE = new Set([
  "path", "element_activated", "element_completed", "element_terminated", "lane_acted", "milestone_reached", "error_thrown",
  "told_itself", "heard_itself",
]);

export function isEngineStep(kind: string): boolean {
  return ENGINE.has(kind);
}

/** Whether a record says nothing to others: a step by which the engine goes on. */
export function isBookkeeping({ actor, lines }: HistoryRecord): boolean {
  return !actor && lines.every((line) => isEngineStep(line.kind));
}

/** The command behind a record, in words where the app knows it. */
export function commandText(what: string, t: Words["t"]): string {
  return isCommand(what) ? t(`history.what.${what}`) : what;
}

/** One recorded event in words. What the app does not know it names by its kind, never by a guess. */
export function lineText(line: HistoryLine, { t, say, name, list }: Words): string {
  if (line.flow) return t("history.path", { from: say(line.flow[0].title), to: say(line.flow[1].title) });
  const node = line.node ? say(line.node.title) : "";
  const told = line.text ?? (line.organ ? "" : node);
  const text = line.kind === "clock_extended" ? lengthText(told, t) : told;
  if (!isKind(line.kind)) return [line.kind, text].filter(Boolean).join(" ");
  return t(`history.kind.${line.kind}`, {
    node,
    text,
    code: line.code ?? "",
    lane: line.lane ? say(line.lane.title) : "",
    organ: line.organ ? say(line.organ.title) : "",
    form: line.form ? say(line.form.title) : "",
    rule: line.rule ? say(line.rule.title) : (line.code ?? ""),
    people: list([...(line.people ?? []), ...(line.person ? [line.person] : [])].map(name)),
  });
}

function isKind(kind: string): kind is Kind {
  return i18n.exists(`history.kind.${kind}`);
}

function isCommand(what: string): what is keyof typeof zh.history.what {
  return i18n.exists(`history.what.${what}`);
}
