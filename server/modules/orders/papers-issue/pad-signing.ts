/**
 * Signing on the evaluator of a window (评价器签名). The clerk who sits there lays a paper before the customer; only the pad of
 * that window shows it, for some minutes, and its ink counts as given before that clerk.
 */
import type { AnswerOf, InputOf } from "../../../../contracts/endpoint.ts";
import type {
  askOnPad as askEndpoint,
  signOnPad as signEndpoint,
  viewPadSigning as viewEndpoint,
} from "../../../../contracts/orders/pad-signing.ts";
import { dateOf } from "../../../foundation/clock.ts";
import { audit, type Context, publish, staffOf } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import { Problem } from "../../../foundation/problem.ts";
import { rulesInForce } from "../../catalogue/index.ts";
import { findWindowOf } from "../../hall/index.ts";
import { listDevices } from "../../identity/index.ts";
import { type OpenOrder, openOrder } from "../open-order.ts";
import { documentHash } from "../papers/index.ts";
import { saveOrder } from "../save-order.ts";
import { documentOf } from "./answers.ts";
import * as pads from "./pad-store.ts";
import { signPaper } from "./sign-paper.ts";
import { customersSlots, slotsOf } from "./slots.ts";
import * as store from "./store.ts";

/** What the pad of a window listens to. */
export const padTopic = (windowId: string): string => `orders.pad:${windowId}`;
const tellPad = (ctx: Context, windowId: string) =>
  publish(ctx, { type: "orders.pad-changed", topic: padTopic(windowId), payload: { windowId } });

/** @throws orders.no_pad unless the caller sits at a window with a paired evaluator */
async function callersPad(ctx: Context) {
  const window = await findWindowOf(ctx, staffOf(ctx).id);
  const devices = window ? await listDevices(ctx, window.hallId) : [];
  const hasPad = devices.some(
    ({ kind, state, windowId }) => kind === "pad" && state === "paired" && windowId === window?.id,
  );
  if (!window || !hasPad) throw new Problem("orders.no_pad");
  return window;
}

/**
 * @throws thing.not_found, orders.no_pad, orders.paper_outdated, orders.signature_other_document, orders.signature_slot,
 *   orders.signature_twice
 */
export async function askOnPad(
  ctx: Context,
  open: OpenOrder,
  paperId: string,
  { slot, signerName, documentHash: seen }: InputOf<typeof askEndpoint>["body"],
): Promise<store.IssuedRow> {
  const row = await store.findIssued(ctx, open.id, paperId);
  if (!row) throw new Problem("thing.not_found");
  if (row.isOutdated) throw new Problem("orders.paper_outdated");
  const document = documentOf(ctx, row);
  if (documentHash(document) !== seen) throw new Problem("orders.signature_other_document");
  if (!customersSlots.has(slot) || !slotsOf(document).some(({ key }) => key === slot))
    throw new Problem("orders.signature_slot", { field: "slot" });
  const signed = row.signatures.find((one) => one.slot === slot);
  if (signed) throw new Problem("orders.signature_twice", { who: signed.signerName });
  const window = await callersPad(ctx);
  const now = ctx.clock.now();
  const minutes = (await rulesInForce(ctx, dateOf(now).toString())).value("SIGN.PAD.MINUTES");
  const { id: byId, name: byName } = staffOf(ctx);
  await pads.endAsksOfWindow(ctx, window.id);
  const ask = {
    ...{ id: newId(), orderId: open.id, paperId, slot, signerName, documentHash: seen, byId, byName },
    ...{ hallId: window.hallId, windowId: window.id, windowNumber: window.number },
    ...{ askedAt: now, expiresAt: now.add({ minutes }) },
  };
  if (!(await pads.insertAsk(ctx, ask))) throw new Problem("orders.no_pad");
  tellPad(ctx, window.id);
  open.tell({
    kind: "paper-on-pad",
    text: {
      zh: `请客户在 ${window.number} 号窗口评价器上签名：${document.title.zh}（${row.number}）`,
      en: `Laid before the customer at window ${window.number}: ${document.title.en ?? document.title.zh} (${row.number})`,
    },
    detail: { paperId, slot },
  });
  await saveOrder(ctx, open, {
    action: "paper_on_pad",
    after: { paperId, slot, window: window.number, documentHash: seen },
  });
  return (await store.findIssued(ctx, open.id, paperId)) ?? row;
}

