import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "../../../contracts/customers.ts";
import { newId } from "../../foundation/ids.ts";
import { deliverEvents } from "../../foundation/listeners.ts";
import { orgs } from "../identity/test-county.ts";
import { customers } from "./index.ts";
import { decideMerge } from "./merge-customers.ts";
import { cardOf, testArchive } from "./testing-archive.ts";

const archive = await testArchive();
const { clerk, manager, platform, buildCustomer, buildAccount, buildMeter } = archive;
const quiet = { warn: (fault: unknown) => console.error(fault) } as never;
const settle = () => deliverEvents(platform, customers.listeners ?? [], quiet);
let phones = 0;
let cards = 0;

/** Tables that a merge may touch, and what of them may differ after it was undone: only that somebody was there. */
const watched = [
  "customers",
  "past",
  "personal_fields",
  "premises",
  "accounts",
  "supply_points",
  "metering_points",
  "meters",
  "installations",
  "contracts",
  "contract_parties",
  "people",
  "relations",
  "search",
  "matters",
  "pins",
  "classes",
  "analysis",
  "register_entries",
  "cards",
  "documents",
  "legal_holds",
  "facts",
  "showings",
] as const;

/** Every row of the archive, without when and how often the two heads were touched. */
async function dump(): Promise<Record<string, readonly string[]>> {
  return platform.asOwner(async (owner) => {
    const all: Record<string, readonly string[]> = {};
    for (const tab of watched) {
      const { rows } = await owner.query<{ row: string }>({
        text: `select (to_jsonb(t) - 'version' - 'updated_at' - 'updated_by' - 'set_at')::text as row from customers.${tab} t order by 1`,
      });
      all[tab] = rows.map(({ row }) => row);
    }
    // The line that says so is new; everything that was there before is where it was.
    const { rows } = await owner.query<{ row: string }>(
      "select to_jsonb(t)::text as row from customers.timeline t where title_zh not like '%合并%' order by 1",
    );
    all.timeline = rows.map(({ row }) => row);
    return all;
  });
}

async function rich(name: string) {
  const born = `19${String(60 + (cards % 30)).padStart(2, "0")}-03-09`;
  const id = await buildCustomer({
    name,
    personalFields: [
      { kind: "id-card", value: cardOf(born, ++cards) },
      { kind: "mobile", value: `1380000${String(++phones).padStart(4, "0")}` },
      { kind: "mobile", value: `1390000${String(++phones).padStart(4, "0")}`, label: "备用" },
    ],
  });
  const { accountId, number } = await buildAccount(id);
  await buildMeter(accountId);
  await clerk.call(api.savePerson, {
    params: { customerId: id },
    body: { role: "family", name: "家人", phone: null, accountId: null, authorisedUntil: null },
  });
  await clerk.call(api.placePin, {
    params: { customerId: id },
    body: { text: "敲门声大一些", level: "info", until: null },
  });
  await clerk.call(api.saveContract, {
    params: { accountId },
    body: {
      number: `HT-${newId()}`,
      kind: "residential",
      signedOn: null,
      startsOn: "2026-01-01",
      endsOn: null,
      state: "in-force",
      note: null,
      parties: [{ customerId: id, role: "consumer" }],
    },
  });
  await clerk.call(api.recordContact, {
    params: { customerId: id },
    body: { channel: "hall", subject: "咨询电价", result: "已答复" },
  });
  await settle();
  return { id, accountId, number };
}

async function propose(loserId: string, winnerId: string, by = clerk): Promise<string> {
  const { body, status } = await by.call(api.proposeMerge, {
    body: { loserId, winnerId, reason: "同一人重复建档" },
  });
  assert.equal(status, 200, JSON.stringify(body));
  return body.mergeId;
}
const decide = (mergeId: string, verdict: "approve" | "refuse" = "approve", by = manager) =>
  by.call(api.decideMerge, { params: { mergeId }, body: { verdict } });
const undo = (mergeId: string) =>
  manager.call(api.undoMerge, { params: { mergeId }, body: { reason: "核对后不是同一人" } });
const page = async (customerId: string) =>
  (await clerk.call(api.readCustomer, { params: { customerId } })).body;
const find = async (text: string) =>
  (await clerk.call(api.searchCustomers, { body: { text } })).body.hits.map(({ customer }) => customer.id);

