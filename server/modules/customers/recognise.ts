/**
 * One ID in, the whole customer out (一证识别). What was read or typed is made into numbers, everyone who has one of them
 * is found by equality, and the one customer is read whole. Two people with one phone are both named, and the caller
 * asks which one it is. Looking at a person's data leaves one row on the audit trail and one in their access record.
 */
import type { z } from "zod";
import type {
  CustomerLine,
  QueryKind,
  Recognition,
  recognise as recogniseEndpoint,
} from "../../../contracts/customers.ts";
import { dateOf } from "../../foundation/clock.ts";
import { audit, type Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { noteLook } from "./access-record.ts";
import { customerLines } from "./customer-lines.ts";
import { readRecognition, type Surface } from "./read-recognition.ts";
import { isHan } from "./rules/plain-text.ts";
import { type ReadScan, type RecogniseBy, readScan } from "./rules/read-scan.ts";
import { searchCustomers } from "./search-customers.ts";
import { isPaper, tellCardSeen } from "./see-card.ts";
import { findHolders } from "./store/recognition.ts";
import { wantedOf } from "./wanted-numbers.ts";

type Input = z.output<NonNullable<(typeof recogniseEndpoint)["body"]>>;
export type Recognised = {
  readonly understoodAs: readonly QueryKind[];
  readonly recognition: Recognition | null;
  readonly candidates: readonly CustomerLine[];
};

const candidatesMost = 10;

/**
 * @throws what is wrong with an ID as typed; customers.search_short; customers.unknown when `customerId` is none of the
 *   candidates
 */
export async function recognise(ctx: Context, input: Input): Promise<Recognised> {
  const { read, ids, lines } = await holdersOf(ctx, input.by, input.value);
  const { understoodAs } = read;
  const chosen = input.customerId ?? (ids.length === 1 ? ids[0] : undefined);
  if (chosen === undefined) {
    const candidates = lines ?? (await customerLines(ctx, ids.slice(0, candidatesMost)));
    return { understoodAs, recognition: null, candidates };
  }
  if (!ids.includes(chosen)) throw new Problem("customers.unknown", { field: "customerId" });
  const recognition = await recognitionOf(ctx, chosen, "desk");
  if (input.card && isPaper(read)) tellCardSeen(ctx, recognition.customer.id, input.card);
  return { understoodAs, recognition, candidates: [] };
}

/** The same for a customer who is known already; one who was merged is shown as the one they were merged into. */
export async function recognitionOf(
  ctx: Context,
  customerId: string,
  surface: Surface = "desk",
): Promise<Recognition> {
  const recognition = await readRecognition(ctx, customerId, surface);
  audit(ctx, { action: "customers.recognised", subject: `customer:${recognition.customer.id}` });
  await noteLook(ctx, recognition.customer.id);
  return recognition;
}

/** Who has what was presented. What is no number at all is looked for as the search box does. */
async function holdersOf(
  ctx: Context,
  by: RecogniseBy,
  value: string,
): Promise<{ read: ReadScan; ids: readonly string[]; lines?: readonly CustomerLine[] }> {
  const read = readScan(by, value, dateOf(ctx.clock.now()).toString());
  if (read.fault) throw new Problem(read.fault.code, { ...read.fault.facts, field: "value" });
  const ids = read.scans.length > 0 ? await findHolders(ctx, wantedOf(ctx, read.scans)) : [];
  if (ids.length > 0 || by !== "any" || !isForSearch(value)) return { read, ids };
  const { understoodAs, hits } = await searchCustomers(ctx, value, candidatesMost);
  const lines = hits.map(({ customer }) => customer);
  return { read: { ...read, understoodAs }, ids: lines.map(({ id }) => id), lines };
}

/** Names and fragments, not whole numbers: those are known or they are not. */
const isForSearch = (value: string) => isHan(value) || value.trim().length <= 8;
