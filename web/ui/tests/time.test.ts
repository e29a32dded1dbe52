import { describe, expect, it } from "vitest";
import { civilDay, daysBetween, instantOf, moment, shortDay, timeLeft } from "../src/parts/time";

const ZONE = "Asia/Shanghai";

describe("time", () => {
  it("shows instants in the organ's zone, whatever the browser's", () => {
    expect(moment("2026-11-24T02:32:00.000000Z", ZONE)).toBe("2026-11-24 10:32");
    expect(moment("2026-11-24T16:00:00Z", ZONE)).toBe("2026-11-25 00:00");
    expect(civilDay("2026-12-31T17:30:00Z", ZONE)).toBe("2027-01-01");
  });

  it("leaves civil dates as they are written", () => {
    expect(moment("2026-11-24", ZONE)).toBe("2026-11-24");
  });

  it("leaves the year out only when it is this year", () => {
    expect(shortDay("2026-12-05", "2026-11-24")).toBe("12-05");
    expect(shortDay("2027-01-05", "2026-11-24")).toBe("2027-01-05");
  });

  it("counts civil days over months, years and leap days", () => {
    expect(daysBetween("2026-11-24", "2026-12-05")).toBe(11);
    expect(daysBetween("2028-02-28", "2028-03-01")).toBe(2);
    expect(daysBetween("2026-11-24", "2026-11-20")).toBe(-4);
  });

  it.each(["Asia/Shanghai", "Europe/Berlin", "America/New_York"])("finds the instant of a civil time in %s", (zone) => {
    for (const civil of ["2026-01-15T08:30", "2026-07-15T23:59", "2026-03-29T12:00"]) {
      expect(moment(instantOf(civil, zone), zone)).toBe(civil.replace("T", " "));
    }
  });
});

describe("what is left of a limit", () => {
  const today = "2026-11-24";
  const now = "2026-11-24T02:00:00Z";
  const me = { now, today, timezone: ZONE };
  const day = (last: string) => ({ at: `${last}T16:00:00Z`, day: last, provisional: false });

  it("is counted in days when the limit has a last day", () => {
    expect(timeLeft(day("2026-12-05"), me)).toEqual({ key: "due.left", n: 11 });
    expect(timeLeft(day("2026-11-24"), me)).toEqual({ key: "due.today", n: 0 });
    expect(timeLeft(day("2026-11-22"), me)).toEqual({ key: "due.over", n: 2 });
  });

  it("is counted in working days where they are known and there are any", () => {
    expect(timeLeft({ ...day("2026-12-05"), workdays: 8 }, me)).toEqual({ key: "due.workdaysLeft", n: 8 });
    expect(timeLeft({ ...day("2026-11-25"), workdays: 1 }, me)).toEqual({ key: "due.tomorrow", n: 1 });
    expect(timeLeft({ ...day("2026-11-26"), workdays: 0 }, me)).toEqual({ key: "due.left", n: 2 });
    expect(timeLeft({ ...day("2026-11-22"), workdays: null }, me)).toEqual({ key: "due.over", n: 2 });
  });

  it("is counted in hours when the limit is in hours", () => {
    const at = (hours: number) => ({ at: new Date(Date.parse(now) + hours * 3_600_000).toISOString(), provisional: false });
    expect(timeLeft(at(5.5), me)).toEqual({ key: "due.hoursLeft", n: 5 });
    expect(timeLeft(at(0.5), me)).toEqual({ key: "due.minutesLeft", n: 30 });
    expect(timeLeft(at(72), me)).toEqual({ key: "due.left", n: 3 });
    expect(timeLeft(at(-0.2), me)).toEqual({ key: "due.hoursOver", n: 1 });
    expect(timeLeft(at(-50), me)).toEqual({ key: "due.over", n: 2 });
    expect(timeLeft({ ...at(5.5), day: today }, me)).toEqual({ key: "due.hoursLeft", n: 5 });
  });
});
