import { describe, expect, it } from "vitest";
import type { CalendarYear } from "../src/api/calendars";
import { blocksOf, dayAfterKey, weekdayOf, weeksOf } from "../src/parts/calendar/days";

const holiday = (day: string, name: string, local = false) => ({ day, kind: "holiday" as const, name, local });
const year: CalendarYear = {
  id: "cn", version: "1", region: null, year: 2026, announced: true, notice: "示例", issued: null, weekend: [6, 7], workdays: [],
  marks: [holiday("2026-10-01", "国庆节"), holiday("2026-10-02", "国庆节"), { day: "2026-10-10", kind: "makeup", name: null, local: false }, holiday("2026-10-20", "台风", true)],
};

describe("a month", () => {
  it("has whole weeks from Monday to Sunday", () => {
    const weeks = weeksOf(year, 10);
    expect(weeks.every((week) => week.length === 7)).toBe(true);
    expect(weeks[0]?.map((cell) => cell?.date ?? 0)).toEqual([0, 0, 0, 1, 2, 3, 4]);
    expect(weeks.flat().filter(Boolean)).toHaveLength(31);
  });

  it("tells what kind of day each is", () => {
    const days = new Map(weeksOf(year, 10).flat().map((cell) => [cell?.day, cell]));
    expect(["2026-10-01", "2026-10-04", "2026-10-05", "2026-10-10"].map((day) => days.get(day)?.kind)).toEqual(["holiday", "weekend", "workday", "makeup"]);
    expect(days.get("2026-10-20")).toMatchObject({ name: "台风", local: true, weekday: "tue" });
  });
});

it("keys move by days and months, and stop at the end of a shorter one", () => {
  const moved = (day: string, key: string) => dayAfterKey(day, key);
  expect(moved("2026-12-31", "ArrowRight")).toBe("2027-01-01");
  expect(moved("2026-03-05", "ArrowUp")).toBe("2026-02-26");
  expect([moved("2026-02-10", "Home"), moved("2026-02-10", "End")]).toEqual(["2026-02-01", "2026-02-28"]);
  expect([moved("2026-03-31", "PageUp"), moved("2026-12-15", "PageDown")]).toEqual(["2026-02-28", "2027-01-15"]);
  expect(moved("2026-03-31", "a")).toBeNull();
  expect(weekdayOf("2026-03-01")).toBe("sun");
});

it("holidays of one name on days that follow each other are one block", () => {
  expect(blocksOf(year.marks)).toEqual([
    { from: "2026-10-01", to: "2026-10-02", name: "国庆节", local: false },
    { from: "2026-10-20", to: "2026-10-20", name: "台风", local: true },
  ]);
});
