/** Whoever calls with a token is the customer of one order, and of nothing else. */
import { dateOf } from "../../../foundation/clock.ts";
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { rulesInForce } from "../../catalogue/index.ts";
import { findHeld, type Held } from "./store.ts";

/** @throws thing.not_found for a token that opens nothing, or nothing any more */
export async function heldOrder(ctx: Context): Promise<Held> {
  const held = ctx.actor.kind === "customer" ? await findHeld(ctx, ctx.actor.tokenHash) : undefined;
  if (!held) throw new Problem("thing.not_found");
  if (held.closedAt === null) return held;
  const rules = await rulesInForce(ctx, dateOf(ctx.clock.now()).toString());
  const until = held.closedAt.add({ hours: 24 * rules.value("FOLLOW.AFTER_CLOSE.DAYS") });
  if (Temporal.Instant.compare(ctx.clock.now(), until) > 0) throw new Problem("thing.not_found");
  return held;
}
