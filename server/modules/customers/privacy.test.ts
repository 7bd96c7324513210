import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import type { Capability } from "../../../contracts/capabilities.ts";
import * as api from "../../../contracts/customers.ts";
import type { Context } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { type Caller, commandsDone, orgs, testCounty, untraced } from "../identity/test-county.ts";
import { noteLook } from "./access-record.ts";
import { sightOf } from "./field-policy.ts";
import { inventory } from "./inventory.ts";
import { keepPrivacy } from "./keep-privacy.ts";
import { addPersonalField, listPersonalFields } from "./personal-fields.ts";
import { privacyRoutes } from "./privacy-routes.ts";

const { platform, county, signedIn } = await testCounty({ routes: privacyRoutes });
const run = <T>(work: (ctx: Context) => Promise<T>) => platform.command(orgs.county, work);
const ask = (text: string, values: unknown[] = []) => platform.asOwner((owner) => owner.query(text, values));
const [clerk, hallManager] = [await signedIn("clerk"), await signedIn("hall-manager")];

let people = 0;
/** A person with a phone and a name of their own. */
async function newPerson({ stage = "former" } = {}): Promise<{ id: string; fieldId: string; phone: string }> {
  const id = newId();
  const phone = `1380000${String(++people).padStart(4, "0")}`;
  await run((ctx) =>
    sql`insert into customers.customers (org_id, id, kind, stage, name, note, unit_id, valid_from, created_at, created_by, updated_at, updated_by)
      values (${ctx.orgId}, ${id}, 'individual', ${stage}, ${`试验人${people}号`}, '爱养猫', ${county.root}, '2020-01-01', '2020-01-01', 'test',
        ${ctx.clock.now()}, 'test')`.execute(ctx.tx),
  );
  const field = await run((ctx) => addPersonalField(ctx, id, { kind: "mobile", value: phone }));
  return { id, fieldId: field.id, phone };
}

/** A closed account of somebody. */
async function closedAccount(customerId: string, closedOn: string | null): Promise<void> {
  const premise = newId();
  await run(async (ctx) => {
    await sql`insert into customers.premises (org_id, id, address, valid_from) values (${ctx.orgId}, ${premise}, '试验路1号', '2020-01-01')`.execute(
      ctx.tx,
    );
    await sql`insert into customers.accounts (org_id, id, number, customer_id, premise_id, unit_id, sort_code, use_code, tariff_group, voltage_code, state, closed_on, valid_from)
      values (${ctx.orgId}, ${newId()}, ${newId().slice(-12)}, ${customerId}, ${premise}, ${county.root}, '03', '200', 'residential', 'AC02202',
        ${closedOn ? "closed" : "active"}, ${closedOn}, '2020-01-01')`.execute(ctx.tx);
  });
}

const why = { reasonCode: "call-back" };
const unmask = (by: Caller, person: { id: string; fieldId: string }, body: object = why) =>
  by.call(api.unmaskField, {
    params: { customerId: person.id, fieldId: person.fieldId },
    body: body as typeof why,
  });

test("a number is seen whole with a reason, and that is written down twice, masked", async () => {
  const person = await newPerson();
  const reply = await unmask(clerk, person, { ...why, reason: "号码 13900001111 打不通" });
  assert.deepEqual([reply.status, reply.body.value, reply.body.left], [200, person.phone, 19]);
  assert.equal((await unmask(clerk, person, { reasonCode: "curious" })).code, "customers.unmask_reason");
  const record = await clerk.call(api.listAccesses, { params: { customerId: person.id } });
  const masked = `mobile ${person.phone.slice(0, 3)}****${person.phone.slice(-4)}`;
  assert.deepEqual(
    record.body.accesses.map(({ kind, who, fields, reason, reasonName }) => [
      kind,
      who,
      fields,
      reason,
      reasonName?.zh,
    ]),
    [["unmasked", "clerk", [masked], "号码 139****1111 打不通", "需要拨打电话联系客户"]],
  );
  const { rows } = await ask(
    "select t::text as text from foundation.audit t where action = 'customers.unmasked'",
  );
  assert.equal(rows.length, 1);
  assert.ok(!rows[0].text.includes(person.phone) && rows[0].text.includes("call-back"));
});

