/** Classification (分类): the schemes with their rules, and recomputing every customer's classes. */
import { z } from "zod";
import { empty, id, instant, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";

/** Work over every customer of the company, in batches, with its progress. */
export const run = z.object({
  id,
  kind: z.enum(["classes", "dry-run"]),
  state: z.enum(["running", "done", "failed"]),
  total: z.int(),
  done: z.int(),
  startedAt: instant,
  startedBy: z.string(),
  finishedAt: instant.nullable(),
  result: z.object({
    /** Classes: customers whose classes became others. Dry run: customers that match. */
    hits: z.int(),
    /** Customers per scheme and code: all of them, or those that match. */
    byClass: z.record(z.string(), z.record(z.string(), z.int())),
    /** Dry run: at most ten who match, names masked, with the reason as they would hear it. */
    examples: z.array(z.object({ customerId: id, maskedName: z.string(), reason: words })),
    /** Customers at whom the condition could not be worked out; they do not match. */
    failures: z.int(),
    /** Dry run: accounts of those who match. */
    accounts: z.int(),
  }),
});
export type Run = z.output<typeof run>;

export const classScheme = z.object({
  scheme: z.string(),
  name: words,
  isComputed: z.boolean(),
  isConfidential: z.boolean(),
  source: z.string(),
  confidence: z.string(),
  /** The thresholds that conditions and reasons name. */
  numbers: z.record(z.string(), z.number()),
  /** Taken from a fact, named by a code list. */
  value: z.string().nullable(),
  codes: z.array(
    z.object({
      code: z.string(),
      name: words,
      /** Computed schemes: the condition; the first that holds gives the code. */
      when: z.string().nullable(),
      because: words.nullable(),
    }),
  ),
});
export type ClassScheme = z.output<typeof classScheme>;

export const listClassSchemes = endpoint({
  method: "get",
  path: "/api/class-schemes",
  capability: "customers.read",
  scope: "company",
  summary: { zh: "客户分类方案", en: "Classification schemes" },
  query: empty,
  answer: z.object({ schemes: z.array(classScheme), lastRun: run.nullable() }),
});

/** Works out the computed classes of every customer anew, as a background job. */
export const recomputeClasses = endpoint({
  method: "post",
  path: "/api/class-schemes/recompute",
  capability: "customers.strategies.manage",
  scope: "company",
  summary: { zh: "重算客户分类", en: "Recompute all classes" },
  query: empty,
  body: empty,
  answer: z.object({ runId: id }),
  problems: ["customers.run_already"],
});

export const readRun = endpoint({
  method: "get",
  path: "/api/customer-runs/{runId}",
  capability: "customers.read",
  scope: "company",
  summary: { zh: "批量计算进度", en: "Progress of a run over all customers" },
  params: z.object({ runId: id }),
  query: empty,
  answer: run,
});
