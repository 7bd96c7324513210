/**
 * A process that completes steps and stands still before a given statement, so that it is killed exactly there: nothing
 * of that statement has been sent, everything before it has been answered. Statements are counted in its last call.
 */
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { pino } from "pino";
import { movedClock } from "../server/foundation/clock.ts";
import { openDatabase } from "../server/foundation/database.ts";
import { EventTail } from "../server/foundation/event-tail.ts";
import { Files } from "../server/foundation/files/files.ts";
import { buildApp } from "../server/foundation/http/app.ts";
import { LiveHub } from "../server/foundation/live.ts";
import { testSecret } from "../server/foundation/postgres/test-cluster.ts";
import type { Platform } from "../server/foundation/transaction.ts";
import { Vault } from "../server/foundation/vault.ts";
import { identityGate } from "../server/modules/identity/index.ts";
import { orders } from "../server/modules/orders/index.ts";

export type Errand = {
  readonly url: string;
  readonly now: string;
  readonly cookie: string;
  readonly calls: readonly { readonly path: string; readonly key: string; readonly body: unknown }[];
  /**
   * Where the last call stands still: 0 before its first statement, 1 after its last and before the answer, between them
   * before the one that lies there. How many there are the call before has shown.
   */
  readonly share: number;
  /** The control: every statement is a transaction of its own. */
  readonly isTorn: boolean;
};
export type Word =
  | { readonly word: "answered"; readonly call: number; readonly status: number }
  | { readonly word: "stopped"; readonly at: number; readonly of: number; readonly before: string };

type Query = (this: pg.Client, ...args: unknown[]) => unknown;
const say = (word: Word) => process.send?.(word);
const forever = () => new Promise<never>(() => {});

process.on("disconnect", () => process.exit());
process.on("message", (errand: Errand) => void run(errand));

async function run({ url, now, cookie, calls, share, isTorn }: Errand): Promise<void> {
  let [count, stopAt, of] = [0, 0, 0];
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const original = prototype.query;
  prototype.query = function (...args) {
    const [first] = args as [string | { text: string }];
    const text = typeof first === "string" ? first : first.text;
    count++;
    if (count === stopAt) say({ word: "stopped", at: count, of, before: text.trim().slice(0, 60) });
    // Statements travel together, but in their order: what would have gone behind this one does not go either.
    if (stopAt > 0 && count >= stopAt) return forever();
    if (!isTorn) return original.apply(this, args);
    if (/^(begin|commit|rollback)$/.test(text)) return original.call(this, "select 1");
    const scope = /^(?:begin; )?(set local .*)$/s.exec(text)?.[1];
    return original.apply(this, scope ? [scope.replaceAll("set local", "set")] : args);
  };
  const db = openDatabase({ url, max: 2 });
  const platform: Platform = {
    db,
    clock: movedClock(Temporal.Instant.from(now)),
    secret: testSecret,
    vault: new Vault({ secret: testSecret }),
    files: new Files(join(tmpdir(), "victim-files")),
    announce: () => {},
  };
  const app = buildApp({
    platform,
    gate: identityGate(platform),
    live: new LiveHub(new EventTail(db, url)),
    log: pino({ level: "silent" }),
    routes: orders.routes,
    ratePerMinute: 1_000_000,
  });
  for (const [call, { path, key, body }] of calls.entries()) {
    if (call === calls.length - 1) {
      of = count;
      stopAt = share === 1 ? Number.POSITIVE_INFINITY : 1 + Math.floor(share * of);
    }
    count = 0;
    const answer = await app.request(`http://localhost:8080${path}`, {
      method: "POST",
      headers: { cookie, "idempotency-key": key },
      body: JSON.stringify(body),
    });
    if (call === calls.length - 1) {
      // What is looked at again every few seconds may have made the call before longer than this one.
      say({ word: "stopped", at: count + 1, of: count, before: "the answer" });
      await forever();
    }
    await answer.arrayBuffer();
    say({ word: "answered", call, status: answer.status });
  }
}
