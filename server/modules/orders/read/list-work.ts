/** The work list (待办): what I have in hand, what is free and mine to take, and everything live in my units. */
import { z } from "zod";
import type { AnswerOf, InputOf } from "../../../../contracts/endpoint.ts";
import type { listWork as endpoint, Family } from "../../../../contracts/orders.ts";
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { catalogueNow } from "../catalogue-in-force.ts";
import type { Places, Worker } from "../step-rights.ts";
import { countWaiting } from "../store/count-waiting.ts";
import * as store from "../store/read-work.ts";
import { callingWorker } from "../worker.ts";
import { workLinesOf } from "./lines.ts";
import { warnShares } from "./look.ts";
import { postCodes } from "./naming.ts";

type Query = InputOf<typeof endpoint>["query"];

/** Beyond these nobody counts by eye; the answer says that there are more. */
const countedMost = 2_000;

export async function listWork(ctx: Context, query: Query): Promise<AnswerOf<typeof endpoint>> {
  const worker = await callingWorker(ctx);
  const { warm: warmAt } = await warnShares(ctx);
  const filter = {
    post: query.post ?? null,
    typeCodes: await typesOf(ctx, query),
    heat: query.heat ?? null,
    warmAt,
  };
  const page = { filter, after: readMark(query.after), limit: query.limit + 1 };
  const found = await store.listWork(ctx, worker.staffId, { ...page, range: rangeOf(query.view, worker) });
  const shown = found.slice(0, query.limit);
  const last = found.length > query.limit ? shown.at(-1) : undefined;
  const ranges = { mine: rangeOf("mine", worker), open: rangeOf("open", worker) };
  const counts = await store.countWork(ctx, ranges, { warmAt, most: countedMost });
  return {
    now: ctx.clock.now().toString(),
    lines: await workLinesOf(ctx, worker, shown),
    after: last ? writeMark({ dueAt: last.dueAt?.toString() ?? null, id: last.id }) : null,
    counts: {
      ...counts,
      waiting: await countWaiting(ctx, worker.staffId),
      isCapped: counts.mine >= countedMost || counts.open >= countedMost,
    },
  };
}

function rangeOf(view: Query["view"], { staffId, places }: Worker): store.Range {
  if (view === "mine") return { assigneeId: staffId };
  const isFree = view === "open";
  return { ...pairsOf(places, isFree ? undefined : postCodes), isFree };
}

/** @param posts instead of one's own: who works in a unit sees what the whole of it has to do */
function pairsOf(places: Places, posts?: readonly string[]) {
  const pairs = [...places].flatMap(([unitId, own]) => [...(posts ?? own)].map((post) => ({ unitId, post })));
  return { unitIds: pairs.map(({ unitId }) => unitId), posts: pairs.map(({ post }) => post) };
}

async function typesOf(
  ctx: Context,
  { family, type }: { family?: Family | undefined; type?: string | undefined },
): Promise<string[] | null> {
  if (type !== undefined) return [type];
  if (family === undefined) return null;
  return (await catalogueNow(ctx)).types.filter((one) => one.family === family).map(({ code }) => code);
}

const mark = z.tuple([z.iso.datetime().nullable(), z.uuid()]);

const writeMark = ({ dueAt, id }: store.Mark): string =>
  Buffer.from(JSON.stringify([dueAt, id])).toString("base64url");

function readMark(text: string | undefined): store.Mark | null {
  if (text === undefined) return null;
  try {
    const [dueAt, id] = mark.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
    return { dueAt, id };
  } catch {
    throw new Problem("request.invalid", { field: "after" });
  }
}
