/** An order is over: done, given up or refused. Its clocks end with it, and what it waited for is waited for no more. */
import type { Words } from "../../../contracts/endpoint.ts";
import type { OpenOrder } from "./open-order.ts";
import type { Ended } from "./process/token.ts";

/** @param end what the process calls the end that was reached; the customer reads it */
export function closeOrder(open: OpenOrder, ended: Ended, end?: Words): void {
  const isDone = ended.how === "completed";
  const because = isDone ? "done" : (ended.errorCode ?? lastPart(ended.nodeId) ?? "terminated");
  for (const step of open.steps) open.closeStep(step.id, "cancelled", { state: "cancelled" });
  for (const clock of open.clocks) open.stopClock(clock.id, open.now, isDone && clock.subject !== "paper");
  for (const paper of open.papers) if (paper.remindAt !== null) open.putPaper({ ...paper, remindAt: null });
  open.put({ state: isDone ? "done" : "terminated", closedAt: open.now, result: because });
  open.tell({
    kind: "closed",
    text: isDone ? done : end ? { zh: `工单终止：${end.zh}`, en: `Order ended: ${end.en}` } : given,
    detail: { result: because },
    forCustomer: true,
  });
}

const done: Words = { zh: "工单办结", en: "Order done" };
const given: Words = { zh: "工单终止", en: "Order ended" };
const lastPart = (nodeId: string | null) => nodeId?.split("/").at(-1);
