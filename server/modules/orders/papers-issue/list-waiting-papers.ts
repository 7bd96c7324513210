/** Papers of many orders that wait for a signature or for proof that they arrived, what is late first (待签待送达). */
import type { AnswerOf, InputOf } from "../../../../contracts/endpoint.ts";
import type { listWaitingPapers as endpoint, WaitingPaper } from "../../../../contracts/orders/issued.ts";
import type { PaperDocument } from "../../../../contracts/orders/papers.ts";
import { type Context, staffOf } from "../../../foundation/context.ts";
import { orderDeliveries } from "../catalogue/order-deliveries.ts";
import { isHidden, orderLines } from "../read/lines.ts";
import { listLines } from "../store/read-lines.ts";
import { unitsWith } from "../units-with.ts";
import { documentOf, lineOf } from "./answers.ts";
import { seesPapers } from "./read-issued.ts";
import * as store from "./store.ts";
import { countWaits, listWaits } from "./waits.ts";

/** A post that sees no names has none to look after: the lines say who and where. */
export async function listWaitingPapers(
  ctx: Context,
  { kind, late, of, limit }: InputOf<typeof endpoint>["query"],
): Promise<AnswerOf<typeof endpoint>> {
  const { id } = staffOf(ctx);
  const sees = await seesPapers(ctx);
  const query = {
    units: sees ? (await unitsWith(ctx, "orders.work")).map(({ unitId }) => unitId) : [],
    staffId: of === "mine" ? id : null,
    kind: kind ?? null,
    late: late === "yes",
    limit,
  };
  const waits = await listWaits(ctx, query);
  const orderIds = [...new Set(waits.map(({ orderId }) => orderId))];
  const hidden = new Set(
    (await listLines(ctx, orderIds)).filter((row) => isHidden(row, id)).map((row) => row.id),
  );
  const lines = new Map((await orderLines(ctx, orderIds)).map((line) => [line.id, line]));
  const rows = await store.findPapers(
    ctx,
    waits.map(({ paperId }) => paperId),
  );
  return {
    now: ctx.clock.now().toString(),
    papers: rows.flatMap((row): WaitingPaper[] => {
      const order = lines.get(row.orderId);
      if (!order || hidden.has(row.orderId)) return [];
      const document = documentOf(ctx, row);
      return [{ line: lineOf(ctx, row, document), points: pointsOf(document), order }];
    }),
    counts: await countWaits(ctx, query),
    ways: orderDeliveries.ways.map(({ way, zh, en, proof, needsReference, needsProof, kind: counts }) => ({
      ...{ way, proof, needsReference, needsProof, kind: counts },
      name: { zh, en },
    })),
  };
}

/** The four points of the legal manual, as they stand on its page. */
export function pointsOf({ template, sections }: PaperDocument): WaitingPaper["points"] {
  if (template !== "legal-act") return null;
  const value = (label: string) =>
    sections
      .flatMap((section) => (section.kind === "fields" ? section.cells : []))
      .find((cell) => cell.label.zh === label)?.value ?? "";
  return {
    content: value("行为内容"),
    limit: [value("规定时限"), value("最迟日期")].filter((text) => text !== "").join("，"),
    filing: [value("备案处所"), value("备案编号")].filter((text) => text !== "").join("，"),
    result: value("办理结果"),
  };
}
