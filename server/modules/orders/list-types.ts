/** What can be taken today, with the forms for it. */
import type { AnswerOf } from "../../../contracts/endpoint.ts";
import type { listTypes as endpoint } from "../../../contracts/orders.ts";
import type { Context } from "../../foundation/context.ts";
import { orderForms } from "./catalogue/order-forms.ts";
import { orderTypes } from "./catalogue/order-types.ts";

export function listTypes(_: Context): AnswerOf<typeof endpoint> {
  const types = orderTypes.flatMap((type) => {
    const [processKey] = Object.values(type.process);
    return processKey === undefined ? [] : [{ ...type, processKey }];
  });
  return { types, forms: [...orderForms] };
}
