// The procedures that the product is judged by beside the main road: filed scenarios, played through the screens by the
// people who act in them. Steps that another journey takes by hand are taken by commands here.
import { onlyEnglish } from "./support/english.ts";
import { expect, test, type People, type Person } from "./support/people.ts";
import { Play } from "./support/play.ts";
import { filed, type Step } from "./support/scenario.ts";
import type { Language } from "./support/words.ts";

test.beforeEach(({ watch }) => {
  test.setTimeout(300_000);
  // Sessions end with the day; some attempts break a rule.
  watch.expectAnswers(401, 422);
});

test("不予立案：没有理由被拒，说明理由，告知举报人，归档", async ({ people }) => {
  const play = new Play(people, filed("scjg", "not_filed"));
  await play.steps(0, 2, () => false);
  await play.steps(2);
  const wang = await play.openCase("wang_ban");
  await expect(wang.main.getByText(/^已办结/)).toBeVisible();
  await expect(wang.main.getByText("不予立案", { exact: false }).first()).toBeVisible();
});

test("不予处罚：由负责人决定，制作、送达决定书，结案", async ({ people }) => {
  const play = new Play(people, filed("scjg", "no_penalty"));
  await play.steps(0, 6, () => false);
  await play.steps(6, undefined, (step) => step.complete !== "archive");
  const wang = await play.openCase("wang_ban");
  await expect(wang.main.getByText("甬市监处罚〔2026〕1号").first()).toBeVisible();
  await expect(wang.main.getByText(/^已办结/)).toBeVisible();
});

test("in English: a case without penalty, from the clue to the archive", async ({ people }) => {
  const play = await played(people, "no_penalty", "en", 15);
  const sun = await play.openCase("sun_ju");
  await expect(sun.main.getByText("甬市监处罚〔2026〕1号").first()).toBeVisible();
  await onlyEnglish(sun);
  await sun.main.getByRole("tab", { name: /^Forms/ }).click();
  await onlyEnglish(sun);
});

test("移送另一机关：在对方另成一案，对方接收，回执自动返回，两案互相关联", async ({ people }) => {
  const play = new Play(people, filed("sthj", "transferred_to_another_organ"));
  await play.steps();
  const gu = await play.openCase("gu_huan");
  const links = panel(gu, "关联案件");
  await expect(links).toContainText("市场监督管理局");
  await expect(panel(gu, "当前任务")).toContainText("告知");
});

test("移送后退回：登记纸质回执，对方有异议，协商由本机关管辖，回到立案审批", async ({ people }) => {
  const play = new Play(people, filed("scjg", "clue_comes_back"));
  await play.steps();
  const sun = await play.openCase("sun_ju");
  await expect(panel(sun, "当前任务")).toContainText("立案审批");
});

test("当场处罚：检查、决定、备案，到银行缴纳，逾期催告", async ({ people }) => {
  const play = new Play(people, filed("scjg", "onspot_bank"));
  await play.steps(undefined, undefined, (step) => step.reason === undefined);
  const wang = await play.openCase("wang_ban");
  await expect(wang.main.getByText(/^已办结/)).toBeVisible();
});

test("当场处罚转为普通程序：申辩需要查证，另成一案，从核查开始", async ({ people }) => {
  const play = new Play(people, filed("scjg", "onspot_converted_at_decision"));
  await play.steps();
  const wang = await play.openCase("wang_ban");
  await panel(wang, "关联案件").getByRole("link").first().click();
  await expect(panel(wang, "当前任务")).toContainText("核查");
  await expect(panel(wang, "关联案件").getByRole("link").first()).toBeVisible();
});

/** Plays every step by hand; in English no page may be left in Chinese. */
async function played(people: People, name: string, language: Language, to: number): Promise<Play> {
  const play = new Play(people, filed("scjg", name), language);
  for (let index = 0; index < to; index += 1) {
    await play.steps(index, index + 1);
    const { as } = play.scenario.steps[index] as Step;
    if (as) await onlyEnglish(await play.person(as));
  }
  return play;
}

function panel(person: Person, title: string) {
  return person.main.locator("section").filter({ has: person.page.getByRole("heading", { level: 2, name: title }) });
}
