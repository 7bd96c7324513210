import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import * as api from "../contracts/customers.ts";
import { signIn } from "../contracts/identity.ts";
import type { ApiClient } from "../county/replay/api-client.ts";
import { sampleSignIns } from "../server/modules/identity/index.ts";
import { assertAccessible, startKit, test } from "./kit.ts";
import { openManage, sayYes } from "./staff.ts";

const kit = startKit();
const { orgId } = sampleSignIns;
const { password } = sampleSignIns.system;

const openAs = (login: string, place: string) => openManage(kit(), login, place);

async function clientOf(login: string): Promise<ApiClient> {
  const client = kit().client();
  await client.call(signIn, { body: { orgId, login, password } });
  return client;
}

const person = (clerk: ApiClient, name: string, phone: string) =>
  clerk.call(api.createCustomer, {
    body: {
      kind: "individual",
      name,
      unitId: kit().hall.hallId,
      personalFields: [{ kind: "mobile", value: phone }],
    },
  });

/** Pictures for whoever works on the page. */
const picture = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
};

test("a manager compares two records, merges them, and takes it back", async () => {
  const clerk = await clientOf("guiyuan1");
  const { customerId: loserId } = await person(clerk, "钟灵毓", "13912340011");
  const { customerId: winnerId } = await person(clerk, "钟灵玉", "13912340011");
  await clerk.call(api.proposeMerge, { body: { loserId, winnerId, reason: "同一人，名字写错一个字" } });

  const page = await openAs("jingli", "/keeping/merges");
  const row = page.getByRole("row", { name: /钟灵毓/ });
  await row.waitFor();
  await assertAccessible(page);
  await picture(page, "merges");
  await row.getByRole("button", { name: /对\s*照/ }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("相似度 65").waitFor();
  await picture(page, "merge-compared");
  await assertAccessible(page);
  await drawer.getByRole("button", { name: /合\s*并/ }).click();
  await sayYes(page);
  await page.getByText("没有待审核的申请。").waitFor();
  assert.equal(
    (await clerk.call(api.readCustomer, { params: { customerId: loserId } })).mergedInto,
    winnerId,
  );

  await page.getByText("已合并", { exact: true }).click();
  await page
    .getByRole("row", { name: /钟灵毓/ })
    .getByRole("button", { name: /对\s*照/ })
    .click();
  await page.getByRole("button", { name: "撤销合并" }).click();
  const reason = page
    .getByRole("dialog")
    .filter({ has: page.getByRole("textbox") })
    .last();
  await reason.getByRole("textbox").fill("核对后不是同一人");
  await reason
    .getByRole("button", { name: /确\s*定|保\s*存|撤销合并/ })
    .last()
    .click();
  await page.getByText("两份档案已恢复原状").waitFor();
  await picture(page, "merge-undone");
  assert.equal((await clerk.call(api.readCustomer, { params: { customerId: loserId } })).mergedInto, null);
});

test("a manager agrees to a change and sees both values, masked", async () => {
  const clerk = await clientOf("guiyuan1");
  const { customerId } = await person(clerk, "梅若华", "13912340022");
  const { personalFields } = await clerk.call(api.readCustomer, { params: { customerId } });
  await clerk.call(api.requestChange, {
    params: { customerId },
    body: {
      field: "number",
      replacesId: personalFields[0]?.id ?? "",
      value: "13912340033",
      reason: "客户换号",
      evidence: "身份证原件已核对",
    },
  });
  const page = await openAs("jingli", "/keeping/changes");
  const row = page.getByRole("row", { name: /梅若华/ });
  await row.getByText("139****0022").waitFor();
  await row.getByText("139****0033").waitFor();
  await picture(page, "changes");
  await assertAccessible(page);
  await row.getByRole("button", { name: /通\s*过/ }).click();
  await sayYes(page);
  await page.getByText("没有待审核的申请。").waitFor();
  const changed = await clerk.call(api.readCustomer, { params: { customerId } });
  assert.deepEqual(
    changed.personalFields.map(({ masked }) => masked),
    ["139****0033"],
  );
});
