import type { Clock, Limit } from "../../api/types";
import { useWords } from "../../i18n";

const SHAPE: Record<Limit["state"], string> = { running: "\u25cf", paused: "", overdue: "\u25a0", met: "\u2713", missed: "\u25a0" };
/** The gravest last: a clock stands as the worst of its limits. */
const GRAVE: Limit["state"][] = ["met", "running", "paused", "missed", "overdue"];

/** How a clock stands: shape and word, and what pauses it by name. */
export function StateMark({ clock }: { clock: Clock }) {
  const { t, say, list } = useWords();
  const statutory = clock.limits.filter((limit) => limit.kind === "statutory");
  const judged = statutory.length > 0 ? statutory : clock.limits;
  const state = GRAVE.filter((each) => judged.some((limit) => limit.state === each)).at(-1) ?? (clock.running ? "running" : "met");
  return (
    <span className={`clock-state clock-state-${state}`}>
      {state === "paused" ? <span className="paused-bars" aria-hidden="true" /> : <span aria-hidden="true">{SHAPE[state]} </span>}
      {state === "paused" ? t("clock.pausedBy", { by: list(clock.paused.map((each) => say(each.title))) }) : t(`clock.state.${state}`)}
    </span>
  );
}
