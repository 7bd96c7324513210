import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "../../../contracts/customers.ts";
import type { CallOf } from "../../../contracts/endpoint.ts";
import { newId } from "../../foundation/ids.ts";
import { deliverEvents } from "../../foundation/listeners.ts";
import { orgs } from "../identity/test-county.ts";
import { customers } from "./index.ts";
import { cardOf, testArchive } from "./testing-archive.ts";

const archive = await testArchive();
const { clerk, manager, platform, buildCustomer } = archive;
const settle = () =>
  deliverEvents(platform, customers.listeners ?? [], {
    warn: (fault: unknown) => console.error(fault),
  } as never);
const page = async (customerId: string, by = clerk) =>
  (await by.call(api.readCustomer, { params: { customerId } })).body;
type Wish = NonNullable<CallOf<typeof api.requestChange>["body"]>;
const ask = (customerId: string, wish: Partial<Wish> & Pick<Wish, "field">, by = clerk) =>
  by.call(api.requestChange, {
    params: { customerId },
    body: { reason: "客户本人申请", evidence: "已核对身份证原件", ...wish },
  });
const asked = async (customerId: string, wish: Partial<Wish> & Pick<Wish, "field">, by = clerk) => {
  const { body, status } = await ask(customerId, wish, by);
  assert.equal(status, 200, JSON.stringify(body));
  return body.requestId;
};
const decide = (requestId: string, verdict: "approve" | "refuse" = "approve", by = manager) =>
  by.call(api.decideChange, { params: { requestId }, body: { verdict } });
const find = async (text: string) =>
  (await clerk.call(api.searchCustomers, { body: { text } })).body.hits.map(({ customer }) => customer.id);
let sequence = 100;
const card = () => cardOf("1971-05-06", ++sequence);

test("a name changes when another person agrees, and the former one is history", async () => {
  const id = await buildCustomer({ name: "赵小改" });
  platform.pass({ hours: 30 });
  for (const [login, caller] of [
    ["clerk", clerk],
    ["hall-manager", manager],
  ] as const)
    for (const [name, value] of (await archive.signedIn(login)).cookies) caller.cookies.set(name, value);
  const yesterday = Temporal.PlainDate.from(archive.today()).subtract({ days: 1 }).toString();
  const requestId = await asked(id, { field: "name", value: " 赵大改 " });
  await settle();
  const [open] = (await page(id)).matters;
  assert.deepEqual([open?.kind, open?.title.zh], ["change-request", "变更申请：姓名或名称"]);
  assert.equal((await page(id)).name, "赵小改", "nothing changes yet");
  const { body: list } = await manager.call(api.listChanges, { query: { state: "open" } });
  const [request] = list.requests.filter(({ customer }) => customer.id === id);
  assert.deepEqual([request?.before, request?.after, request?.mayDecide], ["赵小改", "赵大改", true]);
  assert.deepEqual((await decide(requestId)).body, { state: "approved" });
  await settle();
  assert.equal((await page(id)).name, "赵大改");
  assert.deepEqual((await page(id)).matters, []);
  const { body: past } = await clerk.call(api.readCustomer, {
    params: { customerId: id },
    query: { asOf: yesterday },
  });
  assert.equal(past.name, "赵小改");
  assert.deepEqual(await find("赵大改"), [id]);
  assert.deepEqual(await find("赵小改"), []);
});

test("a number is added, replaced and ended; both values are shown masked, never whole", async () => {
  const [first, second] = [card(), card()];
  const id = await buildCustomer({
    name: "钱换号",
    personalFields: [
      { kind: "id-card", value: first },
      { kind: "mobile", value: "13811112222" },
    ],
  });
  const fieldOf = async (kind: string) =>
    (await page(id)).personalFields.find((field) => field.kind === kind)?.id ?? "";
  const phone = await asked(id, {
    field: "number",
    replacesId: await fieldOf("mobile"),
    value: "139 3333 4444",
  });
  const paper = await asked(id, { field: "number", replacesId: await fieldOf("id-card"), value: second });
  const bank = await asked(id, { field: "number", kind: "bank-account", value: "110012345678900123" });
  const { body } = await manager.call(api.listChanges, { query: { customerId: id } });
  const shown = JSON.stringify(body);
  for (const whole of [first, second, "13811112222", "13933334444", "110012345678900123"])
    assert.ok(!shown.includes(whole));
  assert.ok(shown.includes("138****2222") && shown.includes("139****4444"));
  for (const requestId of [phone, paper, bank]) assert.equal((await decide(requestId)).status, 200);
  const after = await page(id);
  assert.deepEqual(
    after.personalFields.map(({ kind, masked, isPrimary }) => [kind, masked, isPrimary]).sort(),
    [
      ["bank-account", "**************0123", true],
      ["id-card", `110***********${second.slice(-4)}`, true],
      ["mobile", "139****4444", true],
    ],
  );
  assert.deepEqual(await find("13811112222"), []);
  assert.deepEqual(await find("13933334444"), [id]);
  const end = await asked(id, { field: "number", replacesId: await fieldOf("mobile"), value: null });
  await decide(end);
  assert.ok(!(await page(id)).personalFields.some(({ kind }) => kind === "mobile"));
  const { rows } = await platform.asOwner((owner) =>
    owner.query<{ text: string }>(
      "select coalesce(before::text, '') || coalesce(after::text, '') || coalesce(reason, '') as text from foundation.audit",
    ),
  );
  for (const { text } of rows) assert.ok(!text.includes(second) && !text.includes("13933334444"));
});

