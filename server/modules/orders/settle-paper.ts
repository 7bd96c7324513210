/** A paper of an order has come in, or is waived where that is allowed (§2.6 rule 1). */
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { requireInvolved } from "./involvement.ts";
import { type OpenOrder, openOrder } from "./open-order.ts";
import { endWaitWhenComplete, isOwed } from "./owed-papers.ts";
import { paperName } from "./paper-names.ts";
import { saveOrder } from "./save-order.ts";
import { runOn } from "./suspend-order.ts";

type Wish = {
  readonly code: string;
  readonly state: "received" | "waived";
  readonly documentId: string | null;
  readonly reason: string;
};

/** What an order that waits for papers is suspended for (catalogue/order-reasons.json). */
const papersMissing = "papers-missing";

/** @throws orders.not_open, orders.paper_unknown, orders.paper_never_waived, access.denied */
export async function settlePaper(ctx: Context, orderId: string, wish: Wish): Promise<OpenOrder> {
  const open = await openOrder(ctx, orderId);
  if (ctx.actor.kind === "staff") await requireInvolved(ctx, open);
  await putPaper(ctx, open, wish);
  await saveOrder(ctx, open, {
    action: "paper_settled",
    after: { code: wish.code, state: wish.state, documentId: wish.documentId },
    reason: wish.reason,
  });
  return open;
}

/** Without saving: the customer's own page may bring several at once. */
export async function putPaper(
  ctx: Context,
  open: OpenOrder,
  { code, state, documentId, reason }: Wish,
): Promise<void> {
  if (open.order.closedAt !== null) throw new Problem("orders.not_open");
  const paper = open.papers.find((one) => one.code === code);
  if (!paper) throw new Problem("orders.paper_unknown", { field: "code" });
  if (state === "waived" && isNeverWaived(open, code)) throw new Problem("orders.paper_never_waived");
  open.putPaper({ ...paper, state, documentId: documentId ?? paper.documentId, remindAt: null });
  const name = paperName(code);
  open.tell({
    kind: "paper",
    text:
      state === "received"
        ? { zh: `已收资料：${name.zh}`, en: `Paper received: ${name.en}` }
        : { zh: `免交资料：${name.zh}。${reason}`, en: `Paper waived: ${name.en}. ${reason}` },
    detail: { code, state, documentId },
    forCustomer: true,
  });
  endWaitWhenComplete(open);
  const waitsForPapers =
    open.order.state === "suspended" &&
    open.clocks.some(({ marks }) => marks.at(-1)?.reason === papersMissing);
  if (waitsForPapers && !open.papers.some(isOwed)) await runOn(ctx, open, name.zh);
}

export function isNeverWaived({ catalogue, type }: OpenOrder, code: string): boolean {
  const set = catalogue.paperSet(type?.papers);
  return set?.papers.find((paper) => paper.code === code)?.neverWaived ?? false;
}
