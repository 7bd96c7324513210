/**
 * Who of those we have may the new customer be? Candidates come by number, name, sound and address; each is compared in
 * full, and every point of the score says why.
 */
import type { z } from "zod";
import { checkCreditCode } from "../../../contracts/customers/identifiers.ts";
import type { checkCustomer as endpoint, LikelyDuplicate } from "../../../contracts/customers.ts";
import type { Context } from "../../foundation/context.ts";
import { customerLines } from "./customer-lines.ts";
import { today } from "./edit.ts";
import { checkNumber, familyOf } from "./personal-numbers.ts";
import { readFound } from "./read-found.ts";
import { type Comparable, compare, suggestFrom } from "./rules/duplicates.ts";
import { spellingsOf } from "./rules/pinyin.ts";
import { lettersOf, plainName, plainText } from "./rules/plain-text.ts";
import type { Terms } from "./rules/query.ts";
import type { Scan } from "./rules/read-scan.ts";
import { openTerm, pairsOf } from "./rules/terms.ts";
import { findHolders } from "./store/recognition.ts";
import { findByName, findByTerms } from "./store/search.ts";
import { wantedOf } from "./wanted-numbers.ts";

type Typed = z.output<NonNullable<(typeof endpoint)["body"]>>;

const candidatesOfEach = 40;
const shownMost = 8;

/** The likeliest first; half-typed numbers are left out rather than refused. */
export async function checkDuplicates(ctx: Context, typed: Typed): Promise<LikelyDuplicate[]> {
  const wanted = comparableOf(ctx, typed);
  const ids = (await candidates(ctx, wanted)).filter((id) => id !== typed.exceptId);
  const alike = (await readFound(ctx, ids))
    .map(({ id, bornOn, findable }) => ({ id, ...compare(wanted, { ...findable, bornOn }) }))
    .filter(({ score, isCertain }) => isCertain || score >= suggestFrom)
    .sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1))
    .slice(0, shownMost);
  const lines = new Map(
    (
      await customerLines(
        ctx,
        alike.map(({ id }) => id),
      )
    ).map((line) => [line.id, line]),
  );
  return alike.flatMap(({ id, score, isCertain, reasons }) => {
    const customer = lines.get(id);
    return customer ? [{ customer, score, isCertain, reasons: [...reasons] }] : [];
  });
}

function comparableOf(ctx: Context, typed: Typed): Comparable {
  const numbers = (family: "phone" | "paper") =>
    typed.personalFields
      .filter(({ kind }) => familyOf(kind) === family)
      .map(({ kind, value }) => checkNumber(kind, value, today(ctx)))
      .filter(({ ok }) => ok)
      .map(({ value }) => value);
  const credit = typed.creditCode === null ? undefined : checkCreditCode(typed.creditCode);
  return {
    isPerson: typed.kind === "individual",
    name: typed.name,
    creditCode: credit?.ok ? credit.value : null,
    bornOn: typed.bornOn,
    addresses: typed.address ? [typed.address] : [],
    phones: numbers("phone"),
    papers: numbers("paper"),
  };
}

async function candidates(ctx: Context, wanted: Comparable): Promise<readonly string[]> {
  const scans: Scan[] = [
    ...wanted.papers.map((text) => ({ how: "paper" as const, text })),
    ...wanted.phones.map((text) => ({ how: "phone" as const, text })),
    ...(wanted.creditCode ? [{ how: "credit" as const, text: wanted.creditCode }] : []),
  ];
  const holders = scans.length > 0 ? await findHolders(ctx, wantedOf(ctx, scans)) : [];
  const named =
    lettersOf(wanted.name).length >= 2 ? await findByName(ctx, wanted.name, candidatesOfEach) : [];
  const alternatives = [
    ...soundTerms(ctx.orgId, wanted),
    ...nearTerms(ctx.orgId, wanted),
    ...addressTerms(ctx.orgId, wanted),
  ];
  const similar = alternatives.length > 0 ? await findByTerms(ctx, alternatives, candidatesOfEach) : [];
  return [...new Set([...holders, ...named, ...similar])];
}

const soundTerms = (orgId: number, { name, isPerson }: Comparable): Terms[][] =>
  spellingsOf(name, isPerson)
    .filter(({ full }) => full.length > 2)
    .slice(0, 2)
    .map(({ full }) => [[openTerm(orgId, "whole-letters", full)]]);

/** A name with one character wrong still has all others; of a long one, one half is whole. */
function nearTerms(orgId: number, { name }: Comparable): Terms[][] {
  const letters = lettersOf(plainName(name));
  const term = (text: string) => openTerm(orgId, "name", text);
  if (letters.length < 3) return [];
  if (letters.length <= 4) return letters.map((_, at) => [letters.toSpliced(at, 1).map(term)]);
  const pairs = pairsOf(letters.join(""));
  const middle = Math.ceil(pairs.length / 2);
  return [[pairs.slice(0, middle).map(term)], [pairs.slice(middle).map(term)]];
}

const addressTerms = (orgId: number, { addresses }: Comparable): Terms[][] =>
  addresses
    .map((address) => pairsOf(plainText(address)).map((pair) => openTerm(orgId, "address", pair)))
    .filter((terms) => terms.length >= 3)
    .map((terms) => [terms]);
