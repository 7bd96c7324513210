/**
 * Personal data on the wire: seeing a number whole with a reason, who has seen what, which post sees which field, legal
 * holds, requests to copy and to delete, and the keys that everything is sealed with (PIPL; GB/T 22239 level 3).
 */
import { z } from "zod";
import { empty, freeText, id, instant, localDate, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { personalKind } from "./shapes.ts";

const ofCustomer = z.object({ customerId: id });
const why = freeText(200).min(2);
/** A code of the catalogue's list `unmask`, and what else there is to say. */
const because = {
  reasonCode: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  reason: freeText(200).nullable().default(null),
};

/** Shows one number whole. Counted, limited per person and hour, and written into the customer's access record. */
export const unmaskField = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/personal-fields/{fieldId}/unmask",
  capability: "customers.unmask",
  scope: "company",
  summary: { zh: "查看完整号码", en: "See a number whole" },
  params: z.object({ customerId: id, fieldId: id }),
  query: empty,
  body: z.strictObject(because),
  answer: z.object({
    fieldId: id,
    kind: personalKind,
    value: z.string(),
    /** The screen masks it again after so long. */
    shownSeconds: z.int(),
    /** How many more this person may see within the hour. */
    left: z.int(),
  }),
  problems: ["customers.unmask_limit", "customers.unmask_not_yours", "customers.unmask_reason"],
});

export const accessKind = z.enum(["looked", "unmasked", "copied", "exported", "erased"]);
export const access = z.object({
  id,
  at: instant,
  kind: accessKind,
  who: z.string(),
  /** What was seen, masked: `paper 320***********001X`. */
  fields: z.array(z.string()),
  reasonName: words.nullable(),
  reason: z.string().nullable(),
});
export type Access = z.output<typeof access>;

/** The customer's own record: who looked at or unmasked what, when and why. Made to be printed and handed over. */
export const listAccesses = endpoint({
  method: "get",
  path: "/api/customers/{customerId}/accesses",
  capability: "customers.unmask",
  scope: "company",
  summary: { zh: "个人信息查阅记录", en: "The access record" },
  params: ofCustomer,
  query: z.strictObject({
    from: localDate.optional(),
    to: localDate.optional(),
    after: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  answer: z.object({
    customer: z.object({ id, name: z.string() }),
    company: words,
    accesses: z.array(access),
    next: z.string().nullable(),
    keptMonths: z.int(),
  }),
});

/** Everything that is kept about one person, readable and whole (查阅复制, PIPL art. 45). */
export const copyPersonalData = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/personal-data/copy",
  capability: "customers.unmask",
  scope: "company",
  summary: { zh: "复制个人信息", en: "Copy a person's data" },
  params: ofCustomer,
  query: empty,
  body: z.strictObject(because),
  answer: z.object({
    madeAt: instant,
    madeBy: z.string(),
    company: words,
    sections: z.array(
      z.object({
        what: words,
        purpose: words,
        keptFor: words,
        rows: z.array(z.record(z.string(), z.unknown())),
      }),
    ),
  }),
  problems: ["customers.unmask_limit", "customers.unmask_reason"],
});

export const seenField = z.enum(["name", "paper", "phone", "bank", "address", "born", "account"]);
export type SeenField = z.output<typeof seenField>;
export const shows = z.enum(["plain", "masked", "hidden"]);
export type Shows = z.output<typeof shows>;
export const policyRow = z.object({
  field: seenField,
  /** `*`: whoever holds none of the roles that are named for the field. */
  role: z.string(),
  shows,
  mayUnmask: z.boolean(),
  editedAt: instant.nullable(),
  editedByName: z.string().nullable(),
});
export type PolicyRow = z.output<typeof policyRow>;

export const getFieldPolicy = endpoint({
  method: "get",
  path: "/api/privacy/field-policy",
  capability: "customers.privacy.manage",
  scope: "company",
  summary: { zh: "字段可见范围", en: "Which post sees which field" },
  query: empty,
  answer: z.object({ rows: z.array(policyRow), roles: z.array(z.object({ role: z.string(), name: words })) }),
});

export const setFieldPolicy = endpoint({
  method: "put",
  path: "/api/privacy/field-policy/{field}/{role}",
  capability: "customers.privacy.manage",
  scope: "company",
  summary: { zh: "设定字段可见范围", en: "Set what a post sees of a field" },
  params: z.object({ field: seenField, role: z.string().regex(/^(\*|[a-z][a-z0-9-]{1,39})$/) }),
  query: empty,
  body: z.strictObject({ shows, mayUnmask: z.boolean(), reason: why }),
  answer: policyRow,
  problems: ["customers.policy_never_plain", "customers.policy_nothing_to_unmask", "customers.role_unknown"],
});

export const legalHold = z.object({
  id,
  customer: z.object({ id, name: z.string() }),
  reason: z.string(),
  source: z.string(),
  placedAt: instant,
  placedByName: z.string(),
  liftedAt: instant.nullable(),
  liftedByName: z.string().nullable(),
  liftReason: z.string().nullable(),
});
export type LegalHold = z.output<typeof legalHold>;

