import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Page } from "playwright-core";
import * as hall from "../contracts/hall.ts";
import * as identity from "../contracts/identity.ts";
import type { ApiClient } from "../county/replay/api-client.ts";
import { assertAccessible, screens, startKit } from "./kit.ts";
import { addWindow, desks, employ, openAs, type Person, signedIn, signInAt } from "./staff.ts";

const kit = startKit();
type Clerk = Person & { readonly api: ApiClient };
type Staff = { readonly lin: Clerk; readonly wang: Clerk };
let staff: Promise<Staff> | undefined;

/** Two windows and two clerks, made when the first test needs them. */
function people(): Promise<Staff> {
  staff ??= prepare();
  return staff;
}

const windows = new Map<string, string>();

async function prepare(): Promise<Staff> {
  // The kit's own window would take part in calling: its clerk goes home.
  const { hallId, desk } = kit().hall;
  await desk.clerk.call(hall.closeWindow, { params: { hallId, windowId: desk.windowId }, body: {} });
  for (const number of ["2", "3"]) windows.set(number, await addWindow(kit(), number));
  const clerk = async (login: string, name: string): Promise<Clerk> => {
    const person = await employ(kit(), { login, name, role: "clerk", post: "R-ACC" });
    return { ...person, api: await signedIn(kit(), person) };
  };
  const [lin, wang] = await Promise.all([clerk("desk-lin", "林晓燕"), clerk("desk-wang", "王志强")]);
  return { lin, wang };
}

/** Whatever a test left, or broke, is gone before the next one: its pages, its queue, its customers at windows. */
beforeEach(async () => {
  const { lin, wang } = await people();
  await kit().closePages();
  const { hallId, guide } = kit().hall;
  const floor = await guide.call(hall.viewFloor, { params: { hallId } });
  for (const { id, state } of floor.tickets) {
    if (state === "called" || state === "serving") continue;
    await guide.call(hall.abandonTicket, { params: { hallId, ticketId: id }, body: { reason: "已离开" } });
  }
  for (const window of floor.windows) {
    if (window.state === "closed") continue;
    const { api } = window.staff?.name === "王志强" ? wang : lin;
    await closeDown(api, window);
  }
});

async function closeDown(api: ApiClient, { id: windowId, ticket }: hall.WindowBoard): Promise<void> {
  const params = { hallId: kit().hall.hallId, windowId };
  if (ticket?.state === "called") await api.call(hall.markArrived, { params, body: { ticketId: ticket.id } });
  // A journey of several services goes on at the window until its last one is finished.
  for (let left: { id: string } | null = ticket; left; ) {
    left = (await api.call(hall.finishTicket, { params, body: { ticketId: left.id } })).ticket;
  }
  await api.call(hall.closeWindow, { params, body: {} });
}

const number = (page: Page) => page.getByTestId("current-number");
const key = (page: Page, name: string) => page.getByRole("button", { name: new RegExp(`^${name}`) });

/** Presses keys once their button can be pressed: never into a page that is still busy with the last one. */
async function press(page: Page, keys: string): Promise<void> {
  await page.locator(`[aria-keyshortcuts="${keys}"]:enabled`).first().waitFor();
  await page.keyboard.press(keys);
}

/** Answers the open dialog by keyboard. */
async function answer(page: Page, title: string, choice: string): Promise<void> {
  await page.getByRole("dialog").getByText(title).first().waitFor();
  await page.keyboard.press(choice);
  await page.keyboard.press("Enter");
}

/** Signs in, chooses the window by its number and opens it: no mouse. */
async function sitDown(
  who: keyof Staff,
  window: "2" | "3",
  viewport: Parameters<typeof openAs>[3] = desks.small,
) {
  const page = await openAs(kit(), "desk", (await people())[who], viewport);
  await page.getByText("您在哪个窗口？").waitFor();
  await key(page, window).waitFor();
  await page.keyboard.press(window);
  await press(page, "Alt+O");
  await key(page, "暂停服务").waitFor();
  return page;
}

async function standUp(page: Page) {
  await press(page, "Alt+W");
  await key(page, "开窗").waitFor();
}

test("a wrong password is refused kindly; the sign-in page is accessible", async () => {
  const page = await signInAt(
    kit(),
    "desk",
    { ...(await people()).lin, password: "not-the-password" },
    desks.small,
  );
  await page.getByRole("alert").filter({ hasText: "公司、登录名或口令不对" }).waitFor();
  await assertAccessible(page);
});

test("whoever got the password from somebody else changes it first", async () => {
  const fresh = await employ(kit(), {
    ...{ login: "desk-new", name: "新柜员", role: "clerk", post: "R-ACC", handedOver: true },
  });
  const page = await signInAt(kit(), "desk", fresh, desks.small);
  await page.getByText("请先修改口令").waitFor();
  await assertAccessible(page);
  const next = `Qingshan-${crypto.randomUUID()}`;
  await page.keyboard.type(fresh.password);
  await page.getByLabel("新口令", { exact: true }).fill(next);
  await page.getByLabel("再输一遍新口令").fill(next);
  await page.keyboard.press("Enter");
  await page.getByText("您在哪个窗口？").waitFor();
  await assertAccessible(page);
});

