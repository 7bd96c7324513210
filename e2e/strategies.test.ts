/** A manager's way with strategies, registers and classes: written, tried, released by another, entered, reviewed. */
import assert from "node:assert/strict";
import * as customers from "../contracts/customers.ts";
import { signIn } from "../contracts/identity.ts";
import { sampleSignIns } from "../server/modules/identity/index.ts";
import { assertAccessible, startKit, test } from "./kit.ts";
import { openManage, sayYes } from "./staff.ts";

const kit = startKit();
const { password } = sampleSignIns.system;

const openAs = (login: string, place: string) => openManage(kit(), login, place);

/** Where the strategy of these tests is. */
let place = "";
/** A run over the sample's two thousand customers is a matter of seconds, but the machine may be busy. */
const runPatienceMs = 60_000;

test("a strategy is written, with its faults shown in their place", async () => {
  const page = await openAs("jingli", "/strategies");
  await page.getByRole("button", { name: "提供上门服务" }).waitFor();
  await page.getByRole("button", { name: "新建策略" }).click();
  const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
  await fill("标题（中文）", "介绍增容");
  await fill("标题（英文）", "Explain how to extend");
  await fill("条件", "contractKvaa >= 315");
  await page.locator(".expression-fault mark", { hasText: "contractKvaa" }).waitFor();
  await fill("条件", "contractKva >= 315");
  await page.getByText("表达式正确").waitFor();
  await fill("理由（中文）", "合同容量 {contractKva} 千伏安");
  await fill("理由（英文）", "Contract capacity {contractKva} kVA");
  await fill("说法（中文）", "可介绍增容流程");
  await fill("说法（英文）", "Explain how capacity is extended");
  await page.getByRole("button", { name: "保存草稿" }).click();

  await page.getByText("这个版本还没有试算。").waitFor();
  place = new URL(page.url()).hash.slice(1);
});

test("it is tried on everybody, and released by a second person", async () => {
  const page = await openAs("jingli", place);
  await page.getByRole("button", { name: "对全部客户试算" }).click();
  await page.getByText("符合的客户").waitFor({ timeout: runPatienceMs });
  await page.getByText("您编写的策略须由另一位人员发布").waitFor();
  await assertAccessible(page);
  const other = await openAs("tingzhang", place);
  await other.getByRole("button", { name: "发布第 1 版" }).click();
  await sayYes(other);
  await other.getByText("第 1 版由 林岚 于").waitFor();
});

test("who enters a customer in a register does not review it; another does", async () => {
  const clerk = kit().client();
  await clerk.call(signIn, { body: { orgId: sampleSignIns.orgId, login: "guiyuan1", password } });
  const page = await openAs("tingzhang", "/registers");
  await page.locator(".ant-segmented-item", { hasText: "在册" }).click();
  await page.getByRole("button", { name: "移出" }).first().waitFor();
  await assertAccessible(page);
  const { entries } = await clerk.call(customers.listRegisters, { query: { state: "in-force", limit: 1 } });
  const customerId = entries[0]?.customer.id ?? "";
  const body = { register: "vip", level: "star", reason: "五星客户", source: "评定表" } as const;
  await clerk.call(customers.proposeRegister, { params: { customerId }, body });
  await page.locator(".ant-segmented-item", { hasText: "待审核" }).click();
  const row = page.getByRole("row").filter({ hasText: "VIP 客户：星级客户" });
  await row.getByRole("button", { name: "通过", exact: true }).click();
  await sayYes(page);
  await page.getByText("没有待审核的条目。").waitFor();
});

test("every scheme of classification shows its rules and how many customers each class has", async () => {
  const page = await openAs("jingli", "/classes");
  await page.getByRole("heading", { name: /客户价值/ }).waitFor();
  await page.getByText("LARGE_KVA = 315").waitFor();
  await assertAccessible(page);
  await page.getByRole("button", { name: "重算全部客户" }).click();
  await page.getByText(/上次重算/).waitFor({ timeout: runPatienceMs });
  assert.ok((await page.locator(".class-scheme").count()) >= 8);
});
