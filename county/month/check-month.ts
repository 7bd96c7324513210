/**
 * The checks at the end of a replayed month: what the platform says of its orders, read by its public API, against the
 * people's diary and the published rules. Nothing here is shared with the code that is checked; each check can fail.
 */
import {
  explainClock,
  findOrders,
  listCandidates,
  listWork,
  type OrderPage,
  readOrder,
} from "../../contracts/orders.ts";
import { Refusal } from "../replay/api-client.ts";
import { checkDeeds, checkLife, checkSegregation, type Finding, isResting } from "./check-order.ts";
import type { Crew } from "./crew.ts";
import { dueOf, type Mark } from "./days.ts";
import { Maps } from "./maps.ts";
import { type Diary, type Known, together } from "./world.ts";

export type Explained = Awaited<ReturnType<typeof explainOne>>;
export type MonthCheck = {
  readonly findings: readonly Finding[];
  readonly pages: number;
  readonly clocks: number;
  /** In hall hours: counted by the platform alone. */
  readonly notRecomputed: number;
  readonly pausesSeen: number;
  readonly promisesKept: number;
  readonly promisesMissed: number;
  readonly overdueNow: number;
};

type Options = {
  readonly crew: Crew;
  readonly diary: Diary;
  readonly now: number;
  /** Every how manieth order has its clocks recomputed. */
  readonly clockEvery?: number;
  /** These orders and no others. */
  readonly only?: ReadonlySet<string>;
  /** Whoever wants to look at the pages, too. */
  readonly onPage?: (page: OrderPage, order: Known) => readonly Finding[];
};

export async function checkMonth({
  crew,
  diary,
  now,
  clockEvery = 1,
  only,
  onPage,
}: Options): Promise<MonthCheck> {
  const findings: Finding[] = [];
  const maps = new Maps();
  const overdue = await overdueList(crew);
  const tally = {
    clocks: 0,
    notRecomputed: 0,
    pausesSeen: 0,
    promisesKept: 0,
    promisesMissed: 0,
    overdueNow: 0,
  };
  const resting: Known[] = [];
  const over = new Set<string>();
  const known = [...diary.orders.values()].filter(({ id }) => only?.has(id) ?? true);
  const readerFor = (order: Known) =>
    order.accused.includes(crew.reader.staffId) ? crew.of("R-CMD")[1] : crew.reader;
  await together([...known.entries()], 8, async ([index, order]) => {
    const reader = readerFor(order)?.client ?? crew.reader.client;
    const page = await reader.call(readOrder, { params: { orderId: order.id } }).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    });
    if (!page) {
      findings.push({ check: "lost", what: `${order.number} is not there` });
      return;
    }
    findings.push(...checkLife(page), ...checkDeeds(page, order), ...(onPage?.(page, order) ?? []));
    if (isResting(page)) resting.push(order);
    else if (page.order.closedAt !== null) over.add(order.id);
    const map = await maps.of(reader, `${page.process.key}/${page.process.version}`, order.id);
    findings.push(...checkSegregation(page, map));
    findings.push(...(await checkWorkable(crew, page, now)));
    for (const clock of page.clocks) {
      if (clock.layer !== "promised") continue;
      if (clock.state === "met") tally.promisesKept++;
      if (clock.state === "missed") tally.promisesMissed++;
      const due = clock.dueAt === null ? null : Date.parse(clock.dueAt);
      if (clock.state === "met" && due !== null && clock.endedAt !== null && Date.parse(clock.endedAt) > due)
        findings.push({
          check: "promise",
          what: `${order.number} ${clock.ruleCode} counts as kept, ended late`,
        });
      if (clock.state !== "running" || due === null || due >= now) continue;
      tally.overdueNow++;
      // One that rests is late by its own clock; on lists its main order stands for it.
      if (clock.heat !== "over" || (page.order.heat !== "over" && !isResting(page)))
        findings.push({ check: "promise", what: `${order.number} ${clock.ruleCode} is late, not shown so` });
      // The list is of steps: whatever of the order is late, the step that it is at stands there.
      const isListed = page.steps.some(({ state, kind }) => state === "live" && kind === "task");
      if (isListed && !overdue.has(order.id))
        findings.push({ check: "promise", what: `${order.number} ${clock.ruleCode} is on no overdue list` });
    }
    if (index % clockEvery !== 0) return;
    for (const { id, ruleCode } of page.clocks) {
      const explained = await explainOne(reader, order.id, id);
      tally.clocks++;
      const wrong = checkDue(explained);
      if (wrong === undefined) tally.notRecomputed++;
      else if (wrong !== "") findings.push({ check: "due", what: `${order.number} ${ruleCode}: ${wrong}` });
    }
    const pauses = await checkPauses(reader, page, order);
    tally.pausesSeen += pauses.seen;
    findings.push(...pauses.findings);
  });
  for (const { number, mergedInto } of resting)
    if (mergedInto && over.has(mergedInto))
      findings.push({ check: "stuck", what: `${number} rests although its main order is over` });
  findings.push(
    ...(await checkAccused(crew, known)),
    ...diary.seen.map((what) => ({ check: "accused" as const, what })),
  );
  for (const [what, { count, example }] of diary.surprises)
    findings.push({ check: "surprise", what: `${count} × ${what} (${example})` });
  return { findings, pages: known.length, ...tally };
}

