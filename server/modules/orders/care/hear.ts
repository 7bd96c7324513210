/**
 * What others tell, escalated up the line (§3.5): clocks that have used up a share of their limit, orders of a kind that is
 * supervised from the first moment. The cursor moves in the same transaction, so each is heard once in effect.
 */
import { z } from "zod";
import type { Context } from "../../../foundation/context.ts";
import type { Listener } from "../../../foundation/listeners.ts";
import { ruleName } from "../../catalogue/index.ts";
import { warningWords } from "../clock-warnings.ts";
import type { OpenOrder } from "../open-order.ts";
import { tryOpenOrder } from "../open-order.ts";
import { daysBeforeShare } from "../order-clock.ts";
import { saveOrder } from "../save-order.ts";
import * as store from "../store/care-supervision.ts";
import type { MarkedClock } from "../store/rows.ts";
import { firstLevels } from "./first-levels.ts";
import { followMain } from "./follow-main.ts";
import { causeOf, isWatched, type Level, levelOf, levelOfShare, oneUp, rankOf } from "./levels.ts";
import { type Raise, raise } from "./raise.ts";

const warned = z.object({ orderId: z.uuid(), clockId: z.uuid(), share: z.number() });
const about = z.object({ orderId: z.uuid(), nodeId: z.string().optional(), state: z.string().optional() });

export const careListener: Listener = {
  name: "orders.care",
  types: ["orders.clock-warned", "orders.opened", "orders.step-closed", "orders.closed"],
  hear: async (ctx, { type, payload }) => {
    if (type === "orders.clock-warned") return hearWarning(ctx, warned.parse(payload));
    const { orderId, nodeId, state } = about.parse(payload);
    // A grade may be settled only with the acceptance.
    if (type === "orders.opened" || nodeId === "accept") await hearOpened(ctx, orderId);
    if (type !== "orders.opened") await followMain(ctx, { orderId, ...(state && { state }) });
  },
};

async function hearWarning(
  ctx: Context,
  { orderId, clockId, share }: z.output<typeof warned>,
): Promise<void> {
  const open = await tryOpenOrder(ctx, orderId, false);
  const clock = open?.clocks.find(({ id }) => id === clockId);
  // Done in the meantime: nobody is to be hurried any more.
  if (!open || !clock || open.order.closedAt || !isWatched(clock.subject)) return;
  const wish = await wishOf(ctx, open, clock, share);
  if (wish) await raiseAll(ctx, open, [wish]);
}

async function wishOf(
  ctx: Context,
  open: OpenOrder,
  clock: MarkedClock,
  share: number,
): Promise<Raise | null> {
  const name = ruleName(clock.ruleCode);
  const overdue = open.rules.value("WARN.OVERDUE");
  if (clock.subject === "supervision") {
    if (share < overdue) return null;
    const sheet = (await store.listOfOrder(ctx, open.id)).find(({ id }) => id === clock.subjectId);
    if (!sheet || sheet.answeredAt) return null;
    return {
      level: unansweredLevel(sheet.level),
      trigger: "unanswered",
      cause: `unanswered:${sheet.id}`,
      reason: {
        zh: `督办未按期答复（${sheet.receiverNames}）`,
        en: `A supervision was not answered in time (${sheet.receiverNames})`,
      },
      clockId: clock.id,
      demanded: sheet.demanded,
    };
  }
  const isBefore = share === daysBeforeShare(clock, open.timing);
  const levels = [levelOfShare(open.rules, share), isBefore ? levelOf("days-before") : null];
  const level = levels.filter((one) => one !== null).sort((a, b) => rankOf(b) - rankOf(a))[0];
  if (level === undefined) return null;
  const used = warningWords(clock, share, open.timing);
  const over = {
    zh: `时限“${name.zh}”已超期（${share}%）`,
    en: `The limit “${name.en}” is over (${share}%)`,
  };
  return {
    level,
    trigger: isBefore ? "days-before" : "share",
    cause: causeOf(level, clock),
    reason: share >= overdue ? over : used,
    clockId: clock.id,
  };
}

/** Not answered goes higher than what was not answered, up to the top of the company. */
const unansweredLevel = (level: Level): Level =>
  level === "L4" ? "L4" : level === "L3" ? "L4" : oneUp(level);

async function hearOpened(ctx: Context, orderId: string): Promise<void> {
  const open = await tryOpenOrder(ctx, orderId, false);
  if (!open || open.order.closedAt) return;
  await raiseAll(ctx, open, firstLevels(open.order, open.rules));
}

async function raiseAll(ctx: Context, open: OpenOrder, wishes: readonly Raise[]): Promise<void> {
  let done = 0;
  for (const wish of wishes) if (await raise(ctx, open, wish)) done++;
  if (done > 0)
    await saveOrder(ctx, open, {
      action: "escalated",
      after: wishes.map(({ level, trigger }) => ({ level, trigger })),
    });
}
