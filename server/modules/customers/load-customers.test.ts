import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { after, test } from "node:test";
import pg from "pg";
import { newId } from "../../foundation/ids.ts";
import { testPlatform } from "../../foundation/test-kit.ts";
import { seedCompany, seedHall } from "../identity/index.ts";
import type { CustomerFile } from "./customer-file.ts";
import { loadCustomers, searchLines } from "./load-customers.ts";
import { findHolders } from "./personal-fields.ts";
import { searchCustomers } from "./search-customers.ts";
import { analyseArchive, hasCustomers, rebuildSearch } from "./store/bulk-load.ts";

const platform = await testPlatform();
const [orgId, otherOrg] = [990_101, 990_102];
const unitIds = new Map<number, string>();
for (const org of [orgId, otherOrg]) {
  const name = { zh: "公司", en: "Company" };
  await platform.command(org, (ctx) => seedCompany(ctx, { level: "county", name, parentOrgId: null }));
  unitIds.set(org, (await platform.command(org, (ctx) => seedHall(ctx, name))).unitId);
}
const client = new pg.Client({ connectionString: platform.appUrl });
client.on("error", () => {});
await client.connect();
after(() => client.end().catch(() => {}));
const place = { orgId, vault: platform.vault };

let count = 0;
/** A customer with one account, one meter and one phone; whatever the test is about is given. */
function customerFile(given: Partial<CustomerFile> & { number?: string; org?: number } = {}): CustomerFile {
  const { number = String(3_000_000_000_000 + ++count), org = orgId, ...rest } = given;
  const [accountId, premiseId, supplyPointId] = [newId(), newId(), newId()];
  const since = "2020-05-01";
  const name = rest.name ?? "欧阳若汐";
  return {
    id: newId(),
    kind: "individual",
    stage: "current",
    name,
    creditCode: null,
    bornOn: "1984-02-29",
    gender: "female",
    managerStaffId: null,
    unitId: unitIds.get(org) ?? "",
    note: "一行\t二\\行\n三行",
    validFrom: since,
    createdAt: `${since}T09:00:00+08:00`,
    createdBy: "load",
    personalFields: [
      {
        id: newId(),
        kind: "mobile",
        value: `164${number.slice(-8)}`,
        label: null,
        isPrimary: true,
        validFrom: since,
        validTo: null,
        verifiedBy: null,
      },
    ],
    premises: [
      {
        id: premiseId,
        address: "青禾县柳溪镇河湾村3组12号",
        levels: { village: "河湾村", number: "12号" },
        regionCode: "990101",
        statisticsCode: null,
        longitude: 113.25,
        latitude: 30.5,
        validFrom: since,
      },
    ],
    accounts: [
      {
        id: accountId,
        number,
        oldNumber: null,
        premiseId,
        sortCode: "03",
        useCode: "201",
        tradeCode: null,
        tariffGroup: "residential",
        voltageCode: "AC02202",
        contractKva: 8,
        runningKva: 8,
        state: "active",
        isSupplied: true,
        openedOn: since,
        suppliedOn: since,
        closedOn: null,
        temporary: "no",
        temporaryUntil: null,
        importance: "none",
        checkMonths: null,
        lastCheckedOn: null,
        transfer: "none",
        supplierAccountId: null,
        sectionCode: null,
        notifyBy: "sms",
        settleBy: "02",
        invoiceKind: "plain",
        area: "rural",
        securityKva: null,
        peopleCount: null,
        note: null,
        validFrom: since,
        supplyPoints: [
          {
            id: supplyPointId,
            role: "main",
            voltageCode: "AC02202",
            capacityKva: 8,
            substation: null,
            feeder: null,
            transformer: "河湾村1号台区",
            phase: "A",
            hasOwnSource: false,
            validFrom: since,
          },
        ],
        points: [
          {
            id: newId(),
            supplyPointId,
            number: `JL${number}`,
            purpose: "settlement",
            method: "LL",
            ratio: 1,
            box: null,
            validFrom: since,
            meters: [
              {
                id: newId(),
                installationId: newId(),
                assetNumber: `M${number}`,
                maker: null,
                model: null,
                kind: "single-phase",
                madeIn: 2020,
                installedOn: since,
                installedReading: 0,
                removedOn: null,
                removedReading: null,
                reason: null,
              },
            ],
          },
        ],
        contracts: [
          {
            id: newId(),
            number: `HT${number}`,
            kind: "residential",
            signedOn: null,
            startsOn: since,
            endsOn: null,
            state: "in-force",
            role: "consumer",
          },
        ],
      },
    ],
    people: [],
    relations: [],
    registers: [],
    pins: [],
    ...rest,
  };
}

const found = async (text: string, org = orgId) => {
  const { hits } = await platform.command(org, (ctx) => searchCustomers(ctx, text, 20));
  return hits.map(({ customer }) => customer.id);
};
const counts = {
  customers: "select count(*) from customers.customers",
  meters: "select count(*) from customers.meters",
};
const countIn = (table: keyof typeof counts) =>
  platform.asOwner(async (owner) => {
    const { rows } = await owner.query<{ count: string }>(counts[table]);
    return Number(rows[0]?.count);
  });

