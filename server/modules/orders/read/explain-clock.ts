/** Why a clock ends when it ends: sentence by sentence from its marks, and worked out anew beside what is stored. */
import type { AnswerOf, Words } from "../../../../contracts/endpoint.ts";
import type { explainClock as endpoint } from "../../../../contracts/orders.ts";
import { dateOf } from "../../../foundation/clock.ts";
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { rulesInForce } from "../../catalogue/index.ts";
import { refusedPause } from "../care/undo-pause.ts";
import type { OrderCatalogue } from "../catalogue/order-catalogue.ts";
import { catalogueNow } from "../catalogue-in-force.ts";
import { explainClock as sentencesOf } from "../clock/explain.ts";
import { clockAnswer } from "../clock-answer.ts";
import { clockMark, readingOf } from "../order-clock.ts";
import { customerReason } from "../pauses.ts";
import { findClock, findHead } from "../store/read-order.ts";
import { workTimeOf } from "../work-time.ts";
import { warnShares } from "./look.ts";

export async function explainClock(
  ctx: Context,
  { orderId, clockId }: { orderId: string; clockId: string },
): Promise<AnswerOf<typeof endpoint>> {
  const order = await findHead(ctx, orderId);
  const clock = order && (await findClock(ctx, orderId, clockId));
  if (!order || !clock) throw new Problem("thing.not_found");
  const time = await workTimeOf(ctx, order.unitId);
  const rules = await rulesInForce(ctx, dateOf(clock.startedAt).toString());
  const { customerClass, areaType } = order;
  const { half, warm } = await warnShares(ctx);
  const catalogue = await catalogueNow(ctx);
  const reading = readingOf(clock, time);
  const marks = clock.marks.map((mark) => clockMark(mark, clock.subject));
  return {
    clock: clockAnswer(clock, ctx.clock.now(), { time, shares: [half, warm] }),
    sentences: [...sentencesOf(marks, time, (reason) => reasonName(catalogue, reason))],
    marks: clock.marks.map(({ seq, kind, at, reason, byName }) => ({
      seq,
      kind,
      at: at.toString(),
      reason: reason ? reasonName(catalogue, reason) : null,
      who: byName,
    })),
    recomputedDueAt:
      (reading.dueAt ?? (reading.state === "stopped" ? reading.lapsedAt : null))?.toString() ?? null,
    source:
      rules.find(clock.ruleCode, { customerClass, areaType, layer: clock.layer })?.source ?? clock.ruleCode,
  };
}

const waits: Words = { zh: "等待客户", en: "waiting for the customer" };

/** Reasons of pauses are codes; those of a changed limit are what somebody wrote. */
function reasonName(catalogue: OrderCatalogue, reason: string): Words {
  if (reason === customerReason) return waits;
  if (reason === refusedPause)
    return { zh: "暂停复核不属实，扣回", en: "a pause was not justified and is taken back" };
  const pause = catalogue.reasonName("pause", reason);
  return pause.zh === reason ? catalogue.reasonName("extend", reason) : pause;
}
