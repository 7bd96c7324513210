/** The crew's phone: a visit is filled in without a network, survives a reload, and is sent once when the network is back. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import * as customers from "../contracts/customers.ts";
import * as orders from "../contracts/orders.ts";
import { assertAccessible, screens, startKit, test } from "./kit.ts";
import { signByHand, takeOrder } from "./orders.ts";
import { employ, type Person, signedIn, smallTargets } from "./staff.ts";

const kit = startKit();
let surveyor: Person | undefined;

async function openField(): Promise<Page> {
  surveyor ??= await employ(kit(), {
    login: "e2e-survey",
    name: "江勘察",
    role: "field-worker",
    post: "R-CM",
  });
  const page = await kit().open(`/field/?company=990101&login=${surveyor.login}`, screens.phone);
  await page.context().grantPermissions(["geolocation"]);
  await page.context().setGeolocation({ latitude: 31.23041, longitude: 121.4737, accuracy: 8 });
  await page.getByLabel("口令", { exact: true }).fill(surveyor.password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.getByRole("heading", { name: "江勘察" }).waitFor();
  return page;
}

/** A picture as a camera gives it, larger than what is kept. */
async function photo(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 2400, height: 1800 });
    const context = canvas.getContext("2d");
    if (context) {
      context.fillStyle = "#3a7";
      context.fillRect(0, 0, 2400, 1800);
    }
    return canvas.toDataURL("image/jpeg");
  });
  return Buffer.from(url.split(",")[1] ?? "", "base64");
}

const group = (page: Page, name: RegExp) => page.getByRole("group", { name });

/** @param signs the customer signs the form itself, where the visit has no sheet yet */
async function fill(page: Page, signs = true): Promise<void> {
  await group(page, /具备|可行|供电/)
    .first()
    .getByRole("button", { name: "是", exact: true })
    .click();
  await page
    .getByLabel(/变压器|台区/)
    .first()
    .fill("青禾 3 号公变");
  await page.getByLabel(/容量/).first().fill("8");
  await page
    .getByLabel(/表箱|表位|计量点/)
    .first()
    .fill("楼道表箱");
  for (const name of [/配套|电网工程/, /受电工程|客户工程/])
    await group(page, name).first().getByRole("button", { name: "否", exact: true }).click();
  await page.locator(".field-camera input").setInputFiles({
    name: "site.jpg",
    mimeType: "image/jpeg",
    buffer: await photo(page),
  });
  await page.locator(".field-photos img").first().waitFor();
  await page.getByRole("button", { name: "获取定位" }).click();
  await page.locator(".field-located").waitFor();
  if (!signs) return;
  await page.getByRole("button", { name: "请客户签名", exact: true }).click();
  await signByHand(page);
  await page.locator(".field-signature img").waitFor();
}

const stepsOf = async (orderId: string) => {
  const { steps } = await kit().hall.desk.clerk.call(orders.readOrder, { params: { orderId } });
  return steps.filter(({ nodeId }) => nodeId === "plan-reply");
};

