/** The papers of a customer: as a list for the archive, and as answers to the questions of orders and recognition. */

import type { listDocuments as endpoint } from "../../../../contracts/customers/documents.ts";
import type { Recognition } from "../../../../contracts/customers.ts";
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import { dateOf } from "../../../foundation/clock.ts";
import type { Context } from "../../../foundation/context.ts";
import { rulesInForce } from "../../catalogue/index.ts";
import { today } from "../edit.ts";
import { knownCustomer } from "../present-customer.ts";
import { documentType, documentTypes } from "../rules/document-types.ts";
import { listCurrentOn, listRows } from "../store/documents.ts";
import { type DocumentAnswer, documentAnswer } from "./document.ts";

/** Days before its end at which a paper counts as about to expire. */
export async function remindDaysOf(ctx: Context): Promise<number> {
  const rules = await rulesInForce(ctx, dateOf(ctx.clock.now()).toString());
  return rules.value("CUSTOMER.DOCUMENT.REMIND");
}

/** @throws thing.not_found */
export async function listDocuments(
  ctx: Context,
  customerId: string,
  withEnded: boolean,
): Promise<AnswerOf<typeof endpoint>> {
  await knownCustomer(ctx, customerId);
  const remindDays = await remindDaysOf(ctx);
  const states = withEnded
    ? (["current", "incomplete", "superseded", "withdrawn"] as const)
    : (["current", "incomplete"] as const);
  const rows = await listRows(ctx, customerId, states);
  const day = today(ctx);
  return {
    documents: rows.map((row) => documentAnswer(row, day, remindDays)),
    types: [...documentTypes],
    remindDays,
  };
}

/** The papers that were current on a day and good on it: what an order of that day can lean on. */
export async function documentsOf(
  ctx: Context,
  customerId: string,
  asOf: string = today(ctx),
): Promise<DocumentAnswer[]> {
  const [rows, remindDays] = [await listCurrentOn(ctx, customerId, asOf), await remindDaysOf(ctx)];
  return rows
    .map((row) => documentAnswer(row, asOf, remindDays))
    .filter(({ standing }) => standing !== "expired");
}

/** Whether nobody needs to bring this paper: one of the type is complete and good on the day. */
export async function hasPaper(
  ctx: Context,
  customerId: string,
  type: string,
  asOf: string = today(ctx),
): Promise<boolean> {
  documentType(type);
  return (await documentsOf(ctx, customerId, asOf)).some((one) => one.type === type);
}

/** Papers that have run out or soon will, the earliest first. */
export async function papersExpiring(
  ctx: Context,
  customerId: string,
): Promise<Recognition["papersExpiring"]> {
  const [day, remindDays] = [today(ctx), await remindDaysOf(ctx)];
  const rows = await listRows(ctx, customerId, ["current"]);
  return rows
    .map((row) => documentAnswer(row, day, remindDays))
    .flatMap(({ id, type, typeName, expiresOn, standing }) =>
      expiresOn === null || standing === "valid"
        ? []
        : [{ documentId: id, type, typeName, expiresOn, isExpired: standing === "expired" }],
    )
    .sort((a, b) => (a.expiresOn < b.expiresOn ? -1 : 1));
}
