// Twelve months with every day marked by sign and word; one stop in the tab order, arrows move by a day.
import { useEffect, useRef, type KeyboardEvent } from "react";
import type { CalendarYear } from "../../api/calendars";
import type { CivilDate } from "../../api/types";
import { useWords, type Words } from "../../i18n";
import { useMe } from "../me";
import { dayAfterKey, WEEKDAYS, weeksOf, type Cell } from "./days";

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

interface Props {
  year: CalendarYear;
  /** The day that the keyboard stands on. */
  at: CivilDate;
  /** The end of the limit that is counted. */
  counted: CivilDate | null;
  from: CivilDate;
  onMove: (day: CivilDate) => void;
  onChoose: (day: CivilDate) => void;
}

export function YearGrid(props: Props) {
  const { at, onMove, onChoose } = props;
  const box = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  // The day that an arrow leads to may lie in another month, or in a year that is only loading.
  useEffect(() => {
    if (!moved.current) return;
    const day = box.current?.querySelector<HTMLButtonElement>(`[data-day="${at}"]`);
    if (!day) return;
    moved.current = false;
    day.focus();
  });
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const next = dayAfterKey(at, event.key);
    if (!next || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    moved.current = true;
    onMove(next);
  };
  return (
    // The keys of its buttons come here: one handler for the whole year.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="year" ref={box} onKeyDown={move} onClick={(event) => choose(event.target, onChoose)}>
      {MONTHS.map((month) => <Month key={month} month={month} {...props} />)}
    </div>
  );
}

function choose(target: EventTarget, onChoose: (day: CivilDate) => void): void {
  const day = target instanceof Element ? target.closest<HTMLElement>("[data-day]")?.dataset.day : undefined;
  if (day) onChoose(day);
}

function Month({ month, year, at, counted, from }: Props & { month: (typeof MONTHS)[number] }) {
  const words = useWords();
  const { t } = words;
  const me = useMe();
  return (
    <div className="month">
      <table>
        <caption>{t(`calendar.month.m${month}`)} <span className="quiet">{t("calendar.workdays", { count: year.workdays[month - 1] ?? 0 })}</span></caption>
        <thead>
          <tr>{WEEKDAYS.map((day) => <th key={day} scope="col" abbr={t(`calendar.weekday.${day}`)}><span aria-hidden="true">{t(`calendar.weekdays.${day}`)}</span><span className="unseen">{t(`calendar.weekday.${day}`)}</span></th>)}</tr>
        </thead>
        <tbody>
          {weeksOf(year, month).map((week, index) => (
            <tr key={index}>
              {week.map((cell, place) => (
                <td key={place}>
                  {cell && (
                    <button
                      type="button"
                      className={classes(cell, { counted, from, today: me.today })}
                      data-day={cell.day}
                      tabIndex={cell.day === at ? 0 : -1}
                      aria-current={cell.day === me.today ? "date" : undefined}
                      title={cell.name ?? undefined}
                    >
                      {cell.date}
                      <span className="unseen"> {spoken(cell, counted, words)}</span>
                      {(cell.kind === "holiday" || cell.kind === "makeup") && <sup aria-hidden="true">{t(`calendar.mark.${cell.kind}`)}</sup>}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function classes(cell: Cell, { counted, from, today }: { counted: CivilDate | null; from: CivilDate; today: CivilDate }): string {
  const also = [cell.day === today && "day-today", cell.day === from && "day-from", cell.day === counted && "day-counted", cell.local && "day-local"];
  return ["day", `day-${cell.kind}`, ...also.filter(Boolean)].join(" ");
}

function spoken(cell: Cell, counted: CivilDate | null, { t, list }: Words): string {
  const kind = cell.name ? t("calendar.holidayOf", { name: cell.name }) : t(`calendar.kind.${cell.kind}`);
  return list([cell.day, t(`calendar.weekday.${cell.weekday}`), kind, ...(cell.local ? [t("calendar.local")] : []), ...(cell.day === counted ? [t("calendar.counted")] : [])]);
}
