/** Orders at the desk: taken by keyboard, worked on, dispatched; what two people do at once; what hides from whom. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import * as customers from "../contracts/customers.ts";
import * as hall from "../contracts/hall.ts";
import * as identity from "../contracts/identity.ts";
import * as orders from "../contracts/orders.ts";
import type { ApiClient } from "../county/replay/api-client.ts";
import { assertAccessible, screens, startKit, test } from "./kit.ts";
import { addWindow, desks, employ, openAs, type Person, signedIn } from "./staff.ts";

const kit = startKit();
type Worker = Person & { readonly api: ApiClient; readonly staffId: string; readonly name: string };
type Staff = Record<"clerk" | "other" | "dispatcher" | "second" | "manager", Worker> & {
  readonly windowId: string;
};
let staff: Promise<Staff> | undefined;

/** Two clerks, two dispatchers and a customer manager, made when the first test needs them. */
function people(): Promise<Staff> {
  staff ??= prepare();
  return staff;
}

async function prepare(): Promise<Staff> {
  const { hallId, desk } = kit().hall;
  await desk.clerk.call(hall.closeWindow, { params: { hallId, windowId: desk.windowId }, body: {} });
  const worker = async (login: string, name: string, role: string, post: string): Promise<Worker> => {
    const person = await employ(kit(), { login, name, role, post });
    const api = await signedIn(kit(), person);
    const { staffId } = await api.call(identity.getMe);
    return { ...person, api, staffId, name };
  };
  return {
    windowId: await addWindow(kit(), "5"),
    clerk: await worker("od-lin", "林晓燕", "clerk", "R-ACC"),
    other: await worker("od-wang", "王志强", "clerk", "R-ACC"),
    dispatcher: await worker("od-wei", "魏小川", "dispatcher", "R-CMD"),
    second: await worker("od-jiang", "江远帆", "dispatcher", "R-CMD"),
    manager: await worker("od-liang", "梁田野", "field-worker", "R-CM"),
  };
}

let made = 0;
/** Nobody's: 199 is no number that was ever given out. */
const freshPhone = () => `199${String(30_000_000 + ++made)}`;

async function newCustomer(name: string): Promise<{ id: string; phone: string }> {
  const { clerk } = await people();
  const phone = freshPhone();
  const { customerId } = await clerk.api.call(customers.createCustomer, {
    body: {
      ...{ kind: "individual", name, unitId: kit().hall.hallId },
      personalFields: [{ kind: "mobile", value: phone, isPrimary: true }],
    },
  });
  return { id: customerId, phone };
}

type Wish = { readonly typeCode: string; readonly form: orders.FormValues; readonly accused?: string[] };

async function take({ typeCode, form, accused = [] }: Wish): Promise<orders.OrderLine> {
  const { clerk } = await people();
  const { order } = await clerk.api.call(orders.acceptOrder, {
    body: { typeCode, form, accused, contactName: "陈禾", contactPhone: freshPhone() },
  });
  return order;
}

/** A question at the counter: it waits for a dispatcher at once. */
const question = () => take({ typeCode: "CONS", form: { topic: "price", note: "阶梯电价怎么算" } });

/** The live step of an order. */
async function stepOf(api: ApiClient, orderId: string) {
  const page = await api.call(orders.readOrder, { params: { orderId } });
  const [offer] = page.offers;
  assert.ok(offer);
  const step = page.steps.find(({ id }) => id === offer.stepId);
  assert.ok(step);
  return step;
}

async function open(who: Worker, hash: string, size: { width: number; height: number } = screens.wide) {
  const { windowId, clerk } = await people();
  const page = await openAs(kit(), "desk", who, size, who === clerk ? { window: windowId } : {}, hash);
  await page.getByText("窗口工作台").first().waitFor();
  return page;
}

/** Counts every key that is pressed, letters and all. */
function keyboardOf(page: Page) {
  let pressed = 0;
  return {
    press: async (key: string) => {
      pressed += 1;
      await page.keyboard.press(key);
    },
    type: async (text: string) => {
      pressed += text.length;
      await page.keyboard.type(text);
    },
    count: () => pressed,
  };
}

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest("[data-field]")?.getAttribute("data-field") ?? "");

/** A practised clerk presses three keys a second. */
const keysPerMinute = 180;

