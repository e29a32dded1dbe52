// The desk: filters in the address, what is missing before a submission, and the lists of supervision.
import type { Locator } from "@playwright/test";
import { expect, test } from "./support/people.ts";
import { accessible } from "./support/axe.ts";
import { field } from "./support/forms.ts";
import { Play } from "./support/play.ts";
import { filed } from "./support/scenario.ts";

test("待办和案件的筛选在地址里，提交前的缺项带到该处", async ({ people, watch }) => {
  watch.expectAnswers(401, 422);
  const play = new Play(people, filed("scjg", "not_filed"));
  await play.steps(0, 1, () => false);
  const wang = await play.person("wang_ban");

  await wang.go("办理待办");
  await wang.main.getByRole("radiogroup", { name: "范围" }).getByText(wang.words.pool).click();
  const filters = wang.main.getByRole("search");
  await choose(filters, "环节", "受案");
  await expect(wang.page).toHaveURL(/stage=intake/);
  await filters.getByRole("textbox").fill("宁波示例");
  await expect(wang.page).toHaveURL(/text=/);
  await wang.page.reload();
  await expect(wang.main.getByRole("row").filter({ hasText: "核查" }).first()).toBeVisible();
  await filters.getByRole("textbox").fill("没有这件案件");
  await expect(wang.main.getByText("没有符合筛选条件的", { exact: false }).or(wang.main.getByText("这个岗位下没有任务。")).first()).toBeVisible();
  await wang.main.getByRole("button", { name: "清除筛选" }).first().click();

  await wang.claim("核查");
  const missing = wang.main.getByRole("region", { name: "提交前核对" });
  await missing.getByRole("link", { name: "核查情况" }).click();
  await expect(field(wang.main, "核查情况")).toBeFocused();

  await wang.go("查阅案件");
  await wang.main.getByRole("radiogroup", { name: "范围" }).getByText(wang.words.all, { exact: true }).click();
  await choose(wang.main.getByRole("search"), "环节", "受案");
  await expect(wang.page).toHaveURL(/cases\?.*stage=intake/);
  await expect(wang.main.getByRole("link", { name: /宁波示例超市/ }).first()).toBeVisible();
});

test("监督人员从被拒行为和亮牌的清单走到案件里的那一条记录", async ({ people, watch }) => {
  watch.expectAnswers(401, 422);
  const play = new Play(people, filed("scjg", "not_filed"));
  await play.steps(0, 4, () => false);
  const zheng = await people.of("zheng_jian");
  for (const screen of ["被拒行为", "亮牌"]) {
    await zheng.go("监督办案");
    await zheng.main.getByRole("tab", { name: new RegExp(`^${screen}`) }).click();
    await accessible(zheng.page, screen);
  }
  await zheng.go("监督办案");
  await zheng.main.getByRole("tab", { name: /^被拒行为/ }).click();
  await zheng.main.getByRole("table").last().getByRole("link", { name: /宁波示例超市/ }).first().click();
  await expect(zheng.page).toHaveURL(/record=\d+/);
  await expect(zheng.main.locator("li[aria-current=true]")).toContainText("被拒");
  await accessible(zheng.page, "case at a record");
});

async function choose(filters: Locator, label: string, option: string): Promise<void> {
  await filters.getByRole("combobox", { name: label, exact: true }).click();
  await filters.page().locator(".ant-select-dropdown:visible .ant-select-item-option").filter({ hasText: option }).first().click();
}
