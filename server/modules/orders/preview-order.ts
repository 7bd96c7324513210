/** Everything a clerk needs to know before pressing "accept"; nothing is written. */
import type { AnswerOf } from "../../../contracts/endpoint.ts";
import type { previewOrder as endpoint } from "../../../contracts/orders.ts";
import type { Context } from "../../foundation/context.ts";
import { answeringUnit, prepareIntake, type Said } from "./intake.ts";
import { findingsOf, similarTo } from "./intake-checks.ts";
import { paperAnswer, papersOf } from "./intake-papers.ts";
import { groundOf } from "./open-order.ts";
import { orderLimits, promiseOf } from "./promises.ts";
import { orderLines } from "./read/lines.ts";
import type { SimilarOrder } from "./store/similar.ts";

/** @throws orders.type_unknown, orders.class_wrong, customers.unknown */
export async function previewOrder(ctx: Context, said: Said): Promise<AnswerOf<typeof endpoint>> {
  const intake = await prepareIntake(ctx, said, true);
  const papers = await papersOf(ctx, intake);
  const similar = await similarTo(ctx, intake);
  const { rules, timing } = await groundOf(ctx, await answeringUnit(ctx, null));
  const open = similar.filter(({ isOpen }) => isOpen);
  const lines = new Map(
    (
      await orderLines(
        ctx,
        open.map(({ id }) => id),
      )
    ).map((line) => [line.id, line]),
  );
  return {
    findings: await findingsOf(ctx, intake, papers, similar),
    papers: papers.map(paperAnswer),
    promises: orderLimits(rules, intake.type, intake).map((limit) =>
      promiseOf(limit, ctx.clock.now(), timing.time),
    ),
    similar: open.flatMap((one) => {
      const order = lines.get(one.id);
      return order ? [{ order, ...likeness(one) }] : [];
    }),
    title: intake.title,
    customerClass: intake.customerClass,
    areaType: intake.areaType,
  };
}

/** In percent: the account says most, then the customer, the phone and the place. */
const weights = { sameAccount: 40, sameCustomer: 25, samePhone: 20, sameAddress: 15 } as const;

function likeness(one: SimilarOrder): { score: number; because: string[] } {
  const because = (["sameAccount", "sameCustomer", "samePhone", "sameAddress"] as const).filter(
    (name) => one[name],
  );
  return { score: because.reduce((sum, name) => sum + weights[name], 0), because };
}
