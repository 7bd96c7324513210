/**
 * The variables that conditions of a process read (catalogue/order-variables.json): answers of forms, facts of the order,
 * findings of a handler. Each begins with the value by which nothing is held up: nobody is refused for want of an answer.
 */
import { z } from "zod";
import rows from "../../../../catalogue/order-variables.json" with { type: "json" };

const variable = z.strictObject({
  name: z.string().regex(/^[a-z]\w*$/i),
  type: z.enum(["yes-no", "text", "list"]),
  default: z.union([z.literal(false), z.literal(""), z.tuple([])]),
  /** What it is for most orders, where that is not the default: most surveys find that supply is feasible. */
  usual: z.boolean().optional(),
  zh: z.string(),
  en: z.string(),
  /** `form`: a field of that name; `order`: known of the order; `handler`: set by a service task. */
  from: z.enum(["form", "order", "handler"]),
});
export type OrderVariable = z.output<typeof variable>;

export const orderVariables: readonly OrderVariable[] = z.array(variable).parse(rows);
