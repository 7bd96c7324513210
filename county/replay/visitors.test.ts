import assert from "node:assert/strict";
import { test } from "node:test";
import { generateDay } from "../generate-day.ts";
import { Eavesdropper } from "./eavesdropper.ts";
import { residents, visitorsOf } from "./visitors.ts";

const day = generateDay("2026-03-18", 1);
const files = residents();

test("the same day brings the same people, nobody twice, and each is somebody of the county", () => {
  const visitors = visitorsOf(day);
  assert.deepEqual([...visitorsOf(day)], [...visitors]);
  assert.notDeepEqual(
    [...visitorsOf(generateDay("2026-03-19", 1)).values()].map(({ customerId }) => customerId),
    [...visitors.values()].map(({ customerId }) => customerId),
  );
  assert.equal(visitors.size, day.customers.length);
  const ids = [...visitors.values()].map(({ customerId }) => customerId);
  assert.equal(new Set(ids).size, ids.length);
  const known = new Map(files.map((file) => [file.id, file]));
  for (const { customerId, value } of visitors.values()) {
    const { personalFields = [], accounts = [], creditCode } = known.get(customerId) ?? {};
    const own = [
      ...personalFields.map((field) => field.value),
      ...accounts.map(({ number }) => number),
      creditCode,
    ];
    assert.ok(own.includes(value), `${value} is not ${customerId}'s`);
  }
});

test("some are recognised at the kiosk, some by the guide, some at the desk, some by nobody", () => {
  const counts = Map.groupBy(visitorsOf(day).values(), ({ recognisedBy }) => recognisedBy);
  for (const who of ["kiosk", "guide", "desk", "nobody"] as const)
    assert.ok((counts.get(who)?.length ?? 0) >= 5, who);
});

test("a whole number in an answer is heard, a masked one is not, and a log line cut in two is put together", () => {
  const [number = ""] = files.flatMap(({ personalFields }) =>
    personalFields.flatMap(({ kind, value }) => (kind === "id-card" ? [value] : [])),
  );
  const ears = new Eavesdropper(files);
  ears.hear("GET /masked", `{"paper":"${number.slice(0, 3)}***********${number.slice(-4)}"}`);
  ears.hear("GET /account", `{"number":"${files[0]?.accounts[0]?.number}"}`);
  assert.deepEqual(ears.leaks, []);
  ears.hear("GET /whole", `{"paper":"${number}"}`);
  assert.deepEqual(ears.leaks, ["GET /whole"]);
  ears.hearLog(`{"msg":"${number.slice(0, 9)}`);
  ears.hearLog(`${number.slice(9)}"}\n`);
  assert.deepEqual(ears.leaks, ["GET /whole", "log"]);
});
