/**
 * What a company changes of the catalogue of orders (业务类型、资料清单、表单、原因): a row is proposed with the day from which it
 * holds, released by a second person, withdrawn; as shipped it stands beside it. Orders under way keep what they began with.
 */
import { z } from "zod";
import { confidence } from "../catalogue.ts";
import { empty, freeText, id, instant, localDate, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";

export const catalogueKind = z.enum(["type", "papers", "form", "reason"]);
export type CatalogueKind = z.output<typeof catalogueKind>;
/** A reason's code is `list:code`. */
const rowCode = z.string().regex(/^[A-Za-z][A-Za-z0-9:._-]{0,79}$/);
/** A row as the files of the catalogue have it; read by the same reader as they are. */
const content = z.record(z.string(), z.unknown());
const bodyLimit = 300_000;

export const rowState = z.enum(["proposed", "released", "withdrawn"]);
export const catalogueRowVersion = z.object({
  id,
  version: z.int(),
  state: rowState,
  validFrom: localDate,
  note: z.string(),
  content,
  proposedAt: instant,
  proposedBy: z.string(),
  releasedAt: instant.nullable(),
  releasedBy: z.string().nullable(),
  withdrawnAt: instant.nullable(),
  withdrawnBy: z.string().nullable(),
  withdrawnWhy: z.string().nullable(),
  /** The caller had a hand in it, so somebody else must release it. */
  isOwn: z.boolean(),
});
export type CatalogueRowVersion = z.output<typeof catalogueRowVersion>;

export const catalogueRowLine = z.object({
  kind: catalogueKind,
  code: rowCode,
  name: words,
  /** Which list a reason belongs to, which family a type. */
  group: z.string(),
  /** Whether what holds on the day asked for is the company's own or as shipped. */
  origin: z.enum(["shipped", "company"]),
  /** Since when the company's own holds. */
  since: localDate.nullable(),
  isUsed: z.boolean(),
  /** Waits for its release. */
  proposal: z.object({ id, validFrom: localDate, by: z.string() }).nullable(),
  /** Released, and not yet in force. */
  next: localDate.nullable(),
});
export type CatalogueRowLine = z.output<typeof catalogueRowLine>;

/** On a day: today as of now, another day as of its end. */
const onDay = z.strictObject({ on: localDate.optional() });

export const listCatalogueRows = endpoint({
  method: "get",
  path: "/api/order-catalogue/rows",
  capability: "catalogue.read",
  scope: "company",
  summary: { zh: "业务目录各项及本公司修改", en: "Rows of the order catalogue, with the company's own" },
  query: onDay.extend({ kind: catalogueKind.default("type") }),
  answer: z.object({ on: localDate, rows: z.array(catalogueRowLine) }),
});

const onRow = z.strictObject({ kind: catalogueKind, code: rowCode });

export const readCatalogueRow = endpoint({
  method: "get",
  path: "/api/order-catalogue/rows/{kind}/{code}",
  capability: "catalogue.read",
  scope: "company",
  summary: { zh: "业务目录的一项：随附、生效与各版本", en: "One row: as shipped, in force, all versions" },
  params: onRow,
  query: onDay,
  answer: z.object({
    kind: catalogueKind,
    code: rowCode,
    name: words,
    on: localDate,
    /** Null for what the company has made itself. */
    shipped: content.nullable(),
    /** What holds on that day; null when nothing did. */
    inForce: z.object({ content, versionId: id.nullable() }).nullable(),
    /** Newest first. */
    versions: z.array(catalogueRowVersion),
  }),
  example: { params: { kind: "reason", code: "pause:plan-answer" } },
});

/** What is wrong with a row, and where: `fields.3.options` of a form. */
export const rowFault = z.object({ place: z.string(), zh: z.string(), en: z.string() });
export type RowFault = z.output<typeof rowFault>;

export const checkCatalogueRow = endpoint({
  method: "post",
  path: "/api/order-catalogue/rows/{kind}/{code}/check",
  capability: "catalogue.read",
  scope: "company",
  summary: { zh: "检查业务目录的一项", en: "Check a row" },
  params: onRow,
  query: empty,
  body: z.strictObject({ content, validFrom: localDate.optional() }),
  answer: z.object({ faults: z.array(rowFault) }),
  bodyLimit,
  repeatable: true,
  example: { params: { kind: "reason", code: "pause:plan-answer" } },
});

/** Begins the proposal of a row or changes it; one at a time. A row with faults is refused with the place. */
export const proposeCatalogueRow = endpoint({
  method: "put",
  path: "/api/order-catalogue/rows/{kind}/{code}/proposal",
  capability: "orders.configure",
  scope: "company",
  summary: { zh: "提出业务目录修改", en: "Propose a change of the catalogue" },
  params: onRow,
  query: empty,
  body: z.strictObject({
    content,
    validFrom: localDate,
    note: freeText(500).min(2),
    /** Of the proposal as it was opened; null: there was none. */
    seenVersion: z.int().min(1).nullable(),
  }),
  answer: z.object({ version: catalogueRowVersion }),
  bodyLimit,
  problems: [
    "orders.catalogue_faulty",
    "orders.catalogue_past",
    "orders.catalogue_edited",
    "orders.catalogue_same",
  ],
  example: { params: { kind: "reason", code: "pause:plan-answer" } },
});

const onVersion = z.strictObject({ versionId: id });
const seen = { version: z.int().min(1) };

export const dropCatalogueProposal = endpoint({
  method: "post",
  path: "/api/order-catalogue/versions/{versionId}/drop",
  capability: "orders.configure",
  scope: "company",
  summary: { zh: "放弃业务目录修改", en: "Drop a proposal" },
  params: onVersion,
  query: empty,
  body: z.strictObject({ ...seen, reason: freeText(200).min(2) }),
  answer: empty,
  problems: ["orders.catalogue_state", "orders.catalogue_edited"],
});

/** Another person than whoever proposed it. Orders that are taken from its day on follow it. */
export const releaseCatalogueRow = endpoint({
  method: "post",
  path: "/api/order-catalogue/versions/{versionId}/release",
  capability: "orders.catalogue.release",
  scope: "company",
  summary: { zh: "发布业务目录修改", en: "Release a change of the catalogue" },
  params: onVersion,
  query: empty,
  body: z.strictObject(seen),
  answer: z.object({ version: catalogueRowVersion }),
  problems: [
    "orders.catalogue_state",
    "orders.catalogue_edited",
    "orders.catalogue_own",
    "orders.catalogue_faulty",
    "orders.catalogue_past",
  ],
});

/** From now on what held before it holds again. */
export const withdrawCatalogueRow = endpoint({
  method: "post",
  path: "/api/order-catalogue/versions/{versionId}/withdraw",
  capability: "orders.catalogue.release",
  scope: "company",
  summary: { zh: "撤回业务目录修改", en: "Withdraw a released change" },
  params: onVersion,
  query: empty,
  body: z.strictObject({ ...seen, reason: freeText(200).min(2) }),
  answer: z.object({ version: catalogueRowVersion }),
  problems: ["orders.catalogue_state", "orders.catalogue_edited", "orders.catalogue_faulty"],
});

const coded = z.object({ code: z.string(), name: words });
export type Coded = z.output<typeof coded>;

/** Everything that a row may name, for the pickers of its forms. */
export const catalogueVocabulary = endpoint({
  method: "get",
  path: "/api/order-catalogue/vocabulary",
  capability: "catalogue.read",
  scope: "company",
  summary: { zh: "业务目录可引用的流程、时限、表单与资料", en: "What a row of the catalogue may name" },
  query: empty,
  answer: z.object({
    posts: z.array(coded),
    processes: z.array(coded),
    rules: z.array(coded),
    papers: z.array(coded),
    paperSets: z.array(coded),
    forms: z.array(coded),
    checks: z.array(coded),
    signoffs: z.array(coded),
    stages: z.array(coded),
    types: z.array(coded),
    /** Steps of the published processes, for what is due until a step. */
    steps: z.array(coded),
    /** Follow-ups that a reason may have. */
    effects: z.array(z.string()),
    confidences: z.array(confidence),
  }),
});
