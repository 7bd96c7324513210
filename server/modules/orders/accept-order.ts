/**
 * An order is taken (受理): the one way in, whatever the channel. One transaction checks, promises, starts the process and
 * tells; whoever sends the same application twice gets the first answer (the caller's key, or the other system's number).
 */
import type { AnswerOf } from "../../../contracts/endpoint.ts";
import type { acceptOrder as endpoint } from "../../../contracts/orders.ts";
import { actorName, type Context } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { holdAccounts, sealPhone } from "../customers/index.ts";
import { staffFaces } from "../identity/index.ts";
import { unitClearOf } from "./care/accused.ts";
import { complaintGrade } from "./care/complaint-grade.ts";
import { clockAnswer } from "./clock-answer.ts";
import { publishedProcess, type RunningProcess } from "./definitions.ts";
import { type Application, answeringUnit, type Intake, prepareIntake } from "./intake.ts";
import { findingsOf, similarTo } from "./intake-checks.ts";
import { type IntakePaper, isOwedLater, missingNow, papersOf } from "./intake-papers.ts";
import { namedAccounts } from "./named-accounts.ts";
import { doerOf, OpenOrder } from "./open-order.ts";
import { checkForm, decidingValues } from "./order-form.ts";
import { groundOf } from "./order-ground.ts";
import { nextOrderNumber } from "./order-number.ts";
import { owePapers } from "./owed-papers.ts";
import { paperName } from "./paper-names.ts";
import { completeToken } from "./process/machine.ts";
import { advance, begin } from "./process-run.ts";
import { orderLimits, promiseOf } from "./promises.ts";
import { freshLine } from "./read/fresh-lines.ts";
import { saveNewOrder } from "./save-order.ts";
import { sealForm } from "./sealed-form.ts";
import { acceptance } from "./step-rights.ts";
import { nameAccounts } from "./store/named-accounts.ts";
import type { OrderRow } from "./store/rows.ts";
import type { SealedPhone } from "./store/save.ts";

/**
 * @throws orders.type_unknown, orders.channel_closed, orders.account_needed, orders.class_wrong, orders.form_incomplete,
 *   orders.finding_stops, orders.finding_open, orders.paper_missing, orders.contact_missing, orders.process_missing,
 *   customers.unknown
 */
export async function acceptOrder(ctx: Context, application: Application): Promise<OpenOrder> {
  // Who else takes an order on one of these accounts at this moment waits, and then sees this one.
  const named = await namedAccounts(ctx, application.form, application.accountId);
  const touched = [application.accountId, ...named.map((one) => one.id)].filter((one) => one !== null);
  if (touched.length > 0) await holdAccounts(ctx, touched);
  const intake = await prepareIntake(ctx, application);
  const { catalogue, type } = intake;
  if (!type.channels.includes(application.channel) && application.channel !== "system")
    throw new Problem("orders.channel_closed", { field: "channel" });
  const form = checkForm(catalogue.form(type.form), application.form);
  if (intake.contactName === "" && application.secrecy !== "anonymous" && application.channel !== "system")
    throw new Problem("orders.contact_missing", { field: "contactName" });
  const papers = await papersOf(ctx, intake, application.papers);
  requirePapers(papers);
  await requireFindings(ctx, intake, papers, application);
  const process = await publishedProcess(ctx, type.process[intake.customerClass] ?? "");

  const id = newId();
  const phone = sealedPhone(ctx, id, intake.phone);
  const order = await newOrder(ctx, { id, intake, application, process, papers, hasPhone: phone !== null });
  const open = new OpenOrder(
    ctx,
    {
      order: {
        ...order,
        form: sealForm(ctx, id, catalogue.form(type.form), form),
        vars: { ...order.vars, ...decidingValues(form) },
      },
      steps: [],
      past: [],
      seq: 0,
      clocks: [],
      papers: [],
    },
    await groundOf(ctx, order),
  );
  tellOpening(open, intake, application);
  for (const { ruleCode, layer, limit } of orderLimits(open.rules, type, order))
    open.startClock({ ruleCode, layer, subject: "order", limit });
  for (const { ruleCode, layer, limit, at } of application.limits ?? [])
    open.startClock({ ruleCode, layer, subject: "order", limit }, at);
  owePapers(open, papers);
  await advance(ctx, open, begin);
  await acceptAtOnce(ctx, open, application);
  // Last: the day's series keeps everybody else who accepts waiting until the commit.
  open.put({ number: await nextOrderNumber(ctx) });
  await saveNewOrder(ctx, open, phone, {
    action: "accepted",
    after: {
      number: open.order.number,
      typeCode: type.code,
      channel: order.channel,
      passedOver: application.passedOver,
    },
  });
  await nameAccounts(
    ctx,
    id,
    named.map((one) => one.id),
  );
  return open;
}

function requirePapers(papers: readonly IntakePaper[]): void {
  const missing = missingNow(papers);
  if (missing.length === 0) return;
  const names = missing.map(({ code }) => paperName(code));
  throw new Problem("orders.paper_missing", {
    papers: names.map(({ zh }) => zh).join("、"),
    papersEn: names.map(({ en }) => en).join(", "),
    field: "papers",
  });
}

