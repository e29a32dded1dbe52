import { expect, test } from "vitest";
import { bodyOf, undatedOf } from "../src/parts/documents/useDocuments";

const entries = {
  approval: { number: " 〔2026〕1号 ", dated_on: "2026-03-02" },
  record: { number: "", dated_on: "2026-03-01" },
  designation: { number: "2号", dated_on: "" },
  left_out: { number: " ", dated_on: "" },
};

test("what has a date is handed in, a number may be missing", () => {
  expect(bodyOf(entries)).toEqual({ approval: { number: "〔2026〕1号", dated_on: "2026-03-02" }, record: { number: undefined, dated_on: "2026-03-01" } });
});

test("a number without a date is asked about", () => {
  expect(undatedOf(entries)).toEqual(["designation"]);
});
