/** A paper that an order needs, with what it is called, and the step that waits for it. */
import type { OrderPaper } from "../../../../contracts/orders.ts";
import type { OrderCatalogue } from "../catalogue/order-catalogue.ts";
import { paperName } from "../paper-names.ts";
import type { Definition } from "../process/definition.ts";
import type { PaperRow } from "../store/rows.ts";

export function paperAnswer(
  row: PaperRow,
  catalogue: OrderCatalogue,
  { typeCode, definition }: { readonly typeCode: string; readonly definition: Definition },
): OrderPaper {
  const set = catalogue.paperSet(catalogue.type(typeCode)?.papers);
  const needed = set?.papers.find(({ code }) => code === row.code);
  const node = row.dueNode === null ? undefined : definition.nodes[row.dueNode];
  return {
    code: row.code,
    name: paperName(row.code),
    need: row.need,
    state: row.state,
    neverWaived: needed?.neverWaived ?? false,
    dueNode: row.dueNode,
    dueStep: node ? { zh: node.zh, en: node.en ?? node.zh } : null,
    documentId: row.documentId,
    reminders: row.reminders,
  };
}