test("a whole morning by keyboard: open, call, serve, finish and call the next with one key, pause", async () => {
  const page = await sitDown("lin", "2");
  const { hallId, admin } = kit().hall;
  const { pairingCode } = await admin.call(identity.createDevice, {
    params: { hallId },
    body: { kind: "pad", name: "2 号评价器", windowId: windows.get("2") ?? "" },
  });
  const pad = await kit().open(`/pad/#pair=${pairingCode}`, screens.pad);
  await pad.getByText("林晓燕").waitFor();
  await assertAccessible(page);

  const first = (await kit().takeTicket("A1")).ticket.number;
  const second = (await kit().takeTicket("B1")).ticket.number;
  await page.getByRole("button", { name: new RegExp(first) }).waitFor();
  await press(page, "F9");
  await number(page).getByText(first).waitFor();
  await assertAccessible(page);

  // Too early to call again: the key says how long, and nothing is sent.
  await page.keyboard.press("F2");
  await page.getByText(/重呼：还需 \d+ 秒/).waitFor();
  await press(page, "F8");
  await key(page, "办结并呼叫下一位").waitFor();
  await page.keyboard.press("Alt+n");
  await page.keyboard.type("已核对户号");
  await assertAccessible(page);
  await press(page, "F9");
  await number(page).getByText(second).waitFor();
  await pad.getByRole("button", { name: "非常满意", exact: true }).waitFor();
  await page.getByText(new RegExp(`${first} 正在评价`)).waitFor();
  await pad.getByRole("button", { name: "非常满意", exact: true }).click();

  // The second customer does not come.
  await page.keyboard.press("F4");
  await page.getByText(/过号：还需 \d+ 秒/).waitFor();
  // After the published time the number passes over by itself.
  await kit().pass(61_000);
  const third = (await kit().takeTicket("B1")).ticket.number;
  await page.getByLabel("过号", { exact: true }).getByText(second).waitFor();

  // Somebody waits whom no other window serves: no pause (handbook §5.3).
  await press(page, "Alt+P");
  await page.getByRole("dialog").getByText("为什么暂停？").first().waitFor();
  await assertAccessible(page);
  await answer(page, "为什么暂停？", "2");
  await page.getByRole("alert").filter({ hasText: "最后一个窗口" }).waitFor();

  // A colleague opens: pause with a reason, come back, and serve who is left.
  const colleague = { params: { hallId, windowId: windows.get("3") ?? "" }, body: {} };
  await (await people()).wang.api.call(hall.openWindow, colleague);
  await press(page, "Alt+P");
  await answer(page, "为什么暂停？", "2");
  await page.getByText("暂停服务中").waitFor();
  await page.getByText(/就餐 · 还剩/).waitFor();
  await page.keyboard.press("F9");
  await page.getByText(/呼叫下一位：窗口已暂停/).waitFor();
  await press(page, "Alt+P");
  await press(page, "F9");
  await number(page).getByText(third).waitFor();
  await press(page, "F8");
  await press(page, "Shift+F9");
  await page.getByText("没有人在等候").waitFor();
  await standUp(page);
});

test("hold, resume, transfer and one more service, by dialogs that need no mouse", async () => {
  const page = await sitDown("lin", "2");
  const { ticket } = await kit().takeTicket("A1");
  await page.getByRole("button", { name: new RegExp(ticket.number) }).waitFor();
  // Out of turn, with a reason.
  await press(page, "Alt+G");
  await answer(page, "指定呼叫哪个号？", "1");
  await number(page).getByText(ticket.number).waitFor();
  await press(page, "F8");
  await key(page, "挂起").waitFor();
  await press(page, "Alt+A");
  await answer(page, "增加哪项业务", "1");
  await page.getByRole("list", { name: "业务" }).getByText("交费与发票").waitFor();
  await press(page, "Alt+H");
  await answer(page, "为什么挂起", "1");
  await page.getByLabel("挂起", { exact: true }).getByText(ticket.number).waitFor();

  // The palette finds the number and brings it back.
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").waitFor();
  await page.keyboard.type(ticket.number);
  await page.getByRole("option", { name: `恢复 ${ticket.number}` }).waitFor();
  await assertAccessible(page);
  await page.keyboard.press("Enter");
  await number(page).getByText(ticket.number).waitFor();
  await key(page, "办结并呼叫下一位").waitFor();
  await press(page, "Alt+T");
  await page.getByRole("dialog").getByText("转到哪里").first().waitFor();
  await assertAccessible(page);
  await answer(page, "转到哪里", "1");
  await page.getByRole("button", { name: new RegExp(`${ticket.number}.*转来`) }).waitFor();
  await press(page, "F9");
  await number(page).getByText(ticket.number).waitFor();
  await press(page, "F8");
  // What the transfer did is not asked for again: one finish ends the journey and frees the window.
  await press(page, "Shift+F9");
  await number(page).waitFor({ state: "detached" });
  await standUp(page);
});

