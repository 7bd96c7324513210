/** What a customer said to a proposal: the strategy is judged by it, and the customer's page remembers it. */
import { dateOf } from "../../foundation/clock.ts";
import { actorName, audit, type Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { findShownServices, lockShowing, saveAnswer } from "./store/showings.ts";
import { findVersion } from "./store/strategies.ts";
import { tellCustomer } from "./tell-customer.ts";

const answers = {
  accepted: { zh: "接受", en: "accepted" },
  declined: { zh: "谢绝", en: "declined" },
} as const;

/** The same answer again changes nothing. @throws thing.not_found, strategies.answered_already */
export async function answerProposal(
  ctx: Context,
  showingId: string,
  answer: "accepted" | "declined",
): Promise<void> {
  const showing = await lockShowing(ctx, showingId);
  if (!showing) throw new Problem("thing.not_found");
  const { customerId, strategyId, version, surface } = showing;
  audit(ctx, {
    action: "strategies.answered",
    subject: `customer:${customerId}`,
    before: { answer: showing.answer },
    after: { showingId, strategyId, version, surface, answer },
  });
  if (showing.answer === answer) return;
  if (showing.answer !== null) throw new Problem("strategies.answered_already");
  await saveAnswer(ctx, showingId, answer);
  const { title } = (await findVersion(ctx, strategyId, version))?.content ?? { title: { zh: "", en: "" } };
  tellCustomer(ctx, {
    customerId,
    entry: {
      key: `customers:showing:${showingId}`,
      kind: "notice",
      title: { zh: `推送：${title.zh}`, en: `Proposed: ${title.en}` },
      who: ctx.actor.kind === "staff" ? actorName(ctx.actor) : null,
      result: answers[answer].zh,
      detail: { answer, surface },
    },
  });
}

/** A number was taken where somebody was recognised: what proposed its services there today is accepted. */
export async function acceptServices(
  ctx: Context,
  customerId: string,
  surface: "guide" | "kiosk",
  serviceCodes: readonly string[],
): Promise<void> {
  const today = dateOf(ctx.clock.now()).toString();
  const shown = await findShownServices(ctx, { customerId, surface, today }, serviceCodes);
  for (const showingId of shown) await answerProposal(ctx, showingId, "accepted");
}
