// The shapes of the HTTP API, written by hand after its contract. Instants are RFC 3339 with `Z`, civil dates are
// `YYYY-MM-DD`, money is integer fen, decimals are strings.

import type { CaseDocument, Duties, Watch } from "./duties";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Instant = string;
export type CivilDate = string;
export type Level = "prompt" | "yellow" | "red";

/** A text that a department wrote: Chinese always, English where it exists. */
export interface Text {
  zh: string;
  en?: string;
}

export interface Ref {
  id: string;
  title: Text;
}

export interface Person {
  id: string;
  name: string;
  name_en?: string;
}

export interface Page<Item> {
  items: Item[];
  next: string | null;
}

export interface FieldError {
  pointer: string;
  code: string;
  params: Record<string, Json>;
  detail: string;
}

/** RFC 9457 problem document; `retry_after` (seconds) comes from the header of that name. */
export interface Problem {
  type: string;
  code: string;
  title: string;
  detail: string;
  status: number;
  instance: string;
  params: Record<string, Json>;
  errors: FieldError[];
  retry_after?: number;
  /** The record of the case that a refused attempt stands in. */
  record?: number;
}

export interface Role {
  role: string;
  title: Text;
  organ: Ref;
  unit: Ref | null;
  /** Whose role it is, while one stands in for them. */
  stands_in_for?: Person;
  verbs: string[];
}

export interface Me {
  person: Person;
  csrf: string;
  must_change: boolean;
  roles: Role[];
  verbs: string[];
  now: Instant;
  today: CivilDate;
  timezone: string;
  test_clock: boolean;
  version: string;
}

export interface Due {
  at: Instant;
  day?: CivilDate | null;
  provisional: boolean;
  /** Working days after today up to that day; null when it has passed or is far. */
  workdays?: number | null;
}

export interface ItemRef {
  index: number;
  label: string;
}

export interface TaskLine {
  id: string;
  revision: number;
  case: { id: string; number?: string | null; title?: string | null; process: Ref };
  node: Ref;
  stage: Ref | null;
  organ: Ref;
  lane: Ref;
  unit: Ref | null;
  assignee: Person | null;
  mine: boolean;
  created_at: Instant;
  due: Due | null;
  /** A clock of its case is paused. */
  clock_paused: boolean;
  level: Level | null;
  item?: ItemRef | null;
}

export interface Queue {
  organ: Ref;
  unit: Ref | null;
  lane: Ref;
  open: number;
  open_more: boolean;
  mine: number;
  pool: number;
  overdue: number;
}

export interface TaskCounts {
  mine: number;
  pool: number;
  overdue: number;
  queues: Queue[];
}

export interface Filters {
  organs: Ref[];
  units: (Ref & { organ: string })[];
  processes: Ref[];
  stages: Ref[];
  people: Person[];
}

export interface Form {
  id: string;
  title: Text;
  schema: { [key: string]: Json };
}

export interface Choices {
  persons: Record<string, Person[]>;
  registers: Record<string, { key: string; label: Text }[]>;
}

export type FieldType =
  | "text" | "bool" | "integer" | "decimal" | "money_fen" | "date" | "datetime"
  | "choice" | "person" | "register" | "list" | "record";

export interface FieldValue {
  id: string;
  title: Text;
  type: FieldType;
  value: Json;
  text?: Text | null;
  /** The fields of a record, or the items of a list. */
  items?: FieldValue[];
}

export interface Submission {
  form: Ref;
  node: Ref | null;
  by: Person | null;
  entry_at: Instant;
  event_at: CivilDate | Instant;
  seq: number;
  item?: ItemRef | null;
  fields: FieldValue[];
  /** Why it matters to the task that it is shown with: what follows reads it, or it came before in the same stage. */
  why?: "read" | "stage";
}

