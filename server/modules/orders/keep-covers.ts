/** Who covers which post beside the own (AB角制): seen, set and ended by whoever sets orders up. */
import posts from "../../../catalogue/posts.json" with { type: "json" };
import type { AnswerOf, Words } from "../../../contracts/endpoint.ts";
import type { listOrderCovers } from "../../../contracts/orders/catalogue.ts";
import { dateOf } from "../../foundation/clock.ts";
import { audit, type Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { findUnit, staffFaces } from "../identity/index.ts";
import { type Cover, coverPosts } from "./cover-posts.ts";
import { endCover, listCovers } from "./store/list-covers.ts";
import { unitsOf } from "./units-with.ts";

const postName = (code: string): Words => {
  const post = posts.find((one) => one.code === code);
  return post ? { zh: post.zh, en: post.en } : { zh: code, en: code };
};
const todayOf = (ctx: Context) => dateOf(ctx.clock.now()).toString();

export async function readCovers(ctx: Context): Promise<AnswerOf<typeof listOrderCovers>> {
  const rows = await listCovers(ctx, todayOf(ctx));
  const people = await staffFaces(
    ctx,
    rows.map(({ staffId }) => staffId),
  );
  const units = new Map((await unitsOf(ctx)).map((unit) => [unit.unitId, unit.name]));
  return {
    covers: rows.map((row) => ({
      ...row,
      name: people.get(row.staffId)?.name ?? "—",
      ownPost: people.get(row.staffId)?.post ?? null,
      postName: postName(row.post),
      unitName: units.get(row.unitId) ?? { zh: "—", en: "—" },
    })),
    posts: posts.map(({ code }) => ({ code, name: postName(code) })),
  };
}

/** @throws orders.staff_unknown, orders.cover_own_post, thing.not_found */
export async function setCover(ctx: Context, cover: Cover): Promise<void> {
  const face = (await staffFaces(ctx, [cover.staffId])).get(cover.staffId);
  if (!face) throw new Problem("orders.staff_unknown");
  if (face.post === cover.post) throw new Problem("orders.cover_own_post");
  const unit = await findUnit(ctx, cover.unitId);
  if (!unit || !posts.some(({ code }) => code === cover.post)) throw new Problem("thing.not_found");
  await coverPosts(ctx, cover);
}

/** @throws thing.not_found */
export async function dropCover(
  ctx: Context,
  { reason, ...cover }: Cover & { readonly reason: string },
): Promise<void> {
  if (!(await endCover(ctx, cover, todayOf(ctx)))) throw new Problem("thing.not_found");
  audit(ctx, {
    action: "orders.cover_ended",
    subject: `staff:${cover.staffId}`,
    before: cover,
    ...(reason ? { reason } : {}),
  });
}
