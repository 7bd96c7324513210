/** What the conditions of a process read: facts of the order, and answers of its forms that decide something. */
import { Environment } from "@marcbachmann/cel-js";
import { newId } from "../../foundation/ids.ts";
import type { Surroundings } from "./process/machine.ts";
import type { Values } from "./store/rows.ts";

/** Names are checked when a process is published (`process/`); here only what is left of them must not stop an order. */
const environment = new Environment({ unlistedVariablesAreDyn: true });
type Condition = { readonly run: (facts: Values) => unknown; readonly names: readonly string[] };
const compiled = new Map<string, Condition>();
const compiledMost = 2_000;

function conditionOf(source: string): Condition {
  let condition = compiled.get(source);
  if (!condition) {
    const names = [...new Set(source.replace(/'[^']*'|"[^"]*"/g, "").match(/[A-Za-z_]\w*/g) ?? [])];
    condition = { run: environment.parse(source), names };
    if (compiled.size >= compiledMost) compiled.clear();
    compiled.set(source, condition);
  }
  return condition;
}

/**
 * What nobody has answered counts as "no" (decision 0012: a condition that cannot be worked out does not hold). Whole
 * numbers are CEL's integers, as they are written in conditions.
 */
export function holds(source: string, vars: Values): boolean {
  const { run, names } = conditionOf(source);
  const facts = Object.fromEntries(names.map((name) => [name, celValue(vars[name])]));
  try {
    return run(facts) === true;
  } catch {
    return false;
  }
}

function celValue(value: unknown): unknown {
  if (value === undefined || value === null) return false;
  return typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : value;
}

/** What the token machine asks about an order. */
export const surroundings = (vars: Values): Surroundings => ({
  newId,
  evaluate: (condition) => holds(condition, vars),
  count: (collection) => {
    const list = vars[collection];
    return Array.isArray(list) ? list.length : 0;
  },
});
