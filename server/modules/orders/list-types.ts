/** What can be taken today, with the forms for it and the reasons to choose from. */
import { pinyin } from "pinyin-pro";
import type { AnswerOf } from "../../../contracts/endpoint.ts";
import type { listTypes as endpoint } from "../../../contracts/orders.ts";
import type { Context } from "../../foundation/context.ts";
import { catalogueNow } from "./catalogue-in-force.ts";

export async function listTypes(ctx: Context): Promise<AnswerOf<typeof endpoint>> {
  const catalogue = await catalogueNow(ctx);
  const types = catalogue.types
    .filter(({ isOffered }) => isOffered)
    .flatMap((type) => {
      const [processKey] = Object.values(type.process);
      return processKey === undefined ? [] : [{ ...type, processKey, spelling: spellingOf(type.name.zh) }];
    });
  const reasons = catalogue.reasons
    .filter(({ isActive }) => isActive)
    .toSorted((one, other) => one.sort - other.sort)
    .map(({ list, code, zh, en, needsProof, stages }) => ({
      ...{ list, code, name: { zh, en }, needsProof },
      stages: [...stages],
    }));
  return { types, forms: [...catalogue.forms], reasons };
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
