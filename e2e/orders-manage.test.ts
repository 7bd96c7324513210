/** Processes as an administrator and a manager work with them: drawn, checked, published by another, compared, migrated. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { createCustomer, uploadDocument } from "../contracts/customers.ts";
import type { ResultOf } from "../contracts/endpoint.ts";
import { acceptOrder, readOrder, suspendOrder } from "../contracts/orders.ts";
import type { ApiClient } from "../county/replay/api-client.ts";
import { smallestPng } from "../server/foundation/sample-input.ts";
import { sampleSignIns } from "../server/modules/identity/index.ts";
import { assertAccessible, startKit, test } from "./kit.ts";
import { choose, openManage, sayYes } from "./staff.ts";

const kit = startKit();
const desk = { width: 1440, height: 900 };
/** A drawing, a check and a background job are a matter of seconds, but the machine may be busy. */
const patienceMs = 60_000;

async function openAs(login: string, place: string): Promise<Page> {
  const page = await openManage(kit(), login, place, desk);
  page.setDefaultTimeout(patienceMs);
  return page;
}

const drawn = (page: Page) => page.locator(".drawing[data-drawn=true]").first().waitFor();
const chooseElement = (page: Page, name: string) =>
  choose(page.getByRole("combobox", { name: "元素", exact: true }), name, name);
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
  await choose(post, "R-CM", "R-CM");
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
  // The last key to come: what is pressed before may move away under the hand.
  await page.getByRole("button", { name: "与生效版本比较" }).waitFor();
  await page.getByRole("button", { name: "发布第 2 版" }).click();
  await sayYes(page);
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

test("a company changes a reason in a form: faults are told while it is written, another person releases it", async () => {
  const page = await openAs(sampleSignIns.system.login, "/orderTypes?tab=rows&kind=reason");
  await page.getByRole("button", { name: /plan-answer/ }).click();
  const name = page.getByLabel("名称（中文）");
  await name.fill("等客户确认供电方案");
  await page.getByText("等客户确认供电方案").first().waitFor();
  const cause = page.getByRole("combobox", { name: "责任方" });
  await choose(cause, "公司");
  await page.getByText("公司自身原因不能暂停计时").waitFor();
  assert.equal(await page.getByRole("button", { name: "提交待发布" }).isDisabled(), true);
  await choose(cause, "客户");
  await page.getByText("公司自身原因不能暂停计时").waitFor({ state: "detached" });
  await page.getByLabel("为什么改").fill("统一口径");
  await page.getByRole("button", { name: "提交待发布" }).click();
  await page.getByText("已提交，等待另一人发布").waitFor();
  await page.locator(".row-versions").getByText("待发布").waitFor();
  assert.equal(
    await page.getByRole("button", { name: /^发\s*布$/ }).count(),
    0,
    "who proposed does not release",
  );
  await assertAccessible(page);

  const manager = await openAs("jingli", "/orderTypes/rows/reason/pause:plan-answer");
  await manager.getByRole("button", { name: /^发\s*布$/ }).click();
  await sayYes(manager);
  await manager.locator(".row-versions").getByText("已发布").waitFor();
  // It begins tomorrow: what is in force today is still what was shipped.
  await manager.getByText("与随平台提供的完全相同。").waitFor();
  await manager.getByRole("button", { name: "看这一版" }).click();
  await manager.getByRole("cell", { name: "中文", exact: true }).waitFor();
  await manager.goto(manager.url().replace(/#.*/, "#/orderTypes?tab=rows&kind=reason"));
  await manager.getByText(/本公司，.* 起/).waitFor();
});

test("the rules say whose each of them is", async () => {
  const page = await openAs("jingli", "/rules");
  await page.getByLabel("名称或代码").fill("NI.PLAN");
  await page.getByText("法定", { exact: true }).first().waitFor();
  await page.getByText("内部", { exact: true }).first().waitFor();
});

test("a pause that asks for a second look is found, and one that was not justified lets the clocks run on", async () => {
  const { hallId, desk: at } = kit().hall;
  const { customerId } = await at.clerk.call(createCustomer, {
    body: { kind: "individual", name: "秦朗月", unitId: hallId },
  });
  const { order } = await at.clerk.call(acceptOrder, {
    body: {
      typeCode: "NI-RES",
      customerId,
      contactName: "秦朗月",
      contactPhone: "19930000001",
      address: "青禾县人民路 20 号",
      form: { use: "residential", capacity: 8, voltage: "220V" },
      papers: [{ code: "id-card" }, { code: "property-title" }],
    },
  });
  const proofId = await proofOf(at.clerk, customerId);
  const params = { orderId: order.id };
  const pause = { reasonCode: "force-majeure", reason: "洪水淹了进村的路", proofId };
  await at.clerk.call(suspendOrder, { params, body: pause });
  const page = await openAs("jingli", "/pauses");
  const row = page.locator("tr", { hasText: order.number });
  await row.getByText("洪水淹了进村的路").waitFor();
  await assertAccessible(page);
  await row.getByRole("button", { name: /复\s*核/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "复核不属实" }).check();
  await dialog.getByLabel("依据").fill("当天道路已通");
  await dialog.getByRole("button", { name: /复\s*核/ }).click();
  await row.getByText("复核不属实").first().waitFor();
  await choose(page.getByRole("combobox", { name: "状态" }), "仍在停表");
  await row.waitFor({ state: "detached" });
  const { order: now } = await at.clerk.call(readOrder, { params });
  assert.equal(now.state, "open");
});

/** A page of the archive, as the scanner of the counter hands it in. */
async function proofOf(clerk: ApiClient, customerId: string): Promise<string> {
  const path = uploadDocument.path.replace("{customerId}", customerId);
  const cookie = [...clerk.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const response = await fetch(`${kit().server.base}${path}?type=application&name=proof.png`, {
    method: "POST",
    headers: { cookie, "content-type": "image/png", "idempotency-key": crypto.randomUUID() },
    body: Buffer.from(smallestPng),
  });
  const { documentId } = (await response.json()) as ResultOf<typeof uploadDocument>;
  assert.ok(documentId, String(response.status));
  return documentId;
}
