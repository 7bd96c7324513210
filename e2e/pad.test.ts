import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import * as hall from "../contracts/hall.ts";
import { assertAccessible, screens, startKit, test } from "./kit.ts";

const kit = startKit();

/** Serves one customer to the end, so that the evaluator asks. */
async function serveOne(): Promise<hall.Ticket> {
  const { hallId, desk } = kit().hall;
  const params = { hallId, windowId: desk.windowId };
  await kit().takeTicket();
  const { ticket } = await desk.clerk.call(hall.callNext, { params });
  assert.ok(ticket);
  await desk.clerk.call(hall.markArrived, { params, body: { ticketId: ticket.id } });
  await desk.clerk.call(hall.finishTicket, { params, body: { ticketId: ticket.id } });
  return ticket;
}
const face = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

test("shows who serves here, asks after the service, thanks, and rests again", async () => {
  const page = await kit().openDevice("pad", screens.pad);
  await page.getByText("林小满").waitFor();
  await page.getByText("1 号窗口").first().waitFor();
  await assertAccessible(page);
  await serveOne();
  await face(page, "非常满意").waitFor({ timeout: 2_000 });
  await assertAccessible(page);
  await face(page, "非常满意").click();
  await page.getByText("感谢您的评价").waitFor();
  await page.getByText("林小满").waitFor();
});

test("who is not satisfied says why; what they write is text and never runs", async () => {
  const page = await kit().openDevice("pad", screens.padUpright);
  await page.getByText("林小满").waitFor();
  await serveOne();
  await face(page, "非常不满意").click();
  const submit = page.getByRole("button", { name: "提交" });
  assert.ok(await submit.isDisabled(), "a reason is needed");
  await assertAccessible(page);
  await page.getByRole("button", { name: "等候太久" }).click();
  await page.getByLabel(/还想说的话/).fill('<img src=x onerror="alert(1)"><script>alert(2)</script>');
  await submit.click();
  await page.getByText("感谢您的评价").waitFor();
});

test("no answer in time is no rating", async () => {
  const page = await kit().openDevice("pad", screens.pad);
  await page.getByText("林小满").waitFor();
  await serveOne();
  await face(page, "满意").waitFor();
  await kit().pass(40_000);
  await face(page, "满意").waitFor({ state: "detached" });
  await page.getByText("林小满").waitFor();
});

test("a closed window says so", async () => {
  const page = await kit().openDevice("pad", screens.pad);
  await page.getByText("林小满").waitFor();
  const { hallId, desk } = kit().hall;
  const params = { hallId, windowId: desk.windowId };
  await desk.clerk.call(hall.closeWindow, { params });
  await page.getByText("本窗口未开放").waitFor();
  await assertAccessible(page);
  await desk.clerk.call(hall.openWindow, { params, body: {} });
  await page.getByText("林小满").waitFor();
});
