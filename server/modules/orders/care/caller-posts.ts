/** The posts that the caller may act as where an order is: the own one, those covered, those stood in for. */
import { type Context, staffOf } from "../../../foundation/context.ts";
import { staffFaces } from "../../identity/index.ts";
import { callingWorker } from "../worker.ts";

type Placed = { readonly order: { readonly unitId: string } };

export async function callerPosts(ctx: Context, { order }: Placed): Promise<ReadonlySet<string>> {
  const posts = (await callingWorker(ctx)).places.get(order.unitId);
  if (posts && posts.size > 0) return posts;
  const own = (await staffFaces(ctx, [staffOf(ctx).id])).get(staffOf(ctx).id);
  return new Set(own ? [own.post] : []);
}
