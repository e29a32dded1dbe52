// Plays filed scenarios: through the screens, as the people who act in them, or by commands where a test says so.
import { test, expect, type Locator } from "@playwright/test";
import { answers, say, type Choices } from "./answers.ts";
import { Api, type Case, type Form, type Process, type Task, type TaskLine, type WantedDocument } from "./api.ts";
import { fill, type Values } from "./forms.ts";
import type { People, Person } from "./people.ts";
import { instant, type Expected, type Filled, type Scenario, type Step } from "./scenario.ts";
import type { Language } from "./words.ts";

/** The accounts that other systems publish messages with. */
const EXCHANGE: Record<string, string> = { scjg: "he_jie", sthj: "hui_lian" };

/** Whether a step is done by hand on the screens; else a command does it. */
export type ByHand = (step: Step, index: number) => boolean;

/** A task with its form open, and what is to be filled in. */
export interface Held {
  person: Person;
  id: string;
  title: string;
  values: Values;
}

export class Play {
  /** The case of the scenario, once it began. */
  id = "";
  #people = new Map<string, Person>();
  #apis = new Map<string, Api>();
  /** What stands in the form of a task that was refused. */
  #typed = new Map<string, Filled>();

  constructor(readonly people: People, readonly scenario: Scenario, readonly language: Language = "zh") {}

  async person(login: string): Promise<Person> {
    const known = this.#people.get(login) ?? (await this.people.of(login, this.language));
    this.#people.set(login, known);
    return known;
  }

  api(login: string): Api {
    const known = this.#apis.get(login) ?? new Api(login, this.people.server);
    this.#apis.set(login, known);
    return known;
  }

  /** Takes the steps from the one numbered `from` to before `to`. */
  async steps(from = 0, to = Infinity, byHand: ByHand = () => true): Promise<void> {
    for (const [index, step] of this.scenario.steps.entries()) {
      if (index < from || index >= to) continue;
      await test.step(named(step, index), () => this.step(step, byHand(step, index)));
    }
  }

  async step(step: Step, hand = true): Promise<void> {
    if (step.advance) await this.people.server.moveTo(instant(step.advance.to));
    else if (step.start) await (hand ? this.#startByHand(step, step.start) : this.#start(step, step.start));
    else if (step.complete) await (hand ? this.#completeByHand(step, step.complete) : this.#complete(step, step.complete));
    else if (step.act) await this.#actByHand(step, step.act);
    else if (step.enter) await this.#enterByHand(step, step.enter);
    else if (step.message) await this.#send(step);
    if (step.expect) await this.#expect(step, step.expect);
  }

  /** The case that a step is about, as the person sees it. */
  async case(step: Step): Promise<Case> {
    const api = this.api(step.as ?? this.#witness(step.in));
    const own = this.id ? await api.get<Case>(`/cases/${this.id}`).catch((error: unknown) => (step.in ? null : Promise.reject(error))) : null;
    if (!step.in) return own as Case;
    const [process, organ] = step.in.split("/").reverse();
    const { items } = await api.get<{ items: { id: string; process: { id: string }; organ: { id: string } }[] }>("/cases?view=all");
    const found = items.find((each) => each.id !== this.id && each.process.id === process && (!organ || each.organ.id === organ));
    if (!found) throw new Error(`there is no case of ${step.in}`);
    return api.get<Case>(`/cases/${found.id}`);
  }

  async task(step: Step, node: string): Promise<TaskLine> {
    const kase = await this.case(step);
    const found = kase.tasks.find((task) => isAt(task, node) && (step.item === undefined || task.item?.index === step.item));
    if (!found) throw new Error(`no task ${node}: ${kase.tasks.map((task) => task.node.id).join()}`);
    return found;
  }

  async #startByHand(step: Step, filled: Filled): Promise<void> {
    const person = await this.person(this.#who(step));
    const { process, several } = await this.#process(step);
    await person.go(person.words.start);
    if (several) await pick(person, person.words.process, `${say(process.title, this.language)} · ${say(process.organ.title, this.language)}`);
    const unit = process.start.units.find((each) => each.id === filled.handling_unit) ?? process.start.units[0];
    if (unit && process.start.units.length > 1) await pick(person, person.words.unit, say(unit.title, this.language));
    await this.#fill(person.main, process.start.form, process.start.choices, filled);
    await person.makeDocuments();
    await person.main.getByRole("button", { name: person.words.register, exact: true }).click();
    await expect(person.main.getByRole("heading", { level: 1, name: person.words.registered })).toBeVisible();
    const link = person.main.getByRole("link", { name: person.words.seeCase });
    this.id = (await link.getAttribute("href"))?.split("/").at(-1) ?? "";
  }

  async #start(step: Step, submission: Filled): Promise<void> {
    const { process } = await this.#process(step);
    const unit = process.start.units.find((each) => each.id === submission.handling_unit) ?? process.start.units[0];
    const moved = await this.api(this.#who(step)).post<{ case: { id: string } }>("/cases", {
      process: process.process, organ: process.organ.id, submission, ...(unit ? { unit: unit.id } : {}),
      documents: this.#papers(process.start.duties.documents),
    });
    this.id = moved.case.id;
  }

  async #completeByHand(step: Step, node: string): Promise<void> {
    const held = await this.hold(step, node);
    await fill(held.person.main, held.values, this.language);
    await this.handIn(step, held);
  }

