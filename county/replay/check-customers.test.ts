import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiClient } from "./api-client.ts";
import { checkCustomers } from "./check-customers.ts";
import type { DiaryEntry } from "./diary.ts";
import { Eavesdropper } from "./eavesdropper.ts";

/** The customers' pages as we please. */
class Pages extends ApiClient {
  readonly #kinds: readonly string[];
  constructor(kinds: readonly string[]) {
    super({ base: () => "" });
    this.#kinds = kinds;
  }
  override call = (async () => ({
    entries: this.#kinds.map((kind) => {
      const [own = "", number = ""] = kind.split(" ");
      return { kind: own, title: { zh: `受理工单：过户（${number}）`, en: "" } };
    }),
    next: null,
  })) as unknown as ApiClient["call"];
}

const customer = { id: "1", arrivesAt: 0, serviceCode: "B", priority: "ordinary" as const };
const visitor = { customerId: "somebody", recognisedBy: "kiosk" as const, value: "…" };
const served: DiaryEntry = {
  customer,
  visitor,
  calls: [],
  recognisedAs: "somebody",
  finishedAt: 9,
  rating: 5,
};
const check = (entry: DiaryEntry, kinds: readonly string[], numbers: readonly string[] = []) => {
  const ears = new Eavesdropper([]);
  ears.hear("GET /", "{}");
  return checkCustomers(new Pages(kinds), new Map([["1", entry]]), "2026-03-18", ears, () => numbers);
};
const right = { recognised: 1, wrongCustomer: 0, timelineLost: 0, timelineExtra: 0, unmasked: [] };

test("a right page passes; a missing line, a doubled one and a stranger's do not", async () => {
  assert.deepEqual(await check(served, ["rating", "ticket", "visit"]), right);
  assert.deepEqual(await check(served, ["ticket", "visit"]), { ...right, timelineLost: 1 });
  assert.deepEqual(await check(served, ["rating", "ticket", "ticket", "visit"]), {
    ...right,
    timelineExtra: 1,
  });
  const { recognisedAs: _, ...stranger } = served;
  assert.deepEqual(await check(stranger, []), { ...right, recognised: 0 });
  assert.deepEqual(await check(stranger, ["visit"]), { ...right, recognised: 0, timelineExtra: 1 });
  assert.deepEqual(await check({ ...served, wasWrong: true }, ["rating", "ticket", "visit"]), {
    ...right,
    wrongCustomer: 1,
  });
});

test("an order stands on the page of whoever asked for it, once; a missing, a doubled and a stranger's are found", async () => {
  const came = ["rating", "ticket", "visit"];
  assert.deepEqual(await check(served, [...came, "order 1"], ["1"]), right);
  assert.deepEqual(await check(served, came, ["1"]), { ...right, timelineLost: 1 });
  assert.deepEqual(await check(served, [...came, "order 1", "order 1"], ["1"]), {
    ...right,
    timelineExtra: 1,
  });
  assert.ok((await check(served, [...came, "order 2"], ["1"])).timelineExtra > 0);
});

test("ears that heard nothing are no proof", async () => {
  const { unmasked } = await checkCustomers(new Pages([]), new Map(), "2026-03-18", new Eavesdropper([]));
  assert.equal(unmasked.length, 1);
});
