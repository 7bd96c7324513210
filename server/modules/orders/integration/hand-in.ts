/**
 * Another system hands in an order: by its key one at a time, or a file of many. The same reference with the same content
 * is the same order, however often it comes; with another content it is refused, because nobody could say which of the two
 * holds. What is said later joins the order by `addToHandedIn`.
 */
import type { Capability } from "../../../../contracts/capabilities.ts";
import { acceptOrder as acceptEndpoint } from "../../../../contracts/orders/intake.ts";
import type { HandedOrder, HandedStatus } from "../../../../contracts/orders/integration.ts";
import { dateOf } from "../../../foundation/clock.ts";
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { keyedHash } from "../../../foundation/secrets.ts";
import { rulesInForce } from "../../catalogue/index.ts";
import { accountsNumbered } from "../../customers/index.ts";
import { acceptOrder } from "../accept-order.ts";
import type { OrderCatalogue } from "../catalogue/order-catalogue.ts";
import { orderComplaints } from "../catalogue/order-complaints.ts";
import { findHotlineKind, type HotlineKind, hotlineKinds } from "../catalogue/order-hotline.ts";
import { catalogueNow } from "../catalogue-in-force.ts";
import type { HandedLimit } from "../intake.ts";
import { limitsOf } from "../limits.ts";
import { noteOrder } from "../note-order.ts";
import * as store from "../store/handed-in.ts";
import { unitsWith } from "../units-with.ts";

/** A form's note is shorter than what a customer may say; the whole stands in the order's demand. */
const noteMost = 2_000;

/** Limits of a source hold for every class and area. */
const anyScope = { customerClass: "RES", areaType: "URBAN" } as const;

export type HandIn = { readonly source: string; readonly unitId: string | null; readonly order: HandedOrder };

/**
 * @throws orders.source_differs, orders.kind_unknown, orders.account_number, and what accepting an order throws
 */
export async function handIn(
  ctx: Context,
  { source, unitId, order }: HandIn,
): Promise<HandedStatus & { isNew: boolean }> {
  await store.lockHandedIn(ctx, source, order.ref);
  const contentHash = keyedHash(ctx.secret, "handed-in order", JSON.stringify(order));
  const known = await store.findHandedIn(ctx, source, order.ref);
  if (known && !known.contentHash.equals(contentHash))
    throw new Problem("orders.source_differs", { number: known.number, field: "ref" });
  if (known) return { ...(await statusOf(ctx, source, order.ref)), isNew: false };

  const kind = kindOf(order.kind);
  const note = order.demand.slice(0, noteMost);
  const body = acceptEndpoint.body?.parse({
    typeCode: kind.typeCode,
    channel: "hotline",
    accountId: await accountOf(ctx, order.accountNumber),
    unitId,
    title: order.title,
    demand: order.demand,
    contactName: order.contactName,
    contactPhone: order.contactPhone,
    address: order.address,
    priority: order.priority,
    secrecy: order.secrecy,
    form: { ...kind.form, note },
  });
  if (!body) throw new TypeError("an order is accepted with a body");
  const open = await acceptOrder(ctx, {
    ...body,
    source: { name: source, ref: order.ref },
    limits: await limitsHanded(ctx, source, order),
  });
  await store.insertHandedIn(ctx, { source, ref: order.ref, orderId: open.id, contentHash });
  return { ...(await statusOf(ctx, source, order.ref)), isNew: true };
}

/** @throws orders.kind_unknown, which says what is known */
export function kindOf(typed: string): HotlineKind {
  const found = findHotlineKind(typed);
  if (found) return found;
  const kinds = hotlineKinds.map(({ name }) => name.zh).join("、");
  const kindsEn = hotlineKinds.map(({ name }) => name.en).join(", ");
  throw new Problem("orders.kind_unknown", { kind: typed, kinds, kindsEn, field: "kind" });
}

async function accountOf(ctx: Context, accountNumber: string): Promise<string | null> {
  if (accountNumber === "") return null;
  const [found, ...more] = await accountsNumbered(ctx, accountNumber);
  if (!found || more.length > 0)
    throw new Problem("orders.account_number", { accountNumber, field: "accountNumber" });
  return found.id;
}

/** The source's own limit to close it (§3.1), counted from when it was taken there; its header's, where that is shorter. */
async function limitsHanded(
  ctx: Context,
  source: string,
  { receivedAt, dueAt }: HandedOrder,
): Promise<readonly HandedLimit[]> {
  const now = ctx.clock.now();
  const received = receivedAt === null ? now : Temporal.Instant.from(receivedAt);
  const at = Temporal.Instant.compare(received, now) < 0 ? received : now;
  const close = orderComplaints.sources.find((one) => one.source === source)?.limits.close;
  const rules = await rulesInForce(ctx, dateOf(now).toString());
  const ruled = close ? limitsOf(rules, close, anyScope).map((limit) => ({ ...limit, at })) : [];
  if (dueAt === null) return ruled;
  // Both run side by side: the earlier one decides when the order is due, and each is met or missed by itself.
  const minutes = Math.max(0, Math.floor(Temporal.Instant.from(dueAt).since(at).total("minutes")));
  const header = {
    ruleCode: "HOTLINE.HEADER",
    layer: "internal",
    limit: { value: minutes, unit: "MIN" },
    at,
  } as const;
  return [...ruled, header];
}

/** @throws thing.not_found for what was never handed in, and for units outside the caller's */
export async function handedInStatus(ctx: Context, source: string, ref: string): Promise<HandedStatus> {
  return answerOf(await catalogueNow(ctx), await within(ctx, "orders.read", source, ref));
}

/** An order of the caller's own system and units. */
async function within(
  ctx: Context,
  capability: Capability,
  source: string,
  ref: string,
): Promise<store.HandedRow> {
  const row = await store.readHandedIn(ctx, source, ref);
  const isForeign = ctx.actor.kind === "key" && ctx.actor.system !== source;
  const units = await unitsWith(ctx, capability);
  if (!row || isForeign || !units.some(({ unitId }) => unitId === row.unitId))
    throw new Problem("thing.not_found");
  return row;
}

async function statusOf(ctx: Context, source: string, ref: string): Promise<HandedStatus> {
  const row = await store.readHandedIn(ctx, source, ref);
  if (!row) throw new Problem("thing.not_found");
  return answerOf(await catalogueNow(ctx), row);
}

function answerOf(catalogue: OrderCatalogue, { unitId: _, ...row }: store.HandedRow): HandedStatus {
  return {
    ...row,
    typeName: catalogue.type(row.typeCode)?.name ?? { zh: row.typeCode, en: row.typeCode },
    openedAt: row.openedAt.toString(),
    dueAt: row.dueAt?.toString() ?? null,
    closedAt: row.closedAt?.toString() ?? null,
  };
}

/** @throws orders.over, thing.not_found */
export async function addToHandedIn(
  ctx: Context,
  source: string,
  ref: string,
  text: string,
): Promise<HandedStatus> {
  const row = await within(ctx, "orders.import", source, ref);
  if (row.closedAt) throw new Problem("orders.over", { number: row.number });
  await noteOrder(ctx, row.orderId, { text: `来单补充：${text}`, forCustomer: false });
  return statusOf(ctx, source, ref);
}
