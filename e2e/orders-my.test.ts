/** The customer's phone: from the receipt's code, or by number and SMS, to the last signature. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import * as orders from "../contracts/orders.ts";
import { smallestPng } from "../server/foundation/sample-input.ts";
import { assertAccessible, screens, startKit, test } from "./kit.ts";
import { followPath, takeOrder } from "./orders.ts";

const kit = startKit();

const png = Buffer.from(smallestPng);

async function write(page: Page): Promise<void> {
  const box = await page.locator(".signature-box canvas").boundingBox();
  assert.ok(box);
  for (const [from, to] of [
    [0.2, 0.5],
    [0.45, 0.8],
  ] as const) {
    await page.mouse.move(box.x + box.width * from, box.y + box.height * 0.3);
    await page.mouse.down();
    for (let step = 1; step <= 12; step++)
      await page.mouse.move(
        box.x + box.width * (from + ((to - from) * step) / 12),
        box.y + box.height * (0.3 + 0.4 * (step / 12)),
      );
    await page.mouse.up();
  }
}

test("the receipt's code opens the order: where it stands, by when, whom to ask, what is owed", async () => {
  const { orderId, number } = await takeOrder(kit());
  const { path } = await followPath(kit(), orderId);
  const page = await kit().open(path, screens.phone);
  await page.getByTestId("number").getByText(number).waitFor();
  await page.getByText("全部办结不迟于", { exact: true }).waitFor();
  await page.locator(".my-road li.now").first().waitFor();
  await page.getByRole("link", { name: /95598/ }).waitFor();
  assert.equal((await page.locator("body").innerText()).includes("沈青"), false);
  await assertAccessible(page);
  const wanted = page.locator(".my-owed li").filter({ hasText: "不动产" });
  await wanted
    .locator("input[type=file]")
    .setInputFiles({ name: "房产证.png", mimeType: "image/png", buffer: png });
  await wanted.getByRole("button", { name: "提交" }).click();
  await wanted.waitFor({ state: "detached" });
  await page.getByText("已收资料").first().waitFor();
});

test("a customer urges, reads a paper and signs it by finger", async () => {
  const { orderId } = await takeOrder(kit(), { owes: false });
  const { path, paperId } = await followPath(kit(), orderId);
  const page = await kit().open(path, screens.phone);
  await page.getByRole("button", { name: "催办" }).click();
  await page.getByRole("button", { name: "提交催办" }).click();
  await page.getByText(/经办人会联系您/).waitFor();
  await page.getByRole("button", { name: /受理回执/ }).click();
  await page.getByRole("heading", { name: /业务受理回执/ }).waitFor();
  await assertAccessible(page);
  await page.getByLabel("签名人姓名").fill("沈青");
  await page.getByRole("button", { name: "签名", exact: true }).click();
  await write(page);
  await assertAccessible(page);
  await page.getByRole("button", { name: "签好了" }).click();
  await page.locator(".paper-slots svg").waitFor();
  const { line } = await kit().hall.desk.clerk.call(orders.readIssued, { params: { orderId, paperId } });
  assert.deepEqual(
    line.slots
      .filter(({ slot }) => slot === "customer")
      .map(({ signerName, isValid }) => [signerName, isValid]),
    [["沈青", true]],
  );
  assert.deepEqual(
    line.deliveries.map(({ kind }) => kind),
    ["read"],
  );
});

test("by number, phone and the code of the message; a stranger sees the same page and gets nowhere", async () => {
  const { number, phone } = await takeOrder(kit());
  const page = await kit().open("/my/order/?company=990101", screens.phone);
  const ask = async (no: string, to: string) => {
    await page.getByLabel("工单编号").fill(no);
    await page.getByLabel("办理时留的手机号").fill(to);
    await page.getByRole("button", { name: /获取/ }).click();
    return page.getByRole("status").filter({ hasText: "10 分钟内有效" }).innerText();
  };
  await page.locator("#company option[value='990101']").waitFor({ state: "attached" });
  await assertAccessible(page);
  const stranger = await ask("2603040000000", "13700009999");
  await page.getByLabel("短信验证码").fill("123456");
  await page.getByRole("button", { name: "查看工单" }).click();
  await page.getByRole("alert").filter({ hasText: "验证码" }).waitFor();
  assert.equal(await ask(number, phone), stranger);
  const inbox = await kit().open("/my/sample-inbox/", screens.phone);
  const message = inbox.locator("article").filter({ hasText: number }).first();
  await message.waitFor();
  await assertAccessible(inbox);
  const code = /验证码 (\d{6})/.exec(await message.innerText())?.[1] ?? "";
  await page.getByLabel("短信验证码").fill(code);
  await page.getByRole("button", { name: "查看工单" }).click();
  await page.getByTestId("number").getByText(number).waitFor();
  await page.getByRole("button", { name: /退出查看/ }).click();
  await page.getByLabel("工单编号").waitFor();
  assert.equal(new URL(page.url()).hash, "");
});
