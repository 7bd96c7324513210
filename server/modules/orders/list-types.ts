/** What can be taken today, with the forms for it and the reasons to choose from. */
import { pinyin } from "pinyin-pro";
import type { AnswerOf } from "../../../contracts/endpoint.ts";
import type { listTypes as endpoint } from "../../../contracts/orders.ts";
import type { Context } from "../../foundation/context.ts";
import { orderForms } from "./catalogue/order-forms.ts";
import { orderReasons } from "./catalogue/order-reasons.ts";
import { orderTypes } from "./catalogue/order-types.ts";

export function listTypes(_: Context): AnswerOf<typeof endpoint> {
  const types = orderTypes.flatMap((type) => {
    const [processKey] = Object.values(type.process);
    return processKey === undefined ? [] : [{ ...type, processKey, spelling: spellingOf(type.name.zh) }];
  });
  const reasons = orderReasons
    .toSorted((one, other) => one.sort - other.sort)
    .map(({ list, code, zh, en, needsProof }) => ({ list, code, name: { zh, en }, needsProof }));
  return { types, forms: [...orderForms], reasons };
}

const spelt = new Map<string, string>();

/** `guohu gh`; worked out once for each name. */
function spellingOf(name: string): string {
  const known = spelt.get(name);
  if (known !== undefined) return known;
  const syllables = pinyin(name.replace(/[^\p{Script=Han}]/gu, ""), {
    toneType: "none",
    type: "array",
    v: true,
  });
  const made = `${syllables.join("")} ${syllables.map(([first = ""]) => first).join("")}`;
  spelt.set(name, made);
  return made;
}
