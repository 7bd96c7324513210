/**
 * One running order moves to another version of its process: all of its steps or none, in one transaction. A step keeps its
 * id, its form and whoever claimed it, unless the new version gives it to another post; its clock keeps what has elapsed.
 */
import type { Context } from "../../../foundation/context.ts";
import { processOf } from "../definitions.ts";
import { limitsOf, ruleOfStep } from "../limits.ts";
import type { OpenOrder } from "../open-order.ts";
import { type Definition, isTask, nodeOf, type TaskNode } from "../process/definition.ts";
import {
  migrateTokens,
  type NodeMapping,
  type Obstacle,
  previewMigration,
} from "../process/migrate-tokens.ts";
import { advance, tokensOf } from "../process-run.ts";
import { saveOrder } from "../save-order.ts";

/** @returns what stands in the way; nothing has changed then */
export async function moveOrder(
  ctx: Context,
  open: OpenOrder,
  { to, mapping, reason }: { readonly to: number; readonly mapping: NodeMapping; readonly reason: string },
): Promise<readonly Obstacle[]> {
  const { processKey, processVersion: from } = open.order;
  const before = await processOf(ctx, processKey, from);
  const after = await processOf(ctx, processKey, to);
  const { moves, obstacles } = previewMigration(after.definition, tokensOf(open), mapping);
  if (obstacles.length > 0) return obstacles;

  open.put({ processVersion: to });
  await advance(ctx, open, (definition, tokens, around) => {
    const { moved, changes } = migrateTokens(definition, tokens, around, mapping);
    for (const move of moved) relabel(open, move, before.definition, definition);
    return changes;
  });
  open.tell({
    kind: "migrated",
    text: {
      zh: `流程由第 ${from} 版迁移到第 ${to} 版：${reason}`,
      en: `Moved from version ${from} of the process to version ${to}: ${reason}`,
    },
    detail: { from, to, moves: moves.map((move) => ({ from: move.from, to: move.to })) },
  });
  const changed = moves.filter((move) => move.from !== move.to);
  await saveOrder(ctx, open, {
    action: "migrated",
    before: { version: from },
    after: { version: to, moves: changed.map((move) => `${move.from} → ${move.to}`) },
    reason,
  });
  return [];
}

type Relabelled = { readonly tokenId: string; readonly from: string; readonly to: string };

function relabel(open: OpenOrder, { tokenId, from, to }: Relabelled, before: Definition, after: Definition) {
  const node = nodeOf(after, to);
  const task = isTask(node) ? node : undefined;
  const present = open.step(tokenId);
  const nameZh = node.zh || node.id;
  const names = { nodeId: to, nameZh, nameEn: node.en ?? nameZh, stage: node.stage };
  const isPersons = present?.kind === "task" && task !== undefined;
  const isOthers = isPersons && task.post !== present.post;
  open.putStep(tokenId, {
    ...names,
    ...(isPersons ? { duty: task.duty, post: task.post } : {}),
    // Whoever had it is not of the post that does it now: back to the pool.
    ...(isOthers ? { assigneeId: null, assigneeName: null, assignedAt: null, idleAt: null } : {}),
  });
  const was = before.nodes[from];
  if (isPersons && was && isTask(was) && was.limit !== task.limit) changeClocks(open, tokenId, task);
}

/** Another limit: what has elapsed stays elapsed. A limit that the new version does not have is nobody's promise any more. */
function changeClocks(open: OpenOrder, stepId: string, task: TaskNode): void {
  const { rules, order } = open;
  const wanted =
    task.limit === null ? [] : limitsOf(rules, ruleOfStep(open.catalogue, rules, order, task.limit), order);
  const own = open.clocks.filter((clock) => clock.stepId === stepId && clock.subject === "step");
  for (const clock of own) {
    const found = wanted.find(({ layer }) => layer === clock.layer);
    if (!found) {
      open.stopClock(clock.id, open.now, false);
      continue;
    }
    const { value, unit } = found.limit;
    const isOther = value !== clock.limitValue || unit !== clock.unit;
    const marked = isOther
      ? open.markClock(clock.id, "limit", { limitValue: value, unit, reason: "migrated" })
      : clock;
    open.putClock({ ...marked, ruleCode: found.ruleCode });
  }
  const startedAt = open.step(stepId)?.openedAt ?? open.now;
  for (const { ruleCode, layer, limit } of wanted) {
    if (own.some((clock) => clock.layer === layer)) continue;
    open.startClock({ stepId, stage: task.stage, ruleCode, layer, subject: "step", limit }, startedAt);
  }
}