  /** Takes the task of a step from the queue, with its form open. */
  async hold(step: Step, node: string): Promise<Held> {
    const person = await this.person(this.#who(step));
    const line = await this.task(step, node);
    await this.#open(person, line);
    const task = await this.api(person.login).get<Task>(`/tasks/${line.id}`);
    const known = this.#typed.get(line.id) ?? task.values ?? {};
    const wanted = Object.entries(step.with ?? {}).filter(([id, value]) => JSON.stringify(known[id]) !== JSON.stringify(value));
    const values = task.form ? answers(task.form.schema, task.choices, Object.fromEntries(wanted), this.language) : {};
    return { person, id: line.id, title: say(line.node.title, this.language), values };
  }

  /** Submits what stands in the form, and reads that it went through or that it was refused. */
  async handIn(step: Step, { person, id, title }: Held): Promise<void> {
    if (step.reason) await person.main.getByRole("textbox", { name: person.words.reason }).fill(step.reason);
    await person.submit();
    if (step.expect?.refused) {
      this.#typed.set(id, step.with ?? {});
      await expect(person.main.getByRole("alert").filter({ hasText: /\S/ }).first()).toBeVisible();
      return;
    }
    await expect(person.main.getByRole("heading", { level: 1, name: person.words.submitted(title) })).toBeVisible();
    // The screen says where the case goes; what is open afterwards the step expects.
    await expect(person.main.getByRole("status").filter({ hasText: /\S/ }).first()).toBeVisible();
  }

  async #open(person: Person, line: TaskLine): Promise<void> {
    await person.openTask(line.id, line.mine ? person.words.mine : person.words.pool);
    const submit = person.main.getByRole("button", { name: person.words.submit, exact: true });
    if (!line.mine) await person.main.getByRole("button", { name: person.words.claim, exact: true }).click();
    await expect(submit).toBeVisible();
  }

  async #complete(step: Step, node: string): Promise<void> {
    const api = this.api(this.#who(step));
    const line = await this.task(step, node);
    const held = line.mine ? line : (await api.post<{ task: TaskLine }>(`/tasks/${line.id}/claim`, undefined, line.revision)).task;
    const task = await api.get<Task>(`/tasks/${line.id}`);
    const submission = step.with ?? {};
    const done = api.post(`/tasks/${line.id}/complete`, {
      submission, ...(step.reason ? { reason: step.reason } : {}), documents: this.#papers(task.duties.documents),
    }, held.revision);
    if (step.expect?.refused) await expect(done).rejects.toThrow(step.expect.refused);
    else await done;
  }

  async #actByHand(step: Step, id: string): Promise<void> {
    const kase = await this.case(step);
    const act = kase.acts.find((each) => each.id === id || id.endsWith(`.${each.id}`));
    if (!act) throw new Error(`the case offers no act ${id}: ${kase.acts.map((each) => each.id).join()}`);
    const person = await this.openCase(this.#who(step), kase.id);
    await person.main.getByRole("button", { name: say(act.title, this.language), exact: true }).click();
    await this.#dialogue(person, act.form, act.choices, step.with ?? {});
  }

  async #enterByHand(step: Step, id: string): Promise<void> {
    const kase = await this.case(step);
    const message = kase.awaited.find((each) => each.event.id === id || id.endsWith(`.${each.event.id}`) || each.event.id.endsWith(`.${id}`));
    if (!message) throw new Error(`the case awaits no ${id}: ${kase.awaited.map((each) => each.event.id).join()}`);
    const person = await this.openCase(this.#who(step), kase.id);
    const row = person.main.getByRole("listitem").filter({ hasText: say(message.event.title, this.language) });
    await row.getByRole("button", { name: person.words.enter }).click();
    await this.#dialogue(person, message.form, message.choices, step.with ?? {});
  }

