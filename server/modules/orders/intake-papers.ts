/**
 * The papers of an order: what its set asks for (§2.5), what the archive has already, what may follow later. Without those
 * that may follow an order is taken provisionally (容缺受理, §2.6) and each of them is owed until its step.
 */
import type { OrderPaper } from "../../../contracts/orders/shapes.ts";
import type { Context } from "../../foundation/context.ts";
import { documentsOf } from "../customers/index.ts";
import type { NeededPaper } from "./catalogue/order-papers.ts";
import type { Intake } from "./intake.ts";
import { paperName } from "./paper-names.ts";
import type { PaperRow } from "./store/rows.ts";

export type InHand = { readonly code: string; readonly documentId: string | null };
export type IntakePaper = Pick<PaperRow, "code" | "state" | "need" | "dueNode" | "documentId"> & {
  readonly accepts: readonly string[];
  readonly neverWaived: boolean;
};

/** @param inHand what lies on the counter: a document of the archive, or seen without a copy */
export async function papersOf(
  ctx: Context,
  { catalogue, type, customer, said }: Intake,
  inHand: readonly InHand[] = [],
): Promise<IntakePaper[]> {
  const set = catalogue.paperSet(type.papers);
  if (!set) return [];
  const kind = customer?.kind ?? "individual";
  const archive = customer ? await documentsOf(ctx, customer.id) : [];
  const needed = set.papers.filter(({ customerKinds }) => customerKinds.includes(kind));
  return needed.flatMap((paper) => {
    const { code, accepts, need, dueNode, neverWaived } = paper;
    const brought = inHand.find((one) => one.code === code || accepts.includes(one.code));
    const kept = archive.find((document) => accepts.includes(document.type));
    const isHere = brought !== undefined || kept !== undefined;
    // What is needed only in some cases is on the list when the case is this one, or when it was brought.
    if (need === "extra" && !isHere && !isCase(paper, said.form)) return [];
    return [
      {
        code,
        accepts,
        need,
        dueNode,
        neverWaived,
        state: isHere ? ("received" as const) : ("owed" as const),
        documentId: brought?.documentId ?? kept?.id ?? null,
      },
    ];
  });
}

/** The cases that forms tell by themselves: a tenant, an agent. */
function isCase({ code }: NeededPaper, form: Intake["said"]["form"]): boolean {
  if (code.startsWith("landlord")) return form.isTenant === true;
  if (code === "authorisation" || code === "agent-id")
    return typeof form.agentName === "string" && form.agentName !== "";
  return false;
}

/** What must be there now and is not. A commitment stands for those that follow later: without any it is not needed. */
export function missingNow(papers: readonly IntakePaper[]): readonly IntakePaper[] {
  const owesLater = papers.some(({ need, state }) => need === "later" && state === "owed");
  return papers.filter(
    ({ need, state, code }) => state === "owed" && need !== "later" && (code !== "commitment" || owesLater),
  );
}

export const isOwedLater = ({ need, state }: IntakePaper): boolean => need === "later" && state === "owed";

export const paperAnswer = (paper: IntakePaper): OrderPaper => ({
  code: paper.code,
  name: paperName(paper.code),
  need: paper.need,
  state: paper.state,
  neverWaived: paper.neverWaived,
  dueNode: paper.dueNode,
  dueStep: null,
  documentId: paper.documentId,
  reminders: 0,
});
