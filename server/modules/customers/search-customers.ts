/**
 * The one search box. Candidates come from an index by name and one of terms, are held against the real text, and are
 * ordered: the very name or number first, then what begins or ends with it, then fragments; current customers before
 * former ones. It stops at the limit: how many there are altogether is not counted.
 */
import type { CustomerLine, QueryKind } from "../../../contracts/customers.ts";
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { customerLines } from "./customer-lines.ts";
import { type FoundCustomer, readFound } from "./read-found.ts";
import { matchCustomer } from "./rules/match.ts";
import { isHan } from "./rules/plain-text.ts";
import { type Query, understand } from "./rules/query.ts";
import { readScan } from "./rules/read-scan.ts";
import { findHolders } from "./store/recognition.ts";
import { findByName, findByTerms } from "./store/search.ts";
import { wantedOf } from "./wanted-numbers.ts";

export type Hits = {
  readonly understoodAs: readonly QueryKind[];
  readonly hits: readonly { readonly customer: CustomerLine; readonly matched: readonly QueryKind[] }[];
  readonly hasMore: boolean;
};

/**
 * Candidates looked at, shared among the ways of reading the text: four digits may end a phone, a paper, an account, a meter.
 * Each costs reading the whole of it; those of a tail are all alike, and more could not be told apart by reading on.
 */
const candidatesMost = 32;
const candidatesOfEach = 8;
/** As long as a mobile number: nobody types so much of an end. */
const noTail = 11;

/** @throws customers.search_short */
export async function searchCustomers(ctx: Context, text: string, limit: number): Promise<Hits> {
  const query = understand(ctx.orgId, text, (kind, tail) => ctx.vault.term(ctx.orgId, kind, tail));
  if (!query) throw new Problem("customers.search_short", { field: "text" });
  const ids = await candidates(ctx, query, text.trim(), limit);
  const found = rank(query, await readFound(ctx, ids.list, query));
  const shown = found.slice(0, limit);
  const lines = await customerLines(
    ctx,
    shown.map(({ id }) => id),
  );
  const matched = new Map(shown.map(({ id, kinds }) => [id, kinds]));
  return {
    understoodAs: [...new Set([...query.understoodAs, ...shown.flatMap(({ kinds }) => kinds)])],
    hits: lines.map((customer) => ({ customer, matched: matched.get(customer.id) ?? [] })),
    hasMore: found.length > limit || ids.mayBeMore,
  };
}

/** A name that fills the list by itself needs no terms: a common surname is every twentieth customer. */
async function candidates(
  ctx: Context,
  query: Query,
  text: string,
  limit: number,
): Promise<{ list: readonly string[]; mayBeMore: boolean }> {
  const isName = isHan(text) && !/\s/u.test(text);
  const named = isName ? await findByName(ctx, text, limit + 1) : await holdersOf(ctx, text);
  if (named.length > limit) return { list: named, mayBeMore: true };
  // Whose number it is, is known: that others' numbers end alike is no answer. A short one may be meant as such an end.
  if (named.length > 0 && !isName && text.length >= noTail) return { list: named, mayBeMore: false };
  const ways = query.alternatives.length;
  const most =
    ways === 1 ? limit + 10 : Math.max(candidatesOfEach, Math.ceil(Math.max(candidatesMost, limit) / ways));
  const byTerms = await findByTerms(ctx, query.alternatives, most);
  return { list: [...new Set([...named, ...byTerms])], mayBeMore: byTerms.length >= most };
}

/** A whole number is found by equality, however many share its tail. */
async function holdersOf(ctx: Context, text: string): Promise<readonly string[]> {
  const { scans } = readScan("any", text, dateOf(ctx.clock.now()).toString());
  const whole = scans.filter(({ how }) => how !== "card");
  return whole.length > 0 ? findHolders(ctx, wantedOf(ctx, whole)) : [];
}

const stages = ["current", "former", "potential"];

function rank(query: Query, found: readonly FoundCustomer[]) {
  return found
    .flatMap(({ id, stage, findable }) => {
      const match = matchCustomer(query, findable);
      return match ? [{ id, stage: stages.indexOf(stage), name: findable.name, ...match }] : [];
    })
    .sort(
      (one, other) =>
        one.rank - other.rank ||
        one.stage - other.stage ||
        (one.name < other.name ? -1 : one.name > other.name ? 1 : 0) ||
        (one.id < other.id ? -1 : 1),
    );
}
