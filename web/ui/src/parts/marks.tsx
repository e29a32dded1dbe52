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

/** A civil date with the days left and the mark of a provisional day; red and yellow only as the card says. */
export function DueMark({ due, level, over = true, stacked = false }: { due: Due | null; level: Level | null; over?: boolean; stacked?: boolean }) {
  const { t } = useWords();
  const me = useMe();
  if (!due) return <span className="quiet">{t("due.none")}</span>;
  const day = lastDay(due, me.timezone);
  const left = timeLeft(due, me);
  return (
    <span className={stacked ? "due due-stacked" : "due"}>
      <time className="due-day" dateTime={day ?? due.at} title={day ?? undefined}>{day ? shortDay(day, me.today) : moment(due.at, me.timezone)}</time>
      <span className="due-rest">
        {over && <span className={`due-left due-${level ?? "none"}`}>{t(left.key, { count: left.n })}</span>}
        {due.provisional && <Provisional />}
      </span>
    </span>
  );
}

export function Provisional() {
  const { t } = useWords();
  return (
    <abbr className="provisional" title={t("due.provisionalWhy")}>
      {t("due.provisional")}
    </abbr>
  );
}
