import assert from "node:assert/strict";
import { test } from "node:test";
import * as hall from "../contracts/hall.ts";
import { assertAccessible, type Kit, screens, startKit } from "./kit.ts";

const kit = startKit();

async function callNext({ hall: { hallId, desk } }: Kit): Promise<hall.Ticket> {
  const params = { hallId, windowId: desk.windowId };
  const { ticket } = await desk.clerk.call(hall.callNext, { params });
  assert.ok(ticket);
  return ticket;
}
async function serve({ hall: { hallId, desk } }: Kit, ticketId: string): Promise<void> {
  const params = { hallId, windowId: desk.windowId };
  await desk.clerk.call(hall.markArrived, { params, body: { ticketId } });
  await desk.clerk.call(hall.finishTicket, { params, body: { ticketId } });
}

test("a called number stands large on the screen at once, and earlier ones beside it", async () => {
  const page = await kit().openDevice("display", screens.display);
  await page.getByText("欢迎光临").waitFor();
  await assertAccessible(page);
  const first = await kit().takeTicket();
  await callNext(kit());
  const hero = page.getByTestId("hero-number");
  await hero.getByText(first.ticket.number).waitFor({ timeout: 2_000 });
  await assertAccessible(page);
  await serve(kit(), first.ticket.id);
  const second = await kit().takeTicket("A1");
  await callNext(kit());
  await page.locator(".display-last").getByText(first.ticket.number).waitFor();
  await hero.getByText(second.ticket.number).waitFor();
  await serve(kit(), second.ticket.id);
});

test("cut off, it says so, keeps the last picture, and comes back by itself with what was called meanwhile", async () => {
  const page = await kit().openDevice("display", screens.display);
  await page.getByTestId("hero-number").waitFor();
  await page.context().setOffline(true);
  await page.getByText("连接中断，正在恢复").waitFor();
  await page.getByTestId("hero-number").waitFor();
  const { ticket } = await kit().takeTicket();
  await callNext(kit());
  await page.context().setOffline(false);
  await page.getByTestId("hero-number").getByText(ticket.number).waitFor();
  await page.getByText("连接中断，正在恢复").waitFor({ state: "detached" });
  await serve(kit(), ticket.id);
});

test("every call is announced once, a recall again", async () => {
  const page = await kit().openDevice("display", screens.display);
  await page.getByTestId("hero-number").waitFor();
  const said = () =>
    page.evaluate(() => JSON.parse(sessionStorage.getItem("mingchuang.display.said") ?? "[]") as string[]);
  const { ticket } = await kit().takeTicket();
  await callNext(kit());
  await page.getByTestId("hero-number").getByText(ticket.number).waitFor();
  await kit().pass(25_000);
  const { hallId, desk } = kit().hall;
  await desk.clerk.call(hall.recallTicket, {
    params: { hallId, windowId: desk.windowId },
    body: { ticketId: ticket.id },
  });
  await page.waitForTimeout(1_000);
  const mine = (await said()).filter((key) => key.startsWith(ticket.id));
  assert.deepEqual(mine, [`${ticket.id}/1`, `${ticket.id}/2`]);
  await serve(kit(), ticket.id);
});
