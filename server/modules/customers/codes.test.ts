import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "../../../contracts/customers.ts";
import { Problem } from "../../foundation/problem.ts";
import { codeLists, nameOfCode, requireCode } from "./codes.ts";

const codesOf = (list: api.CodeListName) => codeLists[list].codes.map(({ code }) => code);

test("every list that the contract names is there, in both languages, each code once", () => {
  assert.deepEqual(Object.keys(codeLists).sort(), [...api.codeListName.options].sort());
  for (const [name, list] of Object.entries(codeLists)) {
    api.codeList.parse(list);
    assert.equal(new Set(list.codes.map(({ code }) => code)).size, list.codes.length, name);
    for (const { code, zh, en } of list.codes) {
      assert.match(code, /^[\w-]{1,20}$/);
      assert.match(zh, /\p{Script=Han}/u, `${name} ${code}`);
      assert.doesNotMatch(en, /\p{Script=Han}/u, `${name} ${code}`);
    }
  }
});

test("what the contract and the database enumerate has a name in the lists, and nothing else has", () => {
  const account = api.account.shape;
  const enumerated: [api.CodeListName, readonly string[]][] = [
    ["account-state", account.state.options],
    ["importance", account.importance.options],
    ["transfer", account.transfer.options],
    ["temporary", account.temporary.options],
    ["area", account.area.options],
    ["supply-role", api.supplyPoint.shape.role.options],
    ["metering-method", api.meteringPoint.shape.method.options],
    ["metering-purpose", api.meteringPoint.shape.purpose.options],
    ["contract-kind", api.contractKind.options],
    ["party-role", api.partyRole.options],
    ["person-role", api.personRole.options],
    ["relation", api.relationKind.options],
  ];
  for (const [list, values] of enumerated) assert.deepEqual(codesOf(list).sort(), [...values].sort(), list);
});

test("trades are the twenty letters and ninety-seven divisions, without a gap", () => {
  const trades = codesOf("trade").filter((code) => /^[A-T]/.test(code) && !code.startsWith("R-"));
  const letters = trades.filter((code) => code.length === 1);
  const divisions = trades.filter((code) => code.length === 3);
  assert.equal(letters.join(""), "ABCDEFGHIJKLMNOPQRST");
  assert.deepEqual(
    divisions.map((code) => Number(code.slice(1))),
    Array.from({ length: 97 }, (_, at) => at + 1),
  );
  assert.deepEqual([...divisions].sort(), divisions, "divisions stand in the order of their letters");
});

test("a code goes on where its list says so; any other stands for itself and is not entered", () => {
  assert.equal(nameOfCode("trade", "C2614").zh, "化学原料和化学制品制造业");
  assert.deepEqual(nameOfCode("use", "old-7"), { zh: "old-7", en: "old-7" });
  requireCode("trade", "C261", "tradeCode");
  requireCode("trade", null, "tradeCode");
  for (const [list, code] of [
    ["trade", "C99"],
    ["trade", "C26144"],
    ["trade", "A26"],
    ["use", "2021"],
    ["voltage", "constructor"],
  ] as const)
    assert.throws(
      () => requireCode(list, code, "code"),
      (error) => error instanceof Problem && error.code === "customers.code_unknown",
      code,
    );
});
