/** What a customer does with the own order: sends papers, urges, answers, signs, refuses, rates. */
import type { InputOf } from "../../../../contracts/endpoint.ts";
import type { rateMyOrder, sendMyPaper } from "../../../../contracts/orders/my.ts";
import { audit, type Context } from "../../../foundation/context.ts";
import type { ReceivedFile } from "../../../foundation/files/receive-file.ts";
import { Problem } from "../../../foundation/problem.ts";
import { documentTypes, maskName, uploadDocument } from "../../customers/index.ts";
import { urgeOrder } from "../care/urge-order.ts";
import { openOrder } from "../open-order.ts";
import { deliverPaper } from "../papers-issue/deliver-paper.ts";
import { type Ink, signPaper } from "../papers-issue/sign-paper.ts";
import { findIssued, type IssuedRow } from "../papers-issue/store.ts";
import { receiveMessage } from "../receive-message.ts";
import { saveOrder } from "../save-order.ts";
import { putPaper } from "../settle-paper.ts";
import { heldOrder } from "./held-order.ts";
import { isCustomers } from "./questions.ts";
import { endToken, insertRating } from "./store.ts";

/**
 * A paper that is owed goes into the archive like any other, by its content, and settles the debt once it is whole.
 * @throws orders.not_open, orders.paper_unknown, orders.paper_at_counter and what the archive says of the file
 */
export async function sendPaper(
  ctx: Context,
  { code, side, expiresOn, longTerm, name }: InputOf<typeof sendMyPaper>["query"],
  file: ReceivedFile,
): Promise<void> {
  const { orderId } = await heldOrder(ctx);
  const open = await openOrder(ctx, orderId);
  if (open.order.closedAt !== null) throw new Problem("orders.not_open");
  const paper = open.papers.find((one) => one.code === code && one.state === "owed");
  if (!paper) throw new Problem("orders.paper_unknown", { field: "code" });
  const isKnown = documentTypes.some((type) => type.code === code);
  if (open.order.customerId === null || !isKnown) throw new Problem("orders.paper_at_counter");
  const { documentId, state } = await uploadDocument(
    ctx,
    open.order.customerId,
    { name, type: code, side, longTerm, ...(expiresOn && { expiresOn }) },
    file,
  );
  if (state === "incomplete") return;
  await putPaper(ctx, open, { code, state: "received", documentId, reason: "" });
  await saveOrder(ctx, open, { action: "paper_sent", after: { code, documentId } });
}

/** @throws orders.not_open */
export async function urgeMine(ctx: Context, said: string): Promise<void> {
  const { orderId } = await heldOrder(ctx);
  await urgeOrder(ctx, orderId, { channel: "web", said: said || "客户在网上催办", isInsisted: false });
}

/** @throws orders.not_rated_yet, orders.rated_already */
export async function rateMine(ctx: Context, rating: InputOf<typeof rateMyOrder>["body"]): Promise<void> {
  const { orderId } = await heldOrder(ctx);
  const open = await openOrder(ctx, orderId);
  if (open.order.state !== "done") throw new Problem("orders.not_rated_yet");
  if (!(await insertRating(ctx, orderId, rating))) throw new Problem("orders.rated_already");
  open.tell({
    kind: "rated",
    text: { zh: `客户评价：${rating.level} 星`, en: `Rated by the customer: ${rating.level} of 5` },
    detail: { level: rating.level, comment: rating.comment },
  });
  await saveOrder(ctx, open, { action: "rated", after: { level: rating.level } });
}

/** @throws orders.not_open, orders.not_awaited also for what is not the customer's to say */
export async function answerMine(ctx: Context, message: string, note: string): Promise<void> {
  const { orderId } = await heldOrder(ctx);
  if (!isCustomers(message)) throw new Problem("orders.not_awaited");
  await receiveMessage(ctx, orderId, { message, note });
}

/** @throws thing.not_found */
export async function myPaper(ctx: Context, paperId: string): Promise<IssuedRow> {
  const { orderId } = await heldOrder(ctx);
  const row = await findIssued(ctx, orderId, paperId);
  if (!row) throw new Problem("thing.not_found");
  return row;
}

const nameOfCustomer = ({ order }: { order: { contactName: string } }) =>
  order.contactName === "" ? "客户" : maskName(order.contactName);

export async function readMine(ctx: Context, paperId: string): Promise<void> {
  const { orderId } = await myPaper(ctx, paperId);
  const open = await openOrder(ctx, orderId);
  await deliverPaper(ctx, orderId, paperId, { kind: "read", toName: nameOfCustomer(open), note: "" });
}

export async function signMine(ctx: Context, paperId: string, ink: Ink): Promise<IssuedRow> {
  const { orderId } = await heldOrder(ctx);
  return signPaper(ctx, await openOrder(ctx, orderId), paperId, ink);
}

/** @throws orders.paper_outdated */
export async function refuseMine(ctx: Context, paperId: string, reason: string): Promise<IssuedRow> {
  const row = await myPaper(ctx, paperId);
  if (row.isOutdated) throw new Problem("orders.paper_outdated");
  const open = await openOrder(ctx, row.orderId);
  const refused = await deliverPaper(ctx, row.orderId, paperId, {
    kind: "refused",
    toName: nameOfCustomer(open),
    note: reason,
  });
  open.tell({
    kind: "paper-refused",
    text: {
      zh: `客户拒签单据 ${row.number}：${reason}`,
      en: `The customer refused paper ${row.number}: ${reason}`,
    },
    detail: { paperId },
    forCustomer: true,
  });
  await saveOrder(ctx, open, { action: "paper_refused_by_customer", after: { paperId } });
  return refused;
}

export async function leaveMine(ctx: Context): Promise<void> {
  const { orderId } = await heldOrder(ctx);
  if (ctx.actor.kind === "customer") await endToken(ctx, ctx.actor.tokenHash);
  audit(ctx, { action: "orders.left", subject: `order:${orderId}` });
}
