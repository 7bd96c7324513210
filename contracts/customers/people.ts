/** Contact people of a customer, and relations to other customers. */
import { z } from "zod";
import { empty, freeText, id, localDate } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { nameFaults, ofCustomer, phoneFaults } from "./archive-parts.ts";
import { personRole, relationKind } from "./shapes.ts";

export const savePerson = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/people",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "维护联系人", en: "Add or replace a contact person" },
  params: ofCustomer,
  query: empty,
  body: z.strictObject({
    /** Replaces this one: it ends the day before the new one begins. */
    replaces: id.nullable().default(null),
    role: personRole,
    name: freeText(200).min(1),
    phone: freeText(30).nullable(),
    accountId: id.nullable(),
    authorisedUntil: localDate.nullable(),
  }),
  answer: z.object({ personId: id }),
  problems: [...nameFaults, ...phoneFaults, "customers.merged"],
});

export const endPerson = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/people/{personId}/end",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "停用联系人", en: "End a contact person" },
  params: z.object({ customerId: id, personId: id }),
  query: empty,
  body: z.strictObject({ on: localDate.optional() }),
  answer: empty,
  problems: ["customers.merged", "customers.past_stays", "customers.future_day"],
});

export const relate = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/relations",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "建立客户关系", en: "Relate two customers" },
  params: ofCustomer,
  query: empty,
  body: z.strictObject({
    kind: relationKind,
    toCustomerId: id,
    note: freeText(200).nullable().default(null),
    validFrom: localDate.optional(),
  }),
  answer: z.object({ relationId: id }),
  problems: [
    "customers.merged",
    "customers.relation_self",
    "customers.relation_cycle",
    "customers.relation_twice",
    "customers.relation_overlap",
    "customers.future_day",
  ],
});

export const endRelation = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/relations/{relationId}/end",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "解除客户关系", en: "End a relation" },
  params: z.object({ customerId: id, relationId: id }),
  query: empty,
  body: z.strictObject({ on: localDate.optional() }),
  answer: empty,
  problems: ["customers.past_stays", "customers.future_day"],
});
