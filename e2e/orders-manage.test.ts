/** Processes as an administrator and a manager work with them: drawn, checked, published by another, compared, migrated. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { acceptOrder } from "../contracts/orders.ts";
import { sampleSignIns } from "../server/modules/identity/index.ts";
import { assertAccessible, startKit, test } from "./kit.ts";

const kit = startKit();
const { password } = sampleSignIns.system;
const desk = { width: 1440, height: 900 };
/** A drawing, a check and a background job are a matter of seconds, but the machine may be busy. */
const patienceMs = 60_000;

async function openAs(login: string, place: string): Promise<Page> {
  const page = await kit().open(`/manage/?company=${sampleSignIns.orgId}&login=${login}`, desk);
  page.setDefaultTimeout(patienceMs);
  await page.getByLabel("口令").fill(password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByRole("navigation", { name: "菜单" }).waitFor();
  await page.evaluate((hash) => {
    location.hash = hash;
  }, place);
  return page;
}

const drawn = (page: Page) => page.locator(".drawing[data-drawn=true]").first().waitFor();
async function chooseElement(page: Page, name: string): Promise<void> {
  const choice = page.getByRole("combobox", { name: "元素", exact: true });
  await choice.click();
  await choice.fill(name);
  await page.locator(".ant-select-item-option", { hasText: name }).first().click();
}
async function saveDraft(page: Page, note: string): Promise<void> {
  await page.getByRole("button", { name: "保存草稿" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("本次修改说明").fill(note);
  await dialog.getByRole("button", { name: /保\s*存/ }).click();
  await page.getByText("草稿已保存").waitFor();
}

test("an order runs by the version that was shipped", async () => {
  const { order } = await kit().hall.desk.clerk.call(acceptOrder, {
    body: {
      typeCode: "NI-RES",
      contactName: "陈禾",
      contactPhone: "13800138000",
      address: "青禾县人民路 18 号",
      form: { use: "residential", capacity: 8, voltage: "220V" },
      papers: [{ code: "id-card" }, { code: "property-title" }],
    },
  });
  assert.equal(order.typeCode, "NI-RES");
});

test("a draft is drawn; a fault in it is shown on its element, and mended", async () => {
  const page = await openAs(sampleSignIns.system.login, "/processes/F-LV/1");
  await drawn(page);
  await page.getByRole("button", { name: "从此版新建草稿" }).click();
  await drawn(page);
  await chooseElement(page, "现场勘查并答复方案");
  await page.getByLabel("名称", { exact: true }).fill("上门勘查并答复");
  await page.getByLabel("英文名称").fill("Survey and reply on site");
  const post = page.getByRole("combobox", { name: "办理岗位" });
  await post.hover();
  await page.locator(".property", { has: post }).locator(".ant-select-clear").click();
  await page.getByRole("tab", { name: /检查/ }).click();
  const fault = page.getByRole("button", { name: /没有岗位/ });
  await fault.waitFor();
  await fault.click();
  await page.locator(".djs-element.has-error[data-element-id=plan-reply]").waitFor();
  await assertAccessible(page);

  await page.getByRole("tab", { name: "属性" }).click();
  await post.click();
  await post.fill("R-CM");
  await page.locator(".ant-select-item-option", { hasText: "R-CM" }).first().click();
  await page.getByRole("tab", { name: /检查/ }).click();
  await page.getByText("错误 0").waitFor();
  await saveDraft(page, "勘查改名");
  await page.getByText("第 2 版").first().waitFor();
});

test("it is simulated on a thousand orders, with the result on the drawing", async () => {
  const page = await openAs(sampleSignIns.system.login, "/processes/F-LV/2");
  await drawn(page);
  await page.getByRole("tab", { name: "模拟" }).click();
  await page.getByRole("button", { name: "开始模拟" }).click();
  await page.getByText("走完 1,000 单").waitFor();
  await page.locator(".drawing-badge.hot").waitFor();
  await assertAccessible(page);
});

test("a second person sees what differs from the version in force", async () => {
  const page = await openAs("jingli", "/processes/F-LV/2");
  await drawn(page);
  await page.getByRole("button", { name: "与生效版本比较" }).click();
  await page.getByRole("cell", { name: "上门勘查并答复", exact: true }).waitFor();
  await page.locator(".djs-element.is-changed[data-element-id=plan-reply]").first().waitFor();
  await assertAccessible(page);
});

test("another person than the designer publishes it", async () => {
  const page = await openAs("jingli", "/processes/F-LV/2");
  await drawn(page);
  await page.getByRole("button", { name: "发布第 2 版" }).click();
  await page.getByRole("tooltip").getByRole("button").last().click();
  await page.getByText("已发布").first().waitFor();
});

test("running orders are migrated after a preview", async () => {
  const page = await openAs("jingli", "/processes/F-LV");
  await page.getByRole("button", { name: "迁移在办工单" }).click();
  await page.locator(".ant-statistic", { hasText: "可以迁移" }).waitFor();
  await assertAccessible(page);
  const start = page.getByRole("button", { name: /^迁移 \d+ 张工单$/ });
  await start.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("原因").fill("新版启用");
  await dialog.getByRole("button", { name: /^迁移/ }).click();
  await page.getByText(/已迁移 [1-9]\d* 张/).waitFor();
});

test("the scoreboard shows the ten promises, and the orders behind a figure", async () => {
  const page = await openAs("jingli", "/scoreboard?from=2026-01-01&to=2026-12-31");
  await page.locator(".promise").first().waitFor();
  assert.equal(await page.locator(".promise").count(), 10);
  await assertAccessible(page);
  // The order of the first test was given its one-time notice.
  await page.getByRole("button", { name: /一次性告知率/ }).click();
  await page.getByRole("dialog").locator(".ant-segmented-item", { hasText: "分子" }).click();
  await page.getByRole("dialog").getByText("低压居民新装 青禾县人民路 18 号").waitFor();
});

test("its other parts show what runs, or say that nothing happened", async () => {
  const page = await openAs("jingli", "/scoreboard?from=2026-01-01&to=2026-12-31&tab=units");
  await page.getByRole("cell", { name: "云杉供电营业厅" }).waitFor();
  await page.getByRole("tab", { name: "环节时长" }).click();
  await page.getByRole("cell", { name: "F-LV" }).waitFor();
  await page.getByRole("tab", { name: "超期原因" }).click();
  await page.getByText("这段时间没有超期。").waitFor();
  await page.getByRole("tab", { name: "回访结果" }).click();
  await page.getByText("这段时间没有回访。").waitFor();
});

test("the catalogue shows a type's limits with their source", async () => {
  const page = await openAs("jingli", "/orderTypes");
  await page.getByRole("button", { name: /低压居民新装/ }).click();
  await page.getByRole("dialog").getByText("出处").first().waitFor();
  await page.getByRole("dialog").getByText("可信度").first().waitFor();
  await assertAccessible(page);
});
