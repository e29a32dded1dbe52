// Input that is not submitted yet, kept in this tab until it is: nothing is lost when the session ends. The key holds
// the person, so that nobody else who logs in here sees it.
const PREFIX = "mj:draft:";

export interface Draft {
  values: { [field: string]: unknown };
  reason: string;
  /** When it was kept, in milliseconds. */
  at: number;
}

export function draftKey(person: string, ...about: (string | number)[]): string {
  return `${PREFIX}${[person, ...about].join(":")}`;
}

export function readDraft(key: string): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null") as Draft | null;
  } catch {
    return null;
  }
}

export function keepDraft(key: string, values: Draft["values"], reason: string): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ values, reason, at: Date.now() } satisfies Draft));
  } catch {
    // A full or forbidden storage costs the draft, never the form.
  }
}

export function dropDraft(key: string): void {
  sessionStorage.removeItem(key);
}

/** Forgets everything when a person logs out on purpose: others may use this computer. */
export function dropAllDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}
