import assert from "node:assert/strict";
import * as hall from "../contracts/hall.ts";
import { assertAccessible, screens, startKit, test } from "./kit.ts";

const kit = startKit();

const at = () => {
  const { hallId, desk } = kit().hall;
  return { params: { hallId, windowId: desk.windowId }, clerk: desk.clerk };
};
async function serveCurrent(ticketId: string): Promise<void> {
  const { params, clerk } = at();
  await clerk.call(hall.markArrived, { params, body: { ticketId } });
  await clerk.call(hall.finishTicket, { params, body: { ticketId } });
}

test("follows a ticket from waiting to the window and the rating", async () => {
  const { params, clerk } = at();
  const { ticket, token } = await kit().takeTicket();
  const page = await kit().open(`/my/ticket/#t=${token}`, screens.phone);
  await page.getByTestId("number").getByText(ticket.number).waitFor();
  await page.getByText("预计等候").waitFor();
  await assertAccessible(page);
  await clerk.call(hall.callNext, { params });
  const called = page.locator(".my-called");
  await called.waitFor({ timeout: 2_000 });
  assert.ok((await called.textContent())?.includes("1"));
  await assertAccessible(page);
  await serveCurrent(ticket.id);
  await page.getByRole("button", { name: "满意", exact: true }).click();
  await page.getByText("已办结").waitFor();
});

test("a ticket in large type opens the phone in large type, until its owner chooses otherwise", async () => {
  const { hallId, services, guide } = kit().hall;
  const body = { serviceIds: [services.B1], largeType: true };
  const { ticket, token } = await guide.call(hall.takeTicket, { params: { hallId }, body });
  const page = await kit().open(`/my/ticket/#t=${token}`, screens.phone);
  const large = page.locator("html[data-elder=on]");
  await large.waitFor({ state: "attached" });
  await assertAccessible(page);
  await page.getByRole("button", { name: "标准版" }).click();
  await large.waitFor({ state: "detached" });
  await page.reload();
  await page.getByTestId("number").waitFor();
  assert.equal(await large.count(), 0);
  await guide.call(hall.abandonTicket, {
    params: { hallId, ticketId: ticket.id },
    body: { reason: "已离开" },
  });
});

test("a missed number comes back by the phone", async () => {
  const { params, clerk } = at();
  const { ticket, token } = await kit().takeTicket();
  const page = await kit().open(`/my/ticket/#t=${token}`, screens.phone);
  await page.getByTestId("number").waitFor();
  await clerk.call(hall.callNext, { params });
  await kit().pass(90_000);
  await clerk.call(hall.markMissed, { params, body: { ticketId: ticket.id } }).catch(() => undefined);
  await page.getByText("您的号已过号").waitFor();
  await assertAccessible(page);
  await page.getByRole("button", { name: "我回来了" }).click();
  await page.getByText("您的号已过号").waitFor({ state: "detached" });
  await page.getByRole("button", { name: /不等了/ }).click();
  await page.getByRole("button", { name: "确定退出" }).click();
  await page.getByText("这个号已结束").waitFor();
});

test("more time gives up places, leaving asks first", async () => {
  const { token } = await kit().takeTicket();
  await kit().takeTicket();
  await kit().takeTicket();
  const page = await kit().open(`/my/ticket/#t=${token}`, screens.phone);
  await page.getByText("下一位就是您").waitFor();
  await page.getByRole("button", { name: /晚点到/ }).click();
  await page.getByText("下一位就是您").waitFor({ state: "detached" });
  await page.getByRole("button", { name: /不等了/ }).click();
  await page.getByRole("button", { name: "继续等候" }).click();
  await page.getByRole("button", { name: /不等了/ }).waitFor();
});

test("a number is taken with the code from the hall's screen, not without", async () => {
  const { hallId } = kit().hall;
  const display = await kit().openDevice("display", screens.display);
  await display.getByLabel("扫码取号").waitFor();
  const path = await display.evaluate(async (id) => {
    const device = localStorage.getItem("mingchuang.device.display") ?? "";
    const answer = await fetch(`/api/hall/${id}/phone-code`, { headers: { "x-device": device } });
    return ((await answer.json()) as { path: string }).path;
  }, hallId);
  const page = await kit().open(path, screens.phone);
  await page.getByRole("button", { name: /交费与发票/ }).click();
  await assertAccessible(page);
  await page.getByRole("button", { name: /取号（1 项业务）/ }).click();
  await page.getByTestId("number").waitFor();
  assert.match((await page.getByTestId("number").textContent()) ?? "", /^B\d{3}$/);

  const elsewhere = await kit().open(`/my/#hall=${hallId}&code=wrong-code`, screens.phone);
  await elsewhere.getByRole("button", { name: /交费与发票/ }).click();
  await elsewhere.getByRole("button", { name: /取号（1 项业务）/ }).click();
  await elsewhere.getByRole("alert").waitFor();
});

test("books a time, sees it, cancels it", async () => {
  const { hallId } = kit().hall;
  const page = await kit().open(`/my/#hall=${hallId}`, screens.phone);
  await page.getByLabel("选择业务").selectOption({ label: "交费与发票" });
  await page.getByRole("button", { name: /余 4/ }).first().click();
  await page.getByLabel("姓名").fill("王<b>小</b>明");
  await page.getByLabel("手机号").fill("13812345678");
  await assertAccessible(page);
  await page.getByRole("button", { name: /确认预约/ }).click();
  await page.getByText("已预约").waitFor();
  await assertAccessible(page);
  await page.getByRole("button", { name: "取消预约" }).click();
  await page.getByRole("button", { name: "取消预约" }).last().click();
  await page.getByText("已取消").waitFor();
});

test("a wrong token learns nothing", async () => {
  const page = await kit().open("/my/ticket/#t=990101.AAAAAAAAAAAAAAAAAAAAAA", screens.phone);
  await page.getByText("这个号已失效").waitFor();
});
