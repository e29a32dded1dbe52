// One case with two parties from the clue to the archive, in the browsers of everybody who acts in it and of one who watches.
import type { Locator } from "@playwright/test";
import * as written from "./support/case.ts";
import { onlyEnglish } from "./support/english.ts";
import { field, fill } from "./support/forms.ts";
import { expect, test, type Person } from "./support/people.ts";
import { Play } from "./support/play.ts";
import { filed } from "./support/scenario.ts";

test("主路：两名当事人、一次听证，从案源登记走到归档；监督人员看着，其间服务器断电一次", async ({ server, people, watch }) => {
  test.setTimeout(600_000);
  // Sessions end with the day; attempts break rules.
  watch.expectAnswers(401, 422);
  const play = new Play(people, filed("scjg", "hearing_two_parties"));
  const zheng = await people.of("zheng_jian");
  const wang = await play.person("wang_ban");

  await test.step("案源登记；只有一人核查，被拒留痕", async () => {
    await play.steps(0, 1);
    const held = await play.hold(stepAt(play, 1), "clue_verify");
    await fill(wang.main, { ...held.values, 核查人员: ["王办"] });
    await wang.submit();
    await expect(wang.main.getByRole("alert").first()).toContainText("核查人员：须有至少 2 名不同人员参加");
    await stands(zheng, { stage: "受案", task: "核查", refused: "执法人员不得少于两人" });
    await readOnly(zheng, "核查");
    await fill(wang.main, { 核查人员: ["李办"] });
    await play.handIn(stepAt(play, 1), held);
  });

  await test.step("立案", async () => {
    await play.steps(2, 4);
    await stands(zheng, { stage: "调查取证", number: "甬市监案〔2026〕1号", task: "调查取证" });
  });

  await test.step("调查取证，填表时服务器断电", async () => {
    await play.steps(4, 5);
    const held = await play.hold(stepAt(play, 5), "investigate");
    const filled = Object.entries(held.values);
    await fill(wang.main, Object.fromEntries(filled.slice(0, 6)));
    await watch.whileOffline(async () => {
      await server.kill();
      await fill(wang.main, Object.fromEntries(filled.slice(6)));
      await wang.submit();
      await expect(wang.main.getByRole("alert").first()).toContainText("联系不上服务器，什么也没有改动");
      await server.serve();
    });
    await expect(field(wang.main, "取证情况")).toHaveValue(/十二袋/);
    await play.handIn(stepAt(play, 5), held);
  });

  await test.step("调查终结报告、审核、审批", async () => {
    await play.steps(6, 8);
    await mayNot(wang, "案件审核", "没有这个岗位的角色");
    await play.steps(8, 10);
    await stands(zheng, { stage: "告知（听证）", task: "送达告知书" });
  });

  await test.step("两名当事人分别告知，一人要求听证", async () => {
    await play.steps(10, 20, (step) => step.item !== 1);
    await parties(zheng, ["宁波示例超市有限公司", "示例某"]);
  });

  await test.step("听证、法制审核、集体讨论、决定", async () => {
    await play.steps(20, 33);
    await stands(zheng, { stage: "决定", task: "制作决定书" });
  });

  await test.step("送达、公示、执行、结案、归档", async () => {
    await play.steps(33, undefined, (step) => step.item !== 1);
  });

  await test.step("监督人员看到全过程，账本核验无误", async () => {
    await wholeStory(zheng);
    expect(await server.verify()).toContain("the history holds");
  });
});

test("in English: login, queue, a form with errors, the case, supervision", async ({ people }) => {
  const wu = await people.of("wu_yuan", "en");
  const wang = await people.of("wang_ban", "en");
  const zheng = await people.of("zheng_jian", "en");

  await wu.go("Register a clue");
  await fill(wu.main, written.clueInEnglish, "en");
  await wu.makeDocuments();
  await wu.main.getByRole("button", { name: "Register", exact: true }).click();
  await expect(wu.main.getByRole("heading", { level: 1, name: "Registered" })).toBeVisible();

  await wang.claim("Verify the clue");
  await wang.submit();
  const summary = wang.main.getByRole("alert");
  await expect(summary).toContainText("6 things need to be changed");
  await summary.getByRole("link", { name: "Findings: required" }).click();
  await expect(field(wang.main, "Findings", "en")).toBeFocused();
  await onlyEnglish(wang);
  await fill(wang.main, written.verificationInEnglish, "en");
  await wang.submitTo("Verify the clue", "Decide on filing");

  await wang.main.getByRole("link", { name: "See the case" }).click();
  await expect(wang.main.getByText(/^At “?Decide on filing”?, waiting to be claimed/)).toBeVisible();
  await expect(wang.main.getByRole("tabpanel").getByText("Filled in “Verification of the clue”")).toBeVisible();
  await onlyEnglish(wang);

  await zheng.go("Supervise");
  await zheng.main.getByRole("link", { name: "See the cases at “Intake”" }).click();
  await expect(zheng.main.getByRole("row").filter({ hasText: written.PARTY })).toContainText("Decide on filing");
  await onlyEnglish(zheng);
});

