/** The id of the control of a field at a path such as `["parties", "0", "name"]`. */
export function fieldId(path: string[]): string {
  return ["root", ...path].join("_");
}

/** Focuses the control of a field, or the first one inside it. */
export function focusField(id: string): void {
  const field = document.querySelector(`[data-field="${CSS.escape(id)}"]`) ?? document.getElementById(id);
  const control = document.getElementById(id) ?? field;
  const inner = control?.matches("input, textarea, select, button") ? control : field?.querySelector("input, textarea, button");
  if (inner instanceof HTMLElement) inner.focus();
  field?.scrollIntoView({ block: "center" });
}
