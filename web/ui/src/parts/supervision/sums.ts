// The lines of the overview, added up as people look at them.
import type { StageLine } from "../../api/types";

export interface Sum {
  key: string;
  line: StageLine;
}

/** Lines with the same key in one, in the order in which they come. */
export function summed(lines: StageLine[], key: (line: StageLine) => string | null): Sum[] {
  const sums = new Map<string, StageLine>();
  for (const line of lines) {
    const name = key(line);
    if (name === null) continue;
    const sum = sums.get(name);
    sums.set(name, sum ? added(sum, line) : line);
  }
  return [...sums].map(([name, line]) => ({ key: name, line }));
}

function added(one: StageLine, other: StageLine): StageLine {
  return {
    ...one,
    running: one.running + other.running,
    yellow: one.yellow + other.yellow,
    red: one.red + other.red,
    refusals: one.refusals + other.refusals,
    incidents: one.incidents + other.incidents,
  };
}

/** What needs a look first: incidents, then red, then yellow, then refusals. */
export function gravest(one: Sum, other: Sum): number {
  const weight = ({ line }: Sum) => [line.incidents, line.red, line.yellow, line.refusals, line.running];
  const [mine, theirs] = [weight(one), weight(other)];
  const place = mine.findIndex((count, index) => count !== theirs[index]);
  return place < 0 ? 0 : (theirs[place] ?? 0) - (mine[place] ?? 0);
}
