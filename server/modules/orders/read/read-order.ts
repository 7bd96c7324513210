/** The page of one order: what was asked for, where it stands and why, and what the caller can do about it. */
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import type { readOrder as endpoint, OrderPage } from "../../../../contracts/orders.ts";
import type { Context } from "../../../foundation/context.ts";
import { can } from "../../../foundation/http/access.ts";
import { Problem, problemWords } from "../../../foundation/problem.ts";
import { hiddenText, sealedPhoneMask } from "../../customers/index.ts";
import { handOverAnswer } from "../care/hand-over-answer.ts";
import { type MergeFacts, refusalToMerge } from "../care/mergeable.ts";
import type { OrderCatalogue } from "../catalogue/order-catalogue.ts";
import { catalogueAt } from "../catalogue-in-force.ts";
import { clockAnswer } from "../clock-answer.ts";
import { processOf } from "../definitions.ts";
import { orderRisk } from "../order-risk.ts";
import { seesPapers } from "../papers-issue/read-issued.ts";
import { shownForm } from "../sealed-form.ts";
import { findOffer } from "../store/hand-overs.ts";
import { findHead, type OrderHead, type OrderParts, readDiagram, readParts } from "../store/read-order.ts";
import type { EntryRow, StepRow } from "../store/rows.ts";
import { unitsOf } from "../units-with.ts";
import { callingWorker } from "../worker.ts";
import { isHidden, lineOf, orderLines } from "./lines.ts";
import { type Look, lookOf } from "./look.ts";
import { type May, offersOf } from "./offers.ts";
import { paperAnswer } from "./paper-answer.ts";

/** @throws thing.not_found also to whoever the order is about: the database hides it from them */
export async function readOrder(ctx: Context, orderId: string): Promise<AnswerOf<typeof endpoint>> {
  const head = await findHead(ctx, orderId);
  if (!head) throw new Problem("thing.not_found");
  const parts = await readParts(ctx, orderId);
  const { definition } = await processOf(ctx, head.processKey, head.processVersion);
  const catalogue = await catalogueAt(ctx, head.openedAt);
  const look = await lookOf(ctx, {
    unitIds: [head.unitId],
    customerIds: [head.customerId],
    staffIds: [head.responsibleId],
  });
  const hides = isHidden(head, look.callerId);
  const papers = parts.papers.map((paper) =>
    paperAnswer(paper, catalogue, { typeCode: head.typeCode, definition }),
  );
  const timing = { time: look.timeOf(head.unitId), shares: [look.shares.half, look.shares.warm] };
  const may = await mayOf(ctx);
  const ground = { order: head, definition, catalogue, steps: parts.steps, papers };
  return {
    now: look.now.toString(),
    ...headAnswer(head, look, catalogue, hides),
    contact: contactOf(ctx, head, look, hides),
    risk: await orderRisk(ctx, orderId),
    clocks: parts.clocks.map((clock) => clockAnswer(clock, look.now, timing)),
    steps: parts.steps.filter(isShown).map((step) => stepAnswer(step, look, hides)),
    offers: offersOf({ ...ground, worker: await callingWorker(ctx), may }),
    papers,
    entries: parts.entries.map(entryAnswer),
    links: await linksOf(ctx, head, parts),
    handOver: await offerOf(ctx, orderId),
    can: await wholeOf(ctx, head, { definition, children: parts.children, hides, may }),
    process: {
      key: head.processKey,
      version: head.processVersion,
      name: { zh: definition.zh, en: definition.en ?? definition.zh },
    },
  };
}

function headAnswer(head: OrderHead, look: Look, catalogue: OrderCatalogue, hides: boolean) {
  const formKey = catalogue.type(head.typeCode)?.form;
  return {
    order: lineOf(head, look),
    version: head.version,
    customerClass: head.customerClass,
    areaType: head.areaType,
    channel: head.channel,
    source:
      head.source === null || head.sourceRef === null ? null : { name: head.source, ref: head.sourceRef },
    secrecy: head.secrecy,
    demandKind: head.demandKind,
    demand: head.demand,
    // What was filled in may say who it was.
    form: hides ? {} : (shownForm(head.form) as OrderPage["form"]),
    intakeForm: catalogue.form(formKey) ?? null,
    openedByName: head.openedByName,
    greenChannel: head.greenChannel,
    wantedOn: head.wantedOn,
    result: head.result,
    outageRef: head.outageRef,
  };
}

