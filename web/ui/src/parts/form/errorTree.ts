import type { ErrorSchema } from "@rjsf/utils";
import type { FieldError } from "../../api/types";
import type { Values } from "./types";

/** JSON pointers of the server as the tree that rjsf shows at the fields. */
export function errorTree(errors: FieldError[]): ErrorSchema<Values> {
  const tree: ErrorNode = {};
  for (const error of errors) {
    const path = error.pointer.split("/").filter(Boolean);
    let at = tree;
    for (const step of path) at = child(at, step.replace(/~1/g, "/").replace(/~0/g, "~"));
    at.__errors = [...(at.__errors ?? []), error.detail];
  }
  return tree as ErrorSchema<Values>;
}

interface ErrorNode {
  __errors?: string[];
  [step: string]: ErrorNode | string[] | undefined;
}

function child(node: ErrorNode, step: string): ErrorNode {
  const known = node[step];
  if (known && !Array.isArray(known)) return known;
  const made: ErrorNode = {};
  node[step] = made;
  return made;
}
