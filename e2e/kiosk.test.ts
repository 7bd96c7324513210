import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { assertAccessible, screens, startKit } from "./kit.ts";

const kit = startKit();

const service = (page: Page) => page.getByRole("button", { name: /交费与发票/ });
async function take(page: Page): Promise<void> {
  await service(page).click();
  await page.getByRole("button", { name: /下一步/ }).click();
  await page.getByRole("button", { name: "取号", exact: true }).click();
}
const numberOn = async (page: Page) => (await page.getByTestId("number").textContent()) ?? "";
const runOutOfPaper = (page: Page, isOut: boolean) =>
  page.evaluate(
    (out) => localStorage.setItem("mingchuang.kiosk.printer", JSON.stringify({ previewPaperOut: out })),
    isOut,
  );

test("a customer takes one number for two services; the slip comes out and the number waits", async () => {
  const page = await kit().openDevice("kiosk", screens.portrait);
  await service(page).waitFor();
  await assertAccessible(page);
  const before = await kit().waiting();
  await page.getByRole("button", { name: /新装与变更/ }).click();
  await take(page);
  const number = await numberOn(page);
  assert.match(number, /^A\d{3}$/);
  await assertAccessible(page);
  const paper = page.getByRole("button", { name: "号票" });
  assert.ok((await paper.textContent())?.includes(number));
  assert.equal(await kit().waiting(), before + 1);
});

test("large type and English work to the end, and the next customer starts afresh", async () => {
  const page = await kit().openDevice("kiosk", screens.wide);
  await page.getByRole("button", { name: "大字版" }).click();
  await page.getByRole("button", { name: "English" }).click();
  await assertAccessible(page);
  await page.getByRole("button", { name: /Payment/ }).click();
  await page.getByRole("button", { name: /Continue/ }).click();
  await assertAccessible(page);
  await page.getByRole("button", { name: "Take a number", exact: true }).click();
  assert.match(await numberOn(page), /^B\d{3}$/);
  await page.getByRole("button", { name: /Done/ }).click();
  await page.getByRole("heading", { name: "请选择要办理的业务" }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.elder), "off");
});

test("a slip that did not come out leaves no number in the queue; the phone is offered instead", async () => {
  const page = await kit().openDevice("kiosk", screens.portrait);
  await service(page).waitFor();
  const before = await kit().waiting();
  await runOutOfPaper(page, true);
  await take(page);
  await page.getByText("没有打印出来，这个号没有生效").waitFor();
  await page.getByText("打印机缺纸").waitFor();
  assert.equal(await kit().waiting(), before, "no ghost");
  await page.getByRole("button", { name: /改用手机号票/ }).click();
  assert.match(await numberOn(page), /^B\d{3}$/);
  await kit().untilWaiting(before + 1);
});

test("without the network numbers go on; when it is back they are merged once", async () => {
  const page = await kit().openDevice("kiosk", screens.portrait);
  await service(page).waitFor();
  // The reserved block is fetched right after the first picture.
  await page.waitForTimeout(1_000);
  const before = await kit().waiting();
  await page.context().setOffline(true);
  await page.getByText(/网络中断：仍可取号/).waitFor();
  const numbers: string[] = [];
  for (let customer = 0; customer < 3; customer++) {
    await take(page);
    numbers.push(await numberOn(page));
    await page.getByRole("button", { name: /完成/ }).click();
  }
  assert.equal(new Set(numbers).size, 3);
  await page.getByText("待登记 3 个").waitFor();
  assert.equal(await kit().waiting(), before);
  await page.context().setOffline(false);
  await page.getByText(/网络中断：仍可取号/).waitFor({ state: "detached" });
  for (let tries = 0; tries < 50 && (await kit().waiting()) < before + 3; tries++)
    await page.waitForTimeout(100);
  assert.equal(await kit().waiting(), before + 3);
  // Gone and back again: nothing lands a second time.
  await page.context().setOffline(true);
  await page.getByText(/网络中断：仍可取号/).waitFor();
  await page.context().setOffline(false);
  await page.getByText(/网络中断：仍可取号/).waitFor({ state: "detached" });
  await page.waitForTimeout(500);
  assert.equal(await kit().waiting(), before + 3);
});

test("a kiosk that was switched off and on merges what it had issued", async () => {
  const page = await kit().openDevice("kiosk", screens.portrait);
  await service(page).waitFor();
  await page.waitForTimeout(1_000);
  const before = await kit().waiting();
  await page.context().setOffline(true);
  await page.getByText(/网络中断：仍可取号/).waitFor();
  await take(page);
  await numberOn(page);
  const address = page.url();
  await page.goto("about:blank");
  await page.context().setOffline(false);
  await page.goto(address);
  await service(page).waitFor();
  for (let tries = 0; tries < 50 && (await kit().waiting()) < before + 1; tries++)
    await page.waitForTimeout(100);
  assert.equal(await kit().waiting(), before + 1);
});

test("the guide can be called, and a page that nobody paired asks for a code", async () => {
  const page = await kit().openDevice("kiosk", screens.portrait);
  await page.getByRole("button", { name: "呼叫引导员" }).click();
  await page.getByText("已通知引导员").waitFor();
  const stranger = await kit().open("/kiosk/", screens.portrait);
  await stranger.getByText("请输入管理员给的配对码").waitFor();
  await assertAccessible(stranger);
  await stranger.getByLabel("请输入管理员给的配对码").fill("990101-AAAA-BBBB");
  await stranger.getByRole("button", { name: "配对", exact: true }).click();
  await stranger.getByRole("alert").waitFor();
});