test("the shortcut sheet opens on ? and lists every key; the other language is one key away", async () => {
  const page = await sitDown("lin", "2", desks.large);
  await page.keyboard.press("Shift+?");
  const sheet = page.getByRole("dialog");
  for (const name of ["呼叫下一位", "重呼", "过号", "挂起", "转移", "暂停服务", "命令面板"]) {
    await sheet.getByText(name, { exact: true }).waitFor();
  }
  await assertAccessible(page);
  // While a dialog is open, the page's keys do nothing.
  await page.keyboard.press("Alt+w");
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
  await page.keyboard.press("Alt+l");
  await key(page, "Pause").waitFor();
  await assertAccessible(page);
  await page.keyboard.press("Alt+l");
  await key(page, "暂停服务").waitFor();
  await standUp(page);
});

test("two clerks who press the key together never hold the same number", async () => {
  const pages = await Promise.all([sitDown("lin", "2"), sitDown("wang", "3")]);
  const rounds = 4;
  for (let taken = 0; taken < rounds * pages.length; taken++) await kit().takeTicket("B1");
  const seen: string[] = [];
  for (let round = 0; round < rounds; round++) {
    await Promise.all(pages.map((page) => press(page, "F9")));
    const held = await Promise.all(
      pages.map(async (page) => {
        await key(page, "开始办理").waitFor();
        return number(page).textContent();
      }),
    );
    seen.push(...held.map(String));
    await Promise.all(pages.map((page) => page.keyboard.press("F8")));
    await Promise.all(pages.map((page) => key(page, "办结并呼叫下一位").waitFor()));
  }
  assert.equal(new Set(seen).size, rounds * pages.length, seen.join(" "));
  for (const page of pages) {
    await press(page, "Shift+F9");
    await number(page).waitFor({ state: "detached" });
    await standUp(page);
  }
});

test("a note survives a reload, is text and never runs", async () => {
  const page = await sitDown("lin", "2");
  const { ticket } = await kit().takeTicket("B1");
  await page.getByRole("button", { name: new RegExp(ticket.number) }).waitFor();
  await press(page, "F9");
  await number(page).waitFor();
  await press(page, "F8");
  await key(page, "办结并呼叫下一位").waitFor();
  const note = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
  await page.keyboard.press("Alt+n");
  await page.keyboard.type(note);
  await page.reload();
  await number(page).waitFor();
  assert.equal(await page.getByLabel("备注").inputValue(), note);
  await press(page, "Shift+F9");
  await number(page).waitFor({ state: "detached" });
  await page.getByTitle(note).waitFor();
  assert.equal(await page.locator(".last-served img, .last-served script").count(), 0);
  await standUp(page);
});

test("auto-call brings the next customer and says so", async () => {
  const page = await sitDown("lin", "2");
  await press(page, "Alt+J");
  await page.getByText("自动叫号已打开").waitFor();
  const { ticket } = await kit().takeTicket("B1");
  await number(page).getByText(ticket.number).waitFor();
  await page.getByText(`${ticket.number} 已自动叫到本窗口`).waitFor();
  await press(page, "F8");
  await press(page, "Shift+F9");
  await number(page).waitFor({ state: "detached" });
  await standUp(page);
});

test("the panic keys call for help without a sound or a word on the screen", async () => {
  const page = await sitDown("lin", "2");
  await page.keyboard.press("Alt+x");
  await page.keyboard.press("Alt+x");
  await page.getByRole("button", { name: "求助已发出" }).waitFor();
  const { hallId, guide } = kit().hall;
  const { alerts } = await guide.call(hall.viewFloor, { params: { hallId } });
  const panic = alerts.find(({ kind }) => kind === "panic");
  assert.ok(panic);
  await guide.call(hall.acceptAlert, { params: { hallId, alertId: panic.id }, body: {} });
  await guide.call(hall.closeAlert, {
    params: { hallId, alertId: panic.id },
    body: { outcome: "已到场处理" },
  });
  await standUp(page);
});

test("a window where somebody sits offers another one, and a lost connection is said", async () => {
  const seated = await sitDown("lin", "2");
  const page = await openAs(kit(), "desk", (await people()).wang, desks.small);
  await page.getByText("您在哪个窗口？").waitFor();
  await page.getByRole("button", { name: /林晓燕/ }).click();
  await page.getByText("这个窗口有人在用").waitFor();
  await assertAccessible(page);
  await key(page, "换一个窗口").click();
  await page.getByText("您在哪个窗口？").waitFor();

  await seated.context().setOffline(true);
  await seated.getByText("连接中断，正在自动重连").waitFor();
  await seated.context().setOffline(false);
  await seated.getByText("连接中断，正在自动重连").waitFor({ state: "detached" });
  await standUp(seated);
});
