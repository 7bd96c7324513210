/** Stand-ins, previews, permissions and the second factor, as people meet them on the pages. */
import assert from "node:assert/strict";
import { Secret } from "otpauth";
import type { Page } from "playwright-core";
import * as catalogue from "../contracts/catalogue.ts";
import * as identity from "../contracts/identity.ts";
import { sampleSignIns } from "../server/modules/identity/index.ts";
import { totpCode } from "../server/modules/identity/totp.ts";
import { assertAccessible, screens, startKit, test } from "./kit.ts";
import { choose, openManage, sayYes } from "./staff.ts";

const kit = startKit();
const { orgId, system, security } = sampleSignIns;

async function signIn(login: string, surface = "manage"): Promise<Page> {
  const page = await kit().open(`/${surface}/?company=${orgId}&login=${login}`, screens.wide);
  await page.getByLabel("口令").fill(system.password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  return page;
}

const openAs = (login: string, place: string) => openManage(kit(), login, place);

const goTo = (page: Page, place: string) =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, place);
const dialog = (page: Page) => page.getByRole("dialog").last();

test("a hall's manager arranges a stand-in, who can do it at once; the permissions page says why", async () => {
  const page = await openAs("tingzhang", "/delegations");
  await page.getByRole("button", { name: "安排代班" }).click();
  await choose(dialog(page).getByLabel("哪个岗位"), "林岚", "林岚");
  await choose(dialog(page).getByLabel("由谁代班"), "许晴", "许晴");
  await dialog(page).getByLabel("原因").fill("市公司开会");
  await assertAccessible(page);
  await dialog(page).getByRole("button", { name: "保存" }).click();
  await page.getByRole("cell", { name: "进行中" }).waitFor();
  await assertAccessible(page);

  const standIn = await openAs("zhiban", "/devices");
  await standIn.getByRole("button", { name: "登记设备" }).waitFor();

  const asking = await openAs("anquan", "/permissions?tab=who&capability=identity.devices.manage");
  await asking.getByText("代 林岚，至").waitFor();
  await assertAccessible(asking);
  await asking.getByRole("link", { name: "许晴" }).click();
  await asking.getByText("来源（2 项）").waitFor();
  await assertAccessible(asking);

  await page.getByRole("button", { name: "结束" }).click();
  await sayYes(page);
  await page.getByText("林岚 于").waitFor();
  await standIn.reload();
  await standIn.getByText("没有这个页面，或您的岗位看不到它。").waitFor();
});

test("an administrator previews what a clerk sees, can do nothing there, and comes back", async () => {
  const page = await openAs("anquan", "/roles");
  await page.getByRole("button", { name: "以此角色预览 综合柜员" }).click();
  await choose(dialog(page).getByLabel("在哪个机构"), "青禾中心营业厅");
  await assertAccessible(page);
  await dialog(page).getByRole("button", { name: "开始预览" }).click();
  const note = page.getByRole("status").filter({ hasText: "预览：综合柜员" });
  await note.waitFor();
  assert.equal(await page.getByRole("link", { name: "人员" }).count(), 0);
  await assertAccessible(page);
  await page.goto(`${kit().server.base}/desk/`);
  await page.getByText("您在哪个窗口？").waitFor();
  await assertAccessible(page);
  await page.getByRole("button", { name: "结束预览" }).click();
  await page.getByText("您的岗位没有这个页面的权限").waitFor();
});

test("single sign-on is set up on a page that says when an address will not do", async () => {
  const page = await openAs("anquan", "/signOn");
  await page.getByText("三员登录未要求动态口令").waitFor();
  await assertAccessible(page);
  await page.getByLabel("发行者地址（issuer）").fill("https://10.1.2.3/");
  await page.getByLabel("客户端编号（client_id）").fill("mingchuang");
  await page.getByRole("button", { name: "测试" }).click();
  await page.getByText("发行者地址须是公网 https 地址").waitFor();
});

/** What time it is for the platform: when somebody has just signed in. */
async function businessTime(): Promise<Temporal.Instant> {
  const client = kit().client();
  await client.call(identity.signIn, { body: { orgId, login: "guiyuan6", password: system.password } });
  const { sessions } = await client.call(identity.listMySessions);
  return Temporal.Instant.from(sessions.find(({ current }) => current)?.signedInAt ?? "");
}

test("in a real company an administrator sets codes up before anything else", async () => {
  const admin = kit().client();
  await admin.call(identity.signIn, { body: { orgId, ...system } });
  const { rules } = await admin.call(catalogue.listRules);
  const rule = rules.find(({ ruleCode }) => ruleCode === "SIGNIN.ADMINISTRATORS.CODE");
  const now = await businessTime();
  await admin.call(catalogue.changeRule, {
    params: { ruleId: rule?.id ?? "" },
    body: {
      value: 1,
      validFrom: now.toZonedDateTimeISO("Asia/Shanghai").toPlainDate().toString(),
      reason: "正式使用",
    },
  });
  const page = await signIn(security.login);
  await page.getByText("请先绑定动态口令").waitFor();
  await assertAccessible(page);
  const secret = (await page.locator(".enrol code").innerText()).replaceAll(" ", "");
  const code = totpCode(Secret.fromBase32(secret).bytes, await businessTime());
  await page.getByLabel("动态口令（6 位）").fill(code);
  await page.getByRole("button", { name: "启用并继续" }).click();
  await page.getByRole("navigation", { name: "菜单" }).waitFor();
  await goTo(page, "/account");
  await page.getByText("管理员必须使用，不能自行停用").waitFor();
});
