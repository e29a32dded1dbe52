// What no test may see in any page: console errors, uncaught errors, faults of the server, violations of the policy
// that the server sends.
import { expect, type BrowserContext } from "@playwright/test";

/** How Chromium reports an answer of 4xx or 5xx, or a request that got none, on the console. */
const NETWORK = /^Failed to load resource: (?:the server responded with a status of (\d+)|net::(\w+))/;

export class Watch {
  #seen: string[] = [];
  #answers = new Set<number>();
  #offline = false;

  /** Refusals that the test provokes; their words on the page are checked where it does. */
  expectAnswers(...statuses: number[]): void {
    for (const status of statuses) this.#answers.add(status);
  }

  /** While the server is down on purpose, requests may go without an answer. */
  async whileOffline(act: () => Promise<void>): Promise<void> {
    this.#offline = true;
    await act();
    this.#offline = false;
  }

  async follow(context: BrowserContext, who: string): Promise<void> {
    const note = (what: string) => this.#seen.push(`${who}: ${what}`);
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    context.on("weberror", (error) => note(`uncaught: ${error.error().stack ?? error.error().message}`));
    context.on("console", (message) => {
      if (message.type() !== "error" || this.#excused(message.text())) return;
      note(`console: ${message.text()} (${message.location().url})`);
    });
    context.on("response", (response) => {
      const page = response.request().isNavigationRequest() && response.status() === 200;
      if (page && !response.headers()["content-security-policy"]?.includes("script-src 'self';")) note(`no policy: ${response.url()}`);
      if (response.status() >= 500) note(`${response.status()} ${response.request().method()} ${response.url()}`);
    });
  }

  nothingWrong(): void {
    expect(this.#seen, "console errors, uncaught errors, faults, policy violations").toEqual([]);
  }

  #excused(text: string): boolean {
    const [, status, failure] = NETWORK.exec(text) ?? [];
    if (status) return this.#answers.has(Number(status));
    return failure !== undefined && this.#offline;
  }
}
