import assert from "node:assert/strict";
import { beforeEach } from "node:test";
import type { Page } from "playwright-core";
import { checkResidentId } from "../contracts/customers/identifiers.ts";
import * as customers from "../contracts/customers.ts";
import * as hall from "../contracts/hall.ts";
import type { ApiClient } from "../county/replay/api-client.ts";
import { plugInReader } from "./card-reader.ts";
import { assertAccessible, screens, startKit, test } from "./kit.ts";
import { addWindow, choose, employ, openAs, type Person, signedIn } from "./staff.ts";

const kit = startKit();
const screen = { width: 1280, height: 800 };
type Clerk = Person & { readonly api: ApiClient };
type Staff = { readonly lin: Clerk; readonly wang: Clerk; readonly windows: readonly [string, string] };
let staff: Promise<Staff> | undefined;

/** Two clerks with a window each, made when the first test needs them. */
function people(): Promise<Staff> {
  staff ??= prepare();
  return staff;
}

async function prepare(): Promise<Staff> {
  const { hallId, desk } = kit().hall;
  await desk.clerk.call(hall.closeWindow, { params: { hallId, windowId: desk.windowId }, body: {} });
  const windows = [await addWindow(kit(), "2"), await addWindow(kit(), "3")] as const;
  const clerk = async (login: string, name: string): Promise<Clerk> => {
    const person = await employ(kit(), { login, name, role: "clerk", post: "R-ACC" });
    return { ...person, api: await signedIn(kit(), person) };
  };
  return { lin: await clerk("cust-lin", "林晓燕"), wang: await clerk("cust-wang", "王志强"), windows };
}

/** A test that failed with a number at a window, or a queue, must not be met by the next one. */
beforeEach(async () => {
  const { lin, wang, windows } = await people();
  await kit().closePages();
  const { hallId, guide } = kit().hall;
  for (const [api, windowId] of [
    [lin.api, windows[0]],
    [wang.api, windows[1]],
  ] as const) {
    const params = { hallId, windowId };
    const { ticket, window } = await api.call(hall.viewDesk, { params });
    if (ticket?.state === "called")
      await api.call(hall.markArrived, { params, body: { ticketId: ticket.id } });
    if (ticket) await api.call(hall.finishTicket, { params, body: { ticketId: ticket.id } });
    if (window.state !== "closed") await api.call(hall.closeWindow, { params, body: {} });
  }
  const { tickets } = await guide.call(hall.viewFloor, { params: { hallId } });
  for (const { id } of tickets)
    await guide.call(hall.abandonTicket, { params: { hallId, ticketId: id }, body: { reason: "已离开" } });
});

let made = 0;
/** Nobody's: 199 is no number that was ever given out. */
const freshPhone = () => `199${String(10_000_000 + ++made)}`;

async function newCustomer(
  name: string,
  phone = freshPhone(),
  papers: readonly customers.GivenField[] = [],
): Promise<{ id: string; phone: string }> {
  const { lin } = await people();
  const { customerId } = await lin.api.call(customers.createCustomer, {
    body: {
      ...{ kind: "individual", name, unitId: kit().hall.hallId },
      personalFields: [{ kind: "mobile", value: phone, isPrimary: true }, ...papers],
    },
  });
  return { id: customerId, phone };
}

/** Somebody born then; the region is no place, so it is nobody's number. */
function idCardOf(born: string): customers.GivenField {
  const body = `990101${born.replaceAll("-", "")}${String(100 + ++made)}`;
  const value = [..."0123456789X"]
    .map((digit) => body + digit)
    .find((id) => checkResidentId(id, { today: "2026-03-04" }).ok);
  assert.ok(value);
  return { kind: "id-card", value, label: null, isPrimary: true };
}

async function openDesk(who: "lin" | "wang", hash = ""): Promise<Page> {
  const { windows, ...both } = await people();
  const windowId = windows[who === "lin" ? 0 : 1];
  const page = await openAs(kit(), "desk", both[who], screen, { window: windowId }, hash);
  await page.getByText("窗口工作台").first().waitFor();
  return page;
}

/** Sits down and calls the number of somebody. */
async function callOne(page: Page): Promise<void> {
  await press(page, "Alt+O");
  await page.getByRole("button", { name: /^暂停服务/ }).waitFor();
  await press(page, "F9");
  await page.getByTestId("current-number").waitFor();
}

