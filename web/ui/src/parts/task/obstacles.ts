// What stops a completion, sorted for reading.
import type { Obstacle } from "../../api/types";

/** A field that must be filled in. */
const REQUIRED = "MJ4201";

/** The steps of a JSON pointer. */
export function pathOf(pointer: string): string[] {
  return pointer.split("/").slice(1).map((step) => step.replace(/~1/g, "/").replace(/~0/g, "~"));
}

/**
 * Fields that are only empty, in one line; everything else needs words, what policy says last. Each in the order of the
 * form's fields.
 */
export function sorted(obstacles: Obstacle[], fields: string[]): { empty: Obstacle[]; others: Obstacle[] } {
  const place = (obstacle: Obstacle) => fields.indexOf(pathOf(obstacle.pointer)[0] ?? "");
  const inOrder = [...obstacles].sort((one, other) => place(one) - place(other));
  const empty = inOrder.filter((each) => each.code === REQUIRED && !each.rule);
  const others = inOrder.filter((each) => !empty.includes(each));
  return { empty, others: [...others.filter((each) => !each.rule), ...others.filter((each) => each.rule)] };
}