async function until(what: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    if (await what()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  assert.fail("it did not happen");
}

test("a visit is done without a network, kept over a reload, and sent once", async () => {
  const { orderId, number } = await takeOrder(kit(), { owes: false });
  const page = await openField();
  const card = page.locator(".field-visit").filter({ hasText: number });
  await card.waitFor();
  await assertAccessible(page);
  await page.locator("html[data-shell=kept]").waitFor({ state: "attached" });
  await page.context().setOffline(true);
  await page.getByText("无网络，照常作业").waitFor();
  await card.click();
  await fill(page);
  await assertAccessible(page);
  assert.deepEqual(await smallTargets(page, 44), []);
  // The phone is put away and taken out again: the page opens without a network, the draft is there.
  await page.reload();
  await page.getByText("楼道表箱").or(page.locator("input[value='楼道表箱']")).first().waitFor();
  await page.locator(".field-signature img").waitFor();
  const done = page.getByRole("button", { name: "完成并提交" });
  await done.dblclick();
  await page.getByText("待上传 1", { exact: true }).waitFor();
  await page.reload();
  await page.getByText("待上传 1", { exact: true }).waitFor();
  assert.deepEqual(
    (await stepsOf(orderId)).map(({ state }) => state),
    ["live"],
  );
  await page.context().setOffline(false);
  await until(async () => (await stepsOf(orderId)).every(({ state }) => state === "done"));
  await page.getByText("待上传 1", { exact: true }).waitFor({ state: "detached" });
  const steps = await stepsOf(orderId);
  assert.deepEqual(
    steps.map(({ how, closedByName }) => [how, closedByName]),
    [["completed", "江勘察"]],
  );
  const { pictures } = await kit().hall.desk.clerk.call(orders.listPictures, { params: { orderId } });
  assert.deepEqual(pictures.map(({ kind }) => kind).sort(), ["photo", "signature"]);
  assert.match(String(steps[0]?.form.position), /^31\.2304/);
});

test("a step that was closed meanwhile is told, and what was recorded stays as a draft until somebody decides", async () => {
  const { orderId, number } = await takeOrder(kit(), { owes: false });
  const page = await openField();
  const card = page.locator(".field-visit").filter({ hasText: number });
  await card.waitFor();
  await page.locator("html[data-shell=kept]").waitFor({ state: "attached" });
  await page.context().setOffline(true);
  await card.click();
  await fill(page);
  await page.getByRole("button", { name: "完成并提交" }).click();
  await page.getByText("待上传 1", { exact: true }).waitFor();
  const manager = await employ(kit(), {
    login: "e2e-head",
    name: "周厅长",
    role: "hall-manager",
    post: "R-HALL",
  });
  const head = await signedIn(kit(), manager);
  const { version } = await head.call(orders.readOrder, { params: { orderId } });
  const { reasons } = await head.call(orders.listTypes);
  const reasonCode = reasons.find(({ list, needsProof }) => list === "terminate" && !needsProof)?.code ?? "";
  await head.call(orders.terminateOrder, {
    params: { orderId },
    body: { reasonCode, reason: "客户撤回申请", version },
  });
  await page.context().setOffline(false);
  await page.getByText("1 项未被接受").click();
  await page.getByRole("alert").first().waitFor();
  await assertAccessible(page);
  await page.getByRole("button", { name: "放弃" }).click();
  await page.getByRole("button", { name: "保留" }).click();
  await page.getByRole("button", { name: "放弃" }).click();
  await page.getByRole("button", { name: "放弃" }).click();
  await page.getByText("已上传").waitFor();
});

test("signing out leaves nothing on the phone, and says what would be lost", async () => {
  await takeOrder(kit(), { owes: false });
  const page = await openField();
  await page.locator(".field-visit").first().waitFor();
  await page.getByRole("button", { name: "退出登录" }).click();
  await page.getByRole("button", { name: "确定退出" }).click();
  await page.getByLabel("口令", { exact: true }).waitFor();
  const left = await page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("mingchuang.field");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const counts = [...db.objectStoreNames].map(
      (name) =>
        new Promise<number>((resolve) => {
          const request = db.transaction(name).objectStore(name).count();
          request.onsuccess = () => resolve(request.result);
        }),
    );
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  });
  assert.equal(left, 0);
});

/** The name is asked for by one and approved by another, as always. */
async function rename(customerId: string): Promise<void> {
  const { desk } = kit().hall;
  const { requestId } = await desk.clerk.call(customers.requestChange, {
    params: { customerId },
    body: { field: "name", value: "陆明远", reason: "登记时写错", evidence: "身份证原件" },
  });
  const head = await employ(kit(), {
    ...{ login: "e2e-head-2", name: "郑厅长" },
    ...{ role: "hall-manager", post: "R-HALL" },
  });
  const approver = await signedIn(kit(), head);
  await approver.call(customers.decideChange, { params: { requestId }, body: { verdict: "approve" } });
}

