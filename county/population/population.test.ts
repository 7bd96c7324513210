import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import {
  birthOf,
  checkBankCard,
  checkCreditCode,
  checkName,
  checkPhone,
  checkResidentId,
  sexOf,
} from "../../contracts/customers/identifiers.ts";
import type { CustomerFile } from "../../server/modules/customers/index.ts";
import { countyDay, Population } from "./population.ts";

const servants = {
  hallIds: ["hall-0", "hall-1", "hall-2"],
  managerIds: ["manager"],
  proposer: { id: "clerk", name: "陈禾" },
  reviewer: { id: "head", name: "林岚" },
};
const population = (seed = 1, orgId = 990_101) => new Population({ orgId, seed, servants });
const hashOf = (files: Iterable<CustomerFile>) => {
  const hash = createHash("sha256");
  for (const file of files) hash.update(JSON.stringify(file));
  return hash.digest("hex").slice(0, 16);
};

const many = 30_000;
const files = [...population().customers(0, many)];

test("the same seed makes the same bytes; another seed or county makes others", () => {
  const first = hashOf(population().customers(0, 1_000));
  assert.equal(hashOf(population().customers(0, 1_000)), first);
  assert.notEqual(hashOf(population(2).customers(0, 1_000)), first);
  assert.notEqual(hashOf(population(1, 990_102).customers(0, 1_000)), first);
  assert.throws(() => population(1, 4_711), /no sample county/);
});

test("a customer is the same however many there are, and whoever was made before", () => {
  for (const index of [0, 49, 50, 1_999, 29_999])
    assert.deepEqual(population().customer(index), files[index]);
  assert.deepEqual(population().customer(987_654), population().customer(987_654));
});

test("no number comes twice, within a county", () => {
  const seen = new Set<string>();
  const once = (kind: string, number: string) => {
    const key = `${kind} ${number}`;
    assert.ok(!seen.has(key), `${key} comes twice`);
    seen.add(key);
  };
  for (const file of [...files, ...population().customers(1_020_000, 1_030_000)]) {
    once("customer", file.id);
    if (file.creditCode) once("credit code", file.creditCode);
    for (const { id, kind, value } of file.personalFields) {
      once("field", id);
      if (kind === "id-card") once("paper", value);
    }
    for (const { id, address } of file.premises) {
      once("premise", id);
      once("address", address);
    }
    for (const account of file.accounts) {
      once("account", account.number);
      for (const contract of account.contracts) once("contract", contract.number);
      for (const { number, meters } of account.points) {
        once("point", number);
        for (const meter of meters) once("meter", meter.assetNumber);
      }
    }
  }
});

test("every number has the right form, and none can be a real person's", () => {
  for (const { name, creditCode, bornOn, gender, personalFields, accounts } of files) {
    const checkedName = checkName(name);
    assert.ok(checkedName.ok && checkedName.value === name, name);
    if (creditCode) assert.ok(checkCreditCode(creditCode).ok, creditCode);
    for (const { kind, value } of personalFields) {
      if (kind === "id-card") {
        assert.ok(checkResidentId(value, { today: countyDay }).ok, value);
        assert.deepEqual([birthOf(value), sexOf(value)], [bornOn, gender]);
        // Regions that begin with 99 are not assigned.
        assert.match(value, /^99/);
      }
      if (kind === "mobile" || kind === "landline") {
        assert.ok(checkPhone(value).ok, value);
        // Prefixes and an area code that no operator has been given.
        assert.match(value, /^(154|163|164|168|169|0999)/);
      }
      if (kind === "bank-account") assert.ok(checkBankCard(value).ok, value);
    }
    for (const { number, oldNumber } of accounts) {
      assert.match(number, /^\d{13}$/);
      assert.match(oldNumber ?? "4000000000", /^\d{10}$/);
    }
  }
});

