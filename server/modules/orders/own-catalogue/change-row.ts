/**
 * A company changes a row of the catalogue of orders: proposed by one, released by another, withdrawn when it was wrong. What is
 * released holds from its day on for orders that are taken then; those under way keep what they began with.
 */
import { isDeepStrictEqual } from "node:util";
import type { InputOf } from "../../../../contracts/endpoint.ts";
import type { proposeCatalogueRow, RowFault } from "../../../../contracts/orders/own-catalogue.ts";
import { dateOf } from "../../../foundation/clock.ts";
import { audit, type Context, publish, staffOf } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import { Problem } from "../../../foundation/problem.ts";
import { catalogueTopic } from "../../catalogue/index.ts";
import {
  type CatalogueKind,
  catalogueWith,
  rowOf,
  rowsOfKind,
  shippedCatalogue,
  withLaterChecks,
} from "../catalogue/order-catalogue.ts";
import { beginsAt, forgetOrderCatalogue, inForceAt, momentOf } from "../catalogue-in-force.ts";
import { isTask } from "../process/definition.ts";
import { publishedDefinitions } from "../store/design.ts";
import * as store from "../store/own-catalogue.ts";
import { faultsOfRow } from "./check-row.ts";
import { knownCodes } from "./known-codes.ts";

type Which = { readonly kind: CatalogueKind; readonly code: string };
type Wish = InputOf<typeof proposeCatalogueRow>["body"];

/** @throws orders.catalogue_faulty, orders.catalogue_past, orders.catalogue_edited, orders.catalogue_same */
export async function proposeRow(ctx: Context, { kind, code }: Which, wish: Wish): Promise<store.OwnRow> {
  const by = staffOf(ctx);
  await store.lockHead(ctx);
  const rows = await store.listOwn(ctx);
  const present = rows.find((row) => row.kind === kind && row.code === code && row.state === "proposed");
  if ((present?.version ?? null) !== wish.seenVersion)
    throw new Problem("orders.catalogue_edited", { who: present?.proposedByName ?? "—" });
  requireDay(ctx, wish.validFrom);
  requireSound(await faultsIn(ctx, rows, { kind, code }, wish));
  const content = rowOf[kind].parse(wish.content) as store.OwnRow["content"];
  const holds = contentAt(rows, { kind, code }, momentOf(ctx, wish.validFrom));
  if (holds && isDeepStrictEqual(plain(holds), plain(content))) throw new Problem("orders.catalogue_same");

  const { validFrom, note } = wish;
  // Whoever writes it has the shipped checks before them, and leaves out what they leave out.
  const seenChecks = kind === "type" ? (shippedCatalogue.type(code)?.checks ?? null) : null;
  const row = { id: present?.id ?? newId(), kind, code, content, validFrom, note, seenChecks };
  if (present) await store.updateProposal(ctx, row, by);
  else await store.insertProposal(ctx, row, by);
  tell(ctx, present ? "proposal_changed" : "proposed", row, {
    before: present?.content ?? holds,
    after: { content, validFrom },
    reason: note,
  });
  return found(ctx, row.id);
}

/** @throws thing.not_found, orders.catalogue_state, orders.catalogue_edited */
export async function dropProposal(
  ctx: Context,
  id: string,
  { version, reason }: { readonly version: number; readonly reason: string },
): Promise<void> {
  const row = await locked(ctx, id, version, "proposed");
  await store.markWithdrawn(ctx, id, staffOf(ctx), reason);
  tell(ctx, "proposal_dropped", row, { before: row.content, reason });
}

/**
 * @throws thing.not_found, orders.catalogue_state, orders.catalogue_edited, orders.catalogue_own, orders.catalogue_past,
 *   orders.catalogue_faulty
 */
export async function releaseRow(ctx: Context, id: string, version: number): Promise<store.OwnRow> {
  const by = staffOf(ctx);
  const row = await locked(ctx, id, version, "proposed");
  // The database says so too, whatever happens here.
  if (row.editors.includes(by.id)) throw new Problem("orders.catalogue_own");
  requireDay(ctx, row.validFrom);
  const rows = await store.listOwn(ctx);
  // The rest of the catalogue may have changed since it was proposed.
  requireSound(await faultsIn(ctx, rows, row, row));
  await store.markReleased(ctx, id, by);
  await takeEffect(ctx);
  const before = contentAt(rows, row, momentOf(ctx, row.validFrom));
  tell(ctx, "released", row, { before, after: { content: row.content, validFrom: row.validFrom } });
  return found(ctx, id);
}

/** What held before it holds again. @throws thing.not_found, orders.catalogue_state, orders.catalogue_edited, orders.catalogue_faulty */
export async function withdrawRow(
  ctx: Context,
  id: string,
  { version, reason }: { readonly version: number; readonly reason: string },
): Promise<store.OwnRow> {
  const row = await locked(ctx, id, version, "released");
  const left = (await store.listOwn(ctx)).filter((one) => one.id !== id);
  requireSound([...(await brokenWithout(ctx, left)), ...(await stepsWithout(ctx, left, row))]);
  await store.markWithdrawn(ctx, id, staffOf(ctx), reason);
  await takeEffect(ctx);
  const after = contentAt(left, row, ctx.clock.now());
  tell(ctx, "withdrawn", row, { before: row.content, after, reason });
  return found(ctx, id);
}

