// Pages in English, without stray Chinese.
import { expect } from "@playwright/test";
import type { Person } from "./people.ts";

/** Chinese on an English page is what people wrote, and is marked so that it is read aloud in Chinese. */
export async function onlyEnglish({ page }: Person): Promise<void> {
  const stray = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (walker.nextNode()) {
      const { textContent, parentElement } = walker.currentNode;
      const text = textContent ?? "";
      const marked = parentElement?.closest("[lang]")?.getAttribute("lang")?.startsWith("zh");
      // English sentences quote Chinese law by its name; what people type into a field is theirs.
      const wholly = /\p{Script=Han}/u.test(text) && !/[A-Za-z]{2}/.test(text);
      if (wholly && !marked && !parentElement?.closest("textarea, noscript")) found.push(text);
    }
    return found;
  });
  expect.soft(stray, page.url()).toEqual([]);
}
