/**
 * The catalogue of orders as an administrator reads it: every business type with its limits side by side, papers and form;
 * which duties of one order one person may not hold together; and who covers which post beside the own (AB角).
 */
import { z } from "zod";
import { confidence } from "../catalogue.ts";
import { empty, freeText, id, localDate, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import {
  areaType,
  channel,
  clockLayer,
  clockUnit,
  customerClass,
  demandKind,
  family,
  paperNeed,
  postCode,
  typeCode,
} from "./shapes.ts";

const limitValue = z.object({
  layer: clockLayer,
  value: z.number(),
  unit: clockUnit,
  customerClass: customerClass.nullable(),
  areaType: areaType.nullable(),
  source: z.string(),
  confidence: z.string(),
});
export const catalogueLimit = z.object({
  ruleCode: z.string(),
  name: words,
  /** Of the whole order, a stage, or a step of its process by name. */
  of: z.enum(["order", "stage", "step"]),
  where: words,
  values: z.array(limitValue),
});
export type CatalogueLimit = z.output<typeof catalogueLimit>;

const longNote = z.object({ zh: z.string(), en: z.string() });
export const catalogueType = z.object({
  code: typeCode,
  name: words,
  family,
  classes: z.array(customerClass),
  channels: z.array(channel),
  acceptedBy: z.array(words),
  isAroundTheClock: z.boolean(),
  needsAccount: z.boolean(),
  demandKind,
  visit: z.enum(["must", "named", "sample", "none"]),
  processes: z.array(z.object({ customerClass, processKey: z.string() })),
  form: z.string().nullable(),
  papers: z.array(
    z.object({
      code: z.string(),
      name: words,
      accepts: z.array(words),
      need: paperNeed,
      neverWaived: z.boolean(),
      when: longNote.nullable(),
      note: longNote.nullable(),
    }),
  ),
  papersNote: longNote.nullable(),
  papersSource: z.string().nullable(),
  limits: z.array(catalogueLimit),
  checks: z.array(z.object({ name: words, level: z.enum(["stop", "warn", "note"]), because: longNote })),
  signoff: z.array(words),
  source: z.string(),
  confidence,
  /** Why so, where the source leaves it open. */
  reason: z.string().nullable(),
});
export type CatalogueType = z.output<typeof catalogueType>;

export const readOrderCatalogue = endpoint({
  method: "get",
  path: "/api/order-catalogue",
  capability: "catalogue.read",
  scope: "company",
  summary: { zh: "业务目录", en: "Catalogue of orders" },
  query: empty,
  answer: z.object({
    types: z.array(catalogueType),
    segregation: z.array(z.object({ a: words, b: words, name: words, source: z.string(), confidence })),
  }),
});

export const orderCover = z.object({
  staffId: id,
  name: z.string(),
  ownPost: postCode.nullable(),
  post: postCode,
  postName: words,
  unitId: id,
  unitName: words,
  validFrom: localDate,
  validTo: localDate.nullable(),
});
export type OrderCover = z.output<typeof orderCover>;

/** Those of today and later. */
export const listOrderCovers = endpoint({
  method: "get",
  path: "/api/order-covers",
  capability: "identity.read",
  scope: "company",
  summary: { zh: "AB 角", en: "Who covers which post" },
  query: empty,
  answer: z.object({
    covers: z.array(orderCover),
    posts: z.array(z.object({ code: postCode, name: words })),
  }),
});

const coverOf = { staffId: id, post: postCode, unitId: id };

export const coverPost = endpoint({
  method: "post",
  path: "/api/order-covers",
  capability: "orders.configure",
  scope: "company",
  summary: { zh: "设置 AB 角", en: "Have somebody cover a post" },
  query: empty,
  body: z.strictObject(coverOf),
  answer: empty,
  problems: ["orders.staff_unknown", "orders.cover_own_post"],
});

export const endOrderCover = endpoint({
  method: "post",
  path: "/api/order-covers/end",
  capability: "orders.configure",
  scope: "company",
  summary: { zh: "取消 AB 角", en: "End that somebody covers a post" },
  query: empty,
  body: z.strictObject({ ...coverOf, reason: freeText(200).default("") }),
  answer: empty,
});
