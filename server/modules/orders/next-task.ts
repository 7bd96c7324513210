/** What an order waits for at somebody's desk, with what that asks for: for those who play lives of orders, such as the sample. */
import type { Form } from "../../../contracts/orders/shapes.ts";
import type { Context } from "../../foundation/context.ts";
import { taskOf } from "./complete-step.ts";
import { openOrder } from "./open-order.ts";

export type NextTask = {
  readonly stepId: string;
  readonly nodeId: string;
  readonly version: number;
  readonly post: string;
  readonly duty: string | null;
  readonly form: Form | null;
  readonly evidence: readonly string[];
  /** Papers that are still owed, by their codes. */
  readonly owed: readonly string[];
};

/** The first of them; undefined when the order waits for a customer or for time, or is over. */
export async function nextTask(ctx: Context, orderId: string): Promise<NextTask | undefined> {
  const open = await openOrder(ctx, orderId);
  const [step] = open.tasks;
  if (!step) return undefined;
  const node = await taskOf(ctx, { open, step });
  return {
    stepId: step.id,
    nodeId: step.nodeId,
    version: step.version,
    post: step.post ?? "",
    duty: step.duty,
    form: open.catalogue.form(node.form) ?? null,
    evidence: node.evidence,
    owed: open.papers.filter(({ state }) => state === "owed").map(({ code }) => code),
  };
}
