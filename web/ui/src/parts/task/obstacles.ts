// What stops a completion, sorted for reading.
import type { Obstacle } from "../../api/types";

/** A field that must be filled in. */
const REQUIRED = "MJ4201";

/** The steps of a JSON pointer. */
export function pathOf(pointer: string): string[] {
  return pointer.split("/").slice(1).map((step) => step.replace(/~1/g, "/").replace(/~0/g, "~"));
}

/** Fields that are only empty, in one line; everything else needs words, what goes on record last. */
export function sorted(obstacles: Obstacle[]): { empty: Obstacle[]; others: Obstacle[] } {
  const empty = obstacles.filter((each) => each.code === REQUIRED && !each.rule);
  const others = obstacles.filter((each) => !empty.includes(each));
  return { empty, others: [...others.filter((each) => !each.rule), ...others.filter((each) => each.rule)] };
}