export interface Limit {
  kind: "node" | "promised" | "statutory" | "answer" | "right" | "window";
  length: string;
  basis?: string;
  last_day?: CivilDate | null;
  lapses_at: Instant;
  provisional: boolean;
  level: Level | null;
  state: "running" | "paused" | "overdue" | "met" | "missed";
  used: { n: number; of: number; unit: TimeUnit } | null;
  left: { n: number; unit: TimeUnit; over: boolean } | null;
  explanation: Explanation;
}

export type TimeUnit = "hours" | "workdays" | "days";

/** How a day came about: the steps as data, and in both languages: the start, then a sentence a step. */
export interface Explanation {
  /** A step is a word, or an object with one key: its kind. */
  steps: { [kind: string]: { [name: string]: Json } }[];
  zh: string[];
  en: string[];
}

export interface Task extends TaskLine {
  form: Form | null;
  values: { [key: string]: Json } | null;
  facts: Submission[];
  people: LanePeople[];
  article: string[];
  /** `title` is what the way says, where it says something. */
  next: { title?: Text | null; to: Text; explain: boolean }[];
  reason: "never" | "maybe";
  claim: { allowed: boolean; why?: string | null };
  limit: Limit | null;
  /** What pauses the clocks of the case now. */
  paused: Ref[];
  choices: Choices;
  duties: Duties;
}

/** One thing that stops a completion; `pointer` leads into the submission, to `/reason`, or nowhere: the act as a whole. */
export interface Obstacle {
  pointer: string;
  code: string;
  message: Text;
  rule: Ref | null;
  /** An attempt would stand on record. */
  recorded: boolean;
}

/** Where the case would stand after a completion. */
export interface Then {
  tasks: { node: Ref; lane: Ref; unit: Ref | null; due: Due | null; items: ItemRef[] }[];
  waits: Ref[];
  clocks: Ref[];
  stage: Ref | null;
  stuck: { node: Ref; message: Text }[];
  ended: boolean;
}

export interface Preview {
  obstacles: Obstacle[];
  then: Then | null;
}

export interface CaseLine {
  id: string;
  number?: string | null;
  title?: string | null;
  process: Ref;
  organ: Ref;
  unit: Ref | null;
  stage: Ref | null;
  state: "running" | "ended" | "terminated";
  level: Level | null;
  started_at: Instant;
  updated_at: Instant;
  since: Instant;
  /** Where somebody must act. */
  at: Ref[];
  /** What it waits for: messages from outside, moments. */
  waits: Ref[];
  holders: Person[];
  due: Due | null;
  /** One of its clocks is paused. */
  clock_paused: boolean;
  cells: FieldValue[];
  refusal_count: number;
  incident_count: number;
}

export interface Clock {
  id: string;
  title: Text;
  basis?: string | null;
  started: CivilDate | Instant;
  stopped?: CivilDate | Instant | null;
  running: boolean;
  /** What pauses it now. */
  paused: Ref[];
  /** Its pauses and extensions, in the order of their days. */
  happened: Happened[];
  limits: Limit[];
}

export type Happened =
  | { kind: "paused"; by: Ref; from: CivilDate; to: CivilDate | null }
  | { kind: "extended"; by: string; on: CivilDate };

export type CardStage = "issued" | "acknowledged" | "rectified" | "objected" | "upheld" | "cancelled" | "closed";

export interface Card {
  id: number | string;
  /** Its own id, for what is done about it. */
  card: string;
  rule: Ref;
  level: Level;
  about: Ref;
  kind: Limit["kind"];
  event_at: Instant;
  /** The record that raised it. */
  seq: number;
  superseded: boolean;
  stage: CardStage;
  /** The last day for an answer. */
  answer_by?: CivilDate;
  /** That day passed without one. */
  unanswered: boolean;
  points: number;
}

export interface Refusal {
  seq: number;
  rule: Ref;
  actor: Person;
  task?: Ref | null;
  code: string;
  message: Text;
  at: Instant;
}

