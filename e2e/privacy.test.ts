import assert from "node:assert/strict";
import * as api from "../contracts/customers.ts";
import { signIn } from "../contracts/identity.ts";
import type { ApiClient } from "../county/replay/api-client.ts";
import { sampleSignIns } from "../server/modules/identity/index.ts";
import { assertAccessible, startKit, test } from "./kit.ts";
import { choose, openManage, sayYes } from "./staff.ts";

const kit = startKit();
const { orgId } = sampleSignIns;
const { password } = sampleSignIns.system;

const openAs = (login: string, place: string) => openManage(kit(), login, place);

/** Speaks the API as somebody of the sample county. */
async function clientOf(login: string): Promise<ApiClient> {
  const client = kit().client();
  await client.call(signIn, { body: { orgId, login, password } });
  return client;
}

/** A potential customer with a phone. */
async function newPerson(name: string, phone: string): Promise<string> {
  const clerk = await clientOf("guiyuan1");
  const { customerId } = await clerk.call(api.createCustomer, {
    body: {
      kind: "individual",
      stage: "potential",
      name,
      unitId: kit().hall.hallId,
      personalFields: [{ kind: "mobile", value: phone }],
    },
  });
  return customerId;
}

test("the security administrator changes what a post sees, and sees where the keys stand", async () => {
  const page = await openAs("anquan", "/privacy");
  await page.getByRole("heading", { name: "个人信息保护" }).waitFor();
  await page.getByRole("button", { name: "引导员 · 电话" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("隐藏", { exact: true }).click();
  await dialog.getByRole("textbox", { name: "原因" }).fill("引导员不需要电话");
  await dialog
    .getByRole("button", { name: "保 存" })
    .or(dialog.getByRole("button", { name: "保存" }))
    .click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "引导员 · 电话" }).getByText("隐藏").waitFor();
  await assertAccessible(page);
  await page.getByRole("tab", { name: "加密密钥" }).click();
  await page.getByText("AES-256-GCM").first().waitFor();
  await page.getByText("当前使用").waitFor();
  await page.getByRole("tab", { name: "处理清单" }).click();
  await page.getByRole("cell", { name: "证件号、电话、银行账号" }).waitFor();
});

test("a hold is placed and keeps; the access record is there to be printed; a request is decided by another", async () => {
  const customerId = await newPerson("钟灵秀", "13912345670");
  const clerk = await clientOf("guiyuan1");
  const { personalFields } = await clerk.call(api.readCustomer, { params: { customerId } });
  await clerk.call(api.unmaskField, {
    params: { customerId, fieldId: personalFields[0]?.id ?? "" },
    body: { reasonCode: "call-back", reason: "核对预约" },
  });
  await clerk.call(api.askErasure, { params: { customerId }, body: { reason: "本人要求" } });

  const page = await openAs("jingli", "/rights/holds");
  await page.getByRole("button", { name: "登记保全" }).click();
  const dialog = page.getByRole("dialog");
  await choose(dialog.getByRole("combobox", { name: "客户" }), /钟灵秀/, "钟灵秀");
  await dialog.getByLabel("依据文书").fill("（2026）苏06民初1号");
  await dialog.getByRole("textbox", { name: "原因" }).fill("诉讼");
  await dialog.getByRole("button", { name: /保\s?存/ }).click();
  await page.getByText("（2026）苏06民初1号").waitFor();
  await assertAccessible(page);

  await page.getByRole("tab", { name: "删除请求" }).click();
  await page.getByRole("button", { name: "同意删除" }).click();
  await sayYes(page);
  await page
    .getByText(/法律保全中/)
    .last()
    .waitFor();

  const record = await openAs("tingzhang", "/rights/accesses");
  await choose(record.getByRole("combobox", { name: "客户" }), /钟灵秀/, "钟灵秀");
  await record.getByText("核对预约").waitFor();
  assert.ok((await record.getByRole("article").innerText()).includes("手机 139****5670"));
  await assertAccessible(record);
  await record.getByRole("button", { name: "复制本人信息" }).click();
  await record.getByRole("dialog").getByRole("button", { name: "复制本人信息" }).click();
  await record.getByText("我们保存的您的个人信息").waitFor();
  await record.getByRole("cell", { name: "13912345670" }).waitFor();
});