/** Presses keys once their button can be pressed: never into a page that is still busy with the last one. */
async function press(page: Page, keys: string): Promise<void> {
  await page.locator(`[aria-keyshortcuts="${keys}"]:enabled`).first().waitFor();
  await page.keyboard.press(keys);
}

const name = (page: Page) => page.getByTestId("customer-name");
const field = (page: Page) => page.getByRole("combobox", { name: /刷证件/ });

/** As a reader plays keyboard: all at once, and Enter. */
async function readCard(page: Page, text: string): Promise<void> {
  await page.evaluate((keys) => {
    for (const key of [...keys, "Enter"])
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
      );
  }, text);
}

test("calling a number opens its customer, without a search", async () => {
  const { lin } = await people();
  const { id, phone } = await newCustomer("张晓梅");
  await lin.api.call(customers.placePin, {
    params: { customerId: id },
    body: { text: "听力不好，请放慢语速", level: "warning", until: null },
  });
  await lin.api.call(customers.recordContact, {
    params: { customerId: id },
    body: { channel: "phone", subject: "咨询阶梯电价", result: "下次带户口本来办理" },
  });
  const { hallId, guide, services } = kit().hall;
  const known = await guide.call(customers.recogniseAtHall, { params: { hallId }, body: { value: phone } });
  assert.equal(known.isKnown, true);
  await guide.call(hall.takeTicket, {
    params: { hallId },
    body: { serviceIds: [services.B1], customerKey: known.customerKey },
  });

  const page = await openDesk("lin");
  await callOne(page);
  await name(page).getByText("张晓梅").waitFor();
  await page.getByText("听力不好，请放慢语速").first().waitFor();
  await page.getByText("下次带户口本来办理").first().waitFor();
  await assertAccessible(page);
  // The keys that call are where they were.
  await press(page, "F8");
  await page.getByRole("button", { name: /^办结并呼叫下一位/ }).waitFor();
  await press(page, "Shift+F9");
  await page.getByTestId("current-number").waitFor({ state: "detached" });
  // The next one must not find the last one's page.
  await name(page).waitFor({ state: "detached" });
});

test("an unrecognised number shows one field; a card reader needs no click, and the number is theirs", async () => {
  const { phone } = await newCustomer("陈建国");
  await kit().takeTicket("B1");
  const page = await openDesk("lin");
  await callOne(page);
  await page.getByText(/的客户还没有识别/).waitFor();
  await assertAccessible(page);
  await readCard(page, phone);
  await name(page).getByText("陈建国").waitFor();
  await page.getByText(/的客户$/).waitFor();
  // What was read stands nowhere on the screen.
  assert.equal(await field(page).inputValue(), "");
  assert.equal((await page.locator("body").innerText()).includes(phone), false);
});

test("a serial reader's card opens its customer; a stranger's fills the form, and both pages remember the card", async () => {
  const { lin } = await people();
  const card = idCardOf("1961-07-08");
  const { id } = await newCustomer("何秀兰", freshPhone(), [card]);
  await kit().takeTicket("B1");
  const page = await openDesk("lin");
  await callOne(page);
  const reader = await plugInReader(page);
  await page.getByText(/的客户还没有识别/).waitFor();
  reader.lay({ name: "何秀兰", number: card.value, address: "青禾县正街 1 号", expires: "20300101" });
  await name(page).getByText("何秀兰").waitFor();
  await page.getByRole("button", { name: "读卡器：就绪，请放证件" }).waitFor();
  await assertAccessible(page);

  const stranger = idCardOf("1990-02-03").value;
  // Longer than two looks: nobody exchanges cards faster.
  reader.take();
  await page.waitForTimeout(1_000);
  reader.lay({ name: "罗一鸣", number: stranger, address: "青禾县柳溪镇正街 6 号", expires: "20200101" });
  await page.getByRole("alert").filter({ hasText: "这张证件还没有建档" }).waitFor();
  await page.getByRole("button", { name: "新建客户" }).first().click();
  await page.getByText(/证件已于 2020-01-01 到期/).waitFor();
  assert.equal(await page.getByLabel("姓名或名称").inputValue(), "罗一鸣");
  assert.equal(await page.getByLabel("备注").inputValue(), "证件住址：青禾县柳溪镇正街 6 号");
  await assertAccessible(page);
  await page.getByRole("button", { name: "保存" }).click();
  await name(page).getByText("罗一鸣").waitFor();

  const [{ hits }] = [await lin.api.call(customers.searchCustomers, { body: { text: "罗一鸣" } })];
  const lines = async (customerId: string) => {
    const { entries } = await lin.api.call(customers.customerTimeline, { params: { customerId } });
    return entries.filter(({ kind }) => kind === "document").map(({ result }) => result);
  };
  for (const [customerId, said] of [
    [id, "证件在有效期内"],
    [hits[0]?.customer.id ?? "", "证件已于 2020-01-01 到期"],
  ] as const)
    for (let tries = 0; !(await lines(customerId)).includes(said); tries++) {
      assert.ok(tries < 50, said);
      await page.waitForTimeout(100);
    }
});