test("the kept answer for a repeated command is sealed too", async () => {
  const person = await newPerson();
  assert.equal((await unmask(clerk, person)).status, 200);
  const { rows } = await ask("select t::text as text from foundation.idempotency t");
  assert.ok(rows.length > 0 && rows.every(({ text }) => !text.includes(person.phone)));
});

test("so many numbers an hour and no more, counted one after the other", async () => {
  const person = await newPerson();
  const eager = await signedIn("hall-manager");
  const replies = await Promise.all(Array.from({ length: 25 }, () => unmask(eager, person)));
  assert.equal(replies.filter(({ status }) => status === 200).length, 20);
  assert.equal(replies.filter(({ code }) => code === "customers.unmask_limit").length, 5);
  const refused = await unmask(eager, person);
  assert.equal(refused.status, 429);
  platform.pass({ minutes: 61 });
  const again = await unmask(await signedIn("hall-manager"), person);
  assert.equal(again.status, 200);
});

test("which post may is data: a company manager sees none whole, and the clerk none after a change", async () => {
  const person = await newPerson();
  const clerkNow = await signedIn("clerk");
  const securityNow = await signedIn("security-admin");
  assert.equal((await unmask(await signedIn("company-manager"), person)).code, "access.denied");
  const set = (field: "phone" | "name", shows: "plain" | "masked" | "hidden", mayUnmask: boolean) =>
    securityNow.call(api.setFieldPolicy, {
      params: { field, role: "clerk" },
      body: { shows, mayUnmask, reason: "试验" },
    });
  assert.equal((await set("phone", "plain", false)).code, "customers.policy_never_plain");
  assert.equal((await set("name", "plain", true)).code, "customers.policy_nothing_to_unmask");
  assert.equal((await set("phone", "hidden", false)).status, 200);
  assert.equal((await unmask(clerkNow, person)).code, "customers.unmask_not_yours");
  assert.equal((await set("phone", "masked", true)).status, 200);
  assert.equal((await unmask(clerkNow, person)).status, 200);
  const { body } = await securityNow.call(api.getFieldPolicy);
  const row = body.rows.find(({ field, role }) => field === "phone" && role === "clerk");
  assert.equal(row?.editedByName, "security-admin");
  const unknown = await securityNow.call(api.setFieldPolicy, {
    params: { field: "phone", role: "nobody" },
    body: { shows: "hidden", mayUnmask: false, reason: "试验" },
  });
  assert.equal(unknown.code, "customers.role_unknown");
});

test("each role sees what its row says; who holds none that is named sees the least", async () => {
  const staff = (role?: string) =>
    ({
      kind: "staff",
      id: newId(),
      name: "x",
      orgId: orgs.county,
      orgIds: [orgs.county],
      sessionId: newId(),
      grants: role ? [{ unitId: county.root, capabilities: new Set<Capability>(), role }] : [],
    }) as const;
  const seen = (role?: string) =>
    run(async (ctx) => {
      const see = await sightOf(ctx, staff(role));
      return [
        see("name", "张三丰"),
        see("paper", "11010519491231002X"),
        see("address", "人民路8号"),
        see("born", null),
      ];
    });
  assert.deepEqual(await seen("clerk"), ["张三丰", "110***********002X", "人民路8号", null]);
  assert.deepEqual(await seen("guide"), ["张*", "110***********002X", "人民路***", null]);
  assert.deepEqual(await seen(), ["张*", "***", "人民路***", null]);
});

