// Filling the forms that departments filed, as people do: by the label of the field and the words of the choice.
import { expect, type Locator } from "@playwright/test";
import { wordsOf, type Language } from "./words.ts";

/** Text, amount, date or choice; several choices of a list; or the records of a list. */
export type Value = string | string[] | Values[];
export interface Values {
  [label: string]: Value;
}

export async function fill(form: Locator, values: Values, language: Language = "zh"): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    if (isRecords(value)) await records(form, label, value, language);
    else await control(form, label, value, language);
  }
}

/** The control of a field, whatever its kind; required fields say so in their name. */
export function field(form: Locator, label: string, language: Language = "zh"): Locator {
  const name = new RegExp(`${named(label, language)}$`);
  return form.getByRole("textbox", { name }).or(form.getByRole("combobox", { name })).or(form.getByRole("radiogroup", { name }));
}

async function control(form: Locator, label: string, value: string | string[], language: Language): Promise<void> {
  const found = field(form, label, language);
  await expect(found, label).toBeVisible();
  const role = await found.getAttribute("role");
  if (role === "radiogroup") await found.getByRole("radio", { name: String(value), exact: true }).check();
  else if (role === "combobox") await choose(found, [value].flat());
  else await type(found, String(value));
}

async function type(box: Locator, text: string): Promise<void> {
  await box.fill(text);
  // Leaving a date or an amount is what takes it over.
  await box.press("Tab");
  await expect(box).toHaveValue(text);
}

/** Types each choice and takes the one that is found. */
async function choose(box: Locator, choices: string[]): Promise<void> {
  for (const choice of choices) {
    await box.fill(choice);
    await box.press("Enter");
  }
  await box.press("Tab");
}

async function records(form: Locator, label: string, items: Values[], language: Language): Promise<void> {
  const list = form.getByRole("group", { name: new RegExp(`${named(label, language)}(\\s|$)`) });
  for (const [index, item] of items.entries()) {
    await list.getByRole("button", { name: wordsOf(language).add }).click();
    await fill(list.getByRole("group").nth(index), item, language);
  }
}

function isRecords(value: Value): value is Values[] {
  return Array.isArray(value) && typeof value[0] === "object";
}

/** A label as it begins the name of its control; that of a list goes on with the number of its items. */
function named(label: string, language: Language): string {
  return `^${label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(\\s+${wordsOf(language).required})?`;
}