test("everything of the loser becomes the winner's, and undoing puts back every row", async () => {
  const [loser, winner] = [await rich("重复甲"), await rich("正档甲")];
  await clerk.call(api.relate, {
    params: { customerId: loser.id },
    body: { kind: "family", toCustomerId: winner.id },
  });
  const third = await buildCustomer({ name: "第三人" });
  for (const side of [loser, winner])
    await clerk.call(api.relate, {
      params: { customerId: side.id },
      body: { kind: "household", toCustomerId: third },
    });
  await settle();
  const before = await dump();

  const mergeId = await propose(loser.id, winner.id);
  const { body: compared } = await manager.call(api.readMerge, { params: { mergeId } });
  assert.ok(compared.mayDecide);
  assert.deepEqual(compared.counts.find(({ what }) => what.en === "Accounts")?.loser, 1);
  assert.deepEqual((await decide(mergeId)).body, { state: "done" });
  await settle();

  const merged = await page(winner.id);
  assert.deepEqual(merged.accounts.map(({ number }) => number).sort(), [loser.number, winner.number].sort());
  assert.equal(merged.personalFields.length, 6);
  assert.equal(
    merged.personalFields.filter(({ isPrimary, kind }) => isPrimary && kind === "mobile").length,
    1,
    "one primary phone",
  );
  assert.equal(merged.people.length, 2);
  assert.equal(merged.pins.length, 2);
  assert.equal((await page(loser.id)).mergedInto, winner.id);
  assert.deepEqual(await find("重复甲"), []);
  assert.deepEqual(await find(loser.number), [winner.id]);
  const { body: known } = await clerk.call(api.recogniseKnown, { params: { customerId: loser.id } });
  assert.equal(known.customer.id, winner.id, "who asks for the merged one gets the one they are now");

  const undone = await undo(mergeId);
  assert.equal(undone.status, 200, JSON.stringify(undone.body));
  assert.equal(undone.body.leftAlone, 0);
  await settle();
  assert.deepEqual(await dump(), before);
  assert.deepEqual(await find(loser.number), [loser.id]);
  assert.equal((await undo(mergeId)).code, "customers.merge_not_done");
});

test("what came since goes with its account, or stays and is listed", async () => {
  const [loser, winner] = [await rich("重复乙"), await rich("正档乙")];
  const mergeId = await propose(loser.id, winner.id);
  await decide(mergeId);
  platform.pass({ hours: 25 });
  for (const [name, value] of (await archive.signedIn("clerk")).cookies) clerk.cookies.set(name, value);
  for (const [name, value] of (await archive.signedIn("hall-manager")).cookies)
    manager.cookies.set(name, value);
  const contact = (accountId: string | null, subject: string) =>
    clerk.call(api.recordContact, {
      params: { customerId: winner.id },
      body: { channel: "hall", subject, result: "好", accountId },
    });
  await contact(loser.accountId, "该户报装");
  await contact(null, "客户来访");
  await clerk.call(api.placePin, {
    params: { customerId: winner.id },
    body: { text: "合并后的提醒", level: "info", until: null },
  });
  const other = await buildCustomer({ name: "买家" });
  const own = await buildAccount(winner.id, { premise: { address: "青禾县新路9号" } });
  await settle();
  const { body } = await undo(mergeId);
  await settle();
  const titles = body.stayed.map(({ title }) => title);
  assert.ok(
    titles.includes("客户来访") && titles.includes("合并后的提醒") && titles.includes(own.number),
    titles.join(),
  );
  assert.ok(!titles.includes("该户报装"));
  const { body: timeline } = await clerk.call(api.customerTimeline, { params: { customerId: loser.id } });
  assert.ok(timeline.entries.some(({ title }) => title.zh === "该户报装"));
  assert.ok(other);
});

test("an account that has been transferred since is left with its new owner", async () => {
  const [loser, winner, buyer] = [await rich("重复丙"), await rich("正档丙"), await rich("买家丙")];
  const mergeId = await propose(loser.id, winner.id);
  await decide(mergeId);
  const { body: account } = await clerk.call(api.readAccount, { params: { accountId: loser.accountId } });
  const sold = await clerk.call(api.transferAccount, {
    params: { accountId: loser.accountId },
    body: {
      version: account.account.version,
      toCustomerId: buyer.id,
      on: archive.today(),
      reason: "房屋买卖",
    },
  });
  assert.equal(sold.status, 200, JSON.stringify(sold.body));
  const { body } = await undo(mergeId);
  assert.ok(body.leftAlone >= 1);
  assert.deepEqual((await page(loser.id)).accounts, []);
  assert.equal((await page(buyer.id)).accounts.length, 2);
});