/** What stops, stops; what warns must have been read: each with the reason why it was passed over. */
async function requireFindings(
  ctx: Context,
  intake: Intake,
  papers: readonly IntakePaper[],
  application: Application,
): Promise<void> {
  const findings = await findingsOf(ctx, intake, papers, await similarTo(ctx, intake));
  const passed = new Set(application.passedOver.map(({ code }) => code));
  // Nobody sits before another system's application who could have read a warning: the first step shows it.
  const isRead = application.channel !== "system" && application.channel !== "hotline";
  for (const { code, level, text, reason } of findings) {
    // Why it stops is said with it: there is nothing to press that would go on.
    const stopped = { code, textZh: `${text.zh}。${reason.zh}`, textEn: `${text.en}; ${reason.en}` };
    if (level === "stop") throw new Problem("orders.finding_stops", stopped);
    if (level === "warn" && isRead && !passed.has(code))
      throw new Problem("orders.finding_open", { code, textZh: text.zh, textEn: text.en });
  }
}

const sealedPhone = (ctx: Context, id: string, phone: string): SealedPhone | null =>
  phone === "" ? null : sealPhone(ctx, { table: "orders.orders", id }, phone);

type Draft = {
  readonly id: string;
  readonly intake: Intake;
  readonly application: Application;
  readonly process: RunningProcess;
  readonly papers: readonly IntakePaper[];
  readonly hasPhone: boolean;
};

async function newOrder(
  ctx: Context,
  { id, intake, application, process, papers, hasPhone }: Draft,
): Promise<OrderRow> {
  const { type, customerClass, areaType } = intake;
  const staffId = ctx.actor.kind === "staff" ? ctx.actor.id : null;
  const accused = application.accused.length > 0 ? [...new Set(application.accused)] : null;
  if (accused && (await staffFaces(ctx, accused)).size < accused.length)
    throw new Problem("orders.staff_unknown", { field: "accused" });
  const unitId = await unitClearOf(ctx, await answeringUnit(ctx, application.unitId), accused ?? []);
  const { priority, secrecy, channel } = application;
  const grade = await complaintGrade(ctx, intake, application);
  return {
    id,
    number: "",
    typeCode: type.code,
    customerClass,
    areaType,
    processKey: process.key,
    processVersion: process.version,
    state: "open",
    isProvisional: papers.some(isOwedLater),
    unitId,
    // First asked, first responsible (首问负责), until it is handed over; nobody answers for a complaint about himself.
    responsibleId: staffId !== null && !accused?.includes(staffId) ? staffId : null,
    openedBy: staffId,
    openedByName: staffId === null ? doerOf(ctx).name : actorName(ctx.actor),
    channel,
    source: application.source?.name ?? null,
    sourceRef: application.source?.ref ?? null,
    customerId: intake.customer?.id ?? null,
    accountId: intake.account?.id ?? null,
    address: intake.address,
    contactName: intake.contactName,
    title: application.title || intake.title,
    demand: application.demand,
    vars: {
      customerClass,
      areaType,
      typeCode: type.code,
      channel,
      grade: grade ?? "",
      secrecy,
      priority,
      isHighVoltage: customerClass.startsWith("HV"),
      isVisitWaived:
        type.visit === "none" || secrecy === "anonymous" || (type.visit === "named" && !hasPhone),
      isUnreachable: !hasPhone,
    },
    form: {},
    demandKind: application.demandKind ?? type.demandKind,
    grade,
    secrecy,
    accused,
    priority,
    greenChannel: null,
    wantedOn: application.wantedOn,
    mainId: null,
    ticketId: application.ticketId,
    outageRef: null,
    openedAt: ctx.clock.now(),
    closedAt: null,
    result: null,
    dueAt: null,
    risk: 0,
    version: 1,
  };
}

function tellOpening(open: OpenOrder, { type }: Intake, { passedOver, channel }: Application): void {
  open.tell({
    kind: "opened",
    text: { zh: `受理：${type.name.zh}`, en: `Taken: ${type.name.en}` },
    detail: { channel },
    forCustomer: true,
  });
  for (const { code, reason } of passedOver)
    open.tell({
      kind: "passed-over",
      text: { zh: `已确认提示：${reason}`, en: `Warning passed over: ${reason}` },
      detail: { code },
    });
}

/**
 * The acceptance step is done with the acceptance where a person takes the order: whoever holds orders.accept may, whatever
 * his post, and nobody should have to say twice that he has taken it. From the web or another system it waits for a clerk.
 */
async function acceptAtOnce(ctx: Context, open: OpenOrder, application: Application): Promise<void> {
  if (ctx.actor.kind !== "staff" || application.source !== undefined) return;
  const step = open.tasks.find(({ duty }) => duty === acceptance);
  if (!step || open.order.accused?.includes(ctx.actor.id)) return;
  const form = { isNoticeGiven: true };
  await advance(
    ctx,
    open,
    (definition, tokens, around) => completeToken(definition, tokens, step.id, around),
    new Map([[step.id, { how: "completed", form }]]),
  );
}

/** The order as whoever took it sees it, whoever that is. */
export async function acceptedAnswer(ctx: Context, open: OpenOrder): Promise<AnswerOf<typeof endpoint>> {
  const { type } = open;
  return {
    order: await freshLine(ctx, open),
    clocks: open.clocks.map((clock) => clockAnswer(clock, open.now, open.timing)),
    promises: type
      ? orderLimits(open.rules, type, open.order).map((limit) => promiseOf(limit, open.now, open.timing.time))
      : [],
  };
}
