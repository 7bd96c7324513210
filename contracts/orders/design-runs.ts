/** What takes longer than an answer may: simulating a process, and migrating running orders to another version. */
import { z } from "zod";
import { empty, id, instant, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { processKey } from "./design.ts";
import { areaType, customerClass, orderNumber, typeCode } from "./shapes.ts";

const elementId = z.string().max(400);
const ofProcess = z.object({ processKey });
const minutes = z.number().min(0).max(1_000_000);

/** All times are minutes of work; a working day has `hoursPerDay` of them. */
export const simulationInput = z.strictObject({
  /** The drawing as it stands in the editor. */
  xml: z.string().min(1).max(2_000_000),
  runs: z.int().min(1).max(10_000).default(1_000),
  seed: z.int().min(1).max(1_000_000).default(1),
  typeCode: typeCode.nullable().default(null),
  customerClass: customerClass.default("RES"),
  areaType: areaType.default("URBAN"),
  hoursPerDay: z.number().min(1).max(24).default(8),
  /** How much of its limit a step takes on average. */
  usage: z.number().min(0.05).max(3).default(0.6),
  /** Standard deviation as a share of the mean. */
  variation: z.number().min(0).max(2).default(0.5),
  /** Of a step without a limit, and of one that the customer does. */
  plainMinutes: minutes.default(30),
  customerMinutes: minutes.default(480),
  /** Between two new orders; 0: all at once. */
  interval: minutes.default(60),
  /** By step, where somebody knows better. */
  means: z.record(elementId, minutes).default({}),
  /** Facts of the sample order; what is not named is as it usually is. */
  vars: z.record(z.string().max(60), z.union([z.boolean(), z.string().max(100)])).default({}),
  /** Variables that differ from order to order: conditions that read them are decided by chance. */
  chance: z.array(z.string().max(60)).max(100).default([]),
  /** People by post, all day for these orders; a post that is not named has enough. */
  capacity: z.record(z.string().max(20), z.int().min(1).max(1_000)).default({}),
});
export type SimulationInput = z.output<typeof simulationInput>;

const spread = z.object({ mean: z.number(), p50: z.number(), p90: z.number(), most: z.number() });
const stepFigures = z.object({
  elementId,
  name: words,
  post: z.string().nullable(),
  times: z.int(),
  waiting: spread,
  duration: spread,
  perOrder: z.number(),
  limitMinutes: z.number().nullable(),
});
export const simulationResult = z.object({
  runs: z.int(),
  ended: z.int(),
  total: spread,
  steps: z.array(stepFigures),
  bottleneck: elementId.nullable(),
  /** Against the promise of the whole order; null where none is known. */
  late: z
    .object({ ruleCode: z.string(), limitMinutes: z.number(), orders: z.int(), share: z.number() })
    .nullable(),
  /** Orders by how long they took. */
  bins: z.array(z.object({ from: z.number(), to: z.number(), orders: z.int() })),
  ends: z.record(z.string(), z.int()),
});
export type SimulationResult = z.output<typeof simulationResult>;

const move = z.object({ from: elementId, to: elementId, fromName: words, toName: words });
const obstacle = z.object({ elementId, zh: z.string(), en: z.string() });
const stuckOrder = z.object({
  orderId: id,
  number: orderNumber,
  title: z.string(),
  zh: z.string(),
  en: z.string(),
});

export const migrationResult = z.object({
  moved: z.int(),
  /** Over, moved by somebody else or in another version when it was their turn. */
  passed: z.int(),
  stayed: z.int(),
  /** The first of those that stayed; of those about the caller none. */
  orders: z.array(stuckOrder),
});

export const designRun = z.object({
  id,
  kind: z.enum(["simulation", "migration"]),
  processKey,
  fromVersion: z.int().nullable(),
  toVersion: z.int().nullable(),
  state: z.enum(["running", "done", "failed"]),
  total: z.int(),
  done: z.int(),
  startedAt: instant,
  startedBy: z.string(),
  finishedAt: instant.nullable(),
  /** Why it failed. */
  failure: words.nullable(),
  simulation: simulationResult.nullable(),
  migration: migrationResult.nullable(),
});
export type DesignRun = z.output<typeof designRun>;

export const simulateProcess = endpoint({
  method: "post",
  path: "/api/processes/{processKey}/simulations",
  capability: "catalogue.read",
  scope: "company",
  summary: { zh: "模拟流程", en: "Simulate a process" },
  params: ofProcess,
  query: empty,
  body: simulationInput,
  answer: z.object({ runId: id }),
  bodyLimit: 3_000_000,
  problems: ["processes.faulty", "processes.unreadable", "processes.key_wrong"],
});

export const readDesignRun = endpoint({
  method: "get",
  path: "/api/process-runs/{runId}",
  capability: "catalogue.read",
  scope: "company",
  summary: { zh: "模拟或迁移的进度与结果", en: "How far a simulation or migration is" },
  params: z.object({ runId: id }),
  query: empty,
  answer: designRun,
});

export const listMigrations = endpoint({
  method: "get",
  path: "/api/processes/{processKey}/migrations",
  capability: "orders.process.publish",
  scope: "company",
  summary: { zh: "在办工单的迁移记录", en: "Migrations of running orders" },
  params: ofProcess,
  query: empty,
  answer: z.object({ runs: z.array(designRun) }),
});

/** From element ids of the old version to those of the new; what is not named stays where it is. */
const mapping = z.record(elementId, elementId).default({});
const versions = { fromVersion: z.int().min(1), toVersion: z.int().min(1), mapping };

/** What a migration would do; nothing is changed. */
export const previewMigration = endpoint({
  method: "post",
  path: "/api/processes/{processKey}/migration-preview",
  capability: "orders.process.publish",
  scope: "company",
  summary: { zh: "预览在办工单的迁移", en: "Preview a migration of running orders" },
  params: ofProcess,
  query: empty,
  body: z.strictObject(versions),
  answer: z.object({
    orders: z.int(),
    can: z.int(),
    cannot: z.int(),
    /** More run by that version than were looked at. */
    isCapped: z.boolean(),
    moves: z.array(move.extend({ orders: z.int() })),
    obstacles: z.array(obstacle.extend({ name: words, orders: z.int() })),
    /** Those that cannot first. */
    lines: z.array(
      z.object({
        orderId: id,
        number: orderNumber,
        title: z.string(),
        moves: z.array(move),
        obstacles: z.array(obstacle),
      }),
    ),
    /** Steps of the new version that something can be moved to. */
    targets: z.array(z.object({ id: elementId, name: words, kind: z.string() })),
  }),
  problems: ["processes.same_version", "processes.migrate_target"],
  repeatable: true,
});
export type MigrationPreview = z.output<typeof previewMigration.answer>;

/** Moves all that can be moved, order by order, as a background job. Started again, it goes on with those that are left. */
export const migrateOrders = endpoint({
  method: "post",
  path: "/api/processes/{processKey}/migrations",
  capability: "orders.process.publish",
  scope: "company",
  summary: { zh: "迁移在办工单", en: "Migrate running orders" },
  params: ofProcess,
  query: empty,
  body: z.strictObject({ ...versions, reason: z.string().trim().min(2).max(200) }),
  answer: z.object({ runId: id }),
  problems: ["processes.same_version", "processes.migrate_target", "processes.run_already"],
});
