/**
 * Strategies (策略推送): what to propose to whom. A rule is written, tried over the whole base, released by a second person,
 * shown where a customer is recognised, answered, and judged by its figures.
 */
import { z } from "zod";
import { empty, freeText, id, instant, localDate } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { run } from "./classes.ts";
import { proposal } from "./shapes.ts";

export const surface = z.enum(["desk", "guide", "kiosk", "phone"]);
export type Surface = z.output<typeof surface>;
export const strategyState = z.enum(["draft", "released", "paused", "ended"]);

/** A fault in an expression: characters from `start` up to before `end`, counted from 0. */
export const expressionFault = z.object({
  code: z.string(),
  start: z.int(),
  end: z.int(),
  zh: z.string(),
  en: z.string(),
});

const sentence = z.strictObject({ zh: freeText(200).min(1), en: freeText(200).min(1) });
const action = proposal.shape.action;

export const strategyContent = z.strictObject({
  title: sentence,
  /** What is said to the customer, or to the clerk to say. */
  text: sentence,
  /** Why they see it; facts in braces: `合同还有 {contractEndsInDays} 天到期`. */
  reason: sentence,
  /** An expression over the customer's facts (CEL). */
  condition: z.string().trim().min(1).max(500),
  surfaces: z.array(surface).min(1).max(4),
  /** The higher, the earlier it is proposed. */
  priority: z.int().min(0).max(1000),
  action: z.strictObject({ kind: action.shape.kind, value: freeText(100) }),
  startsOn: localDate,
  endsOn: localDate.nullable(),
  /** Shown on at most `times` days of any `days` days; what was answered is not shown again within them. */
  limit: z.strictObject({ times: z.int().min(1).max(100), days: z.int().min(1).max(365) }),
});
export type StrategyContent = z.output<typeof strategyContent>;

const figures = z.object({
  shown: z.int(),
  accepted: z.int(),
  declined: z.int(),
});
export type Figures = z.output<typeof figures>;

const strategyLine = z.object({
  id,
  code: z.string().nullable(),
  state: strategyState,
  /** The newest version; what customers see is the released one. */
  version: z.int(),
  releasedVersion: z.int().nullable(),
  content: strategyContent,
  editedAt: instant,
  editedBy: z.string(),
  releasedAt: instant.nullable(),
  releasedBy: z.string().nullable(),
  figures: z.partialRecord(surface, figures),
});
export type StrategyLine = z.output<typeof strategyLine>;

const ofStrategy = z.object({ strategyId: id });
const figureDays = z.strictObject({ days: z.coerce.number().int().min(1).max(730).default(90) });

export const listStrategies = endpoint({
  method: "get",
  path: "/api/strategies",
  capability: "customers.strategies.manage",
  scope: "company",
  summary: { zh: "推送策略", en: "Strategies" },
  query: figureDays,
  answer: z.object({ strategies: z.array(strategyLine) }),
});

export const readStrategy = endpoint({
  method: "get",
  path: "/api/strategies/{strategyId}",
  capability: "customers.strategies.manage",
  scope: "company",
  summary: { zh: "一条策略及其版本", en: "A strategy with its versions" },
  params: ofStrategy,
  query: figureDays,
  answer: strategyLine.extend({
    /** Newest first. */
    versions: z.array(
      z.object({
        version: z.int(),
        content: strategyContent,
        editedAt: instant,
        editedBy: z.string(),
        releasedAt: instant.nullable(),
        releasedBy: z.string().nullable(),
      }),
    ),
    /** The last trial of the newest version as it stands now. */
    dryRun: run.nullable(),
    /** Who asks wrote the newest version, so somebody else must release it. */
    isOwn: z.boolean(),
  }),
});

const contentProblems = ["strategies.expression", "strategies.confidential", "customers.days_order"] as const;

export const createStrategy = endpoint({
  method: "post",
  path: "/api/strategies",
  capability: "customers.strategies.manage",
  scope: "company",
  summary: { zh: "新建策略", en: "Write a strategy" },
  query: empty,
  body: strategyContent,
  answer: z.object({ strategyId: id, version: z.int() }),
  problems: contentProblems,
});

