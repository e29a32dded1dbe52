import { describe, expect, it } from "vitest";
import { casesSearch, loginSearch, tasksSearch } from "../src/search";

describe("addresses", () => {
  it.each(["https://example.org", "//example.org", "/\\example.org", "javascript:alert(1)", 7])("never lead out of the app after the login: %s", (back) => {
    expect(loginSearch({ back }).back).toBeUndefined();
  });

  it("keep the way back", () => {
    expect(loginSearch({ back: "/tasks/ut_1?x=1", why: "idle" })).toEqual({ back: "/tasks/ut_1?x=1", why: "idle" });
  });

  it("fall back on filters that they do not know", () => {
    expect(tasksSearch({ view: "mine", lane: 7, sort: "name" })).toEqual({ view: undefined, lane: undefined, sort: undefined });
    expect(casesSearch({ view: "all", state: "ended", stage: "review", level: "red" })).toEqual({ view: "all", state: "ended", stage: "review", level: "red" });
  });
});
