/** A strategy: what its content must keep to, and how it is compiled. Pure. */
import type { StrategyContent } from "../../../contracts/customers/strategies.ts";
import type { Words } from "../../../contracts/endpoint.ts";
import type { ExpressionFault } from "../../foundation/expressions/expressions.ts";
import { Problem } from "../../foundation/problem.ts";
import { customerExpressions } from "./rules/expression.ts";
import { type CelFacts, type CustomerFacts, celFacts } from "./rules/facts.ts";

export const strategyExpressions = customerExpressions();

/** For staff's eyes only (service rules §7.8: credit is never on a screen that customers see). */
const confidential = /\b(credit|onTimePercent|defaults|falsePromises|hazards)\b/;

/** @throws strategies.expression, strategies.confidential, customers.days_order */
export function checkContent(content: StrategyContent): void {
  if (content.endsOn !== null && content.endsOn < content.startsOn)
    throw new Problem("customers.days_order", { field: "endsOn" });
  refuseFault(strategyExpressions.condition(content.condition), "condition");
  refuseFault(strategyExpressions.sentence(content.reason.zh), "reason.zh");
  refuseFault(strategyExpressions.sentence(content.reason.en), "reason.en");
  const isPublic = content.surfaces.some((surface) => surface === "kiosk" || surface === "phone");
  const used = [content.condition, content.reason.zh, content.reason.en].join(" ");
  const [fact] = (isPublic && confidential.exec(used)) || [];
  if (fact) throw new Problem("strategies.confidential", { fact, field: "surfaces" });
}

function refuseFault(made: object | { readonly fault: ExpressionFault }, field: string): void {
  if (!("fault" in made)) return;
  const { start, zh, en } = made.fault as ExpressionFault;
  throw new Problem("strategies.expression", { position: start + 1, faultZh: zh, faultEn: en, field });
}

export type Compiled = {
  /** Whether it holds; a condition that cannot be worked out for somebody does not. */
  readonly holds: (facts: CelFacts) => boolean | "failed";
  readonly reason: (facts: CelFacts) => Words;
};

/** By version, so that each is compiled once in a process; bounded, because companies come and go. */
const compiled = new Map<string, Compiled>();
const compiledMost = 2_000;

export function compile(strategyId: string, version: number, content: StrategyContent): Compiled {
  const key = JSON.stringify([strategyId, version, content.condition, content.reason]);
  const kept = compiled.get(key);
  if (kept) return kept;
  if (compiled.size >= compiledMost) compiled.clear();
  const made = compileFresh(content);
  compiled.set(key, made);
  return made;
}

function compileFresh({ condition, reason }: StrategyContent): Compiled {
  const test = strategyExpressions.condition(condition);
  const zh = strategyExpressions.sentence(reason.zh);
  const en = strategyExpressions.sentence(reason.en);
  // What was right when it was kept and is not any more, after facts were renamed: it proposes nothing.
  if ("fault" in test || "fault" in zh || "fault" in en)
    return { holds: () => "failed", reason: () => ({ zh: "—", en: "—" }) };
  return {
    holds: (facts) => {
      try {
        return test.run(facts);
      } catch {
        return "failed";
      }
    },
    reason: (facts) => {
      try {
        return { zh: zh.run(facts).slice(0, 200), en: en.run(facts).slice(0, 200) };
      } catch {
        return { zh: "—", en: "—" };
      }
    },
  };
}

/** The facts as a public screen may name them: account numbers masked. */
export const publicFacts = (facts: CustomerFacts, maskAccount: (number: string) => string): CelFacts =>
  celFacts({
    ...facts,
    accounts: facts.accounts.map((account) => ({ ...account, number: maskAccount(account.number) })),
  });
