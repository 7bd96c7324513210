/**
 * A change of keys without a closed hour: when the configuration has a newer key (or another suite), the worker seals every
 * row anew, in batches beside the day's work. A batch is a transaction, so it may be killed anywhere and goes on where it
 * was; several workers share the rows among them. A worker that does not know a key leaves its rows alone: while processes
 * are restarted one after the other, the old ones must not undo the new ones' work.
 */

import type { Context } from "../../foundation/context.ts";
import type { Database, Tx } from "../../foundation/database.ts";
import { newId } from "../../foundation/ids.ts";
import { sealedPlace, sealedPlaces } from "../../foundation/sealed-places.ts";
import { command, type Platform } from "../../foundation/transaction.ts";
import { SealBroken, stampOf, suiteOf, type Vault, versionOf } from "../../foundation/vault.ts";
import { placeOf } from "./personal-numbers.ts";
import * as store from "./store/reseal.ts";

const batch = 500;
/** How long one sweep may work before the others of the worker have their turn. */
const turnMs = 800;
/** With nothing to do, the question is asked again after so long. */
const restMs = 15_000;
const restUntil = new WeakMap<Vault, number>();

/** Keys whose rows this process can read and should seal anew. */
const isStale = (vault: Vault, version: number): boolean =>
  version > 0 &&
  version !== vault.currentVersion &&
  vault.versions.includes(versionOf(version)) &&
  versionOf(version) <= versionOf(vault.currentVersion);

/** Does as much as fits into one turn; resumes by itself, because what is left is what the rows say. */
export async function sweepKeys(platform: Platform, turn = turnMs): Promise<void> {
  const { vault, db } = platform;
  if (performance.now() < (restUntil.get(vault) ?? 0)) return;
  const end = performance.now() + turn;
  const stale = (await listKeysInUse(db)).filter(({ version }) => isStale(vault, version));
  for (const { table, orgId, version } of stale) {
    const call = { actor: { kind: "system", orgIds: [orgId] }, orgId } as const;
    for (;;) {
      if (performance.now() >= end) return;
      const done = await command(platform, { ...call, requestId: newId() }, (ctx) =>
        resealBatch(ctx, table, version),
      );
      if (done < batch) break;
    }
  }
  if (stale.length === 0) restUntil.set(vault, performance.now() + restMs);
}

/** Rows, and what modules keep sealed in another shape. */
async function listKeysInUse(db: Database | Tx): Promise<store.KeyInUse[]> {
  const keys = [...(await store.listKeysInUse(db))];
  for (const { name, keysInUse } of sealedPlaces())
    for (const key of await keysInUse(db)) keys.push({ ...key, table: name });
  return keys;
}

/** Seals up to a batch of rows anew. @returns how many it took; fewer than a batch are the last that nobody holds */
export async function resealBatch(ctx: Context, table: string, version: number): Promise<number> {
  const place = sealedPlace(table);
  if (place) return place.reseal(ctx, version, batch);
  const rows = await store.lockSealedWith(ctx, table, version, batch);
  if (rows.length === 0) return 0;
  await store.saveSealed(
    ctx,
    table,
    rows.map((row) => sealAnew(ctx, table, version, row)),
  );
  return rows.length;
}

/** A row that was altered keeps what it has, marked below nought, so that it is seen and does not hold up the others. */
function sealAnew(ctx: Context, table: string, version: number, { id, sealed }: store.SealedRow) {
  const place = placeOf(table, id);
  try {
    const plain = ctx.vault.open(ctx.orgId, place, sealed);
    return { id, sealed: ctx.vault.seal(ctx.orgId, place, plain), version: ctx.vault.currentVersion };
  } catch (error) {
    if (error instanceof SealBroken) return { id, sealed, version: -version };
    throw error;
  }
}

/** Where the change of keys stands in this company, and which keys no company needs any more. */
export async function keyStatus(ctx: Context) {
  const { vault } = ctx;
  const inUse = await listKeysInUse(ctx.tx);
  const needed = new Set(inUse.map(({ version }) => Math.abs(version)));
  const own = new Set(inUse.filter(({ orgId }) => orgId === ctx.orgId).map(({ table }) => table));
  const counts = new Map<number, number>();
  for (const table of own)
    for (const { version, rows } of await (sealedPlace(table)?.countByKey(ctx) ??
      store.countByKey(ctx, table)))
      counts.set(version, (counts.get(version) ?? 0) + rows);

  const present = suiteOf(vault.currentVersion);
  const stamps = new Set([
    vault.currentVersion,
    ...vault.versions.map((version) => stampOf(version, present)),
    ...needed,
  ]);
  const keys = [...stamps].map((version) => {
    const isConfigured = vault.versions.includes(versionOf(version));
    const rows = counts.get(version) ?? 0;
    const isNeeded = [...needed].some((other) => versionOf(other) === versionOf(version));
    return {
      version: versionOf(version),
      suite: suiteOf(version),
      fingerprint: vault.fingerprint(versionOf(version)) ?? null,
      isConfigured,
      isCurrent: version === vault.currentVersion,
      rows,
      mayBeDropped: isConfigured && !isNeeded && versionOf(version) !== versionOf(vault.currentVersion),
    };
  });
  const total = [...counts.values()].reduce((sum, rows) => sum + rows, 0);
  const unreadable = [...counts].filter(
    ([version]) => version < 0 || !vault.versions.includes(versionOf(version)),
  );
  return {
    current: versionOf(vault.currentVersion),
    suite: present,
    keys: keys.sort((a, b) => b.version - a.version || a.suite.localeCompare(b.suite)),
    total,
    done: counts.get(vault.currentVersion) ?? 0,
    broken: unreadable.reduce((sum, [, rows]) => sum + rows, 0),
  };
}

/** Keys that rows need and the configuration lacks: the platform should not start without them. */
export async function missingKeys({ db, vault }: Pick<Platform, "db" | "vault">): Promise<number[]> {
  const needed = (await listKeysInUse(db)).map(({ version }) => versionOf(Math.abs(version)));
  return [...new Set(needed)].filter((version) => !vault.versions.includes(version)).sort((a, b) => a - b);
}
