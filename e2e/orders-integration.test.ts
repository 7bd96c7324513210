/** How other systems are connected, at the page: a key, a webhook, a file of orders. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { sampleSignIns } from "../server/modules/identity/index.ts";
import { assertAccessible, startKit, test } from "./kit.ts";
import { choose, openManage } from "./staff.ts";

const kit = startKit();
const desk = { width: 1440, height: 900 };
/** The machine may be busy. */
const patienceMs = 60_000;

async function openAs(login: string): Promise<Page> {
  const page = await openManage(kit(), login, "/integration", desk);
  page.setDefaultTimeout(patienceMs);
  await page.getByRole("heading", { name: "外部系统接入" }).waitFor();
  return page;
}
const picture = async (page: Page, name: string) => {
  const { LOOK } = process.env;
  if (LOOK) await page.screenshot({ path: join(LOOK, `${name}.png`) });
};

test("the security administrator makes a key, which is shown once", async () => {
  const page = await openAs(sampleSignIns.security.login);
  await page.getByRole("button", { name: "新建密钥" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("名称").fill("市12345平台");
  await dialog.getByLabel("来源系统").fill("12345");
  await choose(dialog.getByLabel("单位"), /./);
  await dialog.getByLabel("原因").fill("接入热线");
  await picture(page, "key-form");
  await dialog.getByRole("button", { name: /保\s*存/ }).click();
  const secret = page.locator("[data-secret]");
  await secret.waitFor();
  assert.match(await secret.innerText(), /^mck_\d+_[\w-]{22}$/);
  await page.getByRole("button", { name: "已保存好" }).click();
  await page.getByRole("cell", { name: "市12345平台" }).waitFor();
  await assertAccessible(page);
  await picture(page, "keys");
});

test("the system administrator enters a webhook; an address inside is refused in words", async () => {
  const page = await openAs(sampleSignIns.system.login);
  await page.getByRole("button", { name: "新建推送" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("名称").fill("市政务平台");
  await dialog.getByLabel("推送地址（https）").fill("https://10.0.0.1/hook");
  await dialog.getByRole("button", { name: /保\s*存/ }).click();
  await dialog.getByText("推送地址须是公网 https 地址").waitFor();
  await dialog.getByLabel("推送地址（https）").fill("https://power.example/hook");
  await dialog.getByRole("button", { name: /保\s*存/ }).click();
  assert.match(await page.locator("[data-secret]").innerText(), /^whsec_/);
  await page.getByRole("button", { name: "已保存好" }).click();
  await page.getByRole("button", { name: "发送测试" }).click();
  await page.getByRole("heading", { name: /推送记录/ }).waitFor();
  await page.getByRole("cell", { name: "发送测试" }).first().waitFor();
  await assertAccessible(page);
  await picture(page, "webhooks");
});

test("a file of orders is recognised, checked, brought in, and what is wrong comes back", async () => {
  const page = await openAs("jingli");
  const lines = [
    "工单编号,诉求类型,诉求内容,联系人,联系电话,地址",
    "YM-1,咨询,电价如何计算,陈禾,13800138001,青禾县人民路1号",
    "YM-2,算命,看看运势,陈禾,13800138002,青禾县人民路2号",
    "",
  ];
  const buffer = Buffer.from(lines.join("\r\n"));
  await page.locator("input[type=file]").setInputFiles({ name: "来单.csv", mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "预览并检查" }).click();
  await page.getByText("检查了前 2 行，其中 1 行有问题").waitFor();
  await picture(page, "import-preview");
  await page.getByRole("button", { name: "开始导入" }).click();
  await page.getByText("已完成").waitFor();
  await assertAccessible(page);
  await picture(page, "import-done");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "下载待改正的行" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /来单-待改正\.csv/);
});
