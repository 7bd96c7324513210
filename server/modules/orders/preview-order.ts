/** Everything a clerk needs to know before pressing "accept"; nothing is written. */
import type { AnswerOf } from "../../../contracts/endpoint.ts";
import type { previewOrder as endpoint } from "../../../contracts/orders.ts";
import type { Context } from "../../foundation/context.ts";
import { similarToIntake } from "./care/similar-orders.ts";
import { answeringUnit, prepareIntake, type Said } from "./intake.ts";
import { findingsOf, similarTo } from "./intake-checks.ts";
import { paperAnswer, papersOf } from "./intake-papers.ts";
import { groundOf } from "./order-ground.ts";
import { orderLimits, promiseOf } from "./promises.ts";

/** @throws orders.type_unknown, orders.class_wrong, customers.unknown */
export async function previewOrder(ctx: Context, said: Said): Promise<AnswerOf<typeof endpoint>> {
  const intake = await prepareIntake(ctx, said, true);
  const papers = await papersOf(ctx, intake);
  const similar = await similarTo(ctx, intake);
  const unitId = await answeringUnit(ctx, null);
  const { rules, timing } = await groundOf(ctx, { unitId, openedAt: ctx.clock.now() });
  return {
    findings: await findingsOf(ctx, intake, papers, similar),
    papers: papers.map(paperAnswer),
    promises: orderLimits(rules, intake.type, intake).map((limit) =>
      promiseOf(limit, ctx.clock.now(), timing.time),
    ),
    similar: await similarToIntake(ctx, intake, unitId),
    title: intake.title,
    customerClass: intake.customerClass,
    areaType: intake.areaType,
  };
}