test("an order is taken with the keyboard alone, in under a minute's keys; the next one can begin at once", async () => {
  const { clerk } = await people();
  const { phone } = await newCustomer("秦朗月");
  const page = await open(clerk, "");
  const keys = keyboardOf(page);
  const began = performance.now();
  await page.locator('[aria-keyshortcuts="Alt+M"]').first().waitFor();
  await keys.press("Alt+S");
  const type = page.getByRole("combobox", { name: "业务类型" });
  await type.waitFor();
  await keys.type("dyjmxz");
  await page.getByRole("option", { name: /低压居民新装/ }).waitFor();
  await keys.press("Enter");
  await page.getByRole("combobox", { name: /刷证件/ }).waitFor();
  await keys.type(phone);
  await keys.press("Enter");
  await page.getByTestId("intake-customer").getByText("秦朗月").waitFor();
  // The first field has the focus: a digit answers, Enter goes on.
  await page.waitForFunction(() => document.activeElement?.closest("[data-field]") !== null);
  assert.equal(await focused(page), "use");
  await keys.press("1");
  await keys.press("Enter");
  await keys.type("8");
  await keys.press("Enter");
  assert.equal(await focused(page), "voltage");
  await keys.press("1");
  await keys.press("Enter");
  assert.equal(await focused(page), "contactName", "what is optional is passed by");
  await keys.press("Enter");
  await keys.press("Enter");
  assert.equal(await focused(page), "address");
  await keys.type("yunshan road 18");
  // Everything that lies on the counter is ticked.
  const papers = page.locator(".intake-papers input:not(:disabled)");
  await papers.first().waitFor();
  await keys.press("Enter");
  for (let tries = 0; tries < 4; tries++) {
    const isPaper = await page.evaluate(() => document.activeElement?.closest(".intake-papers") !== null);
    if (isPaper) break;
    await keys.press("Tab");
  }
  const count = await papers.count();
  for (let index = 0; index < count; index++) {
    await keys.press("Space");
    if (index < count - 1) await keys.press("Tab");
  }
  await page.locator('[aria-keyshortcuts="Control+Enter"]:enabled').waitFor();
  await assertAccessible(page);
  await keys.press("Control+Enter");
  const number = await page.getByTestId("accepted-number").textContent();
  assert.match(number ?? "", /^\d{13}$/);
  const seconds = Math.round((performance.now() - began) / 1_000);
  console.log(`intake: ${keys.count()} keys, ${seconds} s on this machine`);
  assert.ok(keys.count() <= keysPerMinute / 2, `${keys.count()} keys`);
  await assertAccessible(page);
  // Enter goes on to the next, with the focus where it begins.
  await page.keyboard.press("Enter");
  await type.waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "combobox");
  assert.equal(await type.inputValue(), "");
  const { orders: found } = await clerk.api.call(orders.findOrders, { body: { text: number ?? "" } });
  assert.equal(found[0]?.address, "yunshan road 18");
});

test("a warning must be passed over with a reason; papers that are missing stop, and it says which", async () => {
  const { clerk } = await people();
  const { id } = await newCustomer("秦朗星");
  const form = { use: "residential", capacity: 8, voltage: "220V" };
  await clerk.api.call(orders.acceptOrder, {
    body: {
      ...{ typeCode: "NI-RES", customerId: id, address: "云杉路 20 号", form },
      papers: [{ code: "id-card" }, { code: "property-title" }],
    },
  });
  const page = await open(clerk, `#/orders/new?type=NI-RES&customer=${id}`);
  await page.getByText("已有同类在办工单").waitFor();
  await page.getByText("还有 1 项提示要确认").waitFor();
  await page.locator(".intake-pass input").first().focus();
  await page.keyboard.press("2");
  await page.getByText(/还缺 \d 件资料/).waitFor();
  await page.getByRole("checkbox", { name: /身份证/ }).check();
  // The draft is there again after a reload; numbers of people would not be.
  await page.locator('[data-field="capacity"] input').fill("12");
  await page.reload();
  await page.locator('[data-field="capacity"] input').waitFor();
  assert.equal(await page.locator('[data-field="capacity"] input').inputValue(), "12");
  assert.ok(await page.getByRole("checkbox", { name: /身份证/ }).isChecked());
});

