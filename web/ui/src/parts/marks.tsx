// Marks that mean something: always shape and word, never colour alone. Normal has no mark.
import type { Due, Level } from "../api/types";
import { useWords } from "../i18n";
import { useMe } from "./me";
import { lastDay, moment, shortDay, timeLeft } from "./time";

export const SHAPE: Record<Level, string> = { red: "\u25a0", yellow: "\u25b2", prompt: "\u24d8" };

export function CardMark({ level, note, why }: { level: Level | null; note?: string; why?: string }) {
  const { t } = useWords();
  if (!level) return null;
  return (
    <span className={`card card-${level}`} title={why}>
      <span aria-hidden="true">{SHAPE[level]}</span> {t(`level.${level}`)}
      {note ? ` ${note}` : ""}
    </span>
  );
}

/** A civil date with the time left, and the marks of a provisional day and of a case that is paused; red and yellow only as
 * the card says. */
export function DueMark({ due, level, paused = false, over = true, stacked = false }: { due: Due | null; level: Level | null; paused?: boolean; over?: boolean; stacked?: boolean }) {
  const { t } = useWords();
  const me = useMe();
  if (!due) return paused ? <Paused /> : <span className="quiet">{t("due.none")}</span>;
  const day = lastDay(due, me.timezone);
  const left = timeLeft(due, me);
  return (
    <span className={stacked ? "due due-stacked" : "due"}>
      <time className="due-day" dateTime={day ?? due.at} title={day ?? undefined}>{day ? shortDay(day, me.today) : moment(due.at, me.timezone)}</time>
      <span className="due-rest">
        {over && <span className={`due-left due-${level ?? "none"}`}>{t(left.key, { count: left.n })}</span>}
        {due.provisional && <Provisional />}
        {paused && <Paused />}
      </span>
    </span>
  );
}

/** Days that do not count are running: neither late nor fine. */
export function Paused() {
  const { t } = useWords();
  return (
    <abbr className="paused" title={t("due.pausedWhy")}>
      <span className="paused-bars" aria-hidden="true" />
      {t("due.paused")}
    </abbr>
  );
}

export function Provisional({ paused = false }: { paused?: boolean }) {
  const { t } = useWords();
  return (
    <abbr className="provisional" title={paused ? t("clock.onceResumed") : t("due.provisionalWhy")}>
      {t("due.provisional")}
    </abbr>
  );
}
