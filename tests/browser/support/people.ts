// The people of a test, each in a browser context of their own, and what they do in the app.
import { test as base, expect, type Browser, type Locator, type Page } from "@playwright/test";
import { PASSWORD, Server, type Wanted } from "./server.ts";
import { wordsOf, type Language } from "./words.ts";
import { Watch } from "./watch.ts";

/** Idle for so long on the server's clock, people are logged out. */
const IDLE_MS = 30 * 60_000;

export class Person {
  /** When they logged in, on the clock of the test if there is one; null before they did. */
  #entered: { at?: string } | null = null;

  constructor(readonly login: string, readonly page: Page, readonly server: Server, readonly language: Language) {}

  get words() {
    return wordsOf(this.language);
  }

  get main(): Locator {
    return this.page.getByRole("main");
  }

  /** Opens the page of the login in the person's language, which the browser remembers once it was chosen. */
  async atDoor(): Promise<void> {
    await this.page.goto(`${this.server.url}/login`);
    const heading = this.page.getByRole("heading", { level: 1 });
    await expect(heading).toBeVisible();
    if ((await heading.textContent()) !== this.words.logIn) await this.page.getByRole("button", { name: this.words.ownLanguage }).click();
    await expect(heading).toHaveText(this.words.logIn);
  }

  async enter(): Promise<void> {
    await this.atDoor();
    await this.fillLogin();
    await expect(this.page.getByRole("button", { name: this.words.logOut })).toBeVisible();
  }

  async fillLogin(password = PASSWORD): Promise<void> {
    await this.page.getByLabel(this.words.account).fill(this.login);
    await this.page.getByLabel(this.words.password).fill(password);
    await this.page.getByRole("button", { name: this.words.logIn, exact: true }).click();
    this.#entered = { at: this.server.now };
  }

  /** At work: a session ends when nobody used it for half an hour, so every day begins with a login. */
  async atWork(): Promise<void> {
    const restedMs = Date.parse(this.server.now ?? "") - Date.parse(this.#entered?.at ?? "");
    if (!this.#entered || restedMs >= IDLE_MS) await this.enter();
  }

  async go(entry: string): Promise<void> {
    await this.atWork();
    await this.page.getByRole("navigation", { name: this.words.navigation }).getByRole("link", { name: entry }).click();
  }

  /** Opens a task that waits in the person's queue. */
  async openFromQueue(task: string): Promise<void> {
    await this.go(this.words.tasks);
    const scope = this.main.getByRole("radiogroup", { name: this.words.scope });
    await scope.getByText(this.words.pool).click();
    const row = this.main.getByRole("row").filter({ has: this.page.getByRole("gridcell", { name: new RegExp(`^${task}`) }) });
    await row.getByRole("link").first().click();
    await expect(this.main.getByRole("heading", { level: 1, name: task })).toBeVisible();
  }

  /** Opens the task with this id from the part of the queue where it stands. */
  async openTask(id: string, view: RegExp): Promise<void> {
    await this.go(this.words.tasks);
    await this.main.getByRole("radiogroup", { name: this.words.scope }).getByText(view).click();
    await this.main.locator(`a[href$="/tasks/${id}"]`).first().click();
    await expect(this.main.getByRole("heading", { level: 1 })).toBeVisible();
  }

  /** Opens a task from the queue and claims it. */
  async claim(task: string): Promise<void> {
    await this.openFromQueue(task);
    await this.main.getByRole("button", { name: this.words.claim, exact: true }).click();
    await expect(this.main.getByRole("button", { name: this.words.submit, exact: true })).toBeVisible();
  }

  /** Enters number and date of every document of the step that has none. */
  async makeDocuments(): Promise<void> {
    const now = this.server.now ? Date.parse(this.server.now) : Date.now();
    const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(now);
    for (const [name, text] of [[this.words.documentNumber, "示例文书1号"], [this.words.documentDate, today]] as const) {
      for (const box of await this.main.getByRole("textbox", { name }).all()) {
        if (await box.inputValue()) continue;
        await box.fill(text);
        await box.press("Tab");
      }
    }
  }

  async submit(): Promise<void> {
    await this.makeDocuments();
    await this.main.getByRole("button", { name: this.words.submit, exact: true }).click();
  }

  /** Submits, and reads where the case goes next. */
  async submitTo(task: string, next: string): Promise<void> {
    await this.submit();
    await expect(this.main.getByRole("heading", { level: 1, name: this.words.submitted(task) })).toBeVisible();
    await expect(this.main.getByRole("status").filter({ hasText: next })).toBeVisible();
  }
}

export class People {
  #opened: Person[] = [];

  constructor(readonly browser: Browser, readonly server: Server, readonly watch: Watch) {}

  /** A person with a browser of their own. */
  async of(login: string, language: Language = "zh"): Promise<Person> {
    const context = await this.browser.newContext({ locale: language === "en" ? "en-GB" : "zh-CN" });
    await this.watch.follow(context, login);
    const person = new Person(login, await context.newPage(), this.server, language);
    this.#opened.push(person);
    return person;
  }

  async leave(): Promise<void> {
    for (const { page } of this.#opened) await page.context().close();
  }
}

interface Fixtures {
  wanted: Wanted;
  server: Server;
  watch: Watch;
  people: People;
}

export const test = base.extend<Fixtures>({
  wanted: [{ clock: "2026-03-02T01:00:00Z", cases: false }, { option: true }],
  server: async ({ wanted }, use, info) => {
    const server = await Server.start(wanted);
    await use(server);
    await server.close();
    if (info.status !== info.expectedStatus) await info.attach("server.log", { body: server.log(), contentType: "text/plain" });
  },
  watch: async ({}, use) => {
    const watch = new Watch();
    await use(watch);
    watch.nothingWrong();
  },
  people: async ({ browser, server, watch }, use) => {
    const people = new People(browser, server, watch);
    await use(people);
    await people.leave();
  },
});

export { expect };
