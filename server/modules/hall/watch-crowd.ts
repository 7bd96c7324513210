/** The sweep's part of crowding: looks at each open hall, keeps its one alert, and measures what an answer did. */
import type { CrowdMeasured } from "../../../contracts/hall.ts";
import type { Clock } from "../../foundation/clock.ts";
import { type Context, publish } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { command, type Platform } from "../../foundation/transaction.ts";
import {
  answerWithinMs,
  averageOf,
  type CrowdLevel,
  crowdLevel,
  isHigher,
  proposalFor,
  titleFor,
} from "./crowding.ts";
import { atTime } from "./day-times.ts";
import { tellAlert } from "./events.ts";
import { codeOf } from "./forecast.ts";
import { hallRules } from "./hall-rules.ts";
import { outlookOf } from "./outlook.ts";
import { type Queue, readHall } from "./queue.ts";
import * as store from "./store/crowding.ts";
import { findHall } from "./store/halls.ts";

const lookedAt = new WeakMap<Clock, Temporal.Instant>();
/** The shortest interval that the rule HALL.CROWD.EVALUATE_EVERY may ask of a process. */
const breathMs = 5_000;

/** Judges every hall at work that nobody has judged lately. One transaction per hall. */
export async function watchCrowds(platform: Platform, orgIds: readonly number[]): Promise<void> {
  const now = platform.clock.now();
  const last = lookedAt.get(platform.clock);
  if (last && now.since(last).total("milliseconds") < breathMs) return;
  lookedAt.set(platform.clock, now);
  const failures: unknown[] = [];
  for (const { orgId, hallId } of await store.hallsToJudge(
    platform.db,
    orgIds,
    now.subtract({ milliseconds: breathMs }),
  )) {
    const call = { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: newId() } as const;
    await command(platform, call, (ctx) => judgeHall(ctx, hallId)).catch((error: unknown) =>
      failures.push(error),
    );
  }
  if (failures.length > 0) throw new AggregateError(failures, "some halls could not be judged");
}

/** Looks once; undefined when it is too early, or another process looks. */
export async function judgeHall(ctx: Context, hallId: string): Promise<CrowdLevel | undefined> {
  const rules = await hallRules(ctx);
  const everyMs = rules.ms("HALL.CROWD.EVALUATE_EVERY");
  const queue = await readHall(ctx, hallId);
  const hall = await findHall(ctx, hallId);
  if (!hall) return undefined;
  // A common beat for all processes: the reading's key decides who writes it.
  const at = Temporal.Instant.fromEpochMilliseconds(Math.floor(queue.now / everyMs) * everyMs);
  const since = at.subtract({ milliseconds: queue.rules.crowdAverageOverMs });
  const past = await store.listReadings(ctx, hallId, since);
  if (past.some((reading) => reading.at.equals(at))) return undefined;
  const hour = await store.lastHour(ctx, hallId);
  const seen = await look(ctx, queue, hour);
  const average = averageOf([...past, seen]);
  const level = crowdLevel(average, queue.rules, hall.seats, hour.taken);
  if (!(await store.insertReading(ctx, hallId, { ...seen, at, level }))) return undefined;

  await keepAlert(ctx, queue, level, average, rules.ms("HALL.CROWD.CLEAR_AFTER"));
  const acceptedBefore = ctx.clock.now().subtract({ milliseconds: rules.ms("HALL.CROWD.OUTCOME_AFTER") });
  for (const id of await store.writeOutcomes(ctx, hallId, acceptedBefore, average))
    publish(ctx, { type: "hall.alert_measured", topic: hallId, payload: { alertId: id, after: average } });
  await tellBrokenPromises(ctx, queue);
  return level;
}

async function look(
  ctx: Context,
  queue: Queue,
  hour: { taken: number; abandoned: number },
): Promise<CrowdMeasured> {
  const waiting = queue.waiting();
  const outlook = await outlookOf(ctx, queue);
  const services = new Map(waiting.map((ticket) => [ticket.serviceId, 0]));
  for (const id of services.keys()) services.set(id, outlook.newcomer(queue.service(id)).wait.midS);
  const waits = waiting.map(({ serviceId }) => services.get(serviceId) ?? 0);
  const longest = waiting.reduce(
    (most, { queuedAt, takenAt }) => Math.max(most, queue.now - (queuedAt ?? takenAt)),
    0,
  );
  return {
    waiting: waiting.length,
    waitS: waits.reduce((sum, wait) => sum + wait, 0) / Math.max(1, waits.length),
    longestS: longest / 1_000,
    abandonedShare: hour.abandoned / Math.max(1, hour.taken),
    openWindows: [...queue.windows.values()].filter(({ state }) => state === "open").length,
  };
}

async function keepAlert(
  ctx: Context,
  queue: Queue,
  level: CrowdLevel,
  average: CrowdMeasured,
  clearAfterMs: number,
): Promise<void> {
  const { hallId } = queue;
  const open = await store.lockCrowdAlert(ctx, hallId);
  if (level === "green") {
    if (open && (await isClear(ctx, hallId, clearAfterMs))) {
      await store.closeCrowdAlert(ctx, open.id, "等候恢复正常，自动解除 Back to normal, closed by itself");
      tellAlert(ctx, hallId, open.id, "closed", "crowding");
    }
    return;
  }
  if (open && !isHigher(level, open.level)) return;
  const id = open?.id ?? newId();
  const proposal = proposalOf(queue, level);
  await store.saveCrowdAlert(ctx, hallId, {
    id,
    level,
    title: titleFor(level, average),
    proposal: proposal.words,
    windowId: proposal.windowId,
    answerBy: ctx.clock.now().add({ milliseconds: answerWithinMs(level, queue.rules) }),
    measured: average,
  });
  tellAlert(ctx, hallId, id, "raised", "crowding");
}

/** Every reading of the last minutes is green, and they reach back far enough. */
async function isClear(ctx: Context, hallId: string, clearAfterMs: number): Promise<boolean> {
  const since = ctx.clock.now().subtract({ milliseconds: clearAfterMs });
  const before = await store.listReadings(ctx, hallId, since.subtract({ milliseconds: clearAfterMs }));
  const [calmSince] = before.slice(before.findLastIndex(({ level }) => level !== "green") + 1);
  return calmSince !== undefined && Temporal.Instant.compare(calmSince.at, since) <= 0;
}

function proposalOf(queue: Queue, level: CrowdLevel) {
  const codes = queue.waiting().map((ticket) => codeOf(queue, ticket));
  const isPlanned = (windowId: string) =>
    queue.setup.roster.some(
      (shift) =>
        shift.windowId === windowId &&
        atTime(queue.day, shift.starts) <= queue.now &&
        queue.now < atTime(queue.day, shift.ends),
    );
  const closed = [...queue.windows.values()]
    .filter(({ state }) => state === "closed")
    .map(({ id, number, isElastic, skills }) => ({
      id,
      number,
      isElastic,
      skills,
      isPlanned: isPlanned(id),
    }));
  return proposalFor(level, codes, closed);
}

/** Who was called late is told when called; who gave up before is told here. */
async function tellBrokenPromises(ctx: Context, queue: Queue): Promise<void> {
  const { waitPromiseMs } = queue.rules;
  for (const broken of await store.findBrokenPromises(ctx, queue.hallId, waitPromiseMs))
    publish(ctx, {
      type: "hall.wait_over_promise",
      topic: queue.hallId,
      payload: { ...broken, promiseS: waitPromiseMs / 1_000 },
    });
}
