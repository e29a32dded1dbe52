// The documents that are being entered beside a form, kept in this tab until they are submitted, as the form is.
import { useState } from "react";
import type { EnteredDocuments } from "../../api/duties";
import { dropDraft, keepDraft, readDraft } from "../draft";

export interface Entry {
  number: string;
  dated_on: string;
}

export interface Papers {
  entries: Record<string, Entry>;
  /** Documents with a number and without a date, once somebody tried to submit. */
  undated: string[];
  fill: (id: string, entry: Entry) => void;
  /** Whether they may be submitted: every number has its date. */
  ready: () => boolean;
  body: EnteredDocuments;
  discard: () => void;
  done: () => void;
}

export function useDocuments(draft: string): Papers {
  const key = `${draft}:documents`;
  const [entries, setEntries] = useState(() => (readDraft(key)?.values ?? {}) as Record<string, Entry>);
  const [tried, setTried] = useState(false);
  const undated = undatedOf(entries);
  return {
    entries,
    undated: tried ? undated : [],
    fill: (id, entry) => {
      const next = { ...entries, [id]: entry };
      setEntries(next);
      keepDraft(key, next, "");
    },
    ready: () => {
      setTried(true);
      return undated.length === 0;
    },
    body: bodyOf(entries),
    discard: () => {
      dropDraft(key);
      setEntries({});
    },
    done: () => dropDraft(key),
  };
}

export function undatedOf(entries: Record<string, Entry>): string[] {
  return Object.entries(entries).filter(([, entry]) => entry.number.trim() && !entry.dated_on).map(([id]) => id);
}

/** What has a date is entered; a number may be missing. */
export function bodyOf(entries: Record<string, Entry>): EnteredDocuments {
  const dated = Object.entries(entries).filter(([, entry]) => entry.dated_on);
  return Object.fromEntries(dated.map(([id, { number, dated_on }]) => [id, { number: number.trim() || undefined, dated_on }]));
}