test("a wrong digit is named; two people with one phone are asked apart by keyboard", async () => {
  const phone = freshPhone();
  await newCustomer("李春生", phone);
  await newCustomer("李秋生", phone);
  await kit().takeTicket("B1");
  const page = await openDesk("lin");
  await callOne(page);
  await page.getByText(/的客户还没有识别/).waitFor();
  await page.keyboard.press("Alt+i");
  await field(page).fill("110101199913010018");
  await page.keyboard.press("Enter");
  await page
    .getByRole("alert")
    .filter({ hasText: /身份证号第 11–12 位“13”/ })
    .waitFor();
  await field(page).fill("19900000000");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").filter({ hasText: "没有找到" }).waitFor();
  await field(page).fill(phone);
  await page.keyboard.press("Enter");
  await page.getByText("这个号码有 2 位客户").waitFor();
  await assertAccessible(page);
  await page.keyboard.press("ArrowDown");
  const second = await page.getByRole("option", { selected: true }).locator("strong").innerText();
  await page.keyboard.press("Enter");
  await name(page).getByText(second.trim()).waitFor();
});

test("names are text and never run; the palette finds customers by two characters", async () => {
  const hostile = "欧阳<img src=x onerror=alert(1)>";
  await newCustomer(hostile);
  await kit().takeTicket("B1");
  const page = await openDesk("lin");
  await callOne(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /输入命令/ }).fill("欧阳<");
  const option = page.getByRole("option").filter({ hasText: hostile });
  await option.waitFor();
  await assertAccessible(page);
  await option.click();
  await name(page).getByText(hostile).waitFor();
  assert.equal(await page.locator(".archive img").count(), 0);
  await assertAccessible(page);
  // Calling is still at hand, and the same key leads back.
  await press(page, "F8");
  await page.getByRole("button", { name: /^办结并呼叫下一位/ }).waitFor();
  await page.keyboard.press("Alt+k");
  await page.locator(".desk-queue").waitFor();
});