/** @throws thing.not_found */
export async function takeFromPad(ctx: Context, open: OpenOrder, paperId: string): Promise<store.IssuedRow> {
  const row = await store.findIssued(ctx, open.id, paperId);
  if (!row) throw new Problem("thing.not_found");
  const windows = await pads.endAsksOfPaper(ctx, paperId);
  if (windows.length === 0) return row;
  for (const windowId of windows) tellPad(ctx, windowId);
  open.tell({
    kind: "paper-off-pad",
    text: {
      zh: `收回评价器上的单据（${row.number}）`,
      en: `Paper ${row.number} was taken from the pad`,
    },
    detail: { paperId },
  });
  await saveOrder(ctx, open, { action: "paper_off_pad", after: { paperId } });
  return (await store.findIssued(ctx, open.id, paperId)) ?? row;
}

/** A customer writes on it, not the clerk: only the evaluator of this very window. @throws thing.not_found */
export function requireOwnPad({ actor }: Context, windowId: string): void {
  if (actor.kind !== "device" || actor.deviceKind !== "pad" || actor.windowId !== windowId)
    throw new Problem("thing.not_found");
}

/** A paper that was issued anew meanwhile, or signed elsewhere, is not shown any longer. */
export async function viewPad(ctx: Context, windowId: string): Promise<AnswerOf<typeof viewEndpoint>> {
  requireOwnPad(ctx, windowId);
  const now = ctx.clock.now().toString();
  const ask = await pads.findAskAt(ctx, windowId);
  const row = ask && (await store.findIssued(ctx, ask.orderId, ask.paperId));
  if (!row || row.isOutdated || row.signatures.some(({ slot }) => slot === ask.slot))
    return { now, ask: null };
  const document = documentOf(ctx, row);
  const label = slotsOf(document).find(({ key }) => key === ask.slot)?.label ?? { zh: ask.slot };
  return {
    now,
    ask: {
      askId: ask.id,
      title: { zh: document.title.zh, en: document.title.en ?? document.title.zh },
      place: { zh: label.zh, en: label.en ?? label.zh },
      signerName: ask.signerName,
      document,
      hash: documentHash(document),
      until: ask.expiresAt.toString(),
    },
  };
}

/** @throws thing.not_found, orders.pad_over */
async function lockAsk(ctx: Context, windowId: string, askId: string) {
  requireOwnPad(ctx, windowId);
  const found = await pads.findAskAt(ctx, windowId);
  if (found?.id !== askId) throw new Problem("orders.pad_over");
  const open = await openOrder(ctx, found.orderId);
  // Read again under the order's lock: the clerk may have taken it away in between.
  const ask = await pads.findAskAt(ctx, windowId);
  if (ask?.id !== askId) throw new Problem("orders.pad_over");
  return { ask, open };
}

/** @throws thing.not_found, orders.pad_over and what signing a paper refuses */
export async function signOnPad(
  ctx: Context,
  windowId: string,
  askId: string,
  ink: InputOf<typeof signEndpoint>["body"],
): Promise<Record<string, never>> {
  const { ask, open } = await lockAsk(ctx, windowId, askId);
  if (ink.documentHash !== ask.documentHash) throw new Problem("orders.signature_other_document");
  await pads.endAsk(ctx, askId, "signed");
  const { slot, signerName, byId, byName } = ask;
  await signPaper(ctx, open, ask.paperId, { ...ink, slot, signerName }, { id: byId, name: byName });
  tellPad(ctx, windowId);
  return {};
}

/** Not signing here says nothing of the paper: the customer may want to read it at home. @throws thing.not_found, orders.pad_over */
export async function declineOnPad(
  ctx: Context,
  windowId: string,
  askId: string,
): Promise<Record<string, never>> {
  const { ask, open } = await lockAsk(ctx, windowId, askId);
  await pads.endAsk(ctx, askId, "declined");
  audit(ctx, { action: "orders.pad_declined", subject: `paper:${ask.paperId}`, after: { slot: ask.slot } });
  tellPad(ctx, windowId);
  open.tell({
    kind: "paper-not-signed",
    text: { zh: "客户没有在评价器上签名", en: "The customer did not sign on the pad" },
    detail: { paperId: ask.paperId },
  });
  await saveOrder(ctx, open, { action: "paper_not_signed", after: { paperId: ask.paperId } });
  return {};
}