test("a loaded customer is there whole: found by name, address, meter and phone, its numbers sealed", async () => {
  const file = customerFile();
  assert.deepEqual(await loadCustomers(client, place, [file]), { loaded: 1, present: 0 });
  const [account] = file.accounts;
  for (const text of ["欧阳若汐", "若汐", "河湾", account?.number ?? "", `M${account?.number}`])
    assert.deepEqual(await found(text), [file.id], text);
  const phone = file.personalFields[0]?.value ?? "";
  const holders = await platform.command(orgId, (ctx) => findHolders(ctx, "phone", phone));
  assert.deepEqual(
    holders.map(({ customerId }) => customerId),
    [file.id],
  );
  await platform.asOwner(async (owner) => {
    const { rows } = await owner.query<{ note: string; sealed: Buffer }>(
      `select note, sealed from customers.customers c join customers.personal_fields f on f.customer_id = c.id
       where c.id = $1`,
      [file.id],
    );
    assert.equal(rows[0]?.note, file.note);
    assert.ok(!rows[0]?.sealed.includes(phone));
  });
});

test("sent again, the same files change nothing; a known account number is left as it is", async () => {
  const file = customerFile({ name: "第一次" });
  await loadCustomers(client, place, [file]);
  const before = await countIn("meters");
  assert.deepEqual(await loadCustomers(client, place, [{ ...file, name: "第二次" }]), {
    loaded: 0,
    present: 1,
  });
  const other = customerFile({ name: "另一人", number: file.accounts[0]?.number ?? "" });
  assert.deepEqual(await loadCustomers(client, place, [other]), { loaded: 0, present: 1 });
  assert.equal(await countIn("meters"), before);
  assert.deepEqual(await found("第一次"), [file.id]);
});

test("one broken file undoes its whole call, and the connection goes on", async () => {
  const before = await countIn("customers");
  const broken = customerFile({ creditCode: null, bornOn: null, gender: null, unitId: newId() });
  await assert.rejects(loadCustomers(client, place, [customerFile(), broken]), { code: "23503" });
  const twice = customerFile();
  const meters = twice.accounts[0]?.points[0]?.meters ?? [];
  const same = customerFile();
  const stolen = same.accounts.map((account) => ({
    ...account,
    points: account.points.map((point) => ({ ...point, meters })),
  }));
  await assert.rejects(loadCustomers(client, place, [twice, { ...same, accounts: stolen }]), {
    code: "23505",
  });
  assert.equal(await countIn("customers"), before);
  assert.deepEqual(await loadCustomers(client, place, [twice]), { loaded: 1, present: 0 });
});

test("the connection is lost in the middle: nothing is there, and the repeat brings all of it", async () => {
  const files = Array.from({ length: 500 }, () => customerFile({ name: "断线重来" }));
  const doomed = new pg.Client({ connectionString: platform.appUrl });
  doomed.on("error", () => {});
  await doomed.connect();
  const { rows } = await doomed.query<{ pid: number }>("select pg_backend_pid() as pid");
  const loading = loadCustomers(doomed, place, files);
  // As soon as it has begun to write, whatever it is just writing.
  const ended = platform.asOwner(async (owner) => {
    for (;;) {
      const { rows: begun } = await owner.query(
        "select 1 from pg_stat_activity where pid = $1 and query ~ 'bulk_'",
        [rows[0]?.pid],
      );
      if (begun.length > 0) break;
    }
    await owner.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
  });
  await assert.rejects(loading);
  await ended;
  assert.deepEqual(await found("断线重来"), []);
  assert.deepEqual(await loadCustomers(client, place, files), { loaded: 500, present: 0 });
  await platform.asOwner(analyseArchive);
  assert.ok((await found("断线重来")).length > 0);
});

test("two loads of the same files at once: every customer is there once", async () => {
  const second = new pg.Client({ connectionString: platform.appUrl });
  await second.connect();
  const files = Array.from({ length: 40 }, () => customerFile({ name: "同时来两次" }));
  const results = await Promise.allSettled([
    loadCustomers(client, place, files),
    loadCustomers(second, place, files),
  ]);
  await second.end();
  const loaded = results.map((result) => (result.status === "fulfilled" ? result.value.loaded : 0));
  assert.deepEqual(loaded.sort(), [0, 40]);
  assert.deepEqual(await loadCustomers(client, place, files), { loaded: 0, present: 40 });
});

test("a load stays in its company", async () => {
  const file = customerFile({ name: "邻县之人", org: otherOrg });
  // Another company's unit cannot be named, nor seen.
  await assert.rejects(loadCustomers(client, place, [file]), { code: "23503" });
  await loadCustomers(client, { orgId: otherOrg, vault: platform.vault }, [file]);
  assert.deepEqual(await found("邻县之人"), []);
  assert.deepEqual(await found("邻县之人", otherOrg), [file.id]);
  assert.equal(await platform.command(orgId, (ctx) => hasCustomers(ctx, file.id)), false);
});

test("search rows can follow all at once; the index is the same as before, and a failure leaves the old one", async () => {
  const file = customerFile({ name: "后来检索" });
  await loadCustomers(client, place, [file], false);
  await platform.asOwner(async (owner) => {
    const definition = async () =>
      (await owner.query("select indexdef from pg_indexes where indexname = 'search_terms'")).rows;
    const before = await definition();
    await assert.rejects(rebuildSearch(owner, Readable.from(["no such line\n"])));
    assert.deepEqual(await definition(), before);
    await rebuildSearch(owner, Readable.from([searchLines(place, [file])]));
    assert.deepEqual(await definition(), before);
  });
  assert.deepEqual(await found("后来检索"), [file.id]);
});