test("two clerks on one customer see each other, and neither overwrites the other unseen", async () => {
  const { wang } = await people();
  const { id } = await newCustomer("赵国强");
  const colleague = await openDesk("wang", `#/customers/${id}`);
  await name(colleague).getByText("赵国强").waitFor();
  const page = await openDesk("lin", `#/customers/${id}`);
  await name(page).getByText("赵国强").waitFor();
  await page.getByText("王志强 也在看").waitFor();

  await page.getByRole("button", { name: "修改", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("备注").fill("下午三点后再联系");
  await colleague.getByText("林晓燕 正在修改").waitFor();
  // The colleague is faster.
  const before = await wang.api.call(customers.readCustomer, { params: { customerId: id } });
  await wang.api.call(customers.updateCustomer, {
    params: { customerId: id },
    body: {
      ...{ version: before.version, stage: "potential", language: "zh", managerStaffId: null },
      ...{ unitId: before.unit.id, note: "请打女儿电话" },
    },
  });
  // The page behind the form goes on: what the form is held against must not.
  await page.getByText("请打女儿电话").first().waitFor({ state: "attached" });
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByText(/王志强 先保存了/).waitFor();
  const row = page.getByRole("row").filter({ hasText: "备注" });
  await row.getByText("请打女儿电话").waitFor();
  await row.getByText("下午三点后再联系").waitFor();
  await assertAccessible(page);
  const save = page.getByRole("button", { name: "按所选保存" });
  // Both changed it: nobody decides but the clerk.
  assert.equal(await save.isEnabled(), false);
  await row.getByText("下午三点后再联系").click();
  await save.click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const after = await wang.api.call(customers.readCustomer, { params: { customerId: id } });
  // Mine where I chose it, theirs where only they changed something.
  assert.deepEqual([after.note, after.stage], ["下午三点后再联系", "potential"]);
});

test("a draft survives a reload of the page", async () => {
  const { id } = await newCustomer("孙丽");
  const page = await openDesk("lin", `#/customers/${id}`);
  await page.getByRole("button", { name: "修改", exact: true }).click();
  await page.getByRole("dialog").getByLabel("备注").fill("写到一半");
  await page.reload();
  await page.getByRole("dialog").waitFor();
  assert.equal(await page.getByRole("dialog").getByLabel("备注").inputValue(), "写到一半");
  await page.getByRole("button", { name: "取消", exact: true }).click();
  await page.reload();
  await name(page).getByText("孙丽").waitFor();
  assert.equal(await page.getByRole("dialog").count(), 0);
});

test("a kiosk recognises an old customer: large letters, nothing personal, and the number is theirs", async () => {
  const card = idCardOf("1944-02-01");
  const { id, phone } = await newCustomer("吴桂芳", freshPhone(), [card]);
  const { hallId, guide } = kit().hall;
  const page = await kit().openDevice("kiosk", screens.portrait);
  await page.getByRole("button", { name: /刷证件快速办理/ }).click();
  await assertAccessible(page);
  const type = async (digits: string) => {
    for (const digit of digits) await page.getByRole("button", { name: digit, exact: true }).click();
  };
  await type(phone);
  const typed = page.getByLabel("已输入的号码");
  // Others stand behind: after some seconds only the end can be read.
  await typed.getByText(`•••••••${phone.slice(-4)}`).waitFor();
  await page.getByRole("button", { name: "识别", exact: true }).click();
  await page.getByText("吴*，您好").waitFor();
  await page.waitForFunction(() => document.documentElement.dataset.elder === "on");
  await assertAccessible(page);
  const seen = await page.locator("body").innerText();
  for (const personal of ["吴桂芳", phone, card.value])
    assert.equal(seen.includes(personal), false, personal);

  const tile = page.getByRole("button", { name: /交费与发票/ });
  if ((await tile.count()) === 0) await page.getByRole("button", { name: "办理其他业务" }).click();
  if ((await tile.getAttribute("aria-pressed")) !== "true") await tile.click();
  await page.getByRole("button", { name: /下一步/ }).click();
  await page.getByRole("button", { name: "取号", exact: true }).click();
  const number = await page.getByTestId("number").textContent();
  const { tickets } = await guide.call(hall.viewFloor, { params: { hallId } });
  const ticket = tickets.find((one) => one.number === number);
  assert.deepEqual([ticket?.customer?.id, ticket?.largeType], [id, true]);

  // The next customer finds nothing of the last one.
  await page.getByRole("button", { name: /^完成/ }).click();
  await page.getByRole("button", { name: /刷证件快速办理/ }).waitFor();
  assert.equal(await page.getByText("吴*").count(), 0);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.elder), "off");
});

test("a kiosk says what is wrong with a number, and gives a number without one", async () => {
  const page = await kit().openDevice("kiosk", screens.portrait);
  await page.getByRole("button", { name: /刷证件快速办理/ }).waitFor();
  // A card reader works on the first page, too.
  await readCard(page, "110101199913010018");
  await page
    .getByRole("alert")
    .filter({ hasText: /第 11–12 位“13”/ })
    .waitFor();
  await page.getByRole("button", { name: "不识别，直接选业务" }).click();
  await page.getByRole("button", { name: /交费与发票/ }).click();
  await page.getByRole("button", { name: /下一步/ }).click();
  await page.getByRole("button", { name: "取号", exact: true }).click();
  assert.match((await page.getByTestId("number").textContent()) ?? "", /^B\d{3}$/);
});

test("a guide recognises somebody and the number fills itself in", async () => {
  const { id, phone } = await newCustomer("郑秀英", freshPhone(), [idCardOf("1939-05-06")]);
  const { hallId, guide } = kit().hall;
  const person = await employ(kit(), { login: "cust-guide", name: "周引导", role: "guide", post: "R-GUIDE" });
  const page = await openAs(kit(), "guide", person, { width: 820, height: 1180 });
  await page.getByText("取号", { exact: true }).first().click();
  await page.getByLabel(/识别客户/).fill("12345678");
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "没有找到" }).waitFor();
  await page.getByLabel(/识别客户/).fill(phone);
  await page.keyboard.press("Enter");
  await page.getByTestId("recognised").getByText("郑*").waitFor();
  await page.getByRole("button", { name: /老年人/, pressed: true }).waitFor();
  await assertAccessible(page);
  const tile = page.getByRole("button", { name: /交费与发票/ });
  if ((await tile.getAttribute("aria-pressed")) !== "true") await tile.click();
  await page.getByRole("button", { name: "取号", exact: true }).last().click();
  const number = await page.getByTestId("taken-number").textContent();
  const { tickets } = await guide.call(hall.viewFloor, { params: { hallId } });
  const ticket = tickets.find((one) => one.number === number);
  assert.deepEqual([ticket?.customer?.id, ticket?.largeType, ticket?.priority], [id, true, "priority"]);
});

