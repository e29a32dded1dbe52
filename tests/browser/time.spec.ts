// Legal time as people see it: one clock runs yellow, is paused, extended and moved, and each day on the way says why.
import type { Locator } from "@playwright/test";
import { onlyEnglish } from "./support/english.ts";
import { fill } from "./support/forms.ts";
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

  await test.step("检验自 5 月 12 日起，今天才补录：期限扣除，亮早了的牌自行撤销", async () => {
    for (const step of testing) await play.step(step, false);
    await opened(wang, play);
    await expect(clock(wang)).toContainText("扣除中：检测、检验、检疫、鉴定");
    await expect(clock(wang)).toContainText("自 2026-05-12 起扣除：检测、检验、检疫、鉴定，尚未结束");
    await expect(limit(wang, "法定期限")).toContainText("暂定");
    await because(wang, "法定期限", ["2026年5月12日（周二）至2026年5月15日（周五）为扣除期间（检测、检验、检疫、鉴定），不计入", "尚未结束，暂计至2026年5月15日"]);
    await wang.page.goto(`${server.url}/cases?view=all`);
    await expect(wang.main.getByRole("row").filter({ hasText: PARTY })).toContainText("扣除中");
    await wang.page.goto(`${server.url}/cards?tab=cancelled`);
    await wang.main.getByRole("button", { name: /期限最后一日临近/ }).click();
    const card = wang.page.getByRole("dialog");
    await expect(card).toContainText("亮牌之后补录了更早的事实");
    await expect(card.getByRole("group", { name: "亮牌时的最后一日" })).toContainText("2026-05-18");
    await expect(card.getByRole("group", { name: "现在的最后一日" })).toContainText("2026-05-22");
  });

  await test.step("检验结束、批准延长，在英文页面上逐步核对", async () => {
    await server.moveTo("2026-05-25T01:00:00Z");
    await play.step(told, false);
    await server.moveTo("2026-05-26T01:00:00Z");
    for (const step of extension) await play.step(step, false);
    await opened(wang, play);
    await stands(wang, "法定期限", { day: "2026-07-16" });
    await stands(wang, "承诺期限", { day: "2026-06-01" });
    await expect(clock(wang)).toContainText("2026-05-26 批准延长 30 日");
    const zheng = await people.of("zheng_jian", "en");
    await opened(zheng, play);
    await expect(clock(zheng)).toContainText("Paused 2026-05-12 to 2026-05-25: Testing");
    await because(zheng, "Statutory limit", ["Counted from 2026-03-04 (Wed).", "Extended by 30 days on 2026-05-26 (Tue)", "Left out: 2026-05-12 (Tue) to 2026-05-25 (Mon), paused by Testing", "120 days end on 2026-07-16 (Thu).", "Calendar cn, version 2026.1."]);
  });

  await test.step("备案新日历：错误逐行指出，预览，备案后期限重新计算", async () => {
    const xu = await people.of("xu_li");
    await xu.go("工作日历");
    const upload = xu.main.getByRole("region", { name: "备案新日历" });
    await choose(upload, calendar("[甬政办〔2026〕示例号]"));
    await expect(upload.getByRole("alert")).toContainText("第 9 行");
    await choose(upload, calendar("甬政办〔2026〕示例号"));
    await expect(upload).toContainText("版本 2026.1 改为 2026.2");
    await expect(upload.getByRole("listitem").filter({ hasText: "2026-07-16" })).toContainText("工作日改为放假");
    const moved = upload.getByRole("row").filter({ hasText: PARTY });
    await expect(moved).toContainText("2026-07-17");
    await upload.getByRole("button", { name: "备案", exact: true }).click();
    await expect(upload.getByRole("status")).toContainText("期限已重新计算");
    await opened(wang, play);
    await stands(wang, "法定期限", { day: "2026-07-17" });
    await because(wang, "法定期限", ["最后一日2026年7月16日（周四）为防台停工放假，顺延至2026年7月17日（周五）", "版本2026.2"]);
  });

  await test.step("超过承诺期限的黄牌：提出异议，监督人员裁定撤销", async () => {
    await server.moveTo("2026-06-02T01:00:00Z");
    await wang.atWork();
    await wang.page.goto(`${server.url}/cards`);
    await wang.main.getByRole("button", { name: new RegExp(`超过环节期限或者承诺期限，${PARTY}`) }).first().click();
    const card = wang.page.getByRole("dialog");
    await card.getByRole("button", { name: "提出异议" }).click();
    await card.getByRole("button", { name: "提出异议" }).click();
    await expect(card.getByRole("alert")).toContainText("请说明理由");
    await card.getByRole("textbox").fill("停电，无法办理");
    await card.getByRole("button", { name: "提出异议" }).click();
    await expect(card).toContainText("异议正在另一案件中裁定");
    const zheng = await play.person("zheng_jian");
    await zheng.claim("对亮牌异议作出决定");
    await fill(zheng.main, { 决定: "异议成立，撤销", 理由: "停电属实" });
    await zheng.submit();
    await wang.page.reload();
    await expect(card).toContainText("已撤销");
    await expect(card).toContainText("停电属实");
    await expect(card).toContainText("不记分");
  });
});

/** A typhoon closes the city for a day. */
function calendar(notice: string): string {
  return [
    "calendar: cn", 'version: "2026.2"', "timezone: Asia/Shanghai", "weekend: [sat, sun]", "years: {}", "regions:", '  "330200":', "    2026:",
    `      notice: ${notice}`, "      holidays:", "        - {from: 2026-07-16, to: 2026-07-16, name: 防台停工}", "",
  ].join("\n");
}

async function choose(upload: Locator, text: string): Promise<void> {
  await upload.locator("input[type=file]").setInputFiles({ name: "cn.calendar.yaml", mimeType: "text/yaml", buffer: Buffer.from(text) });
}

const told: Step = { as: "wang_ban", complete: "tell_test_result", with: { report_no: "示例检1号", result: "超过保质期", received_on: "2026-05-25", told_on: "2026-05-25" } };

const extension: Step[] = [
  { as: "wang_ban", act: "extend", with: { current_due: "2026-06-16", new_due: "2026-07-16", days: 30, reasons: "案情复杂", requested_on: "2026-05-26" } },
  { as: "sun_ju", complete: "decide_extension", with: { decision: "approved", decided_on: "2026-05-26" }, reason: "案情复杂" },
];

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
  return person.main.getByRole("group", { name: person.language === "zh" ? "办案期限" : "Time for deciding", exact: true });
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
