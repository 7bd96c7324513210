/** Orders for page tests: taken at the test hall's counter through the public API, and signed for on their pages. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { createCustomer } from "../contracts/customers/archive.ts";
import * as orders from "../contracts/orders.ts";
import type { Kit } from "./kit.ts";

let made = 0;

export type Taken = { readonly orderId: string; readonly number: string; readonly phone: string };

/** A home's new connection, with the title of the house still owed unless said. */
export async function takeOrder(kit: Kit, { owes = true } = {}): Promise<Taken> {
  const { hallId, desk } = kit.hall;
  const { clerk } = desk;
  const n = ++made;
  const { customerId } = await clerk.call(createCustomer, {
    body: { kind: "individual", name: `沈青${"甲乙丙丁戊己庚辛"[n % 8]}`, unitId: hallId },
  });
  const phone = `1370000${String(1_000 + n)}`;
  const papers = owes
    ? [{ code: "id-card" }, { code: "commitment" }]
    : [{ code: "id-card" }, { code: "property-title" }];
  const { order } = await clerk.call(orders.acceptOrder, {
    body: {
      typeCode: "NI-RES",
      customerId,
      unitId: hallId,
      contactName: "沈青",
      contactPhone: phone,
      address: `青禾县云杉路${100 + n}号`,
      form: { use: "residential", capacity: 8, voltage: "220V" },
      papers,
    },
  });
  return { orderId: order.id, number: order.number, phone };
}

/** The address on the receipt's QR code, as a phone opens it here. */
export async function followPath(kit: Kit, orderId: string): Promise<{ path: string; paperId: string }> {
  const { document, line } = await kit.hall.desk.clerk.call(orders.issuePaper, {
    params: { orderId },
    body: { template: "receipt" },
  });
  const qr = document.sections.find(({ kind }) => kind === "qr");
  assert.ok(qr?.kind === "qr");
  const { pathname, hash } = new URL(qr.text);
  return { path: pathname + hash, paperId: line.id };
}

/** A name in a hand that shakes a little, on whichever pad is open. */
export async function signByHand(page: Page): Promise<void> {
  const canvas = page.locator(".signature-box canvas");
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.3);
  await page.mouse.down();
  for (let step = 1; step <= 16; step++)
    await page.mouse.move(
      box.x + box.width * (0.2 + 0.035 * step),
      box.y + box.height * (step % 2 ? 0.3 : 0.7),
    );
  await page.mouse.up();
  await page.locator(".signature-keys .main").click();
}
