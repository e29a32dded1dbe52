// The days of a year as a calendar page lays them out; civil dates only, no clock and no zone.
import type { CalendarMark, CalendarYear } from "../../api/calendars";
import type { CivilDate } from "../../api/types";

const DAY_MS = 86_400_000;

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export interface Cell {
  day: CivilDate;
  date: number;
  weekday: Weekday;
  kind: "workday" | "weekend" | "holiday" | "makeup";
  name: string | null;
  local: boolean;
}

/** The weeks of a month from Monday to Sunday; null where a day belongs to another month. */
export function weeksOf(year: CalendarYear, month: number): (Cell | null)[][] {
  const marks = new Map(year.marks.map((mark) => [mark.day, mark]));
  const cells: (Cell | null)[] = [];
  for (let at = Date.UTC(year.year, month - 1, 1); new Date(at).getUTCMonth() === month - 1; at += DAY_MS) {
    const cell = cellOf(new Date(at), year.weekend, marks);
    if (cells.length === 0) cells.push(...WEEKDAYS.slice(0, WEEKDAYS.indexOf(cell.weekday)).map(() => null));
    cells.push(cell);
  }
  while (cells.length % 7 > 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

function cellOf(date: Date, weekend: number[], marks: Map<CivilDate, CalendarMark>): Cell {
  const day = date.toISOString().slice(0, 10);
  const weekday = weekdayOf(day);
  const mark = marks.get(day);
  return {
    day,
    date: date.getUTCDate(),
    weekday,
    kind: mark?.kind ?? (weekend.includes(WEEKDAYS.indexOf(weekday) + 1) ? "weekend" : "workday"),
    name: mark?.name ?? null,
    local: mark?.local ?? false,
  };
}

/** The day of the week of a civil date. */
export function weekdayOf(day: CivilDate): Weekday {
  return WEEKDAYS[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] ?? "mon";
}

/** The day to which a key leads; null for other keys. */
export function dayAfterKey(day: CivilDate, key: string): CivilDate | null {
  const date = new Date(`${day}T00:00:00Z`);
  const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[key];
  if (days !== undefined) date.setUTCDate(date.getUTCDate() + days);
  else if (key === "Home") date.setUTCDate(1);
  else if (key === "End") date.setUTCMonth(date.getUTCMonth() + 1, 0);
  else if (key === "PageUp" || key === "PageDown") moveMonth(date, key === "PageUp" ? -1 : 1);
  else return null;
  return date.toISOString().slice(0, 10);
}

/** The same date of another month, or its last day. */
function moveMonth(date: Date, months: number): void {
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last));
}

export interface Block {
  from: CivilDate;
  to: CivilDate;
  name: string;
  local: boolean;
}

/** Holidays of one name on days that follow each other. */
export function blocksOf(marks: CalendarMark[]): Block[] {
  const blocks: Block[] = [];
  for (const { day, kind, name, local } of marks) {
    if (kind !== "holiday") continue;
    const last = blocks.at(-1);
    if (last && last.name === name && last.local === local && Date.parse(day) - Date.parse(last.to) === DAY_MS) last.to = day;
    else blocks.push({ from: day, to: day, name: name ?? "", local });
  }
  return blocks;
}
