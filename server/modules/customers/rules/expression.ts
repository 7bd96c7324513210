/** Conditions and sentences over the facts of a customer: `accounts.exists(a, a.contractKva >= 315.0)`. */
import { Expressions, type Numbers } from "../../../foundation/expressions/expressions.ts";
import { declareFacts } from "./facts.ts";

export const customerExpressions = (numbers: Numbers = {}): Expressions =>
  new Expressions(declareFacts, numbers);
