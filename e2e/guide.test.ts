import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import * as hall from "../contracts/hall.ts";
import { assertAccessible, startKit } from "./kit.ts";
import { desks, employ, openAs, type Person, smallTargets } from "./staff.ts";

const kit = startKit();
let guide: Promise<Person> | undefined;

async function openGuide(viewport: Parameters<typeof openAs>[3] = desks.tablet): Promise<Page> {
  guide ??= employ(kit(), { login: "guide-zhou", name: "周倩", role: "guide", post: "R-GUIDE" });
  const page = await openAs(kit(), "guide", await guide, viewport);
  await page.getByText("窗口", { exact: true }).waitFor();
  return page;
}

const tab = (page: Page, name: string) => page.locator(".guide-tabs").getByText(name);

test("takes a number for an elderly customer with two errands, and shows it large with its code", async () => {
  const page = await openGuide();
  await assertAccessible(page);
  await tab(page, "取号").click();
  await page.getByRole("button", { name: /交费与发票/ }).click();
  await page.getByRole("button", { name: /新装与变更/ }).click();
  await page.getByRole("button", { name: /老年人（65 周岁及以上）/ }).click();
  await page.getByLabel(/称呼/).fill("张建国");
  await assertAccessible(page);
  assert.deepEqual(await smallTargets(page, 40), []);
  await page.locator(".take-go").click();
  const number = await page.getByTestId("taken-number").textContent();
  await page.getByRole("img", { name: /扫码/ }).waitFor();
  await assertAccessible(page);
  await page.getByRole("button", { name: "完成" }).click();

  await tab(page, "现场").click();
  const row = page.getByRole("button", { name: new RegExp(String(number)) });
  await row.getByText("老年人").waitFor();
  assert.ok(!(await row.textContent())?.includes("张建国"), "the name is masked");
  await row.click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("交费与发票 → 新装与变更").waitFor();
  await drawer.getByText("取号", { exact: true }).waitFor();
  await assertAccessible(page);
  await page.close();
});

test("marks priority, sees a customer off, and finds a number by typing it", async () => {
  const page = await openGuide(desks.smallTablet);
  const { ticket } = await kit().takeTicket("B1");
  await page.getByLabel("查号码或姓名").fill(ticket.number.toLowerCase());
  const row = page.getByRole("button", { name: new RegExp(ticket.number) });
  await row.click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("button", { name: "标记优先" }).click();
  await drawer.getByRole("button", { name: /孕妇/ }).click();
  await drawer.getByRole("button", { name: "取消优先" }).waitFor();
  await row.getByText("孕妇").waitFor();
  await drawer.getByRole("button", { name: "客户离开" }).click();
  await drawer.getByRole("button", { name: "改到线上办理" }).click();
  await row.waitFor({ state: "detached" });
  await page.close();
});

test("brings a missed number back", async () => {
  const { hallId, desk } = kit().hall;
  const params = { hallId, windowId: desk.windowId };
  await kit().takeTicket("B1");
  const { ticket } = await desk.clerk.call(hall.callNext, { params });
  assert.ok(ticket);
  await kit().pass(61_000);
  const view = await kit().hall.guide.call(hall.viewFloor, { params: { hallId } });
  if (view.tickets.find(({ id }) => id === ticket.id)?.state === "called") {
    await desk.clerk.call(hall.markMissed, { params, body: { ticketId: ticket.id } });
  }
  const page = await openGuide();
  await page.getByRole("button", { name: /^过号/ }).click();
  await page.getByRole("button", { name: new RegExp(ticket.number) }).click();
  await page.getByRole("dialog").getByRole("button", { name: "激活过号" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.getByRole("button", { name: /^等候/ }).click();
  await page.getByRole("button", { name: new RegExp(ticket.number) }).waitFor();
  await page.close();
});

test("a panic call stands over every tab until somebody takes it, then is closed with what was done", async () => {
  const page = await openGuide();
  await tab(page, "预约").click();
  await page.getByText("今天没有预约").waitFor();
  await assertAccessible(page);
  const { hallId, desk } = kit().hall;
  await desk.clerk.call(hall.pressPanic, { params: { hallId, windowId: desk.windowId }, body: {} });
  const banner = page.locator(".panic-banner");
  await banner.waitFor();
  await assertAccessible(page);
  await banner.getByRole("button", { name: "我来处理" }).click();
  await banner.waitFor({ state: "detached" });
  await tab(page, "现场").click();
  await page.getByText("周倩 正在处理").waitFor();
  await page.getByRole("button", { name: "处理完毕" }).click();
  await page.getByRole("button", { name: "已到场处理" }).click();
  await page.getByText("现场平稳，没有预警").waitFor();
  await assertAccessible(page);
  await page.close();
});
