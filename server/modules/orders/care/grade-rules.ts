/** How grave a complaint is (投诉分级, §3.9), by data; a clerk may set it higher. Pure. */
import type { Words } from "../../../../contracts/endpoint.ts";
import type { RulesInForce } from "../../catalogue/index.ts";
import { orderGradings } from "../catalogue/order-grading.ts";
import type { OrderRow } from "../store/rows.ts";

export type Grade = NonNullable<OrderRow["grade"]>;
export type GradeFacts = {
  readonly source: string | null;
  readonly people: number;
  /** The same customer has complained of the same before, and it was closed. */
  readonly isRepeated: boolean;
};

const ranks: readonly Grade[] = ["normal", "important", "major", "special"];
export const graver = (one: Grade, other: Grade): Grade =>
  ranks.indexOf(one) >= ranks.indexOf(other) ? one : other;

export function gradeOf(
  { source, people, isRepeated }: GradeFacts,
  rules: RulesInForce,
): { readonly grade: Grade; readonly because: Words | null } {
  const row = orderGradings.find(({ kind, values, rule }) => {
    if (kind === "source") return source !== null && values.includes(source);
    if (kind === "people") return rule !== null && people >= rules.value(rule);
    return isRepeated;
  });
  return row ? { grade: row.grade, because: { zh: row.zh, en: row.en } } : { grade: "normal", because: null };
}
