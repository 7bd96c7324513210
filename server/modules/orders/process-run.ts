/**
 * An order goes on: one operation of the token machine, what it opens and closes as rows with their clocks, the service
 * tasks that come up on the way (run at once, in the same transaction), until only people, messages and time are waited for.
 */
import type { Words } from "../../../contracts/endpoint.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { endsAt } from "./catalogue/clock-ends.ts";
import { closeOrder } from "./close-order.ts";
import { processOf } from "./definitions.ts";
import { handlers } from "./handlers.ts";
import { limitsOf, ruleOfStep } from "./limits.ts";
import type { OpenOrder } from "./open-order.ts";
import { settlePauses } from "./pauses.ts";
import { type Definition, isActivity, isTask, nodeOf, type ProcessNode } from "./process/definition.ts";
import type { Surroundings } from "./process/machine.ts";
import {
  type Changes,
  completeToken,
  failToken,
  ProcessFault,
  receiveMessage,
  startProcess,
  type Token,
} from "./process/machine.ts";
import type { StepRow } from "./store/rows.ts";
import { readTimers, timerDue } from "./timers.ts";
import { surroundings } from "./vars.ts";

/** How the step at hand ended, and what was written down with it. */
export type Outcome = {
  readonly how: string;
  readonly reason?: string | null;
  readonly form?: StepRow["form"];
  readonly at?: Temporal.Instant;
};
export type Operation = (
  definition: Definition,
  tokens: readonly Token[],
  around: Surroundings,
) => Changes | undefined;

/** Nobody draws so many service tasks in a row; more is a loop. */
const rounds = 200;

/**
 * Runs an operation on a locked order and whatever follows from it by itself.
 * @param outcomes of the tokens that the operation is about
 * @returns false when the operation found nothing to do
 * @throws orders.loop
 */
export async function advance(
  ctx: Context,
  open: OpenOrder,
  operation: Operation,
  outcomes: ReadonlyMap<string, Outcome> = new Map(),
): Promise<boolean> {
  const { definition } = await processOf(ctx, open.order.processKey, open.order.processVersion);
  const around = () => surroundings(open.order.vars);
  const changes = guarded(() => operation(definition, tokensOf(open), around()));
  if (!changes) return false;
  apply(open, definition, changes, outcomes);
  for (let round = 0; !open.order.closedAt; round++) {
    const service = open.steps.find(({ kind }) => kind === "service");
    if (!service) break;
    if (round === rounds) throw new Problem("orders.loop", { node: service.nameZh });
    const failed = await runHandler(ctx, open, definition, service);
    const next = guarded(() =>
      failed
        ? failToken(definition, tokensOf(open), service.id, failed, around())
        : completeToken(definition, tokensOf(open), service.id, around()),
    );
    const how = failed ? "failed" : "handled";
    apply(open, definition, next, new Map([[service.id, { how, reason: failed ?? null }]]));
  }
  if (!open.order.closedAt) settlePauses(open, definition);
  readTimers(open, definition);
  return true;
}

/** A message for the order, from its customer, another system or another module. */
export function deliver(
  ctx: Context,
  open: OpenOrder,
  message: string,
  form: StepRow["form"] = {},
): Promise<boolean> {
  return advance(
    ctx,
    open,
    (definition, tokens, around) => receiveMessage(definition, tokens, message, around),
    new Map(
      open.steps.filter(({ kind }) => kind === "message").map(({ id }) => [id, { how: "message", form }]),
    ),
  );
}

export const begin: Operation = (definition, _, around) => startProcess(definition, around);

function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof ProcessFault && error.code === "spins")
      throw new Problem("orders.loop", { node: String(error.facts.path ?? "") });
    throw error;
  }
}

/** @returns the error code when it could not be done */
async function runHandler(
  ctx: Context,
  open: OpenOrder,
  definition: Definition,
  service: StepRow,
): Promise<string | undefined> {
  const node = nodeOf(definition, service.nodeId);
  const name = "handler" in node ? node.handler : null;
  const handler = name === null ? undefined : handlers[name];
  if (!handler) throw new Error(`process ${definition.id} asks for the handler ${name ?? "-"} at ${node.id}`);
  return (await handler(ctx, open, { step: service, node })) ?? undefined;
}

export const tokensOf = (open: OpenOrder): Token[] =>
  open.steps.map(({ id, nodeId, scopeId, hostId, kind, flowId, index, count }) => ({
    id,
    nodeId,
    scopeId,
    hostId,
    kind,
    flowId,
    index,
    count,
  }));

const plainHow = { done: "completed", skipped: "skipped", cancelled: "cancelled", error: "failed" } as const;
const stateOf = { done: "done", skipped: "done", cancelled: "cancelled", error: "error" } as const;

