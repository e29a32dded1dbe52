// What a test asks the server beside the screens: where a case stands, and the steps that it does not play by hand.
import { randomUUID } from "node:crypto";
import type { Choices, Schema } from "./answers.ts";
import type { Filled } from "./scenario.ts";
import { PASSWORD, type Server } from "./server.ts";

interface Text {
  zh: string;
  en?: string;
}
export interface Ref {
  id: string;
  title: Text;
}
export interface Form {
  title: Text;
  schema: Schema;
}
export interface WantedDocument {
  id: string;
  title: Text;
  required: boolean | null;
}
export interface TaskLine {
  id: string;
  revision: number;
  node: Ref;
  mine: boolean;
  assignee: { id: string } | null;
  item: { index: number; label: string | null } | null;
}
export interface Task extends TaskLine {
  form: Form | null;
  values: Filled | null;
  choices: Choices;
  duties: { documents: WantedDocument[] };
}
export interface Case {
  id: string;
  number: string | null;
  title: string | null;
  process: Ref;
  organ: Ref;
  stage: Ref | null;
  state: string;
  tasks: TaskLine[];
  numbers: { text: string }[];
  acts: (Ref & { form: Form | null; choices: Choices })[];
  awaited: { key: string | number; event: Ref; may_enter: boolean; item: unknown; form: Form | null; choices: Choices }[];
  links: { id: string | null; process: Ref | null; organ: Ref | null }[];
}
export interface Process {
  process: string;
  title: Text;
  organ: Ref;
  start: { allowed: boolean; form: Form | null; units: Ref[]; choices: Choices; duties: { documents: WantedDocument[] } };
}

/** One person's session beside their browser. */
export class Api {
  #cookie = "";
  #csrf = "";

  constructor(readonly login: string, readonly server: Server) {}

  async get<T>(path: string): Promise<T> {
    return (await this.#ask("GET", path)) as T;
  }

  async post<T>(path: string, body?: unknown, revision?: number): Promise<T> {
    return (await this.#ask("POST", path, body, revision)) as T;
  }

  async #enter(): Promise<void> {
    const answer = await fetch(`${this.server.url}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ login: this.login, password: PASSWORD }),
    });
    if (!answer.ok) throw new Error(`${this.login} was not let in: ${await answer.text()}`);
    this.#cookie = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
    this.#csrf = ((await answer.json()) as { csrf: string }).csrf;
  }

  async #ask(method: string, path: string, body?: unknown, revision?: number): Promise<unknown> {
    if (!this.#cookie) await this.#enter();
    const send = () => fetch(`${this.server.url}/api/v1${path}`, {
      method,
      headers: {
        cookie: this.#cookie, "x-csrf": this.#csrf,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(method === "POST" ? { "idempotency-key": randomUUID() } : {}),
        ...(revision === undefined ? {} : { "if-match": `"${revision}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    let answer = await send();
    if (answer.status === 401) {
      await this.#enter();
      answer = await send();
    }
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${this.login}: ${method} ${path}: ${answer.status} ${text}`);
    return text === "" ? null : JSON.parse(text);
  }
}
