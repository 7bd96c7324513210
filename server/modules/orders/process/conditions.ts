/**
 * The conditions on flows: CEL over the order's variables, declared with their types (decision 0012), so that a misspelt
 * name is refused when the process is published and not found on a running order.
 *
 * There are no nulls: a variable that nobody has filled in has the value by which the natural condition fails.
 */
import type { Environment } from "@marcbachmann/cel-js";
import {
  type CelFacts,
  type ExpressionFault,
  Expressions,
} from "../../../foundation/expressions/expressions.ts";

export type VariableType = "string" | "int" | "double" | "bool" | "list<string>";
export type VariableTypes = Readonly<Record<string, VariableType>>;
export type Variables = Readonly<Record<string, unknown>>;

export type Conditions = {
  /** Why a condition cannot be used; nothing when it can. */
  readonly check: (condition: string) => ExpressionFault | undefined;
  /** False also where it cannot be worked out for these values, such as the first item of an empty list. */
  readonly holds: (condition: string, variables: Variables) => boolean;
};

export function conditionsOver(types: VariableTypes): Conditions {
  const expressions = new Expressions((environment: Environment) => {
    for (const [name, type] of Object.entries(types)) environment.registerVariable(name, type);
    return environment;
  });
  const compiled = new Map<string, ReturnType<Expressions["condition"]>>();
  const compile = (condition: string) => {
    const made = compiled.get(condition) ?? expressions.condition(condition);
    compiled.set(condition, made);
    return made;
  };
  return {
    check: (condition) => {
      const made = compile(condition);
      return "fault" in made ? made.fault : undefined;
    },
    holds: (condition, variables) => {
      const made = compile(condition);
      if ("fault" in made) throw new TypeError(`condition ${condition}: ${made.fault.en}`);
      try {
        return made.run(factsFrom(types, variables));
      } catch {
        return false;
      }
    },
  };
}

function factsFrom(types: VariableTypes, variables: Variables): CelFacts {
  return Object.fromEntries(
    Object.entries(types).map(([name, type]) => [
      name,
      inType(type, Object.hasOwn(variables, name) ? variables[name] : undefined),
    ]),
  );
}

/** A value as its type wants it; one of another type counts as not filled in. */
function inType(type: VariableType, value: unknown): unknown {
  if (type === "bool") return value === true;
  if (type === "string") return typeof value === "string" ? value : "";
  if (type === "list<string>")
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
  const number = typeof value === "number" && Number.isFinite(value) ? value : 0;
  return type === "int" ? BigInt(Math.trunc(number)) : number;
}
