/** The forms of intake and of the steps (catalogue/order-forms.json). A yes-no answer is a variable of the process. */
import { z } from "zod";
import rows from "../../../../catalogue/order-forms.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";
import { words } from "../../../../contracts/common.ts";
import { type Form, formField } from "../../../../contracts/orders/shapes.ts";

/** What a row of the file leaves out is none. */
const field = formField.extend({
  unit: z.string().nullable().default(null),
  isRequired: z.boolean().default(false),
  options: formField.shape.options.default([]),
  max: z.number().nullable().default(null),
  hint: words.nullable().default(null),
});
export const formRow = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: words,
  fields: z.array(field).min(1),
  source: z.string(),
  confidence,
});

export type FormRow = z.output<typeof formRow>;
/** As whoever fills it in is given it. */
export const shownForm = ({ key, title, fields }: FormRow): Form => ({ key, title, fields });
export const orderFormRows: readonly FormRow[] = z.array(formRow).parse(rows);
export const orderForms: readonly Form[] = orderFormRows.map(shownForm);
const byKey = new Map(orderForms.map((form) => [form.key, form]));
export const findForm = (key: string): Form | undefined => byKey.get(key);
