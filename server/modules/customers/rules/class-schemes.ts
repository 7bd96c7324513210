/**
 * Classification as data (catalogue/customer-classes.json): schemes with their codes. A computed scheme has conditions over
 * the customer's facts, the first that holds gives the code, and a sentence that says why; or it takes its code from a fact
 * and its names from a code list. The others are set by hand.
 */
import shipped from "../../../../catalogue/customer-classes.json" with { type: "json" };
import type { CodeListName } from "../../../../contracts/customers.ts";
import type { Words } from "../../../../contracts/endpoint.ts";
import type { Numbers } from "../../../foundation/expressions/expressions.ts";
import { customerExpressions } from "./expression.ts";
import { type CelFacts, type CustomerFacts, celFacts } from "./facts.ts";

type ShippedCode = Words & { readonly code: string; readonly when?: string; readonly because?: Words };
export type Scheme = Words & {
  readonly scheme: string;
  readonly isComputed: boolean;
  /** Never shown on a screen that customers can see (service rules §7.8: credit). */
  readonly isConfidential?: boolean;
  readonly source: string;
  readonly confidence: string;
  readonly numbers?: Numbers;
  readonly codes?: readonly ShippedCode[];
  /** A code list of the archive, and the fact that holds one of its codes. */
  readonly list?: CodeListName;
  readonly value?: string;
  readonly because?: Words;
};

export const classSchemes = shipped as unknown as readonly Scheme[];
export const findScheme = (scheme: string): Scheme | undefined =>
  classSchemes.find((one) => one.scheme === scheme);

export type ComputedClass = {
  readonly scheme: string;
  readonly code: string;
  readonly because: readonly Words[];
};

type Classify = (facts: CelFacts) => { readonly code: string; readonly because: Words } | undefined;

/** Made once; a shipped condition that is wrong stops the process at its start, with its name. */
const computed: readonly (readonly [string, Classify])[] = classSchemes
  .filter(({ isComputed }) => isComputed)
  .map((scheme) => [scheme.scheme, classifierOf(scheme)]);

/** All computed classes of a customer; a scheme whose conditions all fail gives none. */
export function classify(facts: CustomerFacts): readonly ComputedClass[] {
  const seen = celFacts(facts);
  return computed.flatMap(([scheme, decide]) => {
    const found = decide(seen);
    return found ? [{ scheme, code: found.code, because: [found.because] }] : [];
  });
}

function classifierOf(scheme: Scheme): Classify {
  const expressions = customerExpressions(scheme.numbers);
  const sentences = (words: Words | undefined) => ({
    zh: demand(scheme, expressions.sentence(words?.zh ?? "")),
    en: demand(scheme, expressions.sentence(words?.en ?? "")),
  });
  if (scheme.value) {
    const value = demand(scheme, expressions.sentence(`{${scheme.value}}`));
    const because = sentences(scheme.because);
    return (facts) => {
      const code = value(facts);
      return code ? { code, because: { zh: because.zh(facts), en: because.en(facts) } } : undefined;
    };
  }
  const rules = (scheme.codes ?? []).map(({ code, when, because }) => ({
    code,
    holds: demand(scheme, expressions.condition(when ?? "false")),
    because: sentences(because),
  }));
  return (facts) => {
    const rule = rules.find(({ holds }) => holds(facts));
    return rule && { code: rule.code, because: { zh: rule.because.zh(facts), en: rule.because.en(facts) } };
  };
}

function demand<T>(
  { scheme }: Scheme,
  made: { readonly run: (facts: CelFacts) => T } | { readonly fault: Words },
): (facts: CelFacts) => T {
  if ("fault" in made) throw new TypeError(`catalogue/customer-classes.json, ${scheme}: ${made.fault.en}`);
  return made.run;
}
