/**
 * Somebody else looks at a pause that asks for it (§2.15): justified or not. One that was not ends, if it still stands, and is
 * undone in the clocks that go (`care/undo-pause.ts`); of those that have ended the times stay, and figures leave it out.
 */
import { type Context, staffOf } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { undoPause } from "./care/undo-pause.ts";
import { requireAt } from "./involvement.ts";
import { type OpenOrder, openOrder } from "./open-order.ts";
import { saveOrder } from "./save-order.ts";
import * as store from "./store/pauses.ts";
import { runOn } from "./suspend-order.ts";

/** @throws thing.not_found, orders.pause_checked, orders.pause_own, access.denied */
export async function checkPause(
  ctx: Context,
  orderId: string,
  pauseId: string,
  { isJustified, note }: { readonly isJustified: boolean; readonly note: string },
): Promise<OpenOrder> {
  const open = await openOrder(ctx, orderId);
  await requireAt(ctx, open, "orders.check");
  const pause = await store.findPause(ctx, orderId, pauseId);
  if (!pause) throw new Problem("thing.not_found");
  if (pause.checkedByName !== null) throw new Problem("orders.pause_checked", { who: pause.checkedByName });
  if (pause.byId === staffOf(ctx).id) throw new Problem("orders.pause_own");
  if (!isJustified) {
    if (pause.endedAt === null && open.order.state === "suspended") await runOn(ctx, open, note);
    undoPause(open, pause);
  }
  await store.checkPause(ctx, pauseId, { by: open.doer, isJustified, note });
  open.tell({
    kind: "pause-checked",
    text: isJustified
      ? { zh: `暂停复核：属实。${note}`, en: `Pause checked: justified. ${note}` }
      : { zh: `暂停复核：不属实。${note}`, en: `Pause checked: not justified. ${note}` },
    detail: { pauseId, isJustified },
  });
  await saveOrder(ctx, open, { action: "pause_checked", after: { pauseId, isJustified }, reason: note });
  return open;
}