export interface Incident {
  key: number | string;
  node: Ref;
  code: string;
  message: Text;
  detail: string;
  since: Instant;
  targets: Ref[];
}

export interface LanePeople {
  lane: Ref;
  people: Person[];
  team: boolean;
}

export interface CaseAct {
  id: string;
  title: Text;
  form: Form | null;
  choices: Choices;
}

/** What a case waits for from outside; `may_enter` = the viewer may enter it when it comes on paper. */
export interface Awaited {
  key: number;
  event: Ref;
  since: Instant;
  item: { index: number; label: string } | null;
  may_enter: boolean;
  form: Form | null;
  choices: Choices;
}

export interface Linked {
  /** None = the viewer may not read it. */
  id: string | null;
  relation: "started_by" | "started" | "told_by" | "told";
  process: Ref | null;
  number: string | null;
  title: string | null;
  organ: Ref | null;
  since: Instant;
}

export interface Case extends CaseLine {
  tasks: TaskLine[];
  clocks: Clock[];
  cards: Card[];
  refusals: Refusal[];
  incidents: Incident[];
  people: LanePeople[];
  facts: Submission[];
  numbers: { series: string; text: string }[];
  milestones: { id: string; event_at: CivilDate | Instant }[];
  acts: CaseAct[];
  awaited: Awaited[];
  links: Linked[];
  basis: string[];
  stages: Ref[];
  items: Items[];
  documents: CaseDocument[];
  watch: Watch | null;
}

/** A run of a multi-instance, with where each item stands, or the last node that it came to. */
export interface Items {
  node: Ref;
  since: Instant;
  until: Instant | null;
  items: (ItemRef & { state: "open" | "done" | "cancelled"; at: { node: Ref; holder: Person | null }[]; since: Instant })[];
}

export interface HistoryLine {
  kind: string;
  node?: Ref | null;
  lane?: Ref | null;
  organ?: Ref | null;
  person?: Person;
  people?: Person[];
  text?: string | null;
  event_at?: CivilDate | Instant | null;
  form?: Ref | null;
  values?: FieldValue[];
  level?: Level;
  rule?: Ref | null;
  code?: string | null;
  message?: Text | null;
  /** From where to where a token went. */
  flow?: [Ref, Ref];
}

export interface HistoryRecord {
  seq: number;
  log_seq: number;
  entry_at: Instant;
  actor: Person | null;
  what: string;
  reason?: string | null;
  hash: string;
  previous: string;
  lines: HistoryLine[];
}

/** What a command on a task or a case answers: where the case stands, and the open tasks that I may see. */
export interface Moved {
  case: CaseLine;
  next: TaskLine[];
  seq?: number;
}

export interface ProcessLine {
  process: string;
  title: Text;
  organ: Ref;
  version: number | string;
  bundle: string;
  filed_at: Instant;
  filed_by: string;
  basis: string[];
  start: { allowed: boolean; form: Form | null; units: Ref[]; choices: Choices; title: Text; duties: Duties };
}

export interface Supervision {
  organs: Ref[];
  totals: { running: number; ended: number; yellow: number; red: number; refusals: number; incidents: number };
  /** A line for each organ, unit, process and stage in which something stands. */
  stages: StageLine[];
  now: Instant;
}

export interface StageLine {
  stage: Ref | null;
  organ: Ref;
  unit: Ref | null;
  process: Ref;
  running: number;
  yellow: number;
  red: number;
  refusals: number;
  incidents: number;
}

/** The case of a line in a list over all cases. */
export interface CaseRef {
  id: string;
  number: string | null;
  title: string | null;
  process: Ref;
  organ: Ref;
  unit: Ref | null;
  stage: Ref | null;
}

export type CardLine = Card & { case: CaseRef };
export type RefusalLine = Refusal & { case: CaseRef };
export type IncidentLine = Pick<Incident, "key" | "node" | "code" | "message" | "since"> & { case: CaseRef };
