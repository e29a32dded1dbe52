import { describe, expect, it } from "vitest";
import type { Obstacle } from "../src/api/types";
import { pathOf, sorted } from "../src/parts/task/obstacles";

const obstacle = (pointer: string, code: string, rule?: string): Obstacle => ({
  pointer, code, message: { zh: code }, recorded: Boolean(rule), rule: rule ? { id: rule, title: { zh: rule } } : null,
});

describe("what stops a completion", () => {
  it("is found by its path", () => {
    expect(pathOf("/parties/0/name~1alias~0")).toEqual(["parties", "0", "name/alias~"]);
    expect(pathOf("")).toEqual([]);
  });

  it("is sorted: what is only empty, what is wrong, what the law forbids", () => {
    const { empty, others } = sorted([obstacle("", "MJ4101", "authority"), obstacle("/a", "MJ4201"), obstacle("/b", "MJ4207"), obstacle("/c", "MJ4201")], ["c", "b", "a"]);
    expect(empty.map((each) => each.pointer)).toEqual(["/c", "/a"]);
    expect(others.map((each) => each.code)).toEqual(["MJ4207", "MJ4101"]);
  });
});
