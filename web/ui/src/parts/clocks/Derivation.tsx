// How a day came about, step by step: what kind of rule, and what it did.
import type { Explanation, Json } from "../../api/types";
import { useWords, type Words } from "../../i18n";

export function Derivation({ explanation }: { explanation: Explanation }) {
  const { t, language } = useWords();
  const lines = language === "en" && explanation.en.length > 0 ? explanation.en : explanation.zh;
  return (
    <ol className="derivation">
      {lines.map((line, index) => {
        const kind = index === 0 ? "start" : kindOf(explanation.steps[index - 1]);
        return (
          <li key={index} className={`step-${kind}`}>
            <span className="step-kind">{label(kind, t)}</span>
            <span>{line}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** The kind of a step; of days left out, why they were. */
function kindOf(step: { [kind: string]: { [name: string]: Json } } | undefined): string {
  const [kind, data] = Object.entries(step ?? {})[0] ?? ["other", {}];
  if (kind !== "skipped") return kind;
  const reason = data.reason;
  return typeof reason === "string" ? reason : (Object.keys(reason ?? {})[0] ?? "other");
}

const KINDS = [
  "start", "start_excluded", "event_excluded", "weekend", "holiday", "paused", "makeup_counted", "counted", "full_days", "elapsed",
  "extended", "extended_too_late", "moved_on", "still_paused", "month_end", "rolled", "unknown_year", "calendar",
] as const;

function label(kind: string, t: Words["t"]): string {
  return t(`clock.step.${KINDS.find((known) => known === kind) ?? "other"}`);
}