test("merges in a chain come apart only the way they went together", async () => {
  const [a, b, c] = [await rich("链甲"), await rich("链乙"), await rich("链丙")];
  const before = await dump();
  const first = await propose(a.id, b.id);
  await decide(first);
  const middle = await dump();
  const second = await propose(b.id, c.id);
  await decide(second);
  assert.equal((await page(c.id)).accounts.length, 3);
  const { body: known } = await clerk.call(api.recogniseKnown, { params: { customerId: a.id } });
  assert.equal(known.customer.id, c.id);
  assert.equal((await undo(first)).code, "customers.merge_order");
  assert.equal((await undo(second)).status, 200);
  assert.deepEqual(await dump(), middle);
  assert.equal((await undo(first)).status, 200);
  assert.deepEqual(await dump(), before);
});

test("another person decides, once, and refusing changes nothing", async () => {
  const [loser, winner] = [await rich("重复丁"), await rich("正档丁")];
  const before = await dump();
  const own = await propose(loser.id, winner.id, manager);
  assert.equal((await decide(own)).code, "customers.own_review");
  assert.equal((await decide(own, "approve", clerk)).code, "access.denied");
  const again = await clerk.call(api.proposeMerge, {
    body: { loserId: winner.id, winnerId: loser.id, reason: "反过来" },
  });
  assert.equal(again.code, "customers.merge_twice");
  const company = await archive.signedIn("company-manager");
  assert.deepEqual((await decide(own, "refuse", company)).body, { state: "refused" });
  assert.equal((await decide(own, "approve", company)).code, "customers.reviewed_already");
  assert.deepEqual(await dump(), before);
  const { rows } = await platform.asOwner((owner) =>
    owner.query("select 1 from customers.merges where decided_by = proposed_by"),
  );
  assert.equal(rows.length, 0);
});

test("two who approve at the same moment merge once", async () => {
  for (let round = 0; round < 5; round++) {
    const [loser, winner] = [await rich("重复戊"), await rich("正档戊")];
    const mergeId = await propose(loser.id, winner.id);
    const company = await archive.signedIn("company-manager");
    const answers = await Promise.all([decide(mergeId), decide(mergeId, "approve", company)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
    assert.equal((await page(winner.id)).accounts.length, 2);
  }
});

test("a merge that is cut off anywhere has not happened", async () => {
  const [loser, winner] = [await rich("重复己"), await rich("正档己")];
  const mergeId = await propose(loser.id, winner.id);
  const before = await dump();
  const staffId = archive.people.get("hall-manager") ?? "";
  const actor = {
    kind: "staff" as const,
    id: staffId,
    name: "hall-manager",
    orgId: orgs.county,
    orgIds: [orgs.county],
    grants: [],
    sessionId: newId(),
  };
  await assert.rejects(
    platform.command(
      orgs.county,
      async (ctx) => {
        await decideMerge(ctx, mergeId, { verdict: "approve", note: null });
        throw new Error("killed");
      },
      actor as never,
    ),
    /killed/,
  );
  assert.deepEqual(await dump(), before);
  assert.equal((await decide(mergeId)).status, 200);
});

test("what cannot be merged", async () => {
  const [one, other] = [await rich("不并甲"), await rich("不并乙")];
  const firm = await buildCustomer({ kind: "organisation", name: "青禾县机械厂" });
  const ask = (loserId: string, winnerId: string, by = clerk) =>
    by.call(api.proposeMerge, { body: { loserId, winnerId, reason: "试试" } });
  assert.equal((await ask(one.id, one.id)).code, "customers.merge_self");
  assert.equal((await ask(one.id, firm)).code, "customers.merge_kinds");
  assert.equal((await ask(one.id, newId())).code, "thing.not_found");
  const stranger = await archive.signedIn("clerk", orgs.neighbour);
  assert.equal((await ask(one.id, other.id, stranger)).code, "thing.not_found");
  const mergeId = await propose(one.id, other.id);
  const theirs = await archive.signedIn("hall-manager", orgs.neighbour);
  for (const refused of [
    await theirs.call(api.readMerge, { params: { mergeId } }),
    await decide(mergeId, "approve", theirs),
    await theirs.call(api.undoMerge, { params: { mergeId }, body: { reason: "不该" } }),
  ])
    assert.equal(refused.code, "thing.not_found");
  assert.deepEqual((await theirs.call(api.listMerges)).body.merges, []);
  await decide(mergeId);
  assert.equal((await ask(one.id, firm)).code, "customers.merged");
  const head = await buildCustomer({ kind: "organisation", name: "集团总部" });
  const [middle, below] = [
    await buildCustomer({ kind: "organisation", name: "集团中层" }),
    await buildCustomer({ kind: "organisation", name: "集团下层" }),
  ];
  for (const [customerId, toCustomerId] of [
    [head, middle],
    [middle, below],
  ] as const)
    await clerk.call(api.relate, { params: { customerId }, body: { kind: "group", toCustomerId } });
  assert.equal((await decide(await propose(below, head))).code, "customers.merge_cycle");
});
