import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { problemWords } from "../../foundation/problem.ts";
import { dutyPairs } from "./catalogue/order-duties.ts";
import { naming } from "./read/naming.ts";
import { type Deed, placesOf, refusalToClaim, type StepFacts, type Worker } from "./step-rights.ts";

const [me, other] = ["me", "other"];
const worker: Worker = { staffId: me, places: new Map([["unit", new Set(["R-APP", "R-VIS"])]]) };
const step = (given: Partial<StepFacts> = {}): StepFacts => ({
  name: { zh: "方案审批", en: "Approve" },
  state: "live",
  closedByName: null,
  post: "R-APP",
  unitId: "unit",
  duty: "approve-plan",
  assigneeId: null,
  assigneeName: null,
  orderState: "open",
  accused: null,
  ...given,
});
const deed = (duty: string | null, staffId = me): Deed => ({
  staffId,
  who: staffId,
  step: { zh: "编制", en: "Draft" },
  duty,
});
const code = (given: Partial<StepFacts>, deeds: readonly Deed[] = []) =>
  refusalToClaim(worker, step(given), deeds, naming)?.code ?? null;

test("a step is free for whoever has its post in its unit, and for nobody else", () => {
  assert.equal(code({}), null);
  assert.equal(code({ post: "R-MET" }), "orders.post_wrong");
  assert.equal(code({ unitId: "elsewhere" }), "orders.post_wrong");
  assert.equal(code({ post: null }), "orders.post_wrong");
  assert.equal(code({ accused: [me] }), "orders.staff_unknown");
});

test("not twice, not when it is over, not while the order stands still", () => {
  assert.equal(code({ assigneeId: other, assigneeName: "李四" }), "orders.step_taken");
  assert.equal(code({ assigneeId: me }), null);
  assert.equal(code({ state: "done", closedByName: "李四" }), "orders.step_closed");
  assert.equal(code({ orderState: "suspended" }), "orders.not_open");
});

test("two duties that are kept apart take two people, in either order; the refusal names both steps", () => {
  assert.equal(code({}, [deed("plan")]), "orders.segregation");
  assert.equal(code({}, [deed("plan", other)]), null);
  assert.equal(code({}, [deed("meter")]), null);
  const refusal = refusalToClaim(worker, step(), [deed("plan")], naming);
  assert.ok(refusal);
  assert.equal(
    problemWords(refusal).zh,
    "不相容岗位：me已办理本单的“编制”，不能再办理“方案审批”。请由他人办理。",
  );
});

test("whoever handled an order does not visit its customer afterwards; a second visit is the same person's", () => {
  const visit = { post: "R-VIS", duty: "visit" };
  assert.equal(code(visit, [deed("survey")]), "orders.segregation");
  assert.equal(code(visit, [deed(null)]), "orders.segregation");
  assert.equal(code(visit, [deed("visit")]), null);
  assert.equal(code({ duty: null }, [deed("visit")]), "orders.segregation");
});

test("the rule is the same from both sides", () => {
  const duties = [...new Set(dutyPairs.flatMap(({ a, b }) => [a, b])), null].map((duty) =>
    duty === "*" ? "other" : duty,
  );
  fc.assert(
    fc.property(fc.constantFrom(...duties), fc.constantFrom(...duties), (one, two) => {
      assert.equal(code({ duty: one }, [deed(two)]), code({ duty: two }, [deed(one)]));
    }),
  );
});

test("a post reaches the units below; what is covered where nothing is granted counts for nothing", () => {
  const units = [
    { unitId: "root", path: ["root"] },
    { unitId: "hall", path: ["root", "hall"] },
    { unitId: "team", path: ["root", "hall", "team"] },
    { unitId: "station", path: ["root", "station"] },
  ];
  const reaches = [
    { post: "R-ACC", unitIds: ["hall"] },
    { post: "R-MET", unitIds: ["root"] },
  ];
  const places = placesOf(units, reaches, ["hall"]);
  assert.deepEqual([...places.keys()], ["hall", "team"]);
  assert.deepEqual([...(places.get("team") ?? [])], ["R-ACC", "R-MET"]);
});
