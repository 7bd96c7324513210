/**
 * The customer's own record of who had to do with their data: who looked, who saw which number whole, when and why. A look
 * is one line per person and hour; everything else is a line each.
 */
import type { z } from "zod";
import type { Access, listAccesses as endpoint } from "../../../contracts/customers.ts";
import type { Words } from "../../../contracts/endpoint.ts";
import { dateOf, instantAt } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { reasonsOf, rulesInForce } from "../catalogue/index.ts";
import { getRootUnit } from "../identity/index.ts";
import { sightOf } from "./field-policy.ts";
import * as store from "./store/privacy.ts";

/** Somebody opened the customer's page, or recognised the customer. Call it from whatever shows one person's data. */
export async function noteLook(ctx: Context, customerId: string): Promise<void> {
  if (ctx.actor.kind !== "staff") return;
  const hour = ctx.clock.now().round({ smallestUnit: "hour", roundingMode: "floor" });
  await store.addAccess(ctx, { customerId, kind: "looked", hour });
}

/** What this module's rules say today. */
export async function privacyRules(ctx: Context) {
  const rules = await rulesInForce(ctx, dateOf(ctx.clock.now()).toString());
  return {
    unmaskPerHour: rules.value("PRIVACY.UNMASK.PER_HOUR"),
    shownSeconds: rules.value("PRIVACY.UNMASK.SHOWN"),
    formerMonths: rules.value("PRIVACY.RETAIN.FORMER"),
    potentialMonths: rules.value("PRIVACY.RETAIN.POTENTIAL"),
    endedNumberMonths: rules.value("PRIVACY.RETAIN.ENDED_NUMBER"),
    accessMonths: rules.value("PRIVACY.RETAIN.ACCESS"),
    answerWorkdays: rules.value("PRIVACY.ANSWER_WITHIN"),
  };
}

export async function companyName(ctx: Context): Promise<Words> {
  return (await getRootUnit(ctx)).name;
}

/** A customer's name as the caller may see it; organisations are no secret. @throws thing.not_found */
export async function nameSeen(ctx: Context, customerId: string): Promise<{ id: string; name: string }> {
  const found = await store.findName(ctx, customerId);
  if (!found) throw new Problem("thing.not_found");
  const { id, name, kind } = found;
  return { id, name: kind === "individual" ? (await sightOf(ctx))("name", name) : name };
}

type Query = z.output<NonNullable<(typeof endpoint)["query"]>>;

/** The record, newest first; made to be printed and handed to the customer. */
export async function readAccesses(ctx: Context, customerId: string, query: Query) {
  const customer = await nameSeen(ctx, customerId);
  const { accessMonths } = await privacyRules(ctx);
  const rows = await store.listAccesses(ctx, customerId, {
    from: query.from ? startOf(query.from) : null,
    to: query.to ? startOf(query.to).add({ hours: 24 }) : null,
    before: query.after ? cursorOf(query.after) : null,
    limit: query.limit,
  });
  const names = new Map((await reasonsOf(ctx, "unmask")).map(({ code, zh, en }) => [code, { zh, en }]));
  const last = rows.length === query.limit ? rows.at(-1) : undefined;
  const accesses = rows.map(
    ({ reasonCode, ...row }): Access => ({
      ...row,
      at: row.at.toString(),
      reasonName: reasonCode === null ? null : (names.get(reasonCode) ?? { zh: reasonCode, en: reasonCode }),
    }),
  );
  const next = last ? `${last.at}~${last.id}` : null;
  return { customer, company: await companyName(ctx), accesses, next, keptMonths: accessMonths };
}

const startOf = (day: string) => instantAt(Temporal.PlainDate.from(day), Temporal.PlainTime.from("00:00"));

function cursorOf(text: string): { at: Temporal.Instant; id: string } {
  const [, at = "", id = ""] = /^(\d{4}-[\dT:.]+Z)~([\da-f-]{36})$/.exec(text) ?? [];
  try {
    return { at: Temporal.Instant.from(at), id };
  } catch {
    throw new Problem("request.invalid", { field: "query.after" });
  }
}
