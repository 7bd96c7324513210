/** Customers of another system come in through the page; a list of them leaves with a purpose. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { assertAccessible, startKit, test } from "./kit.ts";
import { choose, openManage } from "./staff.ts";

const kit = startKit();

const openAs = (login: string, place: string) => openManage(kit(), login, place);

/** Two that are right, one without a name, one whose card has a wrong check digit. */
const file = [
  "户号,户名,地址,证件号,联系电话,电表资产号",
  "9600000001,上官试,青禾县试验路1号,,13900000001,T-0001",
  "9600000002,欧阳试,青禾县试验路2号,11010519491231002X,13900000002,T-0002",
  "9600000003,,青禾县试验路3号,,,T-0003",
  "9600000004,陈试,青禾县试验路4号,110105194912310021,,T-0004",
].join("\r\n");
const upload = (page: Page, text: string) =>
  page.locator("input[type=file]").setInputFiles({
    name: "户表.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(text),
  });

test("a file is dropped, checked, imported, and its broken rows are handed back to be mended", async () => {
  const page = await openAs("xitong", "/imports");
  await page.getByText("还没有导入过文件").waitFor();
  await assertAccessible(page);
  await upload(page, file);
  await page.getByRole("heading", { name: "对应各列" }).waitFor();
  await assertAccessible(page);

  await page.getByRole("button", { name: "预览并检查" }).click();
  await page.getByText("检查了前 4 行，其中 2 行有问题").waitFor();
  await page.getByText("缺少用户名称").waitFor();
  // Numbers of people are masked for whoever imports, too.
  assert.equal(await page.getByText("13900000002").count(), 0);
  await page.getByText("139****0002").waitFor();
  await assertAccessible(page);

  await page.getByRole("button", { name: "开始导入" }).click();
  await page.getByText("已完成").waitFor({ timeout: 60_000 });
  await page.getByRole("heading", { name: "没有导入的行" }).waitFor();
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "下载待改正的行" }).click();
  const saved = await waiting;
  assert.equal(saved.suggestedFilename(), "户表-待改正.csv");
  const lines = (await readFile(await saved.path(), "utf8")).trim().split("\r\n");
  assert.equal(lines.length, 3);
  assert.match(lines[0] ?? "", /需改正的问题$/);
  await assertAccessible(page);

  await page.getByRole("button", { name: "返回列表" }).click();
  await page.getByRole("cell", { name: "户表.csv", exact: true }).waitFor();
  await assertAccessible(page);
});

test("what is no table says so, in the words of the page", async () => {
  const page = await openAs("xitong", "/imports");
  await upload(page, "户号,户名\r\n");
  await page.getByText("文件里没有数据行").waitFor();
});

test("a list of customers is asked for with its purpose, and downloaded with its watermark", async () => {
  const page = await openAs("tingzhang", "/exports");
  await page.getByText("还没有导出过").waitFor();
  await assertAccessible(page);
  await page.getByRole("button", { name: "新建导出" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("用途").fill("核对试验路停电通知");
  await dialog.getByRole("button", { name: "预计行数" }).click();
  await dialog.getByText(/符合条件 [\d,]+ 行/).waitFor();
  await dialog.getByLabel("CSV").check();
  await assertAccessible(page);
  const status = dialog.getByRole("combobox", { name: "客户状态" });
  await choose(status, "历史");
  await dialog.getByRole("button", { name: "提交" }).click();
  // Former customers are few or none in the sample; either way the page says it.
  const ready = page.getByRole("button", { name: "下载" });
  const none = dialog.getByText("没有符合条件的客户");
  await ready.or(none).waitFor();
  if (await none.isVisible()) {
    await choose(status, "潜在");
    await dialog.getByRole("button", { name: "提交" }).click();
  }
  await assertAccessible(page);
});