/** For whoever is still writing. */
export async function checkRow(
  ctx: Context,
  which: Which,
  wish: { readonly content: unknown; readonly validFrom?: string | undefined },
): Promise<RowFault[]> {
  return faultsIn(ctx, await store.listOwn(ctx), which, wish);
}

/** Against the catalogue of the day on which it begins. */
async function faultsIn(
  ctx: Context,
  rows: readonly store.OwnRow[],
  which: Which,
  { content, validFrom }: { readonly content: unknown; readonly validFrom?: string | undefined },
): Promise<RowFault[]> {
  const catalogue = catalogueWith(inForceAt(rows, momentOf(ctx, validFrom)));
  return faultsOfRow({ ...which, content }, { catalogue, known: await knownCodes(ctx) });
}

/** What of the company's other rows would name something that is not there any more, now or later. */
async function brokenWithout(ctx: Context, left: readonly store.OwnRow[]): Promise<RowFault[]> {
  const known = await knownCodes(ctx);
  const now = ctx.clock.now();
  const later = left
    .flatMap((row) => beginsAt(row) ?? [])
    .filter((at) => Temporal.Instant.compare(at, now) > 0);
  return [now, ...later].flatMap((at) => {
    const inForce = inForceAt(left, at);
    const catalogue = catalogueWith(inForce);
    return inForce.flatMap((row) =>
      faultsOfRow(row, { catalogue, known }).map((fault) => ({
        ...fault,
        place: `${row.code} ${fault.place}`,
      })),
    );
  });
}

/** Steps of the published processes that would be left without their form. */
async function stepsWithout(
  ctx: Context,
  left: readonly store.OwnRow[],
  row: store.OwnRow,
): Promise<RowFault[]> {
  if (row.kind !== "form" || contentAt(left, row, ctx.clock.now())) return [];
  return [...(await publishedDefinitions(ctx)).values()].flatMap(({ id, nodes }) =>
    Object.values(nodes)
      .filter((node) => isTask(node) && node.form === row.code)
      .map((node) => ({
        place: id,
        zh: `流程 ${id} 的环节“${node.zh}”还在用这个表单`,
        en: `the step “${node.en ?? node.zh}” of process ${id} still uses this form`,
      })),
  );
}

/** The company's own of that moment, or the shipped one. */
export function contentAt(
  rows: readonly store.OwnRow[],
  { kind, code }: Which,
  at: Temporal.Instant,
): store.OwnRow["content"] | undefined {
  const own = inForceAt(rows, at).find((row) => row.kind === kind && row.code === code);
  return (own && withLaterChecks(own).content) ?? rowsOfKind[kind].get(code);
}

/** As JSON has it: what a file leaves out and what is undefined are the same. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function requireDay(ctx: Context, validFrom: string): void {
  const today = dateOf(ctx.clock.now()).toString();
  if (validFrom < today) throw new Problem("orders.catalogue_past", { earliest: today, field: "validFrom" });
}

function requireSound(faults: readonly RowFault[]): void {
  const [first] = faults;
  if (!first) return;
  const { place, zh: faultZh, en: faultEn } = first;
  throw new Problem("orders.catalogue_faulty", {
    count: faults.length,
    place,
    faultZh,
    faultEn,
    field: place,
  });
}

async function locked(
  ctx: Context,
  id: string,
  version: number,
  state: store.OwnRow["state"],
): Promise<store.OwnRow> {
  await store.lockHead(ctx);
  const row = await store.findOwn(ctx, id);
  if (!row) throw new Problem("thing.not_found");
  if (row.state !== state) throw new Problem("orders.catalogue_state");
  if (row.version !== version)
    throw new Problem("orders.catalogue_edited", { who: row.releasedByName ?? row.proposedByName });
  return row;
}

async function found(ctx: Context, id: string): Promise<store.OwnRow> {
  const row = await store.findOwn(ctx, id);
  if (!row) throw new Error(`the row ${id} of the catalogue is gone`);
  return row;
}

async function takeEffect(ctx: Context): Promise<void> {
  await store.bumpHead(ctx);
  forgetOrderCatalogue(ctx);
}

function tell(
  ctx: Context,
  what: string,
  { kind, code }: Which,
  { before, after, reason }: { before?: unknown; after?: unknown; reason?: string },
): void {
  audit(ctx, {
    action: `orders.catalogue.${what}`,
    subject: `order-catalogue:${kind}/${code}`,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(reason === undefined ? {} : { reason }),
  });
  publish(ctx, { type: "orders.catalogue-changed", topic: catalogueTopic, payload: { kind, code, what } });
}
