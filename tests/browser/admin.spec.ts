// Administration: a person is created, logs in and has to change the password, gets a stand-in, loses a session; all of it is on record.
import { expect, test, type Person } from "./support/people.ts";
import { accessible } from "./support/axe.ts";
import type { Locator } from "@playwright/test";

const NEW_PASSWORD = "a-password-of-tests-2";

test("管理人员：新建、授予角色、首次登录改密码、代理、结束会话，变更记录齐全", async ({ people, watch, server }) => {
  watch.expectAnswers(401, 403);
  const admin = await people.of("admin");
  await admin.go("管理人员");
  await expect(admin.main.getByRole("row").nth(3)).toBeVisible();
  await look(admin, "people");

  const password = await test.step("新建人员", async () => {
    await admin.main.getByRole("button", { name: "新建人员" }).click();
    const dialogue = admin.page.getByRole("dialog", { name: "新建人员" });
    await dialogue.getByRole("textbox", { name: "姓名", exact: true }).fill("新办");
    await dialogue.getByRole("textbox", { name: /^人员编号/ }).fill("xin_ban");
    if (await dialogue.getByRole("combobox", { name: "机关" }).count()) await pick(dialogue, "机关", "宁波市市场监督管理局");
    await pick(dialogue, "角色", "办案人员");
    await pick(dialogue, "机构", "食品经营处");
    await look(admin, "new person");
    await dialogue.getByRole("button", { name: /确\s*定/ }).click();
    const handed = admin.page.getByRole("dialog", { name: "初始密码" });
    const shown = await handed.locator("code").textContent();
    await handed.getByRole("button", { name: "已记下" }).click();
    return shown ?? "";
  });

  await test.step("授予角色", async () => {
    const panel = admin.page.getByRole("dialog").filter({ hasText: "xin_ban" });
    await panel.getByRole("button", { name: "授予角色" }).click();
    const dialogue = admin.page.getByRole("dialog", { name: "授予角色" });
    await pick(dialogue, "角色", "案源登记员");
    await dialogue.getByRole("button", { name: /确\s*定/ }).click();
    await expect(dialogue).toHaveCount(0);
    await expect(panel.getByRole("row").filter({ hasText: "案源登记员" })).toBeVisible();
    await look(admin, "person");
    await panel.getByRole("button", { name: /关闭|Close/ }).first().click();
  });

  const xin = await people.of("xin_ban");
  await test.step("首次登录须改密码", async () => {
    await xin.page.goto(`${server.url}/login`);
    await xin.fillLogin(password);
    await expect(xin.page.getByRole("heading", { level: 1, name: "请先改密码" })).toBeVisible();
    await look(xin, "first password");
    await xin.page.getByLabel("现用密码").fill(password);
    await xin.page.getByLabel("新密码", { exact: true }).fill(NEW_PASSWORD);
    await xin.page.getByLabel("再输一次新密码").fill(NEW_PASSWORD);
    await xin.page.getByRole("button", { name: "改密码" }).click();
    await expect(xin.main.getByRole("heading", { level: 1, name: "待办任务" })).toBeVisible();
  });

  await test.step("登记代理", async () => {
    await admin.main.getByRole("tab", { name: "代理" }).click();
    await admin.main.getByRole("button", { name: "登记代理" }).click();
    const dialogue = admin.page.getByRole("dialog", { name: "登记代理" });
    await pick(dialogue, "被代理人", "孙局");
    await pick(dialogue, "代理人", "新办");
    await look(admin, "new stand-in");
    await dialogue.getByRole("button", { name: /确\s*定/ }).click();
    await expect(admin.main.getByRole("row").filter({ hasText: "孙局" })).toContainText("新办");
    await xin.page.getByRole("link", { name: /我的账号/ }).click();
    await xin.page.reload();
    await expect(xin.main.getByText("代理孙局").first()).toBeVisible();
    await look(xin, "account");
  });

  await test.step("结束会话", async () => {
    await admin.main.getByRole("tab", { name: "会话" }).click();
    await look(admin, "sessions");
    await admin.main.getByRole("button", { name: "结束“新办”" }).first().click();
    await expect(admin.main.getByRole("row").filter({ hasText: "新办" })).toHaveCount(0);
    await xin.page.goto(`${server.url}/tasks`);
    await expect(xin.page.getByRole("heading", { level: 1, name: "登录" })).toBeVisible();
  });

  await test.step("变更记录", async () => {
    await admin.main.getByRole("tab", { name: "变更记录" }).click();
    for (const what of ["新建人员", "授予角色", "本人改密码", "登记代理", "结束会话"]) {
      await expect(admin.main.getByRole("row").filter({ hasText: what }).first()).toContainText("新办");
    }
    await look(admin, "log");
    await admin.main.getByRole("tab", { name: "机构" }).click();
    await expect(admin.main.getByText("食品经营处").first()).toBeVisible();
    await look(admin, "units");
  });
});

async function pick(dialogue: Locator, label: string, option: string): Promise<void> {
  const box = dialogue.getByRole("combobox", { name: label, exact: true });
  await box.click();
  if (await box.isEditable()) await box.fill(option);
  await dialogue.page().locator(".ant-select-dropdown:visible .ant-select-item-option").filter({ hasText: option }).first().click();
}

/** With SCREENS=folder, a picture is left there to look at. */
async function look(person: Person, screen: string): Promise<void> {
  await accessible(person.page, screen);
  if (process.env.SCREENS) await person.page.screenshot({ path: `${process.env.SCREENS}/${person.language} ${screen}.png`, fullPage: true });
}
