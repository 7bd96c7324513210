/**
 * Rows that are right in themselves, held against the archive: which are there already, which contradict it, which
 * belong to a customer that it knows. The rest is written. One call is one batch in the caller's transaction.
 */
import type { Context } from "../../../foundation/context.ts";
import { mask } from "../masks.ts";
import { blindOf } from "../personal-numbers.ts";
import { refreshSearch } from "../refresh-search.ts";
import * as store from "../store/import-rows.ts";
import type { CheckedRow, RowFault } from "./check-row.ts";
import { type Origin, sameCustomer } from "./customer-files.ts";
import { labelOf } from "./fields.ts";
import { makeReady, type Ready } from "./prepare-rows.ts";

export type Placed = {
  readonly created: number;
  readonly present: number;
  readonly refused: readonly { readonly line: number; readonly faults: readonly RowFault[] }[];
};

/** @param ready what was made ready of these rows before */
export async function placeRows(
  ctx: Context,
  rows: readonly CheckedRow[],
  origin: Origin,
  ready: ReadonlyMap<string, Ready>,
): Promise<Placed> {
  if (rows.length === 0) return { created: 0, present: 0, refused: [] };
  await store.lockImports(ctx);
  const refused: Placed["refused"][number][] = [];
  const refuse = (row: CheckedRow, fault: RowFault) => refused.push({ line: row.line, faults: [fault] });
  const { news, present } = await withoutPresent(ctx, rows, refuse);
  const free = await withoutTaken(ctx, news, refuse);
  const known = await knownCustomers(ctx, free);

  const groups = Map.groupBy(free, sameCustomer);
  const files: store.Writable[] = [];
  const added = new Set<string>();
  let created = 0;
  for (const [key, all] of groups) {
    const holder = known.get(key);
    const name = holder?.name ?? all[0]?.name ?? "";
    const same = all.filter((row) => {
      if (row.name === name) return true;
      refuse(row, { field: "name", code: "imports.paper_name_differs", facts: { name: mask.name(name) } });
      return false;
    });
    if (same.length === 0) continue;
    if (holder) added.add(holder.customerId);
    const before = holder ? undefined : ready.get(key);
    // Rows that fell out since take their customer's whole file with them.
    const isAsReady = before !== undefined && before.rows.length === same.length;
    const lines = isAsReady
      ? before.lines
      : makeReady(ctx, { rows: same, known: holder?.customerId ?? null }, origin);
    files.push({ lines, isKnown: holder !== undefined });
    created += same.length;
  }
  await store.writeFiles(ctx, files);
  await refreshSearch(ctx, [...added]);
  return { created, present, refused };
}

type Refuse = (row: CheckedRow, fault: RowFault) => void;

/** A file that comes again brings nothing new; an account that differs from the archive is for people to look at. */
async function withoutPresent(ctx: Context, rows: readonly CheckedRow[], refuse: Refuse) {
  const accounts = await store.presentAccounts(
    ctx,
    rows.map(({ accountNumber }) => accountNumber),
  );
  const there = new Map(accounts.map((one) => [one.number, one]));
  const inBatch = new Map<string, CheckedRow>();
  const news: CheckedRow[] = [];
  let present = 0;
  for (const row of rows) {
    const before = there.get(row.accountNumber);
    const twin = inBatch.get(row.accountNumber);
    if (!before && !twin) {
      inBatch.set(row.accountNumber, row);
      news.push(row);
      continue;
    }
    const field = before ? differs(row, before) : twin && differsFromRow(row, twin);
    if (!field) present++;
    else if (before) {
      const { zh, en } = labelOf(field);
      refuse(row, { field, code: "imports.account_differs", facts: { label: zh, labelEn: en } });
    } else
      refuse(row, {
        field: "accountNumber",
        code: "imports.account_in_file",
        facts: { line: twin?.line ?? 0 },
      });
  }
  return { news, present };
}

function differs(
  row: CheckedRow,
  before: store.PresentAccount,
): "name" | "address" | "meterNumber" | undefined {
  if (row.name !== before.customerName) return "name";
  if (row.address !== before.address) return "address";
  if (row.meterNumber !== null && !before.meterNumbers.includes(row.meterNumber)) return "meterNumber";
  return undefined;
}

const differsFromRow = (row: CheckedRow, twin: CheckedRow) =>
  differs(row, {
    number: twin.accountNumber,
    customerName: twin.name,
    address: twin.address,
    meterNumbers: twin.meterNumber === null ? [] : [twin.meterNumber],
  });

/** Meters that are known and metering points that exist; within the batch the first row has them. */
async function withoutTaken(
  ctx: Context,
  rows: readonly CheckedRow[],
  refuse: Refuse,
): Promise<CheckedRow[]> {
  const meters = rows.flatMap(({ meterNumber }) => meterNumber ?? []);
  const points = rows.map(pointOf);
  const taken = await store.takenNumbers(ctx, meters, points);
  return rows.filter((row) => {
    const meter = row.meterNumber;
    if (meter !== null && taken.meters.has(meter)) {
      refuse(row, { field: "meterNumber", code: "imports.meter_hangs", facts: { meter } });
      return false;
    }
    const number = pointOf(row);
    if (taken.points.has(number)) {
      refuse(row, { field: "pointNumber", code: "imports.point_taken", facts: { number } });
      return false;
    }
    if (meter !== null) taken.meters.add(meter);
    taken.points.add(number);
    return true;
  });
}

const pointOf = (row: CheckedRow): string => row.pointNumber ?? `${row.accountNumber}-1`;

/** Customers of the archive that rows belong to, by `sameCustomer`. */
async function knownCustomers(
  ctx: Context,
  rows: readonly CheckedRow[],
): Promise<Map<string, { customerId: string; name: string }>> {
  const keyByBlind = new Map<string, string>();
  const blinds: Buffer[] = [];
  const kinds = new Set<NonNullable<CheckedRow["paper"]>["kind"]>();
  for (const row of rows) {
    if (row.creditCode || !row.paper) continue;
    const blind = blindOf(ctx.vault, ctx.orgId, "paper", row.paper.value);
    keyByBlind.set(blind.toString("hex"), sameCustomer(row));
    blinds.push(blind);
    kinds.add(row.paper.kind);
  }
  const codes = rows.flatMap(({ creditCode }) => creditCode ?? []);
  const found = new Map<string, { customerId: string; name: string }>();
  for (const holder of blinds.length > 0 ? await store.holdersOfPapers(ctx, [...kinds], blinds) : [])
    found.set(keyByBlind.get(holder.key) ?? "", holder);
  for (const holder of codes.length > 0 ? await store.holdersOfCreditCodes(ctx, codes) : [])
    found.set(`credit/${holder.key}`, holder);
  return found;
}