test("days are in order: nothing ends before it begins, or begins after the county's day", () => {
  for (const { accounts, validFrom, bornOn, name, documents = [] } of files) {
    for (const { issuedOn, currentFrom, expiresOn } of documents) {
      assert.ok((issuedOn ?? "") <= currentFrom && currentFrom < countyDay, name);
      assert.ok(expiresOn === null || expiresOn > currentFrom, name);
    }
    assert.ok(validFrom < countyDay, name);
    if (bornOn) assert.ok(bornOn < validFrom, name);
    for (const { openedOn, closedOn, suppliedOn, points, contracts } of accounts) {
      assert.ok((openedOn ?? "") <= (suppliedOn ?? ""), name);
      assert.ok(closedOn === null || closedOn >= (openedOn ?? ""), name);
      for (const { startsOn, endsOn } of contracts) assert.ok(endsOn === null || endsOn >= startsOn, name);
      for (const { meters } of points) {
        for (const [turn, { installedOn, removedOn }] of meters.entries()) {
          assert.ok(removedOn === null || removedOn >= installedOn, name);
          const next = meters[turn + 1];
          if (next) assert.equal(next.installedOn, removedOn);
        }
      }
    }
  }
});

test("the county is believable: shares of people, firms, accounts, care", () => {
  const share = (is: (file: CustomerFile) => boolean) => files.filter(is).length / files.length;
  const between = (value: number, least: number, most: number) =>
    assert.ok(value >= least && value <= most, `${value} is not between ${least} and ${most}`);
  between(
    share(({ kind }) => kind === "individual"),
    0.83,
    0.93,
  );
  between(files.reduce((sum, { accounts }) => sum + accounts.length, 0) / files.length, 1.15, 1.3);
  between(
    share(({ registers }) => registers.some(({ register }) => register === "care")),
    0.02,
    0.08,
  );
  between(
    share(({ name }) => name.startsWith("王")),
    0.04,
    0.1,
  );
  for (const wanted of [/𠮷|𬭎|𫖯|𬀩|𣲘|𤧛/u, /^(欧阳|上官|司马|诸葛|司徒|夏侯|皇甫|令狐)/, /·/])
    assert.ok(
      files.some(({ kind, name }) => kind === "individual" && wanted.test(name)),
      String(wanted),
    );
  for (const kind of ["household", "landlord", "sub-metering"])
    assert.ok(
      files.some(({ relations }) => relations.some((relation) => relation.kind === kind)),
      kind,
    );
});

test("people farm and trade in their own names: in villages and on streets, with the use, trade and tariff that follow", () => {
  const people = files.filter(({ kind, stage }) => kind === "individual" && stage === "current");
  const working = people.flatMap((file) =>
    file.accounts.filter(({ tradeCode }) => tradeCode !== null).map((account) => ({ file, account })),
  );
  const farming = working.filter(({ account }) => account.tariffGroup === "agricultural");
  const trading = working.filter(({ account }) => account.tariffGroup === "commercial-one-part");
  assert.equal(farming.length + trading.length, working.length);
  const share = (some: readonly unknown[]) => some.length / people.length;
  assert.ok(share(farming) > 0.04 && share(farming) < 0.09, String(share(farming)));
  assert.ok(share(trading) > 0.02 && share(trading) < 0.06, String(share(trading)));
  for (const { file, account } of working) {
    const isFarm = account.tariffGroup === "agricultural";
    assert.match(account.tradeCode ?? "", isFarm ? /^A0/ : /^[FHO]/);
    assert.match(account.useCode, isFarm ? /^30[01]$/ : /^405$/);
    assert.match(account.note ?? "", isFarm ? /^(种植养殖|农业排灌)：/ : /^个体工商户：/);
    // Never the home itself, which comes first.
    assert.ok(file.accounts.indexOf(account) > 0 && file.accounts[0]?.tariffGroup === "residential");
    assert.ok((account.contractKva ?? 0) < 100 && account.sortCode === "02");
    assert.equal(account.contracts[0]?.kind, "low-voltage");
  }
  assert.ok(farming.some(({ account }) => account.useCode === "301"));
  assert.ok(farming.some(({ file }) => file.registers.some(({ level }) => level === "S4")));
  // The small county, too, has some of each.
  for (const some of [farming, trading])
    assert.ok(some.filter(({ file }) => files.indexOf(file) < 2_000).length >= 20);
});
