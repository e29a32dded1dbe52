// Every screen in both languages, as axe-core sees it, with the cases of the demonstration.
import { accessible } from "./support/axe.ts";
import { onlyEnglish } from "./support/english.ts";
import { expect, test, type Person } from "./support/people.ts";
import type { Language } from "./support/words.ts";

test.use({ wanted: { cases: true } });

const title = { zh: "各屏无障碍", en: "every screen is accessible in English" };

for (const language of ["zh", "en"] satisfies Language[]) {
  test(title[language], async ({ people }) => {
    const wang = await people.of("wang_ban", language);
    await wang.atDoor();
    await wang.page.getByRole("button", { name: wang.words.logIn, exact: true }).click();
    await expect(wang.page.getByRole("alert")).toHaveCount(2);
    await check(wang, "login");

    await wang.go(wang.words.tasks);
    await expect(wang.main.getByRole("heading", { level: 1 })).toBeVisible();
    await scope(wang, wang.words.pool);
    await expect(wang.main.getByRole("row").nth(1)).toBeVisible();
    await check(wang, "queue");

    await wang.claim(language === "zh" ? "调查取证" : "Investigate");
    await expect(wang.main.getByRole("textbox").first()).toBeVisible();
    await check(wang, "task form");
    await wang.submit();
    await expect(wang.main.getByRole("alert")).toBeVisible();
    await check(wang, "task form with errors");

    await wang.main.getByRole("link", { name: language === "zh" ? "打开案件" : "Open the case" }).click();
    await expect(wang.main.getByRole("tabpanel").getByRole("listitem").first()).toBeVisible();
    await check(wang, "case");
    await wang.main.getByRole("button", { name: language === "zh" ? "申请终止调查" : "Ask to terminate" }).click();
    const dialogue = wang.page.getByRole("dialog");
    await expect(dialogue.getByRole("textbox").first()).toBeVisible();
    await check(wang, "dialogue");
    await dialogue.getByRole("button", { name: language === "zh" ? "取消" : "Cancel" }).click();
    await expect(dialogue).toHaveCount(0);
    await wang.main.getByRole("tab").nth(1).click();
    await check(wang, "forms of a case");
    await wang.main.getByRole("button", { name: language === "zh" ? "为什么是这一天" : "Why this day" }).first().click();
    await expect(wang.page.getByRole("dialog").getByRole("listitem").nth(2)).toBeVisible();
    await check(wang, "why a limit ends on its day");
    await wang.page.keyboard.press("Escape");

    await wang.go(wang.words.cases);
    await expect(wang.main.getByRole("row").nth(1)).toBeVisible();
    await check(wang, "cases");

    await wang.go(wang.words.start);
    await expect(wang.main.getByRole("textbox").first()).toBeVisible();
    await check(wang, "start");

    await wang.go(wang.words.cards);
    await expect(wang.main.getByRole("row").nth(1)).toBeVisible();
    await tabs(wang, "cards");
    await wang.main.getByRole("tab").first().click();
    await wang.main.getByRole("row").nth(1).getByRole("button").click();
    await expect(wang.page.getByRole("dialog").getByRole("listitem").first()).toBeVisible();
    await check(wang, "card");
    await wang.page.getByRole("dialog").getByRole("button", { name: language === "zh" ? "提出异议" : "Object", exact: true }).click();
    await check(wang, "objection to a card");
    await wang.page.keyboard.press("Escape");

    await wang.go(wang.words.calendar);
    await expect(wang.main.getByRole("table")).toHaveCount(12);
    await check(wang, "calendar");
    const xu = await people.of("xu_li", language);
    await xu.go(xu.words.calendar);
    const upload = xu.main.getByRole("region", { name: language === "zh" ? "备案新日历" : "File a new calendar" });
    await upload.locator("input[type=file]").setInputFiles({ name: "cn.calendar.yaml", mimeType: "text/yaml", buffer: Buffer.from("calendar: cn\nversion: [1]\n") });
    await expect(upload.getByRole("alert")).toBeVisible();
    await check(xu, "calendar file with errors");

    const wu = await people.of("wu_yuan", language);
    await wu.go(wu.words.tasks);
    await expect(wu.main.getByText(language === "zh" ? "您手上没有待办任务。" : "You hold no tasks.")).toBeVisible();
    await check(wu, "empty queue");

    const zheng = await people.of("zheng_jian", language);
    await zheng.go(zheng.words.supervision);
    await expect(zheng.main.getByRole("row").last()).toBeVisible();
    await check(zheng, "supervision");
    await tabs(zheng, "supervision");

    const admin = await people.of("admin", language);
    await admin.go(admin.words.admin);
    await expect(admin.main.getByRole("row").nth(3)).toBeVisible();
    await tabs(admin, "admin");
    await admin.page.locator(".top-me").click();
    await expect(admin.main.getByRole("heading", { level: 1 })).toBeVisible();
    await check(admin, "account");
  });
}

/** Every tab of a screen; what it shows comes a moment after it is chosen. */
async function tabs(person: Person, screen: string): Promise<void> {
  for (const tab of await person.main.getByRole("tab").all()) {
    await tab.click();
    await expect(person.main.getByRole("tabpanel")).toHaveText(/\S/);
    await check(person, `${screen}, ${await tab.textContent()}`);
  }
}

/** Accessible, and in English without a word of Chinese that nobody wrote. With SCREENS=folder, a picture of each screen is left there to look at. */
async function check(person: Person, screen: string): Promise<void> {
  await accessible(person.page, screen);
  if (person.language === "en") await onlyEnglish(person);
  if (process.env.SCREENS) await person.page.screenshot({ path: `${process.env.SCREENS}/${person.language} ${screen}.png`, fullPage: true });
}

async function scope(person: Person, view: RegExp): Promise<void> {
  await person.main.getByRole("radiogroup", { name: person.words.scope }).getByText(view).click();
}