async function explainOne(reader: Crew["reader"]["client"], orderId: string, clockId: string) {
  return reader.call(explainClock, { params: { orderId, clockId } });
}

/** @returns what is wrong; empty when nothing is; undefined where this check cannot count */
export function checkDue({ clock, marks, recomputedDueAt }: Explained): string | undefined {
  const own: Mark[] = marks.map(({ kind, at }) => ({ kind, at: Date.parse(at) }));
  const isCustomersAct = clock.ruleCode.startsWith("PAPER.");
  const due = dueOf(own, clock.limit, isCustomersAct);
  if (due === undefined) return undefined;
  const text = due === null ? null : Temporal.Instant.fromEpochMilliseconds(due).toString();
  const said = clock.dueAt === null ? null : Temporal.Instant.from(clock.dueAt).toString();
  const again = recomputedDueAt === null ? null : Temporal.Instant.from(recomputedDueAt).toString();
  if (text === said && text === again) return "";
  const history = own.map(({ kind, at }) => `${kind} ${new Date(at).toISOString()}`).join(", ");
  return `due ${text}, stored ${said}, explained ${again} (${clock.limit.value} ${clock.limit.unit}: ${history})`;
}

/** While an order stood still at somebody's wish, what the company promised for the whole of it did, too. */
async function checkPauses(reader: Crew["reader"]["client"], page: OrderPage, order: Known) {
  const findings: Finding[] = [];
  let seen = 0;
  for (const { from } of order.pauses)
    for (const clock of page.clocks) {
      const ended = clock.endedAt === null ? Number.POSITIVE_INFINITY : Date.parse(clock.endedAt);
      if (!clock.ruleCode.endsWith(".TOTAL") || Date.parse(clock.startedAt) >= from || ended <= from)
        continue;
      const { marks } = await explainOne(reader, order.id, clock.id);
      const last = marks.filter(({ at, kind }) => Date.parse(at) <= from && kind !== "limit").at(-1);
      seen++;
      if (last?.kind !== "pause")
        findings.push({ check: "pause", what: `${order.number} ${clock.ruleCode} ran on while suspended` });
    }
  return { seen, findings };
}

/** A step that lies for days has somebody who could do it. */
async function checkWorkable(crew: Crew, page: OrderPage, now: number): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (page.order.state !== "open") return findings;
  for (const { id, nodeId, kind, state, openedAt, assigneeId } of page.steps) {
    if (state !== "live" || kind !== "task" || assigneeId !== null) continue;
    if (now - Date.parse(openedAt) < 3 * 86_400_000) continue;
    const { candidates } = await crew.reader.client.call(listCandidates, {
      params: { orderId: page.order.id, stepId: id },
    });
    if (!candidates.some(({ refusal }) => refusal === null))
      findings.push({ check: "stuck", what: `${page.order.number} ${nodeId}: nobody may do it` });
  }
  return findings;
}

async function overdueList(crew: Crew): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const reader of crew.of("R-CMD")) {
    let after: string | undefined;
    do {
      const query = { view: "team" as const, heat: "over" as const, limit: 200, ...(after ? { after } : {}) };
      const page = await reader.client.call(listWork, { query: query as never });
      for (const { order } of page.lines) found.add(order.id);
      after = page.after ?? undefined;
    } while (after);
  }
  return found;
}

/** At the end, too: no list and no search shows them what is said about them. */
async function checkAccused(crew: Crew, known: readonly Known[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  const about = known.filter(({ accused }) => accused.length > 0);
  await together(about, 4, async (order) => {
    for (const staffId of order.accused) {
      const hand = crew.hands.find((one) => one.staffId === staffId);
      if (!hand) continue;
      const { orders } = await hand.client.call(findOrders, { body: { text: order.number } });
      if (orders.some(({ id }) => id === order.id))
        findings.push({ check: "accused", what: `${order.number} is found by ${hand.login}` });
    }
  });
  return findings;
}
