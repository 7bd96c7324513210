/** Somebody covers a post beside the own (AB角制) on a unit and all below it: from then on its steps are theirs to take, too. */
import { dateOf } from "../../foundation/clock.ts";
import { audit, type Context } from "../../foundation/context.ts";
import { insertCover } from "./store/covers.ts";

export type Cover = { readonly staffId: string; readonly post: string; readonly unitId: string };

/** Idempotent. Duties of one order are kept apart all the same: by what was done, not by posts. */
export async function coverPosts(ctx: Context, cover: Cover): Promise<void> {
  const from = dateOf(ctx.clock.now()).toString();
  if (await insertCover(ctx, cover, from))
    audit(ctx, {
      action: "orders.post_covered",
      subject: `staff:${cover.staffId}`,
      after: { ...cover, from },
    });
}