function apply(
  open: OpenOrder,
  definition: Definition,
  changes: Changes,
  outcomes: ReadonlyMap<string, Outcome>,
): void {
  for (const { tokenId, how } of changes.close) {
    const step = open.step(tokenId);
    if (!step) continue;
    const outcome = outcomes.get(tokenId);
    const { at, reason, form } = outcome ?? {};
    const isDone = how === "done" || how === "skipped" || outcome !== undefined;
    open.closeStep(tokenId, (isDone && outcome?.how) || plainHow[how], {
      state: stateOf[how],
      ...(at ? { at } : {}),
      ...(reason === undefined ? {} : { reason }),
      ...(form ? { form } : {}),
    });
    if (how === "done") stopAt(open, step, at);
  }
  for (const token of changes.open) openToken(open, definition, token);
  if (changes.ended) closeOrder(open, changes.ended, endName(definition, changes.ended.nodeId));
  else moveStages(open, definition);
}

/** An end that nobody named says nothing. */
function endName({ nodes }: Definition, nodeId: string | null): Words | undefined {
  const node = nodeId === null ? undefined : nodes[nodeId];
  return node?.zh ? { zh: node.zh, en: node.en ?? node.zh } : undefined;
}

/** The promise of the whole order is kept with the step that its limit is counted to, not with the last signature. */
function stopAt(open: OpenOrder, step: StepRow, at?: Temporal.Instant): void {
  const node = step.nodeId.split("/").at(-1) ?? step.nodeId;
  for (const clock of open.clocks) {
    if (clock.subject !== "order") continue;
    const rule = open.rules.rows.find(({ rule_code }) => rule_code === clock.ruleCode);
    if (endsAt(rule?.stop_event ?? null, node)) open.stopClock(clock.id, at);
  }
}

function openToken(open: OpenOrder, definition: Definition, token: Token): void {
  const node = nodeOf(definition, token.nodeId);
  const task = token.kind === "task" && isTask(node) ? node : undefined;
  const { id, nodeId, scopeId, hostId, kind, flowId, index, count } = token;
  const step = open.openStep({
    id,
    nodeId,
    scopeId,
    hostId,
    kind,
    flowId,
    index,
    count,
    ...namesOf(node),
    stage: node.stage,
    duty: task?.duty ?? null,
    post: task?.post ?? null,
    assigneeId: null,
    assigneeName: null,
    assignedAt: null,
    delegatedBy: null,
    idleAt: null,
    warned: 0,
    closedAt: null,
    closedBy: null,
    closedByName: null,
    how: null,
    reason: null,
    form: {},
    dueAt: kind === "timer" ? timerDue(open, definition, token) : null,
  });
  if (!task?.limit) return;
  for (const { ruleCode, layer, limit } of limitsOf(
    open.rules,
    ruleOfStep(open.catalogue, open.rules, open.order, task.limit),
    open.order,
  ))
    open.startClock({ stepId: step.id, stage: node.stage, ruleCode, layer, subject: "step", limit });
}

function namesOf(node: ProcessNode): { nameZh: string; nameEn: string } {
  const nameZh = node.zh || node.id;
  return { nameZh, nameEn: node.en ?? nameZh };
}

/**
 * A stage as a whole has a limit where its steps have parts of it (the supply plan): it runs from the first of its steps
 * until none of them is open but what the customer has to do.
 */
function moveStages(open: OpenOrder, definition: Definition): void {
  const busy = new Set<string>();
  const limited = new Set<string>();
  for (const step of open.steps) {
    const node = nodeOf(definition, step.nodeId);
    if (step.stage === null || !isActivity(node) || node.waits === "customer") continue;
    busy.add(step.stage);
    if (isTask(node) && node.limit) limited.add(`${step.stage}/${node.limit}`);
  }
  const { type } = open;
  const running = open.clocks.filter(({ subject }) => subject === "stage");
  for (const clock of running) if (clock.stage === null || !busy.has(clock.stage)) open.stopClock(clock.id);
  for (const stage of busy) {
    const rule = type?.stageLimits[stage];
    // Where one step is the whole stage, its own clock is the stage's.
    if (!rule || limited.has(`${stage}/${rule}`) || running.some((clock) => clock.stage === stage)) continue;
    for (const { ruleCode, layer, limit } of limitsOf(
      open.rules,
      ruleOfStep(open.catalogue, open.rules, open.order, rule),
      open.order,
    ))
      open.startClock({ stage, ruleCode, layer, subject: "stage", limit });
  }
}

/** What the page says of a step that was left open, for its story. */
export const stepName = (step: Pick<StepRow, "nameZh" | "nameEn">): Words => ({
  zh: step.nameZh,
  en: step.nameEn,
});
