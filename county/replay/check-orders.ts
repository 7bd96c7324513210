/**
 * Holds what the platform says of a replayed day's orders against what people remember and what the published rules say:
 * each order's page, the scoreboard of promises, and the web pages of those who followed. The month's checks do the single
 * order; here the figures of the whole are counted anew.
 */
import orderTypes from "../../catalogue/order-types.json" with { type: "json" };
import type { ResultOf } from "../../contracts/endpoint.ts";
import { type OrderPage, readScoreboard } from "../../contracts/orders.ts";
import { sampleSignIns } from "../../server/modules/identity/index.ts";
import { checkMonth } from "../month/check-month.ts";
import type { Finding } from "../month/check-order.ts";
import type { Known } from "../month/world.ts";
import type { OrderDay } from "./order-day.ts";

export type Scoreboard = ResultOf<typeof readScoreboard>;
/** Counted from the pages of all orders. */
export type Ledger = {
  opened: number;
  closed: number;
  running: number;
  late: number;
  kept: number;
  missed: number;
};
export type OrdersCheck = Ledger & {
  readonly before: number;
  readonly atWindows: number;
  readonly suspended: number;
  readonly urged: number;
  readonly rated: number;
  readonly clocks: number;
  readonly findings: readonly Finding[];
};

type Span = { readonly from: number; readonly to: number; readonly now: number };
type Options = Span & { readonly orders: OrderDay; readonly firstDate: string; readonly lastDate: string };

/** Every how manieth order has its clocks recomputed one by one: each is a call, and the month does all. */
const clockEvery = 4;

export async function checkOrders({ orders, firstDate, lastDate, ...span }: Options): Promise<OrdersCheck> {
  const { crew, players, followers } = orders;
  const ledger = emptyLedger();
  await followers.lookBack();
  const { findings, clocks, notRecomputed } = await checkMonth({
    crew,
    diary: players.diary,
    now: span.now,
    clockEvery,
    onPage: (page, known) => {
      enter(ledger, page, span);
      return checkPage(page, known, players.diary.orders.get(known.mergedInto ?? ""));
    },
  });
  const [manager] = crew.of("R-MGR");
  if (!manager) throw new Error("the sample county has no manager");
  const board = await manager.client.call(readScoreboard, {
    params: { orgId: String(sampleSignIns.orgId) },
    query: { from: firstDate, to: lastDate },
  });
  const { done, orders: known } = players.diary;
  const all = [...known.values()];
  return {
    ...ledger,
    before: orders.before,
    atWindows: orders.atWindows,
    suspended: all.filter(({ pauses }) => pauses.length > 0).length,
    urged: all.filter(({ urges }) => urges.length > 0).length,
    rated: done.get("rated on the web") ?? 0,
    clocks: clocks - notRecomputed,
    findings: [...findings, ...followers.findings, ...checkBoard(board, ledger)],
  };
}

export const emptyLedger = (): Ledger => ({ opened: 0, closed: 0, running: 0, late: 0, kept: 0, missed: 0 });

/**
 * The order is whose it was, of what was asked for, taken when it was taken, and over when somebody ended it. One that was
 * merged rests until its own call back, which must have begun when the main order is over.
 */
export function checkPage(page: OrderPage, known: Known, main?: Known): Finding[] {
  const { order, channel } = page;
  const isCalledBack = page.steps.some(({ nodeId }) => nodeId.startsWith("visit"));
  const rests = known.mergedInto !== null && !isCalledBack && !main?.isOver;
  const endedByTime = page.steps.some(({ how, kind }) => kind === "timer" && how === "timer");
  const said: readonly (readonly [string, unknown, unknown])[] = [
    ["number", known.number, order.number],
    ["customer", known.customerId, order.customerId],
    ["kind", known.typeCode, order.typeCode],
    ["class", known.customerClass, page.customerClass],
    ["channel", known.channel, channel],
    ["taken at", known.acceptedAt, Date.parse(order.openedAt)],
    ["over", known.isOver || rests || (endedByTime && order.closedAt !== null), order.closedAt !== null],
  ];
  return said
    .filter(([, own, told]) => own !== told)
    .map(([what, own, told]) => ({
      check: "figure",
      what: `${known.number} ${what}: remembered ${own}, told ${told}`,
    }));
}

/** Late is an order whose nearest promised or internal time of the whole has passed; kept is a promise that ended in time. */
export function enter(ledger: Ledger, { order, clocks }: OrderPage, { from, to, now }: Span): void {
  const closedAt = order.closedAt === null ? undefined : Date.parse(order.closedAt);
  const openedAt = Date.parse(order.openedAt);
  if (openedAt >= from && openedAt < to) ledger.opened++;
  if (closedAt !== undefined && closedAt >= from && closedAt < to) ledger.closed++;
  if (closedAt === undefined) ledger.running++;
  const whole = totals.get(order.typeCode);
  const dues = clocks.flatMap(({ stepId, layer, endedAt, dueAt, ruleCode }) =>
    stepId === null && layer !== "statutory" && endedAt === null && dueAt !== null && ruleCode === whole
      ? [Date.parse(dueAt)]
      : [],
  );
  if (closedAt === undefined && dues.some((due) => due < now)) ledger.late++;
  for (const { layer, state, dueAt, endedAt } of clocks) {
    if (layer !== "promised" || endedAt === null || state === "void" || dueAt === null) continue;
    if (Date.parse(endedAt) <= Date.parse(dueAt)) ledger.kept++;
    else ledger.missed++;
  }
}

/** By kind the limit of the whole order: clocks of urges, papers and promises hang on it, too, but do not make it late. */
const totals = new Map(orderTypes.map(({ code, total }) => [code, total]));

/** What the manager reads is what the pages come to. */
export function checkBoard({ rows, running }: Scoreboard, ledger: Ledger): Finding[] {
  const sum = <Row>(list: readonly Row[], of: (row: Row) => number) =>
    list.reduce((total, row) => total + of(row), 0);
  const said: readonly (readonly [string, number, number])[] = [
    ["running", ledger.running, sum(running, (row) => row.running)],
    ["late", ledger.late, sum(running, (row) => row.late)],
    ["promises kept", ledger.kept, sum(rows, (row) => row.kept)],
    ["promises missed", ledger.missed, sum(rows, (row) => row.missed)],
  ];
  return said
    .filter(([, own, told]) => own !== told)
    .map(([what, own, told]) => ({ check: "figure", what: `${what}: pages ${own}, scoreboard ${told}` }));
}
