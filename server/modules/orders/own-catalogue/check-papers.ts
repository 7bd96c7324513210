/** A set of papers names known documents and steps, and never gives up what may not be waived (§2.6 rule 1). Pure. */
import type { RowFault } from "../../../../contracts/orders/own-catalogue.ts";
import type { PaperSet } from "../catalogue/order-papers.ts";
import { type CheckGround, unknown } from "./check-row.ts";

export function* checkPapers(
  row: PaperSet,
  shipped: PaperSet | undefined,
  { known }: CheckGround,
): Generator<RowFault> {
  const document = { zh: "资料种类", en: "kind of document" };
  for (const [at, paper] of row.papers.entries()) {
    const place = `papers.${at}`;
    yield* unknown(`${place}.code`, [paper.code], known.papers, document);
    yield* unknown(`${place}.accepts`, paper.accepts, known.papers, document);
    if (!paper.accepts.includes(paper.code))
      yield {
        place: `${place}.accepts`,
        zh: "可接受的资料要包括它本身",
        en: "what is accepted includes itself",
      };
    if (paper.need === "later" && paper.dueNode === null)
      yield {
        place: `${place}.dueNode`,
        zh: "可容缺的资料要写明补齐的环节",
        en: "what may follow needs a step until when",
      };
    if (paper.neverWaived && paper.need === "later")
      yield { place: `${place}.need`, zh: "不可免的资料不能容缺", en: "what is never waived is not put off" };
    yield* unknown(`${place}.dueNode`, [paper.dueNode], known.steps, {
      zh: "流程环节",
      en: "step of a process",
    });
  }
  for (const paper of shipped?.papers ?? []) {
    if (!paper.neverWaived) continue;
    const kept = row.papers.find(({ code, neverWaived }) => code === paper.code && neverWaived);
    if (!kept || (paper.need === "must" && kept.need !== "must"))
      yield {
        place: "papers",
        zh: `“${paper.code}”是身份或同意的证明，不能免、不能缓`,
        en: `${paper.code} proves identity or consent: never waived and not put off`,
      };
  }
}