// Last: it lets a day and a half pass, and then the hall is closed.
test("the archive as of a past day is to be read, not edited", async () => {
  const { lin } = await people();
  const { id } = await newCustomer("周敏");
  await kit().pass(36 * 3_600_000);
  const now = await lin.api.call(customers.readCustomer, { params: { customerId: id } });
  await lin.api.call(customers.updateCustomer, {
    params: { customerId: id },
    body: {
      ...{ version: now.version, stage: "former", language: "zh", managerStaffId: null },
      ...{ unitId: now.unit.id, note: null },
    },
  });
  const page = await openDesk("lin", `#/customers/${id}?asOf=${now.asOf}`);
  await page.getByText("历史客户").first().waitFor();
  const past = now.changeDays.at(-1) ?? "";
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/customers/${id}?asOf=${past}`);
  await page
    .getByRole("alert")
    .filter({ hasText: `您正在看 ${past} 的档案` })
    .waitFor();
  await page.getByText("在用客户").first().waitFor();
  assert.equal(await page.getByRole("button", { name: "修改", exact: true }).count(), 0);
  await assertAccessible(page);
  await page.getByRole("button", { name: "回到今天" }).click();
  await page.getByRole("button", { name: "修改", exact: true }).waitFor();
});

test("a timeline is narrowed to an account and to days, and on a past day's page ends with that day", async () => {
  const { lin } = await people();
  const { id } = await newCustomer("郑国强");
  const accountIds: string[] = [];
  const numbers: string[] = [];
  for (const room of ["101", "102"]) {
    const { accountId, number } = await lin.api.call(customers.openAccount, {
      params: { customerId: id },
      body: {
        ...{ sortCode: "02", useCode: "402", tradeCode: "F5165", tariffGroup: "commercial-one-part" },
        ...{ voltageCode: "AC02202", contractKva: 8, runningKva: 8, sectionCode: null, notifyBy: "sms" },
        ...{ settleBy: null, invoiceKind: null, area: "urban", temporary: "no", temporaryUntil: null },
        ...{ peopleCount: null, securityKva: null, transfer: "none", supplierAccountId: null, note: null },
        ...{ unitId: kit().hall.hallId, premise: { address: `青禾县建设路 8 号 ${room} 室` } },
      },
    });
    accountIds.push(accountId);
    numbers.push(number);
  }
  await kit().pass(36 * 3_600_000);
  const { asOf, changeDays } = await lin.api.call(customers.readCustomer, { params: { customerId: id } });
  const first = changeDays.at(-1) ?? "";
  const contact = (subject: string, more: { at?: string; accountId?: string }) =>
    lin.api.call(customers.recordContact, {
      params: { customerId: id },
      body: { channel: "phone", subject, result: "已答复", ...more },
    });
  await contact("咨询一号户的电价", { at: `${first}T04:00:00Z`, accountId: accountIds[0] ?? "" });
  await contact("咨询二号户的电价", { accountId: accountIds[1] ?? "" });

  const page = await openDesk("lin", `#/customers/${id}?tab=timeline`);
  const lines = page.locator(".cust-timeline li").filter({ hasText: "咨询" });
  await lines.nth(1).waitFor();
  const account = page.getByRole("combobox", { name: "用电户" });
  await choose(account, numbers[1] ?? "");
  await lines.filter({ hasText: "一号户" }).waitFor({ state: "detached" });
  assert.equal(await lines.count(), 1);
  await choose(account, "所有户");
  await lines.nth(1).waitFor();
  await page.getByRole("textbox", { name: "从哪一天" }).fill(asOf);
  await page.keyboard.press("Enter");
  await lines.filter({ hasText: "一号户" }).waitFor({ state: "detached" });
  assert.equal(await lines.count(), 1);
  await assertAccessible(page);

  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/customers/${id}?tab=timeline&asOf=${first}`);
  await lines.filter({ hasText: "一号户" }).waitFor();
  assert.equal(await lines.filter({ hasText: "二号户" }).count(), 0);
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/customers/${id}?tab=accounts`);
  await page.getByText("批发业 F5165").first().waitFor();
});
