/**
 * The statements that a ticket's cycle sends to the database, recorded from the real thing and played again straight,
 * with fresh ids, for other halls. This is the bound: the same SQL without HTTP, without checks, without our code.
 */
import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import type { BenchHall } from "./bench-halls.ts";

export type Statement = { readonly text: string; readonly values: readonly unknown[] };
/** One recorded statement whose numbers that count up (ticket numbers) are known by their place. */
export type Template = Statement & {
  readonly counters: ReadonlySet<number>;
  readonly name: string | undefined;
};

type Query = (this: pg.Client, ...args: unknown[]) => unknown;

/** Runs `work` and returns every statement that this process sent meanwhile. */
export async function record(work: () => Promise<void>): Promise<Statement[]> {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const original = prototype.query;
  const statements: Statement[] = [];
  prototype.query = function (...args) {
    const [first, values] = args as [string | Statement, unknown[] | undefined];
    const statement = typeof first === "string" ? { text: first, values: values ?? [] } : first;
    if (statement.text) statements.push({ text: statement.text, values: statement.values ?? [] });
    return original.apply(this, args);
  };
  try {
    await work();
    return statements;
  } finally {
    prototype.query = original;
  }
}

/** Compares two recorded cycles: what counts up from one to the other is a counter. */
export function templatesOf(first: readonly Statement[], second: readonly Statement[]): Template[] {
  return second.map(({ text, values }, index) => {
    const before = first[index];
    if (before?.text.replace(/\d{7,}/g, "") !== text.replace(/\d{7,}/g, ""))
      throw new Error(`two cycles differ at statement ${index}:\n${text}`);
    const counters = values.flatMap((value, place) =>
      typeof value === "number" && value === Number(before.values[place]) + 1 ? [place] : [],
    );
    return {
      text,
      values,
      counters: new Set(counters),
      name: values.length > 0 ? `bench_${index}` : undefined,
    };
  });
}

/** Hashes as text, inside of JSON. */
const hexHashes = /[\da-f]{64}/g;
/** A ticket's number, inside of JSON. */
const sequences = /"seq":\d+/g;
const uuids = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g;

/** Plays the templates for halls other than the recorded one. */
export class Playback {
  readonly #templates: readonly Template[];
  readonly #source: BenchHall;
  readonly #cycles = new Map<string, number>();

  constructor(templates: readonly Template[], source: BenchHall) {
    this.#templates = templates;
    this.#source = source;
  }

  async cycle(client: pg.Client, hall: BenchHall, window: number): Promise<void> {
    const fill = this.#filler(hall, window);
    for (const { text, values, counters, name } of this.#templates) {
      if (values.length === 0)
        await client.query(text.replaceAll(String(this.#source.orgId), String(hall.orgId)));
      else
        await client.query({
          name: name ?? "",
          text,
          values: values.map((value, place) => fill(value, counters.has(place))),
        });
    }
  }

  #filler(hall: BenchHall, window: number): (value: unknown, isCounter: boolean) => unknown {
    const source = this.#source;
    const known = new Map<string, string>([
      [source.hallId, hall.hallId],
      [source.serviceId, hall.serviceId],
    ]);
    const [from, to] = [source.windows[0], hall.windows[window]];
    if (from && to) known.set(from.windowId, to.windowId).set(from.staffId, to.staffId);
    const count = (this.#cycles.get(hall.hallId) ?? 0) + 1;
    this.#cycles.set(hall.hallId, count);
    const hashes = new Map<string, string>();
    const hash = (hex: string) =>
      hashes.get(hex) ?? hashes.set(hex, randomBytes(hex.length / 2).toString("hex")).get(hex) ?? hex;
    const uuid = (text: string) => known.get(text) ?? known.set(text, randomUUID()).get(text) ?? text;
    const fill = (value: unknown, isCounter: boolean): unknown => {
      if (isCounter) return count;
      if (value === source.orgId) return hall.orgId;
      if (typeof value === "string") {
        return value
          .replace(hexHashes, hash)
          .replace(sequences, `"seq":${count}`)
          .replace(uuids, uuid)
          .replaceAll(String(source.orgId), String(hall.orgId));
      }
      if (Buffer.isBuffer(value)) return Buffer.from(hash(value.toString("hex")), "hex");
      return Array.isArray(value) ? value.map((item) => fill(item, false)) : value;
    };
    return fill;
  }
}
