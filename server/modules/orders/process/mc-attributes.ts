/** What our own attributes may hold; a value that is not understood is a fault of the file, never ignored. */
import { z } from "zod";
import { mcAttributes } from "../../../../contracts/orders/mc-moddle.ts";
import { evidences } from "./definition.ts";
import type { Element, Faults } from "./element.ts";

const word = z
  .string()
  .regex(/^[A-Za-z0-9][\w./-]{0,59}$/, "应为一个代码，不含空格|must be one code without blanks");
const blanks = (text: string) => text.split(/\s+/).filter((part) => part !== "");
const words = z.string().transform(blanks).pipe(z.array(word).max(40));
const truth = z
  .enum(["true", "false"], "应为 true 或 false|must be true or false")
  .transform((text) => text === "true");

const shapes = {
  en: z.string().max(200),
  types: words,
  responsible: word,
  stage: word,
  waits: z.literal("customer", "只能是 customer|can only be customer"),
  post: word,
  form: word,
  papers: words,
  evidence: z
    .string()
    .transform(blanks)
    .pipe(z.array(z.enum(evidences, `只能是 ${evidences.join("、")}|can only be ${evidences.join(", ")}`))),
  duty: word,
  output: word,
  skippable: truth,
  handler: word,
  limit: word,
  share: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, "应为 1 到 999 的百分数|must be a percentage from 1 to 999")
    .transform(Number),
  of: z.string().max(200),
  collection: z.string().regex(/^[A-Za-z_]\w{0,59}$/, "应为变量名|must be the name of a variable"),
} as const;

type Shapes = typeof shapes;
export type McName = keyof Shapes;
export type Mc<Names extends McName> = { readonly [Name in Names]: z.output<Shapes[Name]> | null };

/** The attributes that an element of this kind may have; any other one of ours on it is reported. */
export function readMc<Names extends McName>(
  element: Element,
  names: readonly Names[],
  faults: Faults,
): Mc<Names> {
  const allowed: ReadonlySet<string> = new Set(names);
  for (const name of mcAttributes)
    if (!allowed.has(name) && element.get(`mc:${name}`) !== undefined)
      faults.add(element, "attribute_misplaced", { attribute: name });
  for (const key of Object.keys(element.$attrs))
    if (key.startsWith("mc:") && !mcAttributes.includes(key.slice(3)))
      faults.add(element, "attribute_misplaced", { attribute: key.slice(3) });
  const read = Object.fromEntries(names.map((name) => [name, readOne(element, name, faults)]));
  return read as Mc<Names>;
}

function readOne(element: Element, name: McName, faults: Faults): unknown {
  const value = element.get(`mc:${name}`);
  if (value === undefined) return null;
  const parsed = shapes[name].safeParse(typeof value === "string" ? value.trim() : value);
  if (parsed.success) return parsed.data;
  const [detail = "", detailEn = detail] = (parsed.error.issues[0]?.message ?? "").split("|");
  faults.add(element, "attribute", { attribute: name, value: String(value), detail, detailEn });
  return null;
}
