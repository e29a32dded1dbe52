import { useEffect, useRef } from "react";

/**
 * Single-letter keys of a page. Off while typing, while an input method composes (vital for Chinese), with any
 * modifier, and while a dialogue is open.
 */
export function useKeys(keys: Record<string, (event: KeyboardEvent) => void>): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event) || document.querySelector("[role=dialog]")) return;
      current.current[event.key.length === 1 ? event.key.toLowerCase() : event.key]?.(event);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

function isTyping({ target, key }: KeyboardEvent): boolean {
  // Radio buttons and check boxes keep their own keys, but nothing can be typed into them.
  if (target instanceof HTMLInputElement && ["radio", "checkbox"].includes(target.type)) return key.length > 1 || key === " ";
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}
