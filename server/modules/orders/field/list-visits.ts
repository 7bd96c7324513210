/** What a surveyor, inspector, fitter or crew takes along: the steps in their hands with forms and papers, and what is free. */
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import type { listVisits as endpoint, Visit } from "../../../../contracts/orders/field.ts";
import type { Context } from "../../../foundation/context.ts";
import { hiddenText, sealedPhoneMask, sightOf } from "../../customers/index.ts";
import { catalogueAt } from "../catalogue-in-force.ts";
import { processOf } from "../definitions.ts";
import { sheetOfVisit } from "../papers-issue/site-sheet.ts";
import { isTask } from "../process/definition.ts";
import { isHidden } from "../read/lines.ts";
import { listWork } from "../read/list-work.ts";
import { paperAnswer } from "../read/paper-answer.ts";
import { findHead, readParts } from "../store/read-order.ts";
import { callingWorker } from "../worker.ts";

/** A phone carries a day's work, not a backlog. */
const mineMost = 40;
const openMost = 20;

export async function listVisits(ctx: Context): Promise<AnswerOf<typeof endpoint>> {
  const mine = await listWork(ctx, { view: "mine", limit: mineMost });
  const open = await listWork(ctx, { view: "open", limit: openMost });
  const { staffId } = await callingWorker(ctx);
  const visits: Visit[] = [];
  for (const line of [...mine.lines, ...open.lines.filter(({ canClaim }) => canClaim)]) {
    const made = await visitOf(ctx, line, staffId);
    if (made) visits.push(made);
  }
  return { visits, now: ctx.clock.now().toString() };
}

async function visitOf(ctx: Context, line: Visit["line"], staffId: string): Promise<Visit | undefined> {
  const head = await findHead(ctx, line.order.id);
  if (!head) return undefined;
  const { definition } = await processOf(ctx, head.processKey, head.processVersion);
  const node = definition.nodes[line.nodeId];
  if (!node || !isTask(node)) return undefined;
  const { papers } = await readParts(ctx, head.id);
  const catalogue = await catalogueAt(ctx, head.openedAt);
  const hides = isHidden(head, staffId);
  const see = await sightOf(ctx);
  const masked = head.phone && sealedPhoneMask(ctx, { table: "orders.orders", id: head.id }, head.phone);
  return {
    line,
    form: catalogue.form(node.form) ?? null,
    evidence: [...node.evidence],
    papers: papers
      .filter(({ state, need }) => state === "owed" && need !== "extra")
      .map((row) => paperAnswer(row, catalogue, { typeCode: head.typeCode, definition })),
    contact: hides
      ? { name: hiddenText, phoneMasked: null }
      : { name: head.contactName === "" ? "" : see("name", head.contactName), phoneMasked: masked },
    address: hides ? line.order.address : line.assigneeId === staffId ? head.address : line.order.address,
    demand: hides ? "" : head.demand,
    isMine: line.assigneeId === staffId,
    // With the customer's name and address on it: for whoever has it in hand.
    sheet: line.assigneeId === staffId ? await sheetOfVisit(ctx, head.id, line.stepId) : null,
  };
}
