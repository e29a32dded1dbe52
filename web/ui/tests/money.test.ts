import { describe, expect, it } from "vitest";
import { formatFen, parseYuan } from "../src/parts/form/money";

describe("money", () => {
  it.each([
    ["0", 0], ["1", 100], ["1.5", 150], ["1.05", 105], ["0.01", 1], ["200.00", 20_000], ["1,234.50", 123_450], ["1，234．5", 123_450],
    [" 12 000 ", 1_200_000], ["-3.20", -320], ["-0", 0], ["9999999999999.99", 999_999_999_999_999],
  ])("reads %s yuan as %d fen", (text, fen) => {
    expect(parseYuan(text)).toBe(fen);
  });

  it.each(["", "abc", "1.234", "1e3", "1.2.3", ".5", "5.", "+1", "0x10", "12345678901234", "١٢"])("does not take %s for an amount", (text) => {
    expect(parseYuan(text)).toBeNull();
  });

  it.each([[0, "0.00"], [1, "0.01"], [10, "0.10"], [100, "1.00"], [123_456_789, "1,234,567.89"], [-5, "-0.05"]])("writes %d fen as %s", (fen, text) => {
    expect(formatFen(fen)).toBe(text);
  });

  it("gives back what it wrote", () => {
    for (let fen = 0; fen < 2_000_000; fen += 1_237) expect(parseYuan(formatFen(fen))).toBe(fen);
  });
});
