/** The statements of one completion, played again straight for copies of the recorded order, in any company. */
import { randomBytes, randomUUID } from "node:crypto";
import type pg from "pg";
import { copyOf } from "../server/modules/orders/testing-copies.ts";
import type { OrderCompany } from "./order-stage.ts";
import type { Statement } from "./recorded-sql.ts";

const hexHashes = /[\da-f]{64}/g;
const uuids = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g;

export class OrderPlayback {
  readonly #statements: readonly (Statement & { readonly name: string })[];
  readonly #source: OrderCompany;
  readonly #recorded: number;

  /** @param recorded the copy of `source` whose completion the statements are of */
  constructor(statements: readonly Statement[], source: OrderCompany, recorded: number) {
    this.#statements = statements.map((statement, index) => ({ ...statement, name: `bench_${index}` }));
    this.#source = source;
    this.#recorded = recorded;
  }

  async complete(client: pg.Client, company: OrderCompany, n: number): Promise<void> {
    const fill = this.#filler(company, n);
    const org = (text: string) => text.replaceAll(String(this.#source.orgId), String(company.orgId));
    for (const { text, values, name } of this.#statements) {
      if (values.length === 0) await client.query(org(text));
      else await client.query({ name, text, values: values.map(fill) });
    }
  }

  #filler(company: OrderCompany, n: number): (value: unknown) => unknown {
    const source = this.#source;
    const known = new Map<string, string>([
      [source.rootId, company.rootId],
      [source.hallId, company.hallId],
      [source.customerId, company.customerId],
      [source.worker.staffId, company.worker.staffId],
      [source.worker.sessionId, company.worker.sessionId],
    ]);
    for (const [place, id] of source.ids.entries())
      known.set(copyOf(this.#recorded, id), copyOf(n, company.ids[place] ?? ""));
    // What the completion makes anew is made anew, the same thing under the same id in every statement.
    const fresh = (text: string, make: () => string) => {
      const made = known.get(text) ?? make();
      known.set(text, made);
      return made;
    };
    const fill = (value: unknown): unknown => {
      if (value === source.orgId) return company.orgId;
      if (typeof value === "string")
        return value
          .replace(hexHashes, (hex) => fresh(hex, () => randomBytes(32).toString("hex")))
          .replace(uuids, (id) => fresh(id, randomUUID))
          .replaceAll(String(source.orgId), String(company.orgId));
      if (Buffer.isBuffer(value))
        return value.equals(source.worker.tokenHash) ? company.worker.tokenHash : value;
      return Array.isArray(value) ? value.map(fill) : value;
    };
    return fill;
  }
}
