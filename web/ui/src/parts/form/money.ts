// Money on the screen is yuan, in data integer fen. The way between is text only: no floating point is involved.

const YUAN = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/;

/** Fen of an amount in yuan such as `1,234.5`, or null when it is not one. */
export function parseYuan(text: string): number | null {
  const plain = text.trim().replace(/[,\uff0c\s]/g, "").replace(/[\uff0e\u3002]/g, ".");
  const match = YUAN.exec(plain);
  if (!match) return null;
  const [, sign, yuan = "", cents = ""] = match;
  const fen = Number(`${yuan}${cents.padEnd(2, "0")}`);
  return sign && fen !== 0 ? -fen : fen;
}

/** `1,234.50` for 123450 fen. */
export function formatFen(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, "0");
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${fen < 0 ? "-" : ""}${yuan}.${digits.slice(-2)}`;
}
