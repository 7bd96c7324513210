/**
 * Relations between customers (客户关系): household, landlord and tenant, group, sub-metering, property manager, family.
 * Where one stands above the other nobody may come to stand above themselves.
 */
import type { endRelation as ending, relate as endpoint } from "../../../contracts/customers.ts";
import type { InputOf } from "../../../contracts/endpoint.ts";
import type { Context } from "../../foundation/context.ts";
import { violates } from "../../foundation/database.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { nameOfCode } from "./codes.ts";
import { changeDay, pastOrToday, tellChange, today } from "./edit.ts";
import * as store from "./store/relations.ts";
import { lockSeries } from "./store/series.ts";
import { lockPresentCustomer } from "./update-customer.ts";

type Kind = InputOf<typeof endpoint>["body"]["kind"];

/** One stands above the other: a head of a group, the supplier, the manager of a property. */
const ranked: ReadonlySet<Kind> = new Set(["group", "sub-metering", "property-manager"]);
/** Both ends are alike, so the same relation the other way round is the same. */
const mutual: ReadonlySet<Kind> = new Set(["household", "family"]);

/**
 * Relates `fromId` to another customer: the head, the landlord, the supplier is `fromId`. Two who relate at the same
 * moment come one after the other, so that two halves never make a circle.
 * @throws thing.not_found, customers.merged, customers.relation_self, customers.relation_twice,
 *   customers.relation_overlap, customers.relation_cycle, customers.future_day
 */
export async function relate(
  ctx: Context,
  fromId: string,
  { kind, toCustomerId: toId, note, validFrom }: InputOf<typeof endpoint>["body"],
): Promise<string> {
  if (fromId === toId) throw new Problem("customers.relation_self", { field: "toCustomerId" });
  const day = pastOrToday(ctx, validFrom ?? today(ctx), "validFrom");
  if (ranked.has(kind)) await lockSeries(ctx, `relations:${kind}`);
  const names = new Map<string, string>();
  for (const id of [fromId, toId].sort()) names.set(id, (await lockPresentCustomer(ctx, id)).name);
  await refuseSame(ctx, { kind, fromId, toId, isMutual: mutual.has(kind) }, day);
  if (ranked.has(kind) && (await store.standsAbove(ctx, { kind, fromId, toId }, day)))
    throw new Problem("customers.relation_cycle", { name: names.get(toId) ?? "", field: "toCustomerId" });

  const id = newId();
  try {
    await store.insertRelation(ctx, { id, fromId, toId, kind, note, validFrom: day });
  } catch (error) {
    if (violates(error, "relations_once")) throw new Problem("customers.relation_twice");
    throw error;
  }
  const { zh, en } = nameOfCode("relation", kind);
  await tellChange(ctx, {
    of: [fromId, toId],
    part: "relation",
    action: "related",
    subject: `relation:${id}`,
    title: { zh: `建立关系：${zh}`, en: `Related: ${en}` },
    after: { kind, fromId, toId, note, validFrom: day },
  });
  return id;
}

/** @throws thing.not_found, customers.past_stays, customers.future_day */
export async function endRelation(
  ctx: Context,
  customerId: string,
  relationId: string,
  { on }: InputOf<typeof ending>["body"],
): Promise<void> {
  const before = await store.lockRelation(ctx, customerId, relationId);
  if (!before || before.validTo !== null) throw new Problem("thing.not_found");
  const validTo = changeDay(ctx, before, on, "on");
  await store.endRelationRow(ctx, relationId, validTo);
  const { zh, en } = nameOfCode("relation", before.kind);
  await tellChange(ctx, {
    of: [before.fromId, before.toId],
    part: "relation",
    action: "relation_ended",
    subject: `relation:${relationId}`,
    title: { zh: `解除关系：${zh}`, en: `Relation ended: ${en}` },
    before: { validTo: null },
    after: { validTo },
  });
}

async function refuseSame(
  ctx: Context,
  ends: Parameters<typeof store.sameRelation>[1],
  day: string,
): Promise<void> {
  const same = await store.sameRelation(ctx, ends, day);
  if (!same) return;
  if (same.validTo === null) throw new Problem("customers.relation_twice", { field: "toCustomerId" });
  throw new Problem("customers.relation_overlap", {
    from: same.validFrom,
    to: same.validTo,
    field: "validFrom",
  });
}
