/** What a phone says of a form before it goes into the outbox. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { FormField } from "../../contracts/orders/shapes.ts";
import { firstFault } from "./fields.ts";

const plain = { unit: null, options: [], max: null, hint: null, label: { zh: "栏", en: "Field" } };
const fault = { ...plain, key: "cause", kind: "text", isRequired: false } as const satisfies FormField;
const outage: FormField = {
  ...{ ...plain, key: "outage", kind: "text", isRequired: false, format: "outage-number" },
  neededWhen: { field: "cause", is: ["planned"] },
};
const fields = [fault, outage];
const keyOf = (values: Readonly<Record<string, string>>) => firstFault(fields, values, [], [])?.field.key;

test("a field that another's answer asks for is wanted then, and only then", () => {
  assert.equal(keyOf({}), undefined);
  assert.equal(keyOf({ cause: "weather" }), undefined);
  assert.equal(keyOf({ cause: "planned" }), "outage");
  assert.equal(keyOf({ cause: "planned", outage: "TD2603-07" }), undefined);
});

test("a number in a shape that it cannot have is told with the shape, on the phone", () => {
  const found = firstFault(fields, { outage: "不知道" }, [], []);
  assert.equal(found?.field.key, "outage");
  assert.match(found?.wrong?.zh ?? "", /停电编号/);
  assert.equal(keyOf({ outage: "" }), undefined);
});

test("two persons are two different names", () => {
  const persons: FormField = { ...fault, key: "persons" };
  const two = (names: string) => firstFault([persons], { persons: names }, [], ["two-persons"]);
  assert.equal(two("周远、周远")?.field.key, "persons");
  assert.equal(two("周远、林岚"), undefined);
});
