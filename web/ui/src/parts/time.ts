// Time as officers read it: instants in the organ's zone (never the browser's), civil dates as they are written.
import type { CivilDate, Due, Instant } from "../api/types";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const TWO_DAYS_HOURS = 48;

const formats = new Map<string, Intl.DateTimeFormat>();

function civilParts(at: number, zone: string): Record<string, string> {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone, hourCycle: "h23",
      year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
    });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]));
}

/** `2026-11-24 10:32` in the zone; a civil date stays as it is. */
export function moment(at: CivilDate | Instant, zone: string): string {
  if (isCivil(at)) return at;
  const part = civilParts(Date.parse(at), zone);
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}`;
}

/** `10:32:05` in the zone, for "updated at". */
export function clockTime(at: number, zone: string): string {
  const part = civilParts(at, zone);
  return `${part.hour}:${part.minute}:${part.second}`;
}

/** The civil day of an instant in the zone. */
export function civilDay(at: CivilDate | Instant, zone: string): CivilDate {
  return isCivil(at) ? at : moment(at, zone).slice(0, 10);
}

/** A day without its year when that is this year: `11-24`. */
export function shortDay(day: CivilDate, today: CivilDate): string {
  return day.slice(0, 4) === today.slice(0, 4) ? day.slice(5) : day;
}

export function isCivil(at: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(at);
}

/** Whole days from one civil day to another; negative when `to` lies before `from`. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

export type Left =
  | { key: "due.workdaysLeft" | "due.left" | "due.over" | "due.hoursLeft" | "due.hoursOver" | "due.minutesLeft"; n: number }
  | { key: "due.today" | "due.tomorrow"; n: number };

/** The last civil day of a limit in days, which lapses as that day ends; null when the limit is in hours. */
export function lastDay(due: Due, zone: string): CivilDate | null {
  return due.day && moment(due.at, zone).endsWith("00:00") ? due.day : null;
}

/** What is left until a limit lapses: working days where they are known and there are any, else days; hours of a limit in
 * hours, from two days on in days. */
export function timeLeft(due: Due, { now, today, timezone }: { now: Instant; today: CivilDate; timezone: string }): Left {
  const day = lastDay(due, timezone);
  if (day) {
    const days = daysBetween(today, day);
    if (days === 0) return { key: "due.today", n: 0 };
    if (days === 1) return { key: "due.tomorrow", n: 1 };
    if (days < 0) return { key: "due.over", n: -days };
    return due.workdays ? { key: "due.workdaysLeft", n: due.workdays } : { key: "due.left", n: days };
  }
  const ms = Date.parse(due.at) - Date.parse(now);
  const hours = Math.floor(Math.abs(ms) / HOUR_MS);
  if (ms <= 0) return hours < TWO_DAYS_HOURS ? { key: "due.hoursOver", n: Math.max(1, hours) } : { key: "due.over", n: Math.floor(hours / 24) };
  if (hours === 0) return { key: "due.minutesLeft", n: Math.max(1, Math.floor(ms / MINUTE_MS)) };
  return hours < TWO_DAYS_HOURS ? { key: "due.hoursLeft", n: hours } : { key: "due.left", n: Math.floor(hours / 24) };
}

/** The instant at which the zone's clocks show this civil time, `YYYY-MM-DDTHH:mm`. */
export function instantOf(civil: string, zone: string): Instant {
  const wanted = Date.parse(`${civil}:00Z`);
  // Two rounds settle every zone: the first finds the offset, the second corrects it next to a change of offset.
  let guess = wanted;
  for (let round = 0; round < 2; round += 1) guess += wanted - shownAs(guess, zone);
  return new Date(guess).toISOString();
}

function shownAs(at: number, zone: string): number {
  const part = civilParts(at, zone);
  return Date.parse(`${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:00Z`);
}