/** Edits the draft, or begins the next version when the newest is released. What is released stays in force until then. */
export const changeStrategy = endpoint({
  method: "put",
  path: "/api/strategies/{strategyId}",
  capability: "customers.strategies.manage",
  scope: "company",
  summary: { zh: "修改策略", en: "Change a strategy" },
  params: ofStrategy,
  query: empty,
  body: z.strictObject({
    content: strategyContent,
    /** What the editor had before it. */
    version: z.int().min(1),
    editedAt: instant,
  }),
  answer: z.object({ version: z.int() }),
  problems: [...contentProblems, "strategies.edited_meanwhile", "strategies.state"],
});

/** Tries the newest version over every customer, as a background job: how many match, which classes, ten examples. */
export const tryStrategy = endpoint({
  method: "post",
  path: "/api/strategies/{strategyId}/dry-run",
  capability: "customers.strategies.manage",
  scope: "company",
  summary: { zh: "策略试算", en: "Try a strategy" },
  params: ofStrategy,
  query: empty,
  body: empty,
  answer: z.object({ runId: id }),
  problems: ["customers.run_already", "strategies.state"],
});

/** Another person than its writer releases the newest version, once it has been tried as it stands. */
export const releaseStrategy = endpoint({
  method: "post",
  path: "/api/strategies/{strategyId}/release",
  capability: "customers.strategies.manage",
  scope: "company",
  summary: { zh: "发布策略", en: "Release a strategy" },
  params: ofStrategy,
  query: empty,
  body: z.strictObject({ version: z.int().min(1) }),
  answer: empty,
  problems: [
    "strategies.not_tried",
    "strategies.own_release",
    "strategies.released_already",
    "strategies.edited_meanwhile",
    "strategies.state",
  ],
});

export const setStrategyState = endpoint({
  method: "post",
  path: "/api/strategies/{strategyId}/state",
  capability: "customers.strategies.manage",
  scope: "company",
  summary: { zh: "暂停、恢复或结束策略", en: "Pause, resume or end a strategy" },
  params: ofStrategy,
  query: empty,
  body: z.strictObject({ action: z.enum(["pause", "resume", "end"]), reason: freeText(200).min(2) }),
  answer: empty,
  problems: ["strategies.state"],
});

/** While somebody types: what is wrong, and where. Nothing is kept. */
export const checkStrategy = endpoint({
  method: "post",
  path: "/api/strategy-checks",
  capability: "customers.strategies.manage",
  scope: "company",
  summary: { zh: "检查表达式", en: "Check expressions" },
  query: empty,
  body: z.strictObject({
    condition: z.string().max(1000),
    reasonZh: z.string().max(1000).default(""),
    reasonEn: z.string().max(1000).default(""),
  }),
  answer: z.object({
    condition: expressionFault.nullable(),
    reasonZh: expressionFault.nullable(),
    reasonEn: expressionFault.nullable(),
  }),
  repeatable: true,
});

/** Every name that an expression may use, with its type and meaning. */
export const strategyFacts = endpoint({
  method: "get",
  path: "/api/strategy-facts",
  capability: "customers.strategies.manage",
  scope: "company",
  summary: { zh: "策略可用的客户资料", en: "Facts that strategies may use" },
  query: empty,
  answer: z.object({
    facts: z.array(z.object({ name: z.string(), type: z.string(), zh: z.string(), en: z.string() })),
  }),
});

/** What the customer said to a proposal. Once; a second, other answer is refused. */
export const answerProposal = endpoint({
  method: "post",
  path: "/api/proposals/{showingId}/answer",
  capability: "customers.recognise",
  scope: "company",
  summary: { zh: "登记推送结果", en: "Record the answer to a proposal" },
  params: z.object({ showingId: id }),
  query: empty,
  body: z.strictObject({ answer: z.enum(["accepted", "declined"]) }),
  answer: empty,
  problems: ["strategies.answered_already"],
});