test("a look is one line per person and hour", async () => {
  const person = await newPerson();
  const actor = {
    ...(await run(async (ctx) => ctx.actor)),
    kind: "staff",
    id: newId(),
    name: "柜员甲",
  } as never;
  const look = () => platform.command(orgs.county, (ctx) => noteLook(ctx, person.id), actor);
  await Promise.all([look(), look(), look()]);
  platform.pass({ hours: 1 });
  await look();
  const { rows } = await ask("select kind from customers.accesses where customer_id = $1", [person.id]);
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ["looked", "looked"],
  );
  await assert.rejects(
    run((ctx) => sql`delete from customers.accesses where org_id = ${ctx.orgId}`.execute(ctx.tx)),
    /permission denied/,
  );
});

test("a person's copy has everything that is kept, whole and readable", async () => {
  const person = await newPerson();
  await closedAccount(person.id, "2025-12-01");
  const by = await signedIn("clerk");
  const { status, body } = await by.call(api.copyPersonalData, {
    params: { customerId: person.id },
    body: { reasonCode: "customer-asks" },
  });
  assert.equal(status, 200);
  const rowsOf = (zh: string) => body.sections.find(({ what }) => what.zh === zh)?.rows ?? [];
  assert.equal(rowsOf("证件号、电话、银行账号")[0]?.号码, person.phone);
  assert.match(String(rowsOf("基本信息")[0]?.姓名或名称), /^试验人/);
  assert.equal(rowsOf("用电地址")[0]?.用电地址 ?? rowsOf("用电地址")[0]?.地址, "试验路1号");
  assert.doesNotMatch(JSON.stringify(body), /sealed|blind|key_version/);
});

const erase = (by: Caller, customerId: string) =>
  by.call(api.askErasure, { params: { customerId }, body: { reason: "本人要求" } });

test("who asks to be forgotten is, by a second person, and nothing says any more who it was", async () => {
  const [asking, deciding] = [await signedIn("clerk"), await signedIn("company-manager")];
  const person = await newPerson({ stage: "potential" });
  await run((ctx) =>
    sql`update customers.customers set name = '试验新名', valid_from = '2025-05-01' where org_id = ${ctx.orgId} and id = ${person.id}`.execute(
      ctx.tx,
    ),
  );
  const asked = await erase(asking, person.id);
  assert.equal(asked.status, 200);
  assert.equal((await erase(asking, person.id)).code, "customers.erasure_asked");
  const decide = (by: Caller) =>
    by.call(api.decideErasure, { params: { erasureId: asked.body.erasureId }, body: { verdict: "approve" } });
  await run((ctx) =>
    sql`insert into customers.change_requests (org_id, id, customer_id, field, kind, replaces_id, is_ending, holds_from, reason, evidence, state,
        asked_at, asked_by, asked_by_name, decided_at, decided_by, decided_by_name)
      values (${ctx.orgId}, ${newId()}, ${person.id}, 'number', 'mobile', ${person.fieldId}, true, '2026-01-01', '换号', '本人到场', 'approved',
        now(), ${newId()}, 'a', now(), ${newId()}, 'b')`.execute(ctx.tx),
  );
  const done = await decide(deciding);
  assert.equal(done.status, 200);
  assert.ok(done.body.elsewhere.some(({ zh }) => zh.includes("备份")));
  assert.ok(done.body.erasure.removed.some(({ what, count }) => what.zh.startsWith("证件号") && count === 1));
  assert.equal((await decide(deciding)).code, "customers.erasure_decided");
  const own = await hallManager.call(api.listErasures, { query: { state: "asked" } });
  assert.ok(own.status === 200 || own.status === 401);

  assert.deepEqual(await run((ctx) => listPersonalFields(ctx, [person.id])), []);
  for (const table of [
    "customers.customers",
    "customers.past",
    "customers.people",
    "customers.personal_fields",
  ]) {
    const { rows } = await ask(`select t::text as text from ${table} t`);
    const mine = rows.filter(({ text }) => text.includes(person.id));
    assert.ok(
      mine.every(({ text }) => !/试验人|试验新名|爱养猫/.test(text)),
      table,
    );
  }
  assert.equal((await erase(asking, person.id)).code, "customers.forgotten");
});

