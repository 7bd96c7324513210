/** What an order leaves in the customer's archive, and the end of its papers. */
import type { Handler } from "./handlers.ts";

export const updateArchive: Handler = () => {};

export const archiveOrder: Handler = (_, open, { step }) => {
  open.tell({
    kind: "archived",
    text: { zh: "工单资料归档", en: "Papers of the order archived" },
    stepId: step.id,
  });
};
