import { describe, expect, it } from "vitest";
import type { StageLine } from "../src/api/types";
import { gravest, summed } from "../src/parts/supervision/sums";
import { homeOf, supervisionSearch } from "../src/search";

const ref = (id: string) => ({ id, title: { zh: id } });
const line = (stage: string | null, unit: string, counts: Partial<StageLine>): StageLine => ({
  stage: stage ? ref(stage) : null, organ: ref("o"), unit: ref(unit), process: ref("p"), running: 0, yellow: 0, red: 0, refusals: 0, incidents: 0, ...counts,
});

describe("the overview", () => {
  const lines = [line("intake", "food", { running: 2, yellow: 1 }), line("intake", "drugs", { running: 3, red: 1 }), line(null, "food", { running: 1 })];

  it("adds up by stage and by unit", () => {
    expect(summed(lines, (each) => each.stage?.id ?? null).map(({ key, line: sum }) => [key, sum.running, sum.yellow, sum.red])).toEqual([["intake", 5, 1, 1]]);
    expect(summed(lines, (each) => each.unit?.id ?? "").map(({ key, line: sum }) => [key, sum.running])).toEqual([["food", 3], ["drugs", 3]]);
  });

  it("puts what is gravest first", () => {
    expect(summed(lines, (each) => each.unit?.id ?? "").sort(gravest).map(({ key }) => key)).toEqual(["drugs", "food"]);
  });
});

describe("addresses of supervision", () => {
  it("fall back on what they do not know", () => {
    expect(supervisionSearch({ list: "refusals", rule: "people", from: "2026-01-01", level: "red" })).toEqual({ list: "refusals", rule: "people", from: "2026-01-01", level: "red" });
    expect(supervisionSearch({ list: "all", rule: "none", to: "soon" })).toEqual({});
  });

  it("lead people to where their work is", () => {
    expect([homeOf(["work", "supervise"]), homeOf(["supervise", "read_cases"]), homeOf([])]).toEqual(["/tasks", "/supervision", "/cases?view=all"]);
  });
});