function stepAt(play: Play, index: number) {
  const step = play.scenario.steps[index];
  if (!step) throw new Error(`there is no step ${index}`);
  return step;
}

/** The tab of the parties says where each of them stands. */
async function parties(watcher: Person, names: string[]): Promise<void> {
  await openCase(watcher);
  await watcher.main.getByRole("tab", { name: "当事人" }).click();
  for (const name of names) await expect(watcher.main.getByRole("rowheader", { name }).first()).toBeVisible();
}

/** Opens the case as the person sees it in the list of cases. */
async function openCase(person: Person): Promise<void> {
  await person.go("查阅案件");
  await person.main.getByRole("radiogroup", { name: "范围" }).getByText("全部").click();
  await person.main.getByRole("link", { name: written.PARTY }).click();
  await expect(person.main.getByRole("heading", { level: 1, name: written.PARTY })).toBeVisible();
}

interface Standing {
  stage: string;
  task: string;
  number?: string;
  card?: string;
  refused?: string;
}

/** What the supervisor reads: the case in the list of its stage, and on its own page. */
async function stands(watcher: Person, { stage, task, number, card, refused }: Standing): Promise<void> {
  await watcher.go("监督办案");
  await watcher.main.getByRole("link", { name: `看“${stage}”的案件` }).click();
  const row = watcher.main.getByRole("row").filter({ hasText: written.PARTY });
  await expect(row).toContainText(task);
  if (card) await expect(row).toContainText(card);
  await row.getByRole("link", { name: written.PARTY }).click();
  await expect(watcher.main.getByRole("list", { name: "办理阶段" }).locator("[aria-current=step]")).toContainText(stage);
  if (number) await expect(watcher.main.getByText(number).first()).toBeVisible();
  if (card) await expect(section(watcher, "亮牌")).toContainText(card);
  if (refused) await expect(section(watcher, "被拒行为")).toContainText(refused);
}

function section(person: Person, title: string): Locator {
  return person.main.locator("section").filter({ has: person.page.getByRole("heading", { level: 2, name: title }) });
}

/** From the case's page, the task shows what is known and offers nothing to do. */
async function readOnly(watcher: Person, task: string): Promise<void> {
  await watcher.main.getByRole("link", { name: task, exact: true }).first().click();
  await expect(watcher.main.getByRole("heading", { level: 1, name: task })).toBeVisible();
  for (const name of ["签收", "提交", "退回待签收"]) await expect(watcher.main.getByRole("button", { name, exact: true })).toHaveCount(0);
  const navigation = watcher.page.getByRole("navigation", { name: "主导航" });
  await expect(navigation.getByRole("link")).toHaveText(["办理待办", "查阅案件", "监督办案", "亮牌督办", "工作日历", "亮牌公布"]);
  await watcher.go("监督办案");
}

/** Somebody who lacks the role reads the task, with the reason why it is not theirs. */
async function mayNot(person: Person, task: string, why: string): Promise<void> {
  await openCase(person);
  await person.main.getByRole("link", { name: task, exact: true }).first().click();
  await expect(person.main.getByRole("status").filter({ hasText: "您不能办理这个任务" })).toContainText(why);
  await expect(person.main.getByRole("button", { name: "签收", exact: true })).toHaveCount(0);
}

async function wholeStory(watcher: Person): Promise<void> {
  // The terms of the remedies run on after the archive.
  await stands(watcher, { stage: "结案归档", task: "" });
  const story = watcher.main.getByRole("tabpanel");
  const more = story.getByRole("button", { name: "载入更多记录" });
  await expect(async () => {
    if (await more.isVisible()) await more.click({ timeout: 1_000 });
    await expect(story.getByText("全部记录已载入")).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  const entries = story.getByRole("listitem");
  for (const did of ["吴源 登记案源", "王办 提交任务", "李办 提交任务", "钱审 提交任务", "孙局 提交任务", "周档 提交任务", "系统 时间到达"]) {
    await expect(entries.filter({ hasText: did }).first()).toBeVisible();
  }
  for (const told of ["登记案源", "行为被拒：执法人员不得少于两人", "现有 1 名", "甬市监案〔2026〕1号", "甬市监处罚〔2026〕1号", "举行听证并制作笔录", "归档"]) {
    await expect(story.getByText(told).first()).toBeVisible();
  }
}