test("a duplicate goes with the customer that it was merged into, and a hold on it holds both", async () => {
  const [asking, deciding] = [await signedIn("clerk"), await signedIn("company-manager")];
  const [person, duplicate] = [
    await newPerson({ stage: "potential" }),
    await newPerson({ stage: "potential" }),
  ];
  await run((ctx) =>
    sql`update customers.customers set merged_into = ${person.id} where org_id = ${ctx.orgId} and id = ${duplicate.id}`.execute(
      ctx.tx,
    ),
  );
  // What the merge wrote down of the duplicate, to be able to undo itself.
  await platform.asOwner((client) =>
    client.query(
      `with merge as (
         insert into customers.merges (org_id, id, loser_id, winner_id, state, reason, proposed_at, proposed_by, proposed_by_name, decided_at)
         values ($1, gen_random_uuid(), $2, $3, 'done', 't', now(), gen_random_uuid(), 't', now()) returning id)
       insert into customers.merge_moves (org_id, merge_id, tab, key, how, was)
       select $1, id, 'customers', '{}', 'altered', '{"born_on": "1960-02-03"}' from merge`,
      [orgs.county, duplicate.id, person.id],
    ),
  );
  const holds = { params: { customerId: duplicate.id }, body: { reason: "诉讼", source: "法院" } };
  const { holdId } = (await deciding.call(api.placeHold, holds)).body;
  assert.equal((await erase(asking, person.id)).code, "customers.held");
  await deciding.call(api.liftHold, { params: { holdId }, body: { reason: "结案" } });
  assert.equal((await erase(asking, duplicate.id)).code, "customers.merged");
  const { erasureId } = (await erase(asking, person.id)).body;
  const done = await deciding.call(api.decideErasure, {
    params: { erasureId },
    body: { verdict: "approve" },
  });
  assert.equal(done.status, 200);
  const { rows } = await ask("select name from customers.customers where id = any ($1)", [
    [person.id, duplicate.id],
  ]);
  assert.ok(
    rows.every(({ name }) => name.startsWith("已删除客户")),
    JSON.stringify(rows),
  );
  const kept = await ask("select was from customers.merge_moves where was is not null", []);
  assert.deepEqual(kept.rows, []);
});

test("nobody decides on their own request", async () => {
  const person = await newPerson({ stage: "potential" });
  const both = await signedIn("hall-manager");
  const asked = await erase(both, person.id);
  const decided = await both.call(api.decideErasure, {
    params: { erasureId: asked.body.erasureId },
    body: { verdict: "approve" },
  });
  assert.equal(decided.code, "customers.erasure_own");
});

test("what the law keeps stays, with the day; a hold wins over request and time", async () => {
  const [asking, holding] = [await signedIn("clerk"), await signedIn("company-manager")];
  const [served, former, old] = [await newPerson(), await newPerson(), await newPerson()];
  await closedAccount(served.id, null);
  await closedAccount(former.id, "2025-12-01");
  await closedAccount(old.id, "2020-12-01");
  assert.equal((await erase(asking, served.id)).code, "customers.still_served");
  const kept = await erase(asking, former.id);
  assert.equal(kept.code, "customers.kept_until");
  assert.match(JSON.stringify(kept.body), /2030-12-01/);

  const placed = await holding.call(api.placeHold, {
    params: { customerId: old.id },
    body: { reason: "诉讼", source: "（2026）苏06民初1号" },
  });
  assert.equal(placed.status, 200);
  assert.equal((await erase(asking, old.id)).code, "customers.held");
  await keepPrivacy(platform, orgs.county);
  assert.equal((await run((ctx) => listPersonalFields(ctx, [old.id]))).length, 1);

  const lift = () =>
    holding.call(api.liftHold, { params: { holdId: placed.body.holdId }, body: { reason: "结案" } });
  assert.equal((await lift()).status, 200);
  assert.equal((await lift()).code, "customers.hold_lifted");
  const { forgotten } = await keepPrivacy(platform, orgs.county);
  assert.ok(forgotten >= 1);
  assert.deepEqual(await run((ctx) => listPersonalFields(ctx, [old.id])), []);
  assert.equal((await run((ctx) => listPersonalFields(ctx, [former.id]))).length, 1);
  const lifted = await holding.call(api.listHolds, { query: { state: "lifted" } });
  assert.ok(lifted.body.holds.some(({ customer }) => customer.id === old.id));
  const done = await holding.call(api.listErasures, { query: { state: "done" } });
  assert.ok(
    done.body.erasures.some(({ cause, customer }) => cause === "retention" && customer.id === old.id),
  );
});

