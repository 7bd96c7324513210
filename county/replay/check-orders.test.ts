/** The day's checks of orders can fail: each wrong word of a page, and each wrong figure, is found. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { OrderPage } from "../../contracts/orders.ts";
import { orderForms } from "../../server/modules/orders/catalogue/order-forms.ts";
import { orderTypes } from "../../server/modules/orders/catalogue/order-types.ts";
import { generateDay } from "../generate-day.ts";
import { Applicants } from "../month/applications.ts";
import { emptyDiary, type Known } from "../month/world.ts";
import { ApiClient } from "./api-client.ts";
import { checkBoard, checkPage, emptyLedger, enter, type Scoreboard } from "./check-orders.ts";
import { errandsOf } from "./errands.ts";
import { Followers } from "./followers.ts";
import { residents, visitorsOf } from "./visitors.ts";

const at = (text: string) => Date.parse(`2026-03-18T${text}:00+08:00`);
const known: Known = {
  id: "o-1",
  number: "2603180000017",
  typeCode: "CH-TRANS",
  customerClass: "RES",
  channel: "counter",
  customerId: "c-1",
  acceptedAt: at("10:00"),
  accused: [],
  pauses: [],
  urges: [],
  completed: new Map(),
  mergedInto: null,
  isOver: true,
};
const clock = {
  stepId: null,
  layer: "promised",
  ruleCode: "CH.TRANS.TOTAL",
  state: "met",
  dueAt: "2026-03-18T09:30:00Z",
  endedAt: "2026-03-18T09:00:00Z",
};
const order = {
  id: "o-1",
  number: known.number,
  customerId: "c-1",
  typeCode: "CH-TRANS",
  openedAt: "2026-03-18T02:00:00Z",
  closedAt: "2026-03-18T09:00:00Z",
};
const pageOf = (own: object = {}, clocks: readonly object[] = [clock], more: object = {}) =>
  ({
    ...{ order: { ...order, ...own }, channel: "counter", customerClass: "RES", clocks, steps: [] },
    ...more,
  }) as unknown as OrderPage;

test("a page that tells what is remembered passes; another customer, kind, time, channel or end is found", () => {
  assert.deepEqual(checkPage(pageOf(), known), []);
  for (const wrong of [
    pageOf({ customerId: "c-2" }),
    pageOf({ typeCode: "CH-NAME" }),
    pageOf({ openedAt: "2026-03-18T02:00:01Z" }),
    pageOf({ closedAt: null }),
    pageOf({}, [clock], { channel: "web" }),
    pageOf({}, [clock], { customerClass: "LVN" }),
  ])
    assert.equal(checkPage(wrong, known).length, 1);
  const open = { ...known, isOver: false };
  assert.equal(checkPage(pageOf(), open).length, 1, "nobody has ended it");
  const timedOut = pageOf({}, [clock], { steps: [{ kind: "timer", nodeId: "end", how: "timer" }] });
  assert.deepEqual(checkPage(timedOut, open), [], "its time was up");
});

test("an order that was merged rests until the main one is over, and is open again once its customer is called back", () => {
  const child = { ...known, mergedInto: "o-2", isOver: false };
  const main = { ...known, id: "o-2", isOver: false };
  const visit = { steps: [{ kind: "task", nodeId: "visit/call-1" }] };
  const calledBack = (own: object) => pageOf(own, [clock], visit);
  assert.deepEqual(checkPage(pageOf(), child, main), []);
  assert.equal(checkPage(pageOf({ closedAt: null }), child, main).length, 1, "it should rest");
  assert.equal(checkPage(pageOf(), child, { ...main, isOver: true }).length, 1, "nobody was called back");
  assert.deepEqual(checkPage(calledBack({ closedAt: null }), child, main), []);
  assert.equal(checkPage(calledBack({}), child, main).length, 1, "nobody has ended it");
  assert.deepEqual(checkPage(calledBack({}), { ...child, isOver: true }, main), []);
});

test("figures are counted from the pages: opened, closed, late, kept; what the scoreboard says otherwise is found", () => {
  const span = { from: at("00:00"), to: at("00:00") + 86_400_000, now: at("23:00") };
  const ledger = emptyLedger();
  const running = { ...clock, state: "running", endedAt: null };
  enter(ledger, pageOf(), span);
  enter(ledger, pageOf({ openedAt: "2026-03-17T02:00:00Z", closedAt: null }, [running]), span);
  // Late is the whole order, not a step of it or the answer to an urge.
  const others = [
    { ...running, dueAt: "2026-03-19T09:30:00Z" },
    { ...running, stepId: "s-1" },
    { ...running, ruleCode: "URGE.ANSWER" },
    { ...running, layer: "statutory" },
  ];
  enter(ledger, pageOf({ closedAt: null }, others), span);
  enter(ledger, pageOf({}, [{ ...clock, endedAt: "2026-03-18T09:31:00Z", state: "missed" }]), span);
  assert.deepEqual(ledger, { opened: 3, closed: 2, running: 2, late: 1, kept: 1, missed: 1 });

  const board = (late: number, kept: number) =>
    ({
      rows: [{ kept, missed: 1 }],
      running: [
        { running: 1, late },
        { running: 1, late: 0 },
      ],
    }) as unknown as Scoreboard;
  assert.deepEqual(checkBoard(board(1, 1), ledger), []);
  assert.equal(checkBoard(board(0, 1), ledger).length, 1);
  assert.equal(checkBoard(board(1, 2), ledger).length, 1);
});

test("customers who follow find another's order, an end that nobody told them of, and a rating that is not theirs", async () => {
  const shown = {
    number: known.number,
    closedAt: order.closedAt,
    canRate: true,
    rating: null as number | null,
  };
  class Played extends ApiClient {
    override call = (async ({ path }: { path: string }, input: { body?: { level?: number } }) => {
      if (path.endsWith("/documents")) return { document: { qr: "http://x/my/order/#t=990101.abc" } };
      if (path.endsWith("/rating")) shown.rating = input.body?.level ?? null;
      return { ...shown };
    }) as unknown as ApiClient["call"];
  }
  const played = new Played({ base: () => "" });
  const follow = async () => {
    const followers = new Followers(emptyDiary(), () => played);
    await followers.give(played, known, 1);
    for (let nth = 0; nth < 20 && shown.rating === null; nth++) await followers.look();
    return followers;
  };
  const wrongs = async (followers: Followers) => {
    await followers.lookBack();
    return followers.findings.map(({ what }) => what);
  };
  const followers = await follow();
  assert.deepEqual(await wrongs(followers), []);
  assert.ok(shown.rating !== null, "it was rated");
  shown.rating = 1;
  assert.match((await wrongs(followers)).join(), /rated [345], shown 1/);
  shown.rating = null;
  Object.assign(shown, { number: "2603180000025" });
  assert.match((await wrongs(await follow())).join(), /its receipt opens 2603180000025/);
  Object.assign(shown, { number: known.number, closedAt: null, rating: null });
  assert.match((await wrongs(await follow())).join(), /the clerks over/);
});

test("who leaves with an order asks for what the number was taken for, and the same day brings the same", () => {
  const files = residents();
  const day = generateDay("2026-03-18", 1);
  const types = orderTypes.map((type) => ({ ...type, processKey: "F", spelling: "" }));
  const made = () => errandsOf(day, visitorsOf(day), new Applicants(types, [...orderForms], files), files);
  const errands = made();
  assert.deepEqual([...errands], [...made()]);
  assert.ok(errands.size > 40 && errands.size < 120, `${errands.size} of ${day.customers.length}`);
  const typeOf = new Map(orderTypes.map((type) => [type.code, type]));
  for (const { id, serviceCode } of day.customers) {
    const errand = errands.get(id);
    if (!errand) continue;
    const type = typeOf.get(errand.code);
    assert.ok(
      type?.services.some((code) => code.startsWith(serviceCode)),
      `${serviceCode}: ${errand.code}`,
    );
  }
  assert.ok(new Set([...errands.values()].map(({ code }) => code)).size >= 10);
  const elsewhere = { ...day, customers: day.customers.map((one) => ({ ...one, serviceCode: "regular" })) };
  const few = errandsOf(elsewhere, visitorsOf(day), new Applicants(types, [...orderForms], files), files);
  assert.ok(few.size > 3 && few.size < 40, "a day of another house brings some, too");
});
