/**
 * What every database test stands on: a database of its own, cloned from a migrated template, with the pool,
 * the clock to move and the edge to call. Real PostgreSQL, nothing played.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import type pg from "pg";
import pino from "pino";
import { movedClock } from "./clock.ts";
import type { Actor, Context } from "./context.ts";
import { type Database, openDatabase } from "./database.ts";
import { EventTail } from "./event-tail.ts";
import { Files } from "./files/files.ts";
import type { Gate } from "./http/access.ts";
import { buildApp, type EdgeOptions } from "./http/app.ts";
import type { Route } from "./http/route.ts";
import { newId } from "./ids.ts";
import { LiveHub } from "./live.ts";
import { appUrl, listMigrations, migrate } from "./migrate.ts";
import { Outbound } from "./outbound.ts";
import { testSecret } from "./postgres/test-cluster.ts";
import { cloneOf, connected, dropDatabase } from "./postgres/test-databases.ts";
import { command, type Platform } from "./transaction.ts";
import { Vault } from "./vault.ts";

export { testSecret } from "./postgres/test-cluster.ts";

const secret = testSecret;
/** A Wednesday at eight in the morning in Shanghai. */
export const testMorning = Temporal.Instant.from("2026-03-04T00:00:00Z");

export type TestPlatform = Platform & {
  readonly clock: ReturnType<typeof movedClock>;
  readonly tail: EventTail;
  readonly live: LiveHub;
  /** Connection strings: the owner's (migrations, tampering) and the application role's. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Speaks SQL as the database's owner, past row-level security. */
  readonly asOwner: <T>(work: (client: pg.Client) => Promise<T>) => Promise<T>;
  /** Moves the clock forward. */
  readonly pass: (duration: Temporal.DurationLike) => void;
  /** Runs a command as an actor in a company; the platform itself unless said. */
  readonly command: <T>(orgId: number, work: (ctx: Context) => Promise<T>, actor?: Actor) => Promise<T>;
  /** The HTTP edge over these routes. */
  readonly edge: (
    routes: readonly Route[],
    gate: Gate,
    options?: Partial<EdgeOptions>,
  ) => ReturnType<typeof buildApp>;
};

/** What the databases of many test files begin with: made once by the first of them, and cloned by all. */
export type Template = {
  /** Small letters. */
  readonly kind: string;
  readonly fill: (platform: TestPlatform) => Promise<void>;
};

/** Opens a database of this test file's own and removes it afterwards. It is empty but for its template's rows. */
export async function testPlatform(template?: Template): Promise<TestPlatform> {
  const version = template ? await codeVersion() : await schemaVersion();
  const ownerUrl = await cloneOf(template?.kind ?? "template", version, async (url) => {
    await migrate(url, secret);
    if (!template) return;
    const { platform, close } = openPlatform(url);
    await template.fill(platform).finally(close);
  });
  const { platform, close } = openPlatform(ownerUrl);
  after(async () => {
    await close();
    await dropDatabase(ownerUrl);
  });
  return platform;
}

function openPlatform(ownerUrl: string): { platform: TestPlatform; close: () => Promise<void> } {
  const url = appUrl(ownerUrl, secret);
  const db: Database = openDatabase({ url, max: 12 });
  const clock = movedClock(testMorning);
  const log = pino({ level: process.env.TEST_LOG ?? "silent" });
  const folder = mkdtempSync(join(tmpdir(), "files-"));
  const tail = new EventTail(db, url);
  const live = new LiveHub(tail);
  tail.start();
  const close = async () => {
    await tail.stop();
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  };
  const vault = new Vault({ secret });
  const outbound = new Outbound(["localhost"]);
  const files = new Files(folder);
  const platform: Platform = { db, clock, secret, vault, outbound, files, announce: tail.announce };
  const opened: TestPlatform = {
    ...platform,
    clock,
    tail,
    live,
    ownerUrl,
    appUrl: url,
    asOwner: (work) => connected(ownerUrl, work),
    pass: (duration) => clock.moveTo(clock.now().add(duration)),
    command: (orgId, work, actor = { kind: "system", orgIds: [orgId] }) =>
      command(platform, { actor, orgId, requestId: newId() }, work),
    edge: (routes, gate, options) =>
      buildApp({ platform, gate, live, log, routes, ratePerMinute: 1_000_000, ...options }),
  };
  return { platform: opened, close };
}

/** Of the migrations, and of the application role's password, which goes with them. */
async function schemaVersion(): Promise<string> {
  const hash = createHash("sha256").update(secret);
  for (const migration of await listMigrations()) hash.update(migration.hash);
  return hash.digest("hex").slice(0, 16);
}

/** Of everything that may have a part in filling a template: whoever changes a line of it gets a new one. */
async function codeVersion(): Promise<string> {
  const root = join(import.meta.dirname, "..", "..");
  const hash = createHash("sha256").update(await schemaVersion());
  for (const folder of ["server", "contracts", "catalogue", "processes"])
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name.includes(".test.")) continue;
      const path = join(entry.parentPath, entry.name);
      const { mtimeMs, size } = statSync(path);
      hash.update(`${path} ${mtimeMs} ${size}\n`);
    }
  return hash.digest("hex").slice(0, 16);
}