test("a new identity card brings its day of birth", async () => {
  const id = await buildCustomer({ name: "孙换证" });
  const requestId = await asked(id, { field: "number", kind: "id-card", value: cardOf("1955-01-02", 7) });
  await decide(requestId);
  const { bornOn, gender } = await page(id);
  assert.deepEqual([bornOn, gender], ["1955-01-02", "male"]);
});

test("nobody agrees to their own request, and it is decided once", async () => {
  const id = await buildCustomer({ name: "李自批" });
  const own = await asked(id, { field: "name", value: "李自己" }, manager);
  assert.equal((await decide(own)).code, "customers.own_review");
  assert.equal((await decide(own, "approve", clerk)).code, "access.denied");
  await assert.rejects(
    platform.asOwner((owner) =>
      owner.query(
        "update customers.change_requests set state = 'approved', decided_at = now(), decided_by = asked_by where id = $1",
        [own],
      ),
    ),
    /change_decided_by_another/,
  );
  const company = await archive.signedIn("company-manager");
  const requestId = await asked(id, { field: "number", kind: "mobile", value: "13700001111" });
  const answers = await Promise.all([decide(requestId), decide(requestId, "approve", company)]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
  assert.equal((await page(id)).personalFields.length, 1);
  assert.deepEqual((await decide(own, "refuse", company)).body, { state: "refused" });
  assert.equal((await page(id)).name, "李自批");
});

test("a request that has been overtaken is refused, and can be taken back", async () => {
  const id = await buildCustomer({
    name: "周过期",
    personalFields: [{ kind: "mobile", value: "13600001111" }],
  });
  const replacesId = (await page(id)).personalFields[0]?.id ?? "";
  const change = await asked(id, { field: "number", replacesId, value: "13600002222" });
  assert.equal((await ask(id, { field: "number", replacesId, value: null })).code, "customers.change_twice");
  await platform.asOwner((owner) =>
    owner.query(
      "update customers.personal_fields set valid_to = valid_from, is_primary = false where id = $1",
      [replacesId],
    ),
  );
  const { body } = await manager.call(api.listChanges, { query: { customerId: id } });
  assert.equal(body.requests[0]?.isStale, true);
  assert.equal((await decide(change)).code, "customers.change_stale");
  const other = await archive.signedIn("hall-manager");
  const withdraw = (by = clerk) => by.call(api.withdrawChange, { params: { requestId: change }, body: {} });
  assert.equal((await withdraw(other)).code, "customers.change_not_yours");
  assert.equal((await withdraw()).status, 200);
  assert.equal((await withdraw()).code, "customers.reviewed_already");
});

test("what a request must have", async () => {
  const taken = card();
  await buildCustomer({ name: "占证人", personalFields: [{ kind: "id-card", value: taken }] });
  const id = await buildCustomer({
    name: "吴不全",
    personalFields: [{ kind: "mobile", value: "13500001111" }],
  });
  const code = async (wish: Partial<Wish> & Pick<Wish, "field">) => (await ask(id, wish)).code;
  assert.equal(await code({ field: "name", value: "吴全", evidence: null }), "customers.change_evidence");
  assert.equal(
    await code({ field: "name", value: "吴全", documentId: newId() }),
    "customers.change_evidence",
  );
  assert.equal(await code({ field: "name", value: "吴不全" }), "customers.change_same");
  assert.equal(await code({ field: "name" }), "customers.change_what");
  assert.equal(await code({ field: "name", value: "吴😀" }), "customers.name_emoji");
  assert.equal(await code({ field: "number", value: "13500002222" }), "customers.change_what");
  assert.equal(
    await code({ field: "number", kind: "mobile", value: "1350000111" }),
    "customers.phone_length",
  );
  assert.equal(
    await code({ field: "number", kind: "mobile", value: "13500001111" }),
    "customers.change_same",
  );
  assert.equal(await code({ field: "number", kind: "id-card", value: taken }), "customers.id_bound");
  const tomorrow = Temporal.PlainDate.from(archive.today()).add({ days: 1 }).toString();
  assert.equal(await code({ field: "name", value: "吴全", holdsFrom: tomorrow }), "customers.future_day");
});

test("strangers see nothing and decide nothing", async () => {
  const id = await buildCustomer({ name: "郑外人" });
  const requestId = await asked(id, { field: "name", value: "郑里人" });
  const theirs = await archive.signedIn("hall-manager", orgs.neighbour);
  assert.equal((await ask(id, { field: "name", value: "郑偷改" }, theirs)).code, "thing.not_found");
  assert.equal((await decide(requestId, "approve", theirs)).code, "thing.not_found");
  assert.deepEqual((await theirs.call(api.listChanges)).body.requests, []);
});