export const listHolds = endpoint({
  method: "get",
  path: "/api/privacy/holds",
  capability: "customers.hold",
  scope: "company",
  summary: { zh: "法律保全", en: "Legal holds" },
  query: z.strictObject({ state: z.enum(["open", "lifted"]).default("open") }),
  answer: z.object({ holds: z.array(legalHold) }),
});

export const placeHold = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/holds",
  capability: "customers.hold",
  scope: "company",
  summary: { zh: "法律保全登记", en: "Place a legal hold" },
  params: ofCustomer,
  query: empty,
  body: z.strictObject({ reason: why, source: freeText(200).min(2) }),
  answer: z.object({ holdId: id }),
});

export const liftHold = endpoint({
  method: "post",
  path: "/api/privacy/holds/{holdId}/lift",
  capability: "customers.hold",
  scope: "company",
  summary: { zh: "解除法律保全", en: "Lift a legal hold" },
  params: z.object({ holdId: id }),
  query: empty,
  body: z.strictObject({ reason: why }),
  answer: empty,
  problems: ["customers.hold_lifted"],
});

export const erasure = z.object({
  id,
  customer: z.object({ id, name: z.string() }),
  cause: z.enum(["request", "retention"]),
  reason: z.string(),
  state: z.enum(["asked", "done", "refused"]),
  askedAt: instant,
  askedByName: z.string(),
  dueOn: localDate,
  decidedAt: instant.nullable(),
  decidedByName: z.string().nullable(),
  note: z.string().nullable(),
  /** Rows removed or emptied, by what they are. */
  removed: z.array(z.object({ what: words, count: z.int() })),
});
export type Erasure = z.output<typeof erasure>;

/** Somebody asks to be forgotten. What the law keeps is told at once; else another person decides. */
export const askErasure = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/erasure",
  capability: "customers.change.request",
  scope: "company",
  summary: { zh: "申请删除个人信息", en: "Ask to delete a person's data" },
  params: ofCustomer,
  query: empty,
  body: z.strictObject({ reason: why }),
  answer: z.object({ erasureId: id, dueOn: localDate }),
  problems: [
    "customers.held",
    "customers.still_served",
    "customers.still_open",
    "customers.kept_until",
    "customers.forgotten",
    "customers.merged",
    "customers.erasure_asked",
  ],
});

export const listErasures = endpoint({
  method: "get",
  path: "/api/privacy/erasures",
  capability: "customers.change.approve",
  scope: "company",
  summary: { zh: "删除请求", en: "Requests to delete" },
  query: z.strictObject({ state: z.enum(["asked", "done", "refused"]).default("asked") }),
  answer: z.object({ erasures: z.array(erasure) }),
});

/** Approving removes at once and cannot be undone; backups made before are named in the answer. */
export const decideErasure = endpoint({
  method: "post",
  path: "/api/privacy/erasures/{erasureId}/decide",
  capability: "customers.change.approve",
  scope: "company",
  summary: { zh: "审核删除请求", en: "Decide on a request to delete" },
  params: z.object({ erasureId: id }),
  query: empty,
  body: z.strictObject({
    verdict: z.enum(["approve", "refuse"]),
    note: freeText(200).nullable().default(null),
  }),
  answer: z.object({ erasure, elsewhere: z.array(words) }),
  problems: [
    "customers.erasure_own",
    "customers.erasure_decided",
    "customers.held",
    "customers.still_served",
    "customers.still_open",
    "customers.kept_until",
  ],
});

/** What is kept about people, why, how long and what becomes of it (个人信息处理清单, PIPL art. 55). */
export const getInventory = endpoint({
  method: "get",
  path: "/api/privacy/inventory",
  capability: "customers.privacy.manage",
  scope: "company",
  summary: { zh: "个人信息处理清单", en: "What is kept about people" },
  query: empty,
  answer: z.object({
    entries: z.array(
      z.object({ table: z.string(), what: words, purpose: words, keptFor: words, sealed: z.boolean() }),
    ),
    elsewhere: z.array(words),
  }),
});

/** How far the worker is with sealing everything anew, and which keys may be dropped from the configuration. */
export const getKeyStatus = endpoint({
  method: "get",
  path: "/api/privacy/keys",
  capability: "customers.privacy.manage",
  scope: "company",
  summary: { zh: "密钥更换进度", en: "Where the change of keys stands" },
  query: empty,
  answer: z.object({
    /** The newest key's version. */
    current: z.int(),
    suite: z.enum(["aes", "gm"]),
    keys: z.array(
      z.object({
        version: z.int(),
        suite: z.enum(["aes", "gm"]),
        fingerprint: z.string().nullable(),
        /** In the configuration of the process that answers. */
        isConfigured: z.boolean(),
        isCurrent: z.boolean(),
        rows: z.int(),
        /** No row of any company needs it. Backups made before still do. */
        mayBeDropped: z.boolean(),
      }),
    ),
    total: z.int(),
    done: z.int(),
    /** Rows that no configured key opens: they were altered, or a key was dropped too early. */
    broken: z.int(),
  }),
});