function contactOf(ctx: Context, head: OrderHead, { see }: Look, hides: boolean): OrderPage["contact"] {
  if (hides) return { name: hiddenText, phoneMasked: null };
  const masked = head.phone && sealedPhoneMask(ctx, { table: "orders.orders", id: head.id }, head.phone);
  return {
    name: head.contactName === "" ? "" : see("name", head.contactName),
    // The policy of a post can hide the masked form as well; it never shows the whole.
    phoneMasked: masked && (see("phone", masked) === hiddenText ? hiddenText : masked),
  };
}

/** Tokens that only the machine knows (joins, races, scopes) are no steps to people. */
const isShown = ({ kind, post }: StepRow) => post !== null || kind === "timer" || kind === "message";

function stepAnswer(step: StepRow, look: Look, hides: boolean): OrderPage["steps"][number] {
  return {
    id: step.id,
    nodeId: step.nodeId,
    seq: step.seq,
    kind: step.kind,
    name: { zh: step.nameZh, en: step.nameEn },
    state: step.state,
    post: step.post,
    stage: step.stage,
    unitName: step.unitId === null ? null : look.unitName(step.unitId),
    assigneeId: step.assigneeId,
    assigneeName: step.assigneeName,
    openedAt: step.openedAt.toString(),
    closedAt: step.closedAt?.toString() ?? null,
    closedByName: step.closedByName,
    how: step.how,
    reason: step.reason,
    dueAt: step.dueAt?.toString() ?? null,
    form: hides ? {} : (shownForm(step.form) as OrderPage["form"]),
    version: step.version,
  };
}

const entryAnswer = (row: EntryRow): OrderPage["entries"][number] => ({
  id: row.id,
  at: row.at.toString(),
  kind: row.kind,
  who: row.who,
  text: { zh: row.textZh, en: row.textEn },
  stepId: row.stepId,
  detail: { ...row.detail },
});

/** Merged with it in both directions, and what came again; what the caller may not see is not mentioned. */
async function linksOf(
  ctx: Context,
  head: OrderHead,
  { children, recurrences }: OrderParts,
): Promise<OrderPage["links"]> {
  const kinds = { main: head.mainId === null ? [] : [head.mainId], child: children, recurrence: recurrences };
  const links: OrderPage["links"] = [];
  for (const [kind, ids] of Object.entries(kinds))
    if (ids.length > 0) links.push(...(await orderLines(ctx, ids)).map((order) => ({ kind, order })));
  return links;
}

async function offerOf(ctx: Context, orderId: string): Promise<OrderPage["handOver"]> {
  const offer = await findOffer(ctx, orderId);
  return offer ? handOverAnswer(ctx, offer) : null;
}

type WholeGround = Pick<MergeFacts, "definition" | "children"> & {
  readonly hides: boolean;
  readonly may: May;
};

async function wholeOf(
  ctx: Context,
  { state, unitId }: OrderHead,
  { definition, children, hides, may }: WholeGround,
): Promise<OrderPage["can"]> {
  const code = may("orders.dispatch", unitId)
    ? refusalToMerge({ state, definition, children })
    : ("access.denied" as const);
  return {
    merge: { refusal: code && problemWords(new Problem(code)) },
    readPapers: !hides && (await seesPapers(ctx)),
    seePictures: !hides,
  };
}

async function mayOf(ctx: Context): Promise<May> {
  const paths = new Map((await unitsOf(ctx)).map(({ unitId, path }) => [unitId, path]));
  return (capability, unitId) => can(ctx.actor, capability, paths.get(unitId ?? "") ?? []);
}

/**
 * The picture of the version that the order follows, with where it stands. Steps of a called process (`call/inner`) are
 * shown at the activity that calls it: they have pictures of their own.
 */
export async function readOrderDiagram(ctx: Context, orderId: string) {
  const head = await findHead(ctx, orderId);
  const found =
    head && (await readDiagram(ctx, orderId, { key: head.processKey, version: head.processVersion }));
  if (!found) throw new Problem("thing.not_found");
  const now = ctx.clock.now();
  const { xml, steps } = found;
  const nodes = (wanted: (step: (typeof steps)[number]) => boolean) => [
    ...new Set(steps.filter(wanted).map(({ nodeId }) => nodeId.split("/", 1)[0] ?? nodeId)),
  ];
  const live = nodes(({ state }) => state === "live");
  return {
    xml,
    live,
    done: nodes(({ state }) => state === "done").filter((id) => !live.includes(id)),
    late: nodes(
      ({ state, dueAt }) => state === "live" && dueAt !== null && Temporal.Instant.compare(dueAt, now) < 0,
    ),
  };
}
