import { useEffect } from "react";

/**
 * Ctrl+Enter submits a form, Enter alone never does: it confirms a day or a choice, and an act of law is not handed in
 * by accident.
 */
export function useSubmitKeys(formId: string): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const form = event.target instanceof HTMLElement ? event.target.closest("form") : null;
      if (event.key !== "Enter" || event.isComposing || form?.id !== formId) return;
      if (event.ctrlKey || event.metaKey) form.requestSubmit();
      else if (event.target instanceof HTMLInputElement) event.preventDefault();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [formId]);
}