/** Pictures for looking at, where somebody asks for them. */
const look = async (page: Page, name: string) => {
  if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/${name}.png` });
};

test("the customer signs the sheet on site without a network; a later change voids it, and it arrives as it was signed", async () => {
  const { orderId, number } = await takeOrder(kit(), { owes: false });
  const page = await openField();
  const card = page.locator(".field-visit").filter({ hasText: number });
  await card.click();
  await page.getByRole("button", { name: "领取这项作业" }).click();
  const sheet = page.locator("#field-sheet");
  await sheet.waitFor();
  await page.locator("html[data-shell=kept]").waitFor({ state: "attached" });
  await page.context().setOffline(true);
  await page.getByText("无网络，照常作业").waitFor();
  // Nothing is laid before a customer that is not filled in.
  await sheet.getByRole("button").click();
  await page.getByText(/还缺“/).waitFor();
  await fill(page, false);
  const show = async () => {
    await sheet.getByRole("button").click();
    await page.getByRole("dialog").getByText("青禾 3 号公变").waitFor();
  };
  await show();
  await assertAccessible(page);
  await look(page, "field-sheet");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("签名人").fill("沈青");
  await dialog.getByRole("button", { name: "已看过，去签名" }).click();
  await look(page, "field-sign");
  await signByHand(page);
  await sheet.getByText(/沈青 于/).waitFor();
  await look(page, "field-signed");
  // The fitter corrects a number: what was signed was another sheet.
  await page.getByLabel(/容量/).first().fill("10");
  await sheet.getByText("签名已作废").waitFor();
  await look(page, "field-void");
  await show();
  await dialog.getByLabel("签名人").fill("沈青");
  await dialog.getByRole("button", { name: "已看过，去签名" }).click();
  await signByHand(page);
  await sheet.getByText(/沈青 于/).waitFor();
  await page.reload();
  await sheet.getByText(/沈青 于/).waitFor();
  assert.deepEqual(await smallTargets(page, 44), []);
  await page.getByRole("button", { name: "完成并提交" }).dblclick();
  await page.getByText("待上传 1", { exact: true }).waitFor();
  await page.context().setOffline(false);
  const papers = async () =>
    (await kit().hall.desk.clerk.call(orders.listIssued, { params: { orderId } })).papers;
  await until(async () => (await papers()).some(({ slots }) => slots.some(({ signerName }) => signerName)));
  await page.getByText("待上传 1", { exact: true }).waitFor({ state: "detached" });
  const [paper, ...more] = await papers();
  assert.ok(paper);
  assert.deepEqual([paper.template, more.length], ["survey", 0]);
  const { signatures, document } = await kit().hall.desk.clerk.call(orders.readIssued, {
    params: { orderId, paperId: paper.id },
  });
  assert.deepEqual(
    signatures.map(({ signature, isValid }) => [signature.signerName, isValid]),
    [["沈青", true]],
  );
  assert.match(JSON.stringify(document), /10 kW/);
});

test("a sheet that reads otherwise on the server by then is refused and told; the work itself has arrived", async () => {
  const { orderId, number } = await takeOrder(kit(), { owes: false });
  const page = await openField();
  await page.locator(".field-visit").filter({ hasText: number }).click();
  await page.getByRole("button", { name: "领取这项作业" }).click();
  const sheet = page.locator("#field-sheet");
  await sheet.waitFor();
  await page.context().setOffline(true);
  await fill(page, false);
  await sheet.getByRole("button").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("签名人").fill("沈青");
  await dialog.getByRole("button", { name: "已看过，去签名" }).click();
  await signByHand(page);
  await sheet.getByText(/沈青 于/).waitFor();
  await page.getByRole("button", { name: "完成并提交" }).click();
  await page.getByText("待上传 1", { exact: true }).waitFor();
  // Somebody renames the customer at the desk meanwhile: the paper names another than the one who signed.
  const { order } = await kit().hall.desk.clerk.call(orders.readOrder, { params: { orderId } });
  await rename(order.customerId ?? "");
  await page.context().setOffline(false);
  await page.getByText("1 项未被接受").click();
  await page.getByText(/客户在现场签的内容与系统里现在的单据不一致/).waitFor();
  await page.getByText(/现场记录已上传、环节已办结/).waitFor();
  await assertAccessible(page);
  await look(page, "field-refused");
  assert.ok((await stepsOf(orderId)).every(({ state }) => state === "done"));
  const { papers } = await kit().hall.desk.clerk.call(orders.listIssued, { params: { orderId } });
  assert.deepEqual(papers, []);
  await page.getByRole("button", { name: "知道了" }).click();
  await page.getByText("已上传").waitFor();
});
