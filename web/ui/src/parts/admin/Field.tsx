// A labelled field with its fault: the server's by JSON pointer, or the app's own.
import type { ReactNode } from "react";
import { problemOf } from "../../api/http";

export function Field({ id, label, help, error, children }: { id: string; label: string; help?: string; error?: string; children: ReactNode }) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>{label}</label>
      {children}
      {help && <p className="field-help">{help}</p>}
      {error && <p className="field-error" id={`${id}-error`} role="alert">{error}</p>}
    </div>
  );
}

/** What the server says of a field. */
export function faultAt(error: unknown, pointer: string): string | undefined {
  return problemOf(error)?.errors.find((fault) => fault.pointer === pointer)?.detail;
}

/** Whether an error is told at the fields already. */
export function isOfFields(error: unknown): boolean {
  return (problemOf(error)?.errors.length ?? 0) > 0;
}

export function faulty(id: string, error: string | undefined) {
  return error ? ({ status: "error", "aria-invalid": true, "aria-describedby": `${id}-error` } as const) : {};
}
