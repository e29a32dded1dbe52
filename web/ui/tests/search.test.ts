import { describe, expect, it } from "vitest";
import { casesSearch, filtersIn, loginSearch, tasksSearch } from "../src/search";

describe("addresses", () => {
  it.each(["https://example.org", "//example.org", "/\\example.org", "javascript:alert(1)", 7])("never lead out of the app after the login: %s", (back) => {
    expect(loginSearch({ back }).back).toBeUndefined();
  });

  it("keep the way back", () => {
    expect(loginSearch({ back: "/tasks/ut_1?x=1", why: "idle" })).toEqual({ back: "/tasks/ut_1?x=1", why: "idle" });
  });

  it("fall back on filters that they do not know", () => {
    expect(tasksSearch({ view: "mine", lane: [7], sort: "name", due: 9, level: "green" })).toEqual({});
    expect(casesSearch({ state: "new", started_from: "soon", updated_to: 7 })).toEqual({});
  });

  it("keep what they know, also where the router read a number", () => {
    expect(tasksSearch({ view: "all", due: 7, text: 2026 })).toEqual({ view: "all", due: "7", text: "2026" });
    const search = { view: "all", state: "ended", stage: "review", level: "red", person: "li", started_from: "2026-01-01" };
    expect(casesSearch(search)).toEqual(search);
  });

  it("count their filters, the view and the order apart", () => {
    expect(filtersIn({ view: "all", sort: "created" })).toBe(0);
    expect(filtersIn({ view: "all", due: "7", text: "x" })).toBe(2);
  });
});
