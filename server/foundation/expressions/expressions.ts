/**
 * Conditions and sentences in CEL (decision 0012) over facts that a module declares with their types.
 *
 * A condition is checked before it is kept: unknown names, wrong types and whatever could run long (regular expressions,
 * bindings, deep nesting) are refused with the place of the fault, so that what is released can neither fail by a typo nor
 * hold up whoever is served. Sentences have expressions in braces: `合同容量 {contractKva} 千伏安`.
 */
import { type ASTNode, Environment } from "@marcbachmann/cel-js";
import { type ExpressionFault, faultOf, refusal } from "./expression-faults.ts";

export type { ExpressionFault } from "./expression-faults.ts";

/** What an expression may be at most; well above what anybody writes by hand. */
export const sourceMost = 500;
const limits = {
  maxAstNodes: 150,
  maxDepth: 20,
  maxListElements: 50,
  maxMapEntries: 0,
  maxCallArguments: 3,
} as const;
/** One look at all accounts inside another is enough; a third would be their number cubed. */
const nestingMost = 2;
const loops: ReadonlySet<string> = new Set(["exists", "all", "exists_one", "filter", "map"]);
const allowed: ReadonlySet<string> = new Set([
  ...loops,
  "size",
  "contains",
  "startsWith",
  "endsWith",
  "substring",
  "string",
  "int",
  "double",
  "has",
]);

/** Names with a value of their own, beside the facts: the thresholds of a classification. */
export type Numbers = Readonly<Record<string, number>>;

/** Facts as CEL wants them: integers are BigInts, maps are Maps. */
export type CelFacts = Readonly<Record<string, unknown>>;

/** Expressions over the facts, and over numbers that their owner names. */
export class Expressions {
  readonly #environment: Environment;

  /** `declare` makes the facts known with their types; any other name is refused. */
  constructor(declare: (environment: Environment) => Environment, numbers: Numbers = {}) {
    const environment = declare(
      new Environment({ limits, unlistedVariablesAreDyn: false, enableOptionalTypes: false }),
    );
    for (const [name, value] of Object.entries(numbers)) {
      if (Number.isInteger(value)) environment.registerConstant(name, "int", BigInt(value));
      else environment.registerConstant(name, "double", value);
    }
    this.#environment = environment;
  }

  /** A condition as a function of the facts; the fault with its place when it is none. */
  condition(source: string): Compiled<boolean> {
    const made = this.#compile(source);
    if ("fault" in made) return made;
    if (made.type !== "bool") return { fault: refusal("not_bool", 0, source.length, { type: made.type }) };
    return { run: (facts) => made.run(facts) === true };
  }

  /** A sentence as a function of the facts. */
  sentence(source: string): Compiled<string> {
    const parts: (string | Run<unknown>)[] = [];
    let at = 0;
    for (const found of source.matchAll(/\{([^{}]*)\}/g)) {
      const inside = found[1] ?? "";
      const made = this.#compile(inside);
      const from = found.index + 1;
      if ("fault" in made) {
        const { fault } = made;
        return { fault: { ...fault, start: fault.start + from, end: fault.end + from } };
      }
      if (!shown.has(made.type))
        return { fault: refusal("not_shown", from, from + inside.length, { type: made.type }) };
      parts.push(source.slice(at, found.index), made.run);
      at = found.index + found[0].length;
    }
    parts.push(source.slice(at));
    const run: Run<string> = (facts) =>
      parts.map((part) => (typeof part === "string" ? part : inWords(part(facts)))).join("");
    return { run };
  }

  #compile(source: string): { run: Run<unknown>; type: string } | { fault: ExpressionFault } {
    if (source.length > sourceMost)
      return { fault: refusal("too_long", sourceMost, source.length, { most: sourceMost }) };
    if (source.trim() === "") return { fault: refusal("empty", 0, source.length) };
    try {
      const checked = this.#environment.check(source);
      if (!checked.valid) return { fault: faultOf(checked.error, source) };
      const parsed = this.#environment.parse(source);
      const unsafe = findUnsafe(parsed.ast, 0);
      if (unsafe) return { fault: unsafe };
      return { run: (facts) => parsed(facts), type: String(checked.type ?? "dyn") };
    } catch (error) {
      return { fault: faultOf(error, source) };
    }
  }
}

type Run<T> = (facts: CelFacts) => T;
export type Compiled<T> = { readonly run: Run<T> } | { readonly fault: ExpressionFault };

const shown: ReadonlySet<string> = new Set(["string", "int", "double", "bool"]);

/** 630, 630.5; never 630.0000001. */
const inWords = (value: unknown): string =>
  typeof value === "number" ? String(Math.round(value * 100) / 100) : String(value);

/** The first call that is not allowed, or the loop that is nested too deep. */
function findUnsafe(node: ASTNode, depth: number): ExpressionFault | undefined {
  const { start, end } = node.range;
  let inside = depth;
  if (node.op === "call" || node.op === "rcall") {
    const [name] = node.args;
    if (!allowed.has(name)) return refusal("not_allowed", start, end, { name });
    if (node.op === "rcall" && loops.has(name)) inside = depth + 1;
    if (inside > nestingMost) return refusal("too_deep", start, end, { most: nestingMost });
  }
  for (const child of childrenOf(node)) {
    const unsafe = findUnsafe(child, inside);
    if (unsafe) return unsafe;
  }
  return undefined;
}

const isNode = (value: unknown): value is ASTNode =>
  typeof value === "object" && value !== null && "op" in value && "range" in value;

const childrenOf = ({ args }: ASTNode): readonly ASTNode[] =>
  isNode(args) ? [args] : Array.isArray(args) ? (args as unknown[]).flat().filter(isNode) : [];
