// What goes wrong in every office: people read it in plain words, and nothing that they typed is lost.
import * as written from "./support/case.ts";
import { field, fill } from "./support/forms.ts";
import { expect, test, type People, type Person } from "./support/people.ts";

const FINDINGS = "货架上有超过保质期的饼干十二袋";

test("密码不对：说明原因，账号留着，密码清空", async ({ people, server, watch }) => {
  watch.expectAnswers(401);
  const wang = await people.of("wang_ban");
  await wang.page.goto(`${server.url}/login`);
  await wang.fillLogin("not-the-password");
  await expect(wang.page.getByRole("alert")).toContainText("账号或密码不对");
  await expect(wang.page.getByLabel("账号")).toHaveValue("wang_ban");
  await expect(wang.page.getByLabel("密码")).toHaveValue("");
});

test("漏填：汇总逐项列出，点击即到该处", async ({ people }) => {
  const { wang } = await claimed(people);
  await wang.submit();
  const summary = wang.main.getByRole("alert");
  await expect(summary).toBeFocused();
  await expect(summary).toContainText("有 6 处需要修改");
  for (const label of ["核查人员", "核查日期", "核查情况"]) {
    await summary.getByRole("link", { name: `${label}：必填` }).click();
    await expect(field(wang.main, label)).toBeFocused();
  }
  await summary.getByRole("link", { name: "未超过追责时效：必填" }).click();
  await expect(field(wang.main, "未超过追责时效").getByRole("radio").first()).toBeFocused();
  await fill(wang.main, { 核查情况: FINDINGS });
  await expect(summary).toContainText("有 5 处需要修改");
});

test("两人同时签收：后到的人知道由谁办理", async ({ people, watch }) => {
  watch.expectAnswers(409, 412);
  const wang = await people.of("wang_ban");
  const li = await people.of("li_ban");
  await register(wang);
  await wang.openFromQueue("核查");
  await li.openFromQueue("核查");
  await wang.main.getByRole("button", { name: "签收", exact: true }).click();
  await expect(wang.main.getByRole("button", { name: "提交", exact: true })).toBeVisible();
  await li.main.getByRole("button", { name: "签收", exact: true }).click();
  await expect(li.main.getByText("由 王办 签收办理，您可以查看，不能提交。")).toBeVisible();
  await expect(li.main.getByRole("alert")).toContainText("任务已");
  await expect(li.main.getByRole("button", { name: "签收", exact: true })).toHaveCount(0);
  await wang.main.getByRole("button", { name: "退回待签收" }).click();
  await expect(wang.main.getByRole("button", { name: "签收", exact: true })).toBeVisible();
  await li.claim("核查");
});

test("表单过时：任务已退回并由别人签收，说明原因，填写的内容还在", async ({ people, watch }) => {
  watch.expectAnswers(409, 412);
  const { wang } = await claimed(people);
  const li = await people.of("li_ban");
  await fill(wang.main, { 核查人员: ["王办", "李办"], ...written.verification });

  const elsewhere = await wang.page.context().newPage();
  await elsewhere.goto(wang.page.url());
  await elsewhere.getByRole("button", { name: "退回待签收" }).click();
  await expect(elsewhere.getByRole("button", { name: "签收", exact: true })).toBeVisible();
  await li.claim("核查");

  await wang.submit();
  await expect(wang.main.getByRole("alert")).toContainText("任务已被别人签收，没有提交");
  await expect(wang.main.getByText("由 王办 签收办理")).toHaveCount(0);
  await expect(wang.main.getByText("由 李办 签收办理，您可以查看，不能提交。")).toBeVisible();
  await expect(field(wang.main, "核查情况")).toHaveValue(FINDINGS);

  await li.main.getByRole("button", { name: "退回待签收" }).click();
  await wang.page.reload();
  await wang.main.getByRole("button", { name: "签收", exact: true }).click();
  await expect(field(wang.main, "核查情况")).toHaveValue(FINDINGS);
  await wang.submitTo("核查", "立案审批");
});

test("在另一标签页退出：回到登录，登录后回到原处，填写的内容还在", async ({ people, watch }) => {
  watch.expectAnswers(401);
  const { wang } = await claimed(people);
  await fill(wang.main, { 核查情况: FINDINGS });
  const check = wang.main.getByRole("region", { name: "提交前核对" });
  await expect(check).not.toContainText("核查情况");
  await expect(check).toContainText("核查日期");
  const place = wang.page.url();

  const elsewhere = await wang.page.context().newPage();
  await elsewhere.goto(`${wang.server.url}/tasks`);
  await elsewhere.getByRole("button", { name: "退出" }).click();
  await expect(elsewhere.getByRole("heading", { level: 1, name: "登录" })).toBeVisible();

  // The check before the submission asks the server, and is the first to hear that nobody is logged in.
  await fill(wang.main, { 核查日期: "2026-03-02" });
  await expect(wang.page.getByRole("status")).toContainText("登录已失效");
  await wang.fillLogin();
  await expect(wang.page).toHaveURL(place);
  await expect(wang.main.getByRole("status").filter({ hasText: "已恢复" })).toBeVisible();
  await expect(field(wang.main, "核查情况")).toHaveValue(FINDINGS);
  await expect(field(wang.main, "核查日期")).toHaveValue("2026-03-02");
  await fill(wang.main, { 核查方式: "查阅资料", 核查人员: ["王办", "李办"], 属于本机关管辖: "是", 未超过追责时效: "是" });
  await wang.submitTo("核查", "立案审批");
});

async function register(person: Person): Promise<void> {
  await person.go("登记案源");
  await fill(person.main, { ...written.clue, 登记人: "王办" });
  await person.makeDocuments();
  await person.main.getByRole("button", { name: "登记", exact: true }).click();
  await expect(person.main.getByRole("heading", { level: 1, name: "已登记" })).toBeVisible();
}

/** A case whose first task the first handler holds, with its form open. */
async function claimed(people: People): Promise<{ wang: Person }> {
  const wang = await people.of("wang_ban");
  await register(wang);
  await wang.claim("核查");
  return { wang };
}
