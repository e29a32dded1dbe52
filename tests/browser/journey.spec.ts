// One case from the clue to the archive, in the browsers of everybody who acts in it and of one who watches.
import type { Locator } from "@playwright/test";
import * as written from "./support/case.ts";
import { field, fill, type Values } from "./support/forms.ts";
import { expect, test, type People, type Person } from "./support/people.ts";

/** 09:00 in the organ's zone. */
const morning = (day: string) => `${day}T01:00:00Z`;

test("一件案件从案源登记走到归档：五名办案人员和一名监督人员，其间服务器断电一次", async ({ server, people, watch }) => {
  test.setTimeout(600_000);
  // Sessions end with the day; one attempt breaks a rule.
  watch.expectAnswers(401, 422);
  const cast = await everybody(people);
  const { wu, wang, li, qian, sun, zhou, zheng } = cast;

  await test.step("案源登记、核查", async () => {
    await register(wu);
    await wang.claim("核查");
    await fill(wang.main, { 核查人员: ["王办"], ...written.verification });
    await wang.submit();
    await expect(wang.main.getByRole("alert")).toContainText("核查人员：须有至少 2 名不同人员参加");
    await stands(zheng, { stage: "受案", task: "核查", refused: "执法人员不得少于两人" });
    await readOnly(zheng, "核查");
    await fill(wang.main, { 核查人员: ["李办"] });
    await wang.submitTo("核查", "立案审批");
  });

  await test.step("立案", async () => {
    await server.moveTo(morning("2026-03-04"));
    await act(sun, "立案审批", written.filing, "调查取证");
    await stands(zheng, { stage: "调查取证", number: "甬市监案〔2026〕1号", task: "调查取证" });
  });

  await test.step("调查取证，填表时服务器断电", async () => {
    await server.moveTo(morning("2026-03-06"));
    await wang.claim("调查取证");
    await fill(wang.main, written.investigation[0]);
    await watch.whileOffline(async () => {
      await server.kill();
      await fill(wang.main, written.investigation[1]);
      await wang.submit();
      await expect(wang.main.getByRole("alert")).toContainText("联系不上服务器，什么也没有改动");
      await server.serve();
    });
    await expect(field(wang.main, "取证情况")).toHaveValue(/十二袋/);
    await wang.submitTo("调查取证", "调查终结报告");
  });

  await test.step("调查终结报告、审核、审批", async () => {
    await server.moveTo(morning("2026-03-12"));
    await act(wang, "调查终结报告", written.report, "案件审核");
    await mayNot(wang, "案件审核", "没有这个岗位的角色");
    await act(qian, "案件审核", written.review, "处罚建议审批");
    await act(sun, "处罚建议审批", written.proposal, "送达告知书");
    await stands(zheng, { stage: "告知（听证）", task: "送达告知书" });
  });

  await test.step("告知书期限将至，亮黄牌；当事人要求听证", async () => {
    await server.moveTo(morning("2026-03-18"));
    await stands(zheng, { stage: "告知（听证）", task: "送达告知书", card: "黄牌" });
    await act(wang, "送达告知书", written.notice, "听证要求");
    await server.moveTo(morning("2026-03-19"));
    await act(wang, "陈述、申辩", written.defenceWaived, "听证要求");
    await act(li, "听证要求", written.hearingAsked, "指定听证主持人");
  });

  await test.step("听证", async () => {
    await server.moveTo(morning("2026-03-20"));
    await act(sun, "指定听证主持人", written.hearingHost, "通知听证时间、地点");
    await act(zhou, "通知听证时间、地点", written.hearingNotice, "听证前七个工作日");
    await server.moveTo(morning("2026-04-02"));
    await act(zhou, "举行听证并制作笔录", written.hearingRecord, "听证报告");
    await act(zhou, "听证报告", written.hearingReport, "听证后法制审核");
    await act(qian, "听证后法制审核", written.legalReview, "负责人集体讨论");
    await stands(zheng, { stage: "决定", task: "负责人集体讨论" });
  });

  await test.step("集体讨论、决定", async () => {
    await server.moveTo(morning("2026-04-03"));
    await act(sun, "负责人集体讨论", written.discussion, "作出决定");
    await act(sun, "作出决定", written.decision, "送达决定书");
    await stands(zheng, { stage: "送达", task: "送达决定书" });
  });

  await test.step("送达、公示、执行", async () => {
    await server.moveTo(morning("2026-04-07"));
    await act(wang, "送达决定书", written.service, "公示");
    await act(zhou, "公示", written.publication, "执行");
    await server.moveTo(morning("2026-04-10"));
    await act(wang, "执行", written.payment, "填写结案审批表");
  });

  await test.step("结案、归档", async () => {
    await act(wang, "填写结案审批表", written.closeRequest, "结案审批");
    await act(sun, "结案审批", written.closing, "归档");
    await act(zhou, "归档", written.archiving, "案件已到此为止");
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
  await expect(summary).toContainText("5 things need to be changed");
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

/** Chinese on an English page is what people wrote, and is marked so that it is read aloud in Chinese. */
async function onlyEnglish({ page }: Person): Promise<void> {
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

async function everybody(people: People) {
  const [wu, wang, li, qian, sun, zhou, zheng] = await Promise.all(
    ["wu_yuan", "wang_ban", "li_ban", "qian_shen", "sun_ju", "zhou_dang", "zheng_jian"].map((login) => people.of(login)),
  );
  return { wu, wang, li, qian, sun, zhou, zheng } as Record<"wu" | "wang" | "li" | "qian" | "sun" | "zhou" | "zheng", Person>;
}

async function register(person: Person): Promise<void> {
  await person.go("登记案源");
  await fill(person.main, written.clue);
  await person.makeDocuments();
  await person.main.getByRole("button", { name: "登记", exact: true }).click();
  await expect(person.main.getByRole("heading", { level: 1, name: "已登记" })).toBeVisible();
}

/** Takes a task from the queue, fills its form, submits it, and reads what comes next. */
async function act(person: Person, task: string, values: Values, next: string): Promise<void> {
  await test.step(`${person.login}：${task}`, async () => {
    await person.claim(task);
    await fill(person.main, values);
    await person.submitTo(task, next);
  });
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
  await expect(navigation.getByRole("link")).toHaveText(["查阅案件", "监督办案"]);
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
  await watcher.go("监督办案");
  await watcher.main.getByRole("list", { name: "总数" }).getByRole("listitem").filter({ hasText: "已结案件" }).getByRole("link").click();
  await watcher.main.getByRole("link", { name: written.PARTY }).click();
  await expect(watcher.main.getByText(/^已办结/)).toBeVisible();
  const story = watcher.main.getByRole("tabpanel");
  const earlier = story.getByRole("button", { name: "加载更早的记录" });
  await expect(async () => {
    if (await earlier.isVisible()) await earlier.click({ timeout: 1_000 });
    await expect(story.getByText("全部记录已载入")).toBeVisible({ timeout: 500 });
  }).toPass();
  const entries = story.getByRole("listitem");
  for (const did of ["吴源 登记案源", "王办 提交任务", "李办 提交任务", "钱审 提交任务", "孙局 提交任务", "周档 提交任务", "系统 检查期限"]) {
    await expect(entries.filter({ hasText: did }).first()).toBeVisible();
  }
  for (const told of ["登记案源", "行为被拒：执法人员不得少于两人", "现有 1 名", "甬市监案〔2026〕1号", "甬市监处罚〔2026〕1号", "亮牌", "举行听证并制作笔录", "案件结束"]) {
    await expect(story.getByText(told).first()).toBeVisible();
  }
}