test("of a hold and a removal at the same moment, the later one sees the earlier", async () => {
  const [asking, holding, deciding] = [
    await signedIn("clerk"),
    await signedIn("company-manager"),
    await signedIn("hall-manager"),
  ];
  const person = await newPerson({ stage: "potential" });
  const asked = await erase(asking, person.id);
  const [hold, decision] = await Promise.all([
    holding.call(api.placeHold, {
      params: { customerId: person.id },
      body: { reason: "诉讼", source: "法院" },
    }),
    deciding.call(api.decideErasure, {
      params: { erasureId: asked.body.erasureId },
      body: { verdict: "approve" },
    }),
  ]);
  assert.equal(hold.status, 200);
  const left = await run((ctx) => listPersonalFields(ctx, [person.id]));
  if (decision.status === 200) assert.deepEqual(left, []);
  else assert.deepEqual([decision.code, left.length], ["customers.held", 1]);
});

test("numbers that ended long ago go, and the access record is cut at its keeping time", async () => {
  const person = await newPerson({ stage: "current" });
  await run((ctx) =>
    sql`update customers.personal_fields set valid_from = '2019-01-01', valid_to = '2021-01-01' where org_id = ${ctx.orgId} and customer_id = ${person.id}`.execute(
      ctx.tx,
    ),
  );
  await ask(
    `insert into customers.accesses (org_id, customer_id, at, id, kind, actor, actor_name, request_id)
     values ($1, $2, '2020-01-01', gen_random_uuid(), 'looked', 'staff:x', 'x', 'r'), ($1, $2, '2026-02-01', gen_random_uuid(), 'looked', 'staff:x', 'x', 'r')`,
    [orgs.county, person.id],
  );
  await keepPrivacy(platform, orgs.county);
  const fields = await ask("select 1 from customers.personal_fields where customer_id = $1", [person.id]);
  const lines = await ask("select at from customers.accesses where customer_id = $1", [person.id]);
  assert.deepEqual([fields.rowCount, lines.rowCount], [0, 1]);
});

test("the inventory names every table that knows a customer", async () => {
  const { rows } = await ask(`
    select c.table_schema || '.' || c.table_name as table from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.column_name = 'customer_id' and t.table_type = 'BASE TABLE' order by 1`);
  const known = new Set(inventory.entries.map(({ table }) => table));
  assert.deepEqual(
    rows.map(({ table }) => table).filter((table) => !known.has(table)),
    [],
  );
  for (const { table, keys, erase } of inventory.entries) {
    const columns = [...keys, ...(typeof erase === "object" ? Object.keys(erase) : [])];
    for (const column of columns) await ask(`select ${column} from ${table} limit 0`);
  }
});

test("strangers: another company's customers do not exist, other posts are refused", async () => {
  const person = await newPerson();
  const neighbour = await signedIn("clerk", orgs.neighbour);
  assert.equal((await unmask(neighbour, person)).status, 404);
  assert.equal((await neighbour.call(api.listAccesses, { params: { customerId: person.id } })).status, 404);
  assert.equal((await unmask(await signedIn("guide"), person)).code, "access.denied");
  assert.equal((await (await signedIn("clerk")).call(api.getKeyStatus)).code, "access.denied");
});

test("every command left its trace", async () => {
  assert.ok(commandsDone.length > 10);
  assert.deepEqual(await untraced(platform), []);
});
