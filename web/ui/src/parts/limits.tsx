import type { Limit } from "../api/types";
import { useWords, type Words } from "../i18n";
import { CardMark, DueMark } from "./marks";

const UNITS = ["workdays", "days", "months", "years", "hours", "minutes"] as const;
const KIND = { node: "kase.kindNode", promised: "kase.kindPromised", statutory: "kase.kindStatutory" } as const;

/** One limit with the day that it gives, and how that day was found. */
export function LimitView({ limit, over = true }: { limit: Limit; over?: boolean }) {
  const { t, language } = useWords();
  const steps = language === "en" && limit.explanation.en.length > 0 ? limit.explanation.en : limit.explanation.zh;
  return (
    <div className="limit">
      <p className="limit-line">
        <span className="limit-kind">{t(KIND[limit.kind])}</span>
        <span className="quiet">{lengthText(limit.length, t)}</span>
        <DueMark due={{ at: limit.lapses_at, day: limit.last_day, provisional: limit.provisional }} level={limit.level} over={over} />
        <CardMark level={limit.level} />
      </p>
      {steps.length > 0 && (
        <details>
          <summary>{t("kase.why")}</summary>
          <ol>{steps.map((step, index) => <li key={index}>{step}</li>)}</ol>
        </details>
      )}
    </div>
  );
}

/** `10 workdays` in the language; what is not of that form stays as it was filed. */
export function lengthText(length: string, t: Words["t"]): string {
  const [, n, word] = /^(\d+) ([a-z]+?)s?$/.exec(length) ?? [];
  const unit = UNITS.find((known) => known === `${word ?? ""}s`);
  return n && unit ? t(`length.${unit}`, { count: Number(n) }) : length;
}
