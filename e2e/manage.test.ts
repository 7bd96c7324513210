import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import * as hall from "../contracts/hall.ts";
import { assertAccessible, screens, startKit, test } from "./kit.ts";
import { choose, openManage } from "./staff.ts";

const kit = startKit();
type Viewport = { width: number; height: number };

const openAs = (login: string, place: string, viewport?: Viewport) =>
  openManage(kit(), login, place, viewport);
const menu = (page: Page) => page.getByRole("navigation", { name: "菜单" });
const dialog = (page: Page) => page.getByRole("dialog").last();

/** Serves one customer to the end at the test hall's window. */
async function serveOne(): Promise<hall.Ticket> {
  const { hallId, desk } = kit().hall;
  const params = { hallId, windowId: desk.windowId };
  const { ticket } = await kit().takeTicket();
  await desk.clerk.call(hall.callNext, { params });
  await desk.clerk.call(hall.markArrived, { params, body: { ticketId: ticket.id } });
  await kit().pass(5 * 60_000);
  await desk.clerk.call(hall.finishTicket, { params, body: { ticketId: ticket.id } });
  return ticket;
}

test("a menu shows only what the person's roles allow", async () => {
  const auditor = await openAs("shenji", "/audit");
  await menu(auditor).getByRole("link", { name: "审计记录" }).waitFor();
  assert.equal(await menu(auditor).getByRole("link", { name: "人员" }).count(), 0);
  assert.equal(await menu(auditor).getByRole("link", { name: "现场大屏" }).count(), 0);
  // The address is no way around the menu.
  await auditor.evaluate(() => {
    location.hash = "/staff";
  });
  await auditor.getByText("没有这个页面，或您的岗位看不到它。").waitFor();

  const clerk = await openAs("guiyuan1", "/wall");
  await menu(clerk).getByRole("link", { name: "现场大屏" }).waitFor();
  for (const name of ["指标", "营业厅与窗口", "人员", "授权", "审计记录"])
    assert.equal(await menu(clerk).getByRole("link", { name, exact: true }).count(), 0, name);
});

test("the system administrator creates a person, whose first password is shown once", async () => {
  const page = await openAs("xitong", "/staff");
  await page.getByRole("button", { name: "新建人员" }).click();
  await dialog(page).getByLabel("姓名").fill("宋小满");
  await dialog(page).getByLabel("工号").fill("E2E-01");
  await dialog(page).getByLabel("登录名").fill("songxiaoman");
  await choose(dialog(page).getByLabel("岗位"), "引导员", "引导员");
  await choose(dialog(page).getByLabel("机构"), "青禾中心营业厅");
  await dialog(page).getByRole("button", { name: "保存" }).click();
  const secret = await page.locator("[data-secret]").innerText();
  assert.ok(secret.length >= 8);
  await page.getByRole("button", { name: "已告知，关闭" }).click();
  await page.getByRole("cell", { name: "songxiaoman" }).waitFor();
  assert.equal(await page.getByText(secret).count(), 0);
  await assertAccessible(page);

  // The same login again is refused beside the form, which stays open.
  await page.getByRole("button", { name: "新建人员" }).click();
  await dialog(page).getByLabel("登录名").fill("Song");
  await dialog(page).getByRole("button", { name: "保存" }).click();
  await dialog(page).getByText("小写字母开头").first().waitFor();
});

test("a hall manager adds a service and a window that calls it", async () => {
  const page = await openAs("tingzhang", "/halls?tab=services");
  await page.getByRole("tab", { name: "业务" }).click();
  await page.getByRole("button", { name: "增加业务" }).click();
  await dialog(page).getByLabel("中文名称").fill("电能替代咨询");
  await dialog(page).getByLabel("英文名称").fill("Electrification advice");
  await dialog(page).getByLabel("代码").fill("D9");
  await dialog(page).getByRole("button", { name: "保存" }).click();
  await page.getByRole("cell", { name: "电能替代咨询", exact: true }).waitFor();
  await page.getByRole("tab", { name: "窗口" }).click();
  await page.getByRole("button", { name: "增加窗口" }).click();
  await dialog(page).getByLabel("中文名称").fill("咨询窗口");
  await dialog(page).getByLabel("英文名称").fill("Advice");
  await dialog(page).getByLabel("窗口号").fill("19");
  await dialog(page)
    .getByLabel(/电能替代咨询/)
    .check();
  await dialog(page).getByRole("button", { name: "保存" }).click();
  await page.getByRole("cell", { name: "19", exact: true }).waitFor();
  await assertAccessible(page);
});

test("the wall follows a ticket from the chair to the window without a reload", async () => {
  const { hallId, desk } = kit().hall;
  const page = await openAs("jingli", `/wall/${hallId}`, screens.display);
  const window = page.locator('[data-window="1"]');
  await window.waitFor();
  const { ticket } = await kit().takeTicket();
  await page.locator(`[data-ticket="${ticket.number}"]`).waitFor({ timeout: 3_000 });
  await desk.clerk.call(hall.callNext, { params: { hallId, windowId: desk.windowId } });
  await window.getByText(ticket.number).waitFor({ timeout: 3_000 });
  assert.equal(await window.getAttribute("data-look"), "called");
  await assertAccessible(page);
  await page.getByRole("button", { name: "深色" }).click();
  await assertAccessible(page);
  await page.evaluate(() => {
    location.hash = "/wall";
  });
  await page.locator('[data-hall="YUNSHAN"]').waitFor();
  await assertAccessible(page);
  const params = { hallId, windowId: desk.windowId };
  await desk.clerk.call(hall.markArrived, { params, body: { ticketId: ticket.id } });
  await desk.clerk.call(hall.finishTicket, { params, body: { ticketId: ticket.id } });
});

test("a figure says what it means, opens the tickets behind it, and is exported as a workbook", async () => {
  const ticket = await serveOne();
  const { hallId } = kit().hall;
  const page = await openAs("jingli", "/figures?from=2026-03-04&to=2026-03-04&by=hall");
  await page
    .getByRole("button", { name: /^平均等待.*的定义/ })
    .first()
    .hover();
  await page.getByText("分子").first().waitFor();
  const number = page.locator(`[data-figure="served"][data-group="${hallId}"]`);
  await number.click();
  await page.locator(".figure-rows").getByText(ticket.number, { exact: true }).waitFor();
  await assertAccessible(page);
  await page.keyboard.press("Escape");

  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "导出 Excel" }).click();
  const file = await (await saved).path();
  // A workbook is a zip archive with its sheets inside.
  const bytes = await readFile(file);
  assert.equal(bytes.subarray(0, 4).toString("latin1"), "PK\u0003\u0004");
  assert.ok(bytes.includes("xl/worksheets/sheet1.xml"));
  assert.match((await saved).suggestedFilename(), /\.xlsx$/);
});

for (const [login, who, places] of [
  ["tingzhang", "a hall manager", ["/report", "/forecast", "/roster", "/appointments"]],
  ["tingzhang", "a hall manager who sets things up", ["/devices", "/rules", "/calendar"]],
  ["anquan", "the security administrator", ["/units", "/roles", "/grants", "/account"]],
  ["shenji", "the auditor", ["/audit"]],
] as const) {
  test(`every page of ${who} can be used by everybody`, async () => {
    const page = await openAs(login, places[0]);
    for (const place of places) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, place);
      await page.locator(".page-head h2").waitFor();
      await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .ant-skeleton'));
      assert.equal(await page.getByText("没有取到数据").count(), 0, place);
      await assertAccessible(page);
    }
  });
}
