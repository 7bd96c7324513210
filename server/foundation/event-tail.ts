/**
 * The news of this process: one reader follows the events of the companies that somebody here watches.
 *
 * Numbers are gap-free and in commit order per company (see journal_append), so "after my last number" misses
 * nothing and repeats nothing. NOTIFY only wakes the reader early; polling alone would be right. It is sent at
 * most once per 50 ms and process, because pg_notify in every transaction halves the commit rate.
 */
import { sql } from "kysely";
import pg from "pg";
import { type Database, transaction } from "./database.ts";

export type StoredEvent = {
  readonly orgId: number;
  readonly seq: number;
  readonly type: string;
  readonly topic: string;
  readonly payload: unknown;
  readonly happenedAt: Temporal.Instant;
};
export type NewsListener = (events: readonly StoredEvent[]) => void;

const channel = "mingchuang_events";
const pollMs = 1_000;
const notifyMs = 50;
const batch = 1_000;

export class EventTail {
  readonly #db: Database;
  readonly #url: string;
  readonly #warn: (error: unknown) => void;
  readonly #watched = new Map<number, { seq: number; listeners: Set<NewsListener> }>();
  readonly #news = new Set<number>();
  #heard: pg.Client | undefined;
  #reading: Promise<void> | undefined;
  #again = false;
  #pollTimer: NodeJS.Timeout | undefined;
  #notifyTimer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(db: Database, url: string, warn: (error: unknown) => void = () => {}) {
    this.#db = db;
    this.#url = url;
    this.#warn = warn;
  }

  start(): void {
    this.#pollTimer = setInterval(() => this.#read(), pollMs);
    void this.#listen();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#pollTimer);
    clearTimeout(this.#notifyTimer);
    await this.#heard?.end().catch(() => {});
    await this.#reading;
  }

  /** A command of this process committed news: read at once here, and hint to the other processes. */
  readonly announce = (orgId: number): void => {
    this.#news.add(orgId);
    if (this.#watched.has(orgId)) this.#read();
    this.#notifyTimer ??= setTimeout(() => {
      this.#notifyTimer = undefined;
      const orgs = [...this.#news].join(",");
      this.#news.clear();
      if (!this.#stopped) sql`select pg_notify(${channel}, ${orgs})`.execute(this.#db).catch(this.#warn);
    }, notifyMs);
  };

  /** Follows a company from now on; returns the number of its last event and how to stop. */
  async watch(orgId: number, listener: NewsListener): Promise<{ seq: number; stop: () => void }> {
    let watched = this.#watched.get(orgId);
    if (!watched) {
      const seq = await this.head(orgId);
      watched = this.#watched.get(orgId) ?? { seq, listeners: new Set() };
      this.#watched.set(orgId, watched);
    }
    const { listeners, seq } = watched;
    listeners.add(listener);
    return {
      seq,
      stop: () => {
        listeners.delete(listener);
        if (listeners.size === 0) this.#watched.delete(orgId);
      },
    };
  }

  /** The number of a company's last event; 0 when it has none. */
  async head(orgId: number): Promise<number> {
    const { rows } = await sql<{
      seq: number;
    }>`select seq from foundation.event_heads() where org_id = ${orgId}`.execute(this.#db);
    return rows[0]?.seq ?? 0;
  }

  #read(): void {
    if (this.#watched.size === 0 || this.#stopped) return;
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = this.#readAll()
      .catch(this.#warn)
      .finally(() => {
        this.#reading = undefined;
        if (this.#again) {
          this.#again = false;
          this.#read();
        }
      });
  }

  async #readAll(): Promise<void> {
    const orgs = [...this.#watched.keys()];
    const seqs = orgs.map((org) => this.#watched.get(org)?.seq ?? 0);
    const events = await transaction(this.#db, { orgIds: orgs }, async (tx) => {
      const { rows } = await sql<StoredEvent>`
        select e.org_id as "orgId", e.seq, e.type, e.topic, e.payload, e.happened_at as "happenedAt"
        from unnest(${orgs}::int[], ${seqs}::bigint[]) as w(org_id, seq)
        cross join lateral (
          select * from foundation.events e where e.org_id = w.org_id and e.seq > w.seq order by e.seq limit ${batch}
        ) e
        order by e.org_id, e.seq`.execute(tx);
      return rows;
    });
    const byOrg = Map.groupBy(events, (event) => event.orgId);
    for (const [orgId, news] of byOrg) {
      const watched = this.#watched.get(orgId);
      if (!watched) continue;
      watched.seq = news.at(-1)?.seq ?? watched.seq;
      for (const listener of watched.listeners) listener(news);
      if (news.length === batch) this.#again = true;
    }
  }

  async #listen(): Promise<void> {
    if (this.#stopped) return;
    const client = new pg.Client({ connectionString: this.#url });
    this.#heard = client;
    const again = () => {
      if (this.#heard !== client) return;
      this.#heard = undefined;
      setTimeout(() => void this.#listen(), pollMs).unref();
    };
    client.on("error", again);
    client.on("end", again);
    client.on("notification", ({ payload }) => {
      if (payload?.split(",").some((org) => this.#watched.has(Number(org)))) this.#read();
    });
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
    } catch (error) {
      this.#warn(error);
      again();
    }
  }
}
