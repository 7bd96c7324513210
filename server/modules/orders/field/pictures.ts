/** Pictures from the site: kept by their content, so that one that is sent twice after a lost connection is one. */
import { sql } from "kysely";
import type { AnswerOf, InputOf } from "../../../../contracts/endpoint.ts";
import { fileTypes } from "../../../../contracts/files.ts";
import type {
  addPicture as addEndpoint,
  listPictures as listEndpoint,
} from "../../../../contracts/orders/field.ts";
import { dateOf } from "../../../foundation/clock.ts";
import { audit, type Context, staffOf } from "../../../foundation/context.ts";
import type { ReceivedFile } from "../../../foundation/files/receive-file.ts";
import type { FileAnswer } from "../../../foundation/http/route.ts";
import { newId } from "../../../foundation/ids.ts";
import { Problem } from "../../../foundation/problem.ts";
import { rulesInForce } from "../../catalogue/index.ts";
import { requireInvolved } from "../involvement.ts";
import { openOrder } from "../open-order.ts";
import { isHidden } from "../read/lines.ts";
import { findHead } from "../store/read-order.ts";
import { callingWorker } from "../worker.ts";

type Picture = { readonly id: string; readonly sha256: Buffer };

/**
 * One that has ended takes pictures, too: a phone finds the network later than the work was done, and what proves a delivery
 * comes by post. @throws thing.not_found, access.denied, orders.pictures_too_many
 */
export async function addPicture(
  ctx: Context,
  orderId: string,
  { name, kind, stepId, takenAt }: InputOf<typeof addEndpoint>["query"],
  file: ReceivedFile,
): Promise<AnswerOf<typeof addEndpoint>> {
  const open = await openOrder(ctx, orderId);
  // Whoever could take the step may bring its pictures, before or after claiming it; whoever did one, when it is over.
  const places = (await callingWorker(ctx)).places;
  const couldWork = open.tasks.some(
    ({ post, unitId }) => post !== null && unitId !== null && places.get(unitId)?.has(post),
  );
  const staff = staffOf(ctx);
  const hasWorked = open.steps.some(({ closedBy }) => closedBy === staff.id);
  if (!couldWork && !hasWorked) await requireInvolved(ctx, open);
  const present = await listRows(ctx, orderId);
  const same = present.find((one) => one.sha256.toString("hex") === hexOf(file.sha256));
  if (same) return { pictureId: same.id };
  const rules = await rulesInForce(ctx, dateOf(ctx.clock.now()).toString());
  const limit = rules.value("PHOTO.PER_ORDER");
  if (present.length >= limit) throw new Problem("orders.pictures_too_many", { limit });
  const kept = await ctx.files.keep(ctx, file);
  const id = newId();
  const now = ctx.clock.now();
  // A phone's clock may be wrong; nobody photographs tomorrow.
  const said = takenAt === undefined ? now : Temporal.Instant.from(takenAt);
  const taken = Temporal.Instant.compare(said, now) > 0 ? now : said;
  await sql`
    insert into orders.pictures (org_id, order_id, id, step_id, kind, sha256, name, taken_at, added_at, added_by, added_by_name)
    values (${ctx.orgId}, ${orderId}, ${id}, ${stepId ?? null}, ${kind}, decode(${hexOf(kept.sha256)}, 'hex'), ${name},
      ${taken}, ${now}, ${staff.id}, ${staff.name})`.execute(ctx.tx);
  audit(ctx, { action: "orders.picture_added", subject: `order:${orderId}`, after: { pictureId: id, kind } });
  return { pictureId: id };
}

const hexOf = (sha256: string | Uint8Array): string =>
  typeof sha256 === "string" ? sha256 : Buffer.from(sha256).toString("hex");

async function listRows(ctx: Context, orderId: string): Promise<Picture[]> {
  const { rows } = await sql<Picture>`
    select id, sha256 from orders.pictures where org_id = ${ctx.orgId} and order_id = ${orderId}`.execute(
    ctx.tx,
  );
  return rows;
}

/** @throws thing.not_found also to those the order is about, and to outsiders of a secret one */
async function requireSight(ctx: Context, orderId: string): Promise<void> {
  const head = await findHead(ctx, orderId);
  if (!head || isHidden(head, staffOf(ctx).id)) throw new Problem("thing.not_found");
}

export async function listPictures(ctx: Context, orderId: string): Promise<AnswerOf<typeof listEndpoint>> {
  await requireSight(ctx, orderId);
  const { rows } = await sql<{
    id: string;
    kind: "photo" | "signature";
    stepId: string | null;
    zh: string | null;
    en: string | null;
    takenAt: Temporal.Instant;
    addedByName: string;
  }>`
    select p.id, p.kind, p.step_id as "stepId", s.name_zh as zh, s.name_en as en, p.taken_at as "takenAt",
      p.added_by_name as "addedByName"
    from orders.pictures p left join orders.steps s on s.org_id = p.org_id and s.id = p.step_id
    where p.org_id = ${ctx.orgId} and p.order_id = ${orderId} order by p.added_at, p.id`.execute(ctx.tx);
  return {
    pictures: rows.map(({ zh, en, takenAt, ...row }) => ({
      ...row,
      stepName: zh === null || en === null ? null : { zh, en },
      takenAt: takenAt.toString(),
    })),
  };
}

/** @throws thing.not_found, files.gone */
export async function readPicture(ctx: Context, orderId: string, pictureId: string): Promise<FileAnswer> {
  await requireSight(ctx, orderId);
  const { rows } = await sql<{ sha256: string; name: string; type: keyof typeof fileTypes }>`
    select encode(p.sha256, 'hex') as sha256, p.name, f.type from orders.pictures p
    join foundation.files f on f.org_id = p.org_id and f.sha256 = p.sha256
    where p.org_id = ${ctx.orgId} and p.order_id = ${orderId} and p.id = ${pictureId}`.execute(ctx.tx);
  const [found] = rows;
  if (!found) throw new Problem("thing.not_found");
  return {
    body: await ctx.files.open(ctx, found.sha256),
    filename: found.name,
    media: fileTypes[found.type].media,
  };
}
