/** Several steps go into one person's hands, or back to the pool; asked beforehand it says what would happen to each. */
import type { AnswerOf, InputOf, Words } from "../../../contracts/endpoint.ts";
import type { bulkAssign as endpoint } from "../../../contracts/orders.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem, problemWords } from "../../foundation/problem.ts";
import { staffFaces } from "../identity/index.ts";
import { assignTo, requireReceiver } from "./assign-step.ts";
import { release } from "./claim-step.ts";
import { type OpenOrder, tryOpenOrder } from "./open-order.ts";
import { saveOrder } from "./save-order.ts";
import { mayDispatch, requireOpen } from "./step-work.ts";
import { ordersOfSteps } from "./store/lock.ts";
import type { StepRow } from "./store/rows.ts";

type Wish = InputOf<typeof endpoint>["body"];
type Change = AnswerOf<typeof endpoint>["changes"][number];

/** What is refused for one step does not stop the others. @throws orders.staff_unknown */
export async function bulkAssign(ctx: Context, wish: Wish): Promise<AnswerOf<typeof endpoint>> {
  const { staffId, stepIds } = wish;
  const name = staffId === null ? null : ((await staffFaces(ctx, [staffId])).get(staffId)?.name ?? null);
  if (staffId !== null && name === null) throw new Problem("orders.staff_unknown", { field: "staffId" });
  const places = await ordersOfSteps(ctx, stepIds);
  const changes = new Map<string, Change>();
  // In the order of their ids, like every command that locks several.
  for (const [orderId, steps] of [...Map.groupBy(places, (one) => one.orderId)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  )) {
    const open = await tryOpenOrder(ctx, orderId, false);
    if (!open) continue;
    const before = changes.size;
    for (const { stepId } of steps)
      changes.set(stepId, await changeOne(ctx, open, stepId, { ...wish, name }));
    const isChanged = [...changes.values()].slice(before).some(({ refusal }) => refusal === null);
    if (isChanged && !wish.isPreview)
      await saveOrder(ctx, open, { action: "bulk_assigned", after: { staffId }, reason: wish.reason });
  }
  const inOrder = stepIds.flatMap((id) => changes.get(id) ?? []);
  const done = wish.isPreview ? 0 : inOrder.filter(({ refusal }) => refusal === null).length;
  return { changes: inOrder, done };
}

async function changeOne(
  ctx: Context,
  open: OpenOrder,
  stepId: string,
  wish: Wish & { readonly name: string | null },
): Promise<Change> {
  const step = open.step(stepId);
  const line = {
    stepId,
    orderNumber: open.order.number,
    name: { zh: step?.nameZh ?? "—", en: step?.nameEn ?? "—" },
    from: step?.assigneeName ?? null,
    to: wish.name,
  };
  return { ...line, refusal: await tryChange(ctx, open, step, wish) };
}

async function tryChange(
  ctx: Context,
  open: OpenOrder,
  step: StepRow | undefined,
  { staffId, reason, isPreview }: Wish,
): Promise<Words | null> {
  try {
    if (step?.kind !== "task") throw new Problem("orders.step_closed", { who: "—" });
    requireOpen(open);
    if (!(await mayDispatch(ctx, open))) throw new Problem("access.denied");
    if (staffId === null) {
      if (isPreview) return null;
      release(open, step);
      open.tell({
        kind: "released",
        text: {
          zh: `调度退回待领：${step.nameZh}。${reason}`,
          en: `Back to the pool: ${step.nameEn}. ${reason}`,
        },
        stepId: step.id,
      });
      return null;
    }
    const to = await requireReceiver(ctx, { open, step }, staffId);
    if (!isPreview) await assignTo(ctx, { open, step }, to, reason);
    return null;
  } catch (error) {
    if (error instanceof Problem) return problemWords(error);
    throw error;
  }
}
