// What axe-core finds in a page. Its source is evaluated, because the policy forbids to add a script to the page.
import type AxeBuilder from "axe-core";
import { expect, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Fails on every violation of serious or critical impact; `what` names the screen. */
export async function accessible(page: Page, what: string): Promise<void> {
  await page.evaluate(source);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof AxeBuilder };
    const found = await axe.run({ resultTypes: ["violations"] });
    return found.violations
      .filter((violation) => violation.impact === "serious" || violation.impact === "critical")
      .map((violation) => `${violation.id}: ${violation.help}: ${violation.nodes.slice(0, 5).map((node) => node.html).join(" | ")}`);
  });
  expect.soft(violations, what).toEqual([]);
}
