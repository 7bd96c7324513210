import assert from "node:assert/strict";
import { test } from "node:test";
import { customerExpressions } from "./expression.ts";
import { type CustomerFacts, celFacts, factReference, never, voltsOf } from "./facts.ts";

const account = {
  number: "3200000000001",
  sort: "01",
  use: "405",
  trade: "H61",
  tariffGroup: "commercial-two-part",
  voltage: "AC00101",
  volts: 10_000,
  contractKva: 630,
  runningKva: 630,
  state: "active",
  isSupplied: true,
  isTemporary: false,
  temporaryEndsInDays: never,
  importance: "none",
  transfer: "none",
  notifyBy: "paper",
  invoiceKind: "",
  area: "urban",
  peopleCount: 0,
};
const someone: CustomerFacts = {
  kind: "organisation",
  stage: "current",
  language: "zh",
  age: 0,
  registers: ["important:second"],
  registerEndsInDays: 20,
  classes: { credit: "D", value: "" },
  accounts: [account, { ...account, contractKva: 80.5, use: "202" }],
  accountCount: 2,
  contractKva: 630,
  volts: 10_000,
  voltage: "AC00101",
  mainSort: "01",
  mainUse: "405",
  mainTrade: "H61",
  contractEndsInDays: 45,
  temporaryEndsInDays: never,
  authorityEndsInDays: -3,
  papers: [{ type: "business-licence", endsInDays: 12 }],
  paperEndsInDays: 12,
  open: { arrears: 0, order: 2 },
  visits90: 3,
  contacts90: 0,
  yearKwh: 1_250_000.5,
  hasPaymentRecord: true,
  onTimePercent: 71,
  defaults: 1,
  falsePromises: 0,
  hazards: 0,
};
const expressions = customerExpressions({ LARGE_KVA: 315, SHARE: 0.5 });
const holds = (source: string): boolean => {
  const made = expressions.condition(source);
  assert.ok("run" in made, JSON.stringify(made));
  return made.run(celFacts(someone));
};
const fault = (source: string) => {
  const made = expressions.condition(source);
  assert.ok("fault" in made, `${source} was accepted`);
  return made.fault;
};

test("conditions over every kind of fact", () => {
  const right = [
    "contractKva >= 315",
    "contractKva >= LARGE_KVA && contractKva > SHARE",
    "accounts.exists(a, a.use == '405' && a.volts >= 10000)",
    "accounts.filter(a, a.contractKva > 100).size() == 1",
    "papers.exists(p, p.type == 'business-licence' && p.endsInDays <= 30)",
    'classes["credit"] == "D" && classes.value == ""',
    'open["order"] == 2 && open.arrears == 0',
    '"important:second" in registers || registers.exists(r, r.startsWith("care:"))',
    "authorityEndsInDays < 0 && contractEndsInDays <= 60 && temporaryEndsInDays > 60",
    "accounts.all(a, accounts.exists(b, b.number == a.number))",
    "kind == 'organisation' && age < 65 && hasPaymentRecord && onTimePercent < 80",
    "accounts[0].trade.startsWith('H')",
  ];
  for (const source of right) assert.equal(holds(source), true, source);
  assert.equal(holds("age >= 65"), false);
});

test("what is wrong is said with its place, in both languages", () => {
  const places: [string, string, number, number][] = [
    ["agee >= 65", "unknown_variable", 0, 4],
    ["age >= 65 &&", "unexpected_token", 12, 12],
    ["age + kind == 1", "no_such_overload", 0, 10],
    ["kind == 老人", "unexpected_character", 8, 9],
    ["age", "not_bool", 0, 3],
    ["  ", "empty", 0, 2],
  ];
  for (const [source, code, start, end] of places) {
    const found = fault(source);
    assert.deepEqual([found.code, found.start, found.end], [code, start, end], source);
    assert.ok(found.zh.length > 0 && found.en.length > 0);
  }
  const wrongField = fault("accounts.exists(a, a.contractKvaa > 1)");
  assert.equal(
    "accounts.exists(a, a.contractKvaa > 1)".slice(wrongField.start, wrongField.end),
    "contractKvaa",
  );
});

test("what could run long or look behind the facts is refused", () => {
  const deep = "accounts.exists(a, accounts.exists(b, accounts.exists(c, c.volts > 1)))";
  const codes: [string, string][] = [
    ["kind.matches('(a+)+$')", "not_allowed"],
    ["cel.bind(x, kind + kind, x == 'a')", "not_allowed"],
    [deep, "too_deep"],
    [`age in [${"1, ".repeat(60)}1]`, "limit_exceeded"],
    [`${"(".repeat(30)}age > 1${")".repeat(30)}`, "limit_exceeded"],
    [`age > 1${" ".repeat(500)}`, "too_long"],
  ];
  for (const [source, code] of codes) assert.equal(fault(source).code, code, source.slice(0, 60));
  for (const name of ["constructor", "__proto__", "prototype", "toString", "process", "globalThis"])
    assert.ok(fault(`${name} == 1`).code.length > 0, name);
  for (const name of ["constructor", "__proto__"]) {
    const made = expressions.condition(`classes["${name}"] == "x"`);
    assert.ok("run" in made);
    assert.throws(() => made.run(celFacts(someone)));
  }
});

test("sentences are filled with facts; their faults have places too", () => {
  const made = expressions.sentence(
    "合同容量 {contractKva} 千伏安 ≥ {LARGE_KVA}，{size(accounts)} 户，{accounts[1].contractKva}",
  );
  assert.ok("run" in made);
  assert.equal(made.run(celFacts(someone)), "合同容量 630 千伏安 ≥ 315，2 户，80.5");
  const wrong = expressions.sentence("合同 {contract} 天");
  assert.ok("fault" in wrong);
  assert.deepEqual([wrong.fault.code, wrong.fault.start, wrong.fault.end], ["unknown_variable", 4, 12]);
  const list = expressions.sentence("{registers}");
  assert.ok("fault" in list && list.fault.code === "not_shown");
});

test("voltages from their codes; every fact is documented", () => {
  assert.deepEqual(["AC00101", "AC02202", "AC00351", "22", ""].map(voltsOf), [10_000, 220, 35_000, 0, 0]);
  assert.ok(factReference.every(({ zh, en }) => zh.length > 0 && en.length > 0));
  for (const name of Object.keys(someone))
    assert.ok(
      factReference.some((line) => line.name === name),
      name,
    );
});
