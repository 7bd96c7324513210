/**
 * The business types (catalogue/order-types.json, service rules §2.1): what can be asked for, by whom it is accepted, which
 * process it follows and which limit the whole of it has.
 */
import { z } from "zod";
import rows from "../../../../catalogue/order-types.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";
import { words } from "../../../../contracts/common.ts";
import * as shapes from "../../../../contracts/orders/shapes.ts";

const ruleCode = z.string().regex(/^[A-Z][A-Z0-9_]*(\.[A-Z0-9_]+)*$/);

export const orderTypeRow = z.strictObject({
  code: shapes.typeCode,
  name: words,
  family: shapes.family,
  classes: z.array(shapes.customerClass).min(1),
  /** The limit of the whole order; null where the type is no order of its own. */
  total: ruleCode.nullable(),
  /** Everything from acceptance to supply, or only the company's own steps (the customer's are left out). */
  totalIs: z.enum(["whole", "supplier"]),
  /** By customer class; empty where the type is no order of its own. */
  process: z.partialRecord(shapes.customerClass, z.string()),
  /** A set of catalogue/order-papers.json. */
  papers: z.string().nullable(),
  /** The intake form of catalogue/order-forms.json. */
  form: z.string().nullable(),
  acceptedBy: z.array(shapes.postCode).min(1),
  channels: z.array(shapes.channel).min(1),
  isAroundTheClock: z.boolean(),
  needsAccount: z.boolean(),
  /** Return visit: always, only of who gave a name, of a drawn share, or never (§3.8). */
  visit: z.enum(["must", "named", "sample", "none"]),
  /** Items of catalogue/order-signoff.json. */
  signoff: z.array(z.string()),
  /** The customer asks at least so long before it begins. */
  ahead: ruleCode.nullable(),
  /** Checks of catalogue/order-checks.json, made at intake. */
  checks: z.array(z.string()),
  /** The hall's services that people take a number for. */
  services: z.array(z.string()),
  demandKind: shapes.demandKind,
  /** A step's limit in the shared process → the limit that this type has there. */
  stepLimits: z.record(ruleCode, ruleCode),
  /** Limits of a stage as a whole, from its first step: the supply plan, the handling of a complaint. */
  stageLimits: z.record(z.string(), ruleCode),
  /** The company takes it. Orders of it that run go on. */
  isOffered: z.boolean().default(true),
  /** What is opened when this one is done. */
  followedBy: shapes.typeCode.nullable(),
  source: z.string(),
  confidence,
  reason: z.string().optional(),
});
export type OrderTypeRow = z.output<typeof orderTypeRow>;

export const orderTypes: readonly OrderTypeRow[] = z.array(orderTypeRow).parse(rows);
const byCode = new Map(orderTypes.map((type) => [type.code, type]));

export const findOrderType = (code: string): OrderTypeRow | undefined => byCode.get(code);

/** The rule that limits a step of a type's order: a severe complaint goes before the type, that before the process. */
export const stepLimit = (
  type: OrderTypeRow,
  rule: string,
  graded: Readonly<Record<string, string>> = {},
): string => graded[rule] ?? type.stepLimits[rule] ?? rule;
