// Legal time as people see it: one clock runs yellow, is paused, extended and moved, and each day on the way says why.
import type { Locator } from "@playwright/test";
import { onlyEnglish } from "./support/english.ts";
import { expect, test, type Person } from "./support/people.ts";
import { Play } from "./support/play.ts";
import { filed, type Step } from "./support/scenario.ts";

const PARTY = "宁波示例超市有限公司";

test("一个期限：转黄、扣除检验期间、延长，每一天都说得出为什么", async ({ server, people, watch }) => {
  test.setTimeout(300_000);
  // Sessions end with the day.
  watch.expectAnswers(401);
  const play = new Play(people, filed("scjg", "main_road"));
  const wang = await play.person("wang_ban");

  await test.step("立案：期限起算", async () => {
    await play.steps(0, 4, () => false);
    await opened(wang, play);
    await stands(wang, "法定期限", { day: "2026-06-02", left: "还剩 90 天", used: "已用 0 / 90 天" });
    await stands(wang, "承诺期限", { day: "2026-05-18" });
    await because(wang, "法定期限", ["起点：2026年3月4日", "90日至2026年6月2日（周二）届满", "日历cn"]);
  });

  await test.step("临近承诺期限：预报，然后亮黄牌", async () => {
    await server.moveTo("2026-05-14T01:00:00Z");
    await wang.atWork();
    await wang.page.goto(`${server.url}/cards?tab=forecast`);
    await expect(wang.main.getByRole("row").filter({ hasText: PARTY }).first()).toContainText("黄牌");
    await server.moveTo("2026-05-15T01:00:00Z");
    await opened(wang, play);
    await expect(limit(wang, "承诺期限")).toContainText("黄牌");
    await expect(limit(wang, "承诺期限")).toContainText("还剩 3 天");
  });

  await test.step("检验自 5 月 12 日起，今天才补录", async () => {
    for (const step of testing) await play.step(step, false);
    await opened(wang, play);
    await expect(clock(wang)).toContainText("扣除中：检测、检验、检疫、鉴定");
    await expect(clock(wang)).toContainText("自 2026-05-12 起扣除：检测、检验、检疫、鉴定，尚未结束");
  });
});

const testing: Step[] = [
  { as: "wang_ban", act: "test_commission", with: { kind: "testing", institution: "示例检验机构", subject: "饼干两袋", reasons: "是否超过保质期", requested_on: "2026-05-12" } },
  { as: "sun_ju", complete: "approve_test", with: { decision: "approved", decided_on: "2026-05-12" }, reason: "事实清楚" },
  { as: "wang_ban", complete: "hand_samples", with: { handed_on: "2026-05-12", expected_on: "2026-05-25", told_on: "2026-05-12" } },
];

/** Opens the page of the case, after a login where a night has passed. */
async function opened(person: Person, play: Play): Promise<void> {
  await person.atWork();
  await person.page.goto(`${person.server.url}/cases/${play.id}`);
  await expect(clock(person)).toBeVisible();
}

function clock(person: Person): Locator {
  return person.main.getByRole("group", { name: person.language === "zh" ? "办案期限" : "Time for deciding" });
}

function limit(person: Person, kind: string): Locator {
  return clock(person).locator(".limit").filter({ hasText: kind });
}

async function stands(person: Person, kind: string, { day, left, used }: { day: string; left?: string; used?: string }): Promise<void> {
  await expect(limit(person, kind)).toContainText(day);
  if (left) await expect(limit(person, kind)).toContainText(left);
  if (used) await expect(limit(person, kind)).toContainText(used);
}

/** Opens the derivation of a limit, reads it, and closes it by the keyboard. */
async function because(person: Person, kind: string, lines: string[]): Promise<void> {
  const why = person.language === "zh" ? "为什么是这一天" : "Why this day";
  await limit(person, kind).getByRole("button", { name: why }).click();
  const drawer = person.page.getByRole("dialog");
  for (const line of lines) await expect(drawer).toContainText(line);
  if (person.language === "en") await onlyEnglish(person);
  await person.page.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);
}