test("what is free is claimed from the list by a key; a refused form says so at the field and survives a reload", async () => {
  const { dispatcher } = await people();
  const order = await question();
  const page = await open(dispatcher, "#/orders?view=open");
  const line = page.locator("a[data-line]", { hasText: order.number });
  await line.focus();
  await assertAccessible(page);
  await page.keyboard.press("Alt+Q");
  await line.waitFor({ state: "detached" });
  await page.goto(page.url().replace(/#.*/, "#/orders?view=mine"));
  await line.focus();
  await page.keyboard.press("Enter");
  const form = page.getByTestId("step-form");
  await form.waitFor();
  await page.keyboard.press("Control+Enter");
  const unit = form.locator('[data-field="toUnit"]');
  await unit.getByText("请填写承办单位").waitFor();
  await assertAccessible(page);
  assert.equal(await focused(page), "toUnit");
  await page.keyboard.type("城区供电所");
  await page.reload();
  await form.waitFor();
  assert.equal(await unit.locator("input").inputValue(), "城区供电所");
  await form.getByText("已恢复未提交的内容。").waitFor();
  await page.keyboard.press("Control+Enter");
  await page.locator(".order-steps li.is-done", { hasText: "工单派发" }).waitFor();
  await page.locator(".order-steps li.is-live", { hasText: "接单" }).waitFor();
});

test("a clock says why; the process is a list, and a drawing with where it stands", async () => {
  const { dispatcher } = await people();
  const order = await question();
  const page = await open(dispatcher, `#/orders/${order.id}`, desks.large);
  await page.locator(".order-head").getByText(order.number).waitFor();
  await page
    .getByRole("button", { name: /为什么是这个时间/ })
    .first()
    .click();
  await page.getByText("按记录重算，结果一致").waitFor();
  await assertAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByText("流程图", { exact: true }).click();
  await page.locator('.order-canvas[data-drawn="true"]').waitFor();
  assert.equal(await page.locator(".order-canvas .is-live[data-element-id='dispatch']").count(), 1);
  assert.equal(await page.locator(".order-canvas .is-done[data-element-id='accept']").count(), 1);
  await assertAccessible(page);
  await page.getByText("列表", { exact: true }).click();
});

test("two people at one step: what one typed is shown beside what the other did, and nothing goes by itself", async () => {
  const { dispatcher, second } = await people();
  const order = await question();
  const step = await stepOf(dispatcher.api, order.id);
  const params = { orderId: order.id, stepId: step.id };
  await dispatcher.api.call(orders.claimStep, { params, body: {} });
  const page = await open(dispatcher, `#/orders/${order.id}`);
  const unit = page.locator('[data-field="toUnit"] input');
  await unit.fill("城区供电所");
  // There and back: it is mine again, but no longer as I opened it.
  await dispatcher.api.call(orders.assignStep, { params, body: { staffId: second.staffId } });
  const dialog = page.getByRole("dialog");
  await dialog.getByText("江远帆", { exact: false }).first().waitFor();
  await dialog.getByText("城区供电所").waitFor();
  await assertAccessible(page);
  await dialog.getByRole("button", { name: "先保留" }).click();
  await second.api.call(orders.assignStep, { params, body: { staffId: dispatcher.staffId } });
  await unit.waitFor();
  assert.equal(await unit.inputValue(), "城区供电所", "the draft is still there");
  await page.keyboard.press("Control+Enter");
  await dialog.getByText("刚被他人处理过").waitFor();
  const before = await stepOf(dispatcher.api, order.id);
  assert.equal(before.state, "live", "nothing was overwritten");
  await dialog.getByRole("button", { name: "看过了，按我的提交" }).click();
  await page.locator(".order-steps li.is-done", { hasText: "工单派发" }).waitFor();
});

test("on the board a card is dragged to a person, others are marked by keys; first it is said what will change", async () => {
  const { dispatcher, second } = await people();
  const taken = [await question(), await question(), await question()];
  const page = await open(dispatcher, "#/board?board=hotline", desks.large);
  const card = (order: orders.OrderLine) =>
    page.locator("[data-card]", { has: page.locator(`a[href="#/orders/${order.id}"]`) });
  const [first, next, last] = taken;
  assert.ok(first && next && last);
  await card(first).waitFor();
  await assertAccessible(page);
  await card(first).dragTo(page.locator(`[data-person="${second.staffId}"]`));
  const dialog = page.getByRole("dialog");
  await dialog.getByText("未派 → 江远帆").waitFor();
  await assertAccessible(page);
  const before = await stepOf(dispatcher.api, first.id);
  assert.equal(before.assigneeId, null, "a preview changes nothing");
  await dialog.getByTestId("bulk-confirm").click();
  await card(first).getByText("江远帆").waitFor();
  // By keys: mark two, say who, see what changes, confirm.
  await card(next).locator("a").focus();
  await page.keyboard.press("Space");
  await card(last).locator("a").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Alt+Z");
  await dialog.getByRole("combobox", { name: "派给" }).waitFor();
  await page.keyboard.type("江远帆");
  await page.keyboard.press("Enter");
  await dialog.getByText("2 个会改").waitFor();
  await dialog.getByTestId("bulk-confirm").focus();
  await page.keyboard.press("Enter");
  await card(last).getByText("江远帆").waitFor();
  await card(next).getByText("江远帆").waitFor();
});

test("a complaint is nowhere to be seen by the clerk whom it is about", async () => {
  const { clerk, other, dispatcher } = await people();
  const order = await take({
    typeCode: "COMP",
    form: { category: "服务态度", note: "催了三次没有人来" },
    accused: [other.staffId],
  });
  const sees = await open(dispatcher, `#/orders/${order.id}`);
  await sees.locator(".order-head").getByText(order.number).waitFor();
  await sees.context().close();
  const page = await open(other, "#/orders?view=team");
  await page.getByTestId("work-list").waitFor();
  await page.waitForTimeout(1_000);
  assert.equal(await page.getByText(order.number).count(), 0);
  await page.keyboard.press("Control+K");
  await page.getByRole("dialog").getByRole("combobox").fill(order.number);
  await page.getByText("没有匹配的命令、号码或客户").waitFor();
  await page.keyboard.press("Escape");
  await page.goto(page.url().replace(/#.*/, `#/orders/${order.id}`));
  await page.getByText("看不到这张工单").waitFor();
  assert.equal(await page.getByText(order.number).count(), 0);
  const { orders: own } = await clerk.api.call(orders.findOrders, { body: { text: order.number } });
  assert.equal(own.length, 1, "whoever took it finds it");
});

test("the palette takes an order of a kind and opens one by its number; the customer's panel has the open ones", async () => {
  const { clerk, windowId } = await people();
  const { id } = await newCustomer("秦朗风");
  const form = { use: "residential", capacity: 8, voltage: "220V" };
  const { order } = await clerk.api.call(orders.acceptOrder, {
    body: {
      ...{ typeCode: "NI-RES", customerId: id, address: "云杉路 22 号", form },
      papers: [{ code: "id-card" }, { code: "property-title" }],
    },
  });
  const { hallId } = kit().hall;
  const page = await open(clerk, "");
  await page.locator('[aria-keyshortcuts="Control+K"]').first().waitFor();
  await page.keyboard.press("Control+K");
  const palette = page.getByRole("dialog").getByRole("combobox");
  await palette.fill(order.number);
  await page.getByRole("option", { name: new RegExp(order.number) }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".order-head").getByText(order.number).waitFor();
  await page.keyboard.press("Control+K");
  await palette.fill("受理 过户");
  await page.getByRole("option", { name: "受理 过户" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("CH-TRANS").waitFor();
  await page.keyboard.press("Alt+M");
  await page.getByText("过户").first().waitFor({ state: "detached" });
  await page.goto(page.url().replace(/#.*/, "#/"));
  await page.getByRole("combobox", { name: /刷证件/ }).fill("秦朗风");
  await page.getByRole("option", { name: /秦朗风/ }).click();
  const panel = page.getByRole("region", { name: "在办工单" });
  await panel.getByText("低压居民新装").waitFor();
  await assertAccessible(page);
  await panel.getByRole("link", { name: /受理业务/ }).click();
  await page.getByRole("combobox", { name: "业务类型" }).waitFor();
  const { window } = await clerk.api.call(hall.viewDesk, { params: { hallId, windowId } });
  assert.equal(window.state, "closed");
});

test("in English nothing is left in Chinese but names, at both sizes", async () => {
  const { dispatcher } = await people();
  const order = await question();
  const page = await open(dispatcher, `#/orders/${order.id}`, screens.wide);
  await page.locator(".order-head").getByText(order.number).waitFor();
  await page.getByRole("button", { name: "English" }).click();
  await page.getByText("What has happened").waitFor();
  const chinese = await page
    .locator(".order-head button, .order-page h3, .order-work button, .desk-areas a")
    .evaluateAll((nodes) =>
      nodes.map((node) => node.textContent ?? "").filter((text) => /\p{Script=Han}/u.test(text)),
    );
  assert.deepEqual(chinese, []);
  await assertAccessible(page);
});
