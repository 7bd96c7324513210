/** Classes set by hand, and entries of the registers (名册): one person proposes, another reviews. */
import { z } from "zod";
import { empty, freeText, id, localDate } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { code, ofCustomer } from "./archive-parts.ts";
import { customerLine, registerTag } from "./shapes.ts";

export const setClass = endpoint({
  method: "put",
  path: "/api/customers/{customerId}/classes/{scheme}",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "设定客户分类", en: "Set a class by hand" },
  params: z.object({ customerId: id, scheme: z.string().regex(/^[a-z-]{1,30}$/) }),
  query: empty,
  body: z.strictObject({ code, reason: freeText(200).min(2) }),
  answer: empty,
  problems: [
    "customers.merged",
    "customers.code_unknown",
    "customers.scheme_unknown",
    "customers.scheme_computed",
  ],
});

export const proposeRegister = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/registers",
  capability: "customers.register.propose",
  scope: "company",
  summary: { zh: "登记名册", en: "Propose a register entry" },
  params: ofCustomer,
  query: empty,
  body: z.strictObject({
    register: registerTag.shape.register,
    level: code,
    accountId: id.nullable().default(null),
    reason: freeText(300).min(2),
    source: freeText(200).min(2),
    documentId: id.nullable().default(null),
    validFrom: localDate.optional(),
    /** Unless given: by the catalogue's term for the level. */
    expiresOn: localDate.nullable().optional(),
  }),
  answer: z.object({ entryId: id }),
  problems: [
    "customers.merged",
    "customers.register_level",
    "customers.register_twice",
    "customers.days_order",
  ],
});

export const reviewRegister = endpoint({
  method: "post",
  path: "/api/register-entries/{entryId}/review",
  capability: "customers.register.review",
  scope: "company",
  summary: { zh: "审核名册", en: "Review a register entry" },
  params: z.object({ entryId: id }),
  query: empty,
  body: z.strictObject({
    verdict: z.enum(["approve", "refuse"]),
    note: freeText(200).nullable().default(null),
  }),
  answer: empty,
  problems: ["customers.own_review", "customers.reviewed_already"],
});

export const endRegister = endpoint({
  method: "post",
  path: "/api/register-entries/{entryId}/end",
  capability: "customers.register.review",
  scope: "company",
  summary: { zh: "移出名册", en: "End a register entry" },
  params: z.object({ entryId: id }),
  query: empty,
  body: z.strictObject({ reason: freeText(200).min(2) }),
  answer: empty,
  problems: ["customers.reviewed_already"],
});

/** The registers of the company: what the reviewer works through and the manager answers for. */
export const listRegisters = endpoint({
  method: "get",
  path: "/api/register-entries",
  capability: "customers.register.propose",
  scope: "company",
  summary: { zh: "名册", en: "Registers" },
  query: z.strictObject({
    register: registerTag.shape.register.optional(),
    state: registerTag.shape.state.optional(),
    /** Only what expires within these days. */
    expiringDays: z.coerce.number().int().min(0).max(3650).optional(),
    after: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({
    entries: z.array(
      registerTag.extend({
        customer: customerLine,
        source: z.string(),
        proposedByName: z.string(),
        reviewedByName: z.string().nullable(),
      }),
    ),
    next: z.string().nullable(),
    total: z.int(),
  }),
});