  async #dialogue(person: Person, form: Form | null, choices: Choices, filled: Filled): Promise<void> {
    const dialogue = person.page.getByRole("dialog");
    await this.#fill(dialogue, form, choices, filled);
    await dialogue.getByRole("button", { name: person.words.submit, exact: true }).click();
    await expect(dialogue).toHaveCount(0);
  }

  /** Opens a case from the list of cases. */
  async openCase(login: string, id: string = this.id): Promise<Person> {
    const person = await this.person(login);
    await person.go(person.words.cases);
    await person.main.getByRole("radiogroup", { name: person.words.scope }).getByText(person.words.all, { exact: true }).click();
    const row = person.main.locator(`a[href$="/cases/${id}"]`).first();
    const { state } = await this.api(login).get<Case>(`/cases/${id}`);
    if (state !== "running") await pick(person, person.words.state, person.words.anyState);
    await row.click();
    await expect(person.main.getByRole("heading", { level: 2, name: person.words.openTasks })).toBeVisible();
    return person;
  }

  async #send(step: Step): Promise<void> {
    const sent = await this.api(EXCHANGE[this.scenario.organ] ?? "").post<{ case?: string }>("/messages", {
      organ: this.scenario.organ, name: step.message, key: step.key ?? "", id: `${step.message} ${step.key}`, body: step.with ?? {},
    });
    if (!this.id && sent.case) this.id = sent.case;
  }

  /** What comes after a part of the case was done may follow a moment later. */
  async #expect(step: Step, expected: Expected): Promise<void> {
    await expect(() => this.#holds(step, expected)).toPass({ timeout: 10_000 });
  }

  async #holds(step: Step, expected: Expected): Promise<void> {
    const kase = await this.case(step);
    const tasks = kase.tasks.map((task) => task.node.id);
    if (expected.tasks) expect(tasks.map((id) => id.split(".").at(-1)).sort(), named(step, 0)).toEqual(expected.tasks.map((id) => id.split(".").at(-1)).sort());
    if (expected.state) expect(kase.state, named(step, 0)).toBe(expected.state);
    if (expected.stage) expect(kase.stage?.id, named(step, 0)).toBe(expected.stage);
    if (expected.number) expect(kase.numbers.map((number) => number.text), named(step, 0)).toContain(expected.number);
  }

  async #fill(form: Locator, schema: Form | null, choices: Choices, filled: Filled): Promise<void> {
    if (schema) await fill(form, answers(schema.schema, choices, filled, this.language), this.language);
  }

  #papers(wanted: WantedDocument[]): Record<string, { number: string; dated_on: string }> {
    const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(Date.parse(this.people.server.now ?? ""));
    return Object.fromEntries(wanted.map((each) => [each.id, { number: "示例文书1号", dated_on: today }]));
  }

  async #process(step: Step): Promise<{ process: Process; several: boolean }> {
    const { items } = await this.api(this.#who(step)).get<{ items: Process[] }>("/processes");
    const allowed = items.filter((item) => item.start.allowed);
    const process = allowed.find((item) => item.process === this.scenario.process && item.organ.id === this.scenario.organ);
    if (!process) throw new Error(`${step.as} may not start ${this.scenario.process}`);
    return { process, several: allowed.length > 1 };
  }

  #who(step: Step): string {
    if (!step.as) throw new Error("nobody acts in the step");
    return step.as;
  }

  /** Somebody who reads the case where the step names nobody. */
  #witness(within?: string): string {
    return this.scenario.steps.find((step) => step.as && step.in === within)?.as ?? "wang_ban";
  }
}

function isAt(task: TaskLine, node: string): boolean {
  return task.node.id === node || node.endsWith(`.${task.node.id}`) || task.node.id.endsWith(`.${node}`);
}

async function pick(person: Person, label: string | RegExp, option: string): Promise<void> {
  const box = person.main.getByRole("combobox", { name: label });
  await box.click();
  await person.page.getByTitle(option, { exact: true }).last().click();
}

function named(step: Step, index: number): string {
  const what = step.complete ?? step.act ?? step.enter ?? step.message ?? (step.start ? "start" : step.advance ? step.advance.to : "expect");
  return `${index} ${step.as ?? ""} ${what}${step.item === undefined ? "" : ` ${step.item + 1}`}`;
}
