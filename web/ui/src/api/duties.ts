// What a node asks of people beside its form, what documents a case has, what supervisors see of it.
import type { CivilDate, Instant, ItemRef, Person, Ref, Text } from "./types";

export interface Duties {
  post: Ref | null;
  supervise: Text | null;
  risk: { point: Text; document: Ref; mode: "block" | "warn" } | null;
  documents: WantedDocument[];
}

/** `required`: null where the form that is being filled in decides. */
export interface WantedDocument {
  id: string;
  title: Text;
  required: boolean | null;
}

/** Documents handed in, by id. */
export type EnteredDocuments = Record<string, { number?: string; dated_on: CivilDate }>;

export interface CaseDocument {
  document: Ref;
  number: string | null;
  dated_on: CivilDate;
  node: Ref;
  by: Person;
  entry_at: Instant;
  seq: number;
  item: ItemRef | null;
}

export interface Watch {
  nodes: { node: Ref; why: Text; passed: { at: Instant; by: Person | null; seq: number; item: ItemRef | null }[]; waiting: boolean }[];
  risks: { node: Ref; point: Text; document: Ref; by: Person; at: Instant; seq: number; item: ItemRef | null; settled: boolean }[];
}
