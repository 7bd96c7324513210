import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import * as api from "../../../contracts/customers.ts";
import { newId } from "../../foundation/ids.ts";
import { commandsDone, orgs, untraced } from "../identity/test-county.ts";
import { cardOf, plainAccount, testArchive } from "./testing-archive.ts";

const archive = await testArchive();
const { clerk, manager, platform, buildCustomer, buildAccount, today } = archive;
const unitId = archive.county.root;
const read = async (customerId: string, asOf?: string) => {
  const { body, status } = await clerk.call(api.readCustomer, {
    params: { customerId },
    query: asOf ? { asOf } : {},
  });
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};
test("a customer is entered with papers and phones, and the page shows them masked", async () => {
  const card = cardOf("1968-03-09", 12);
  const { body, status } = await clerk.call(api.createCustomer, {
    body: {
      kind: "individual",
      name: " 欧阳 明月 ",
      unitId,
      personalFields: [
        { kind: "id-card", value: card.toLowerCase() },
        { kind: "mobile", value: "138 0013 8000" },
        { kind: "mobile", value: "13900139000", label: "备用" },
      ],
    },
  });
  assert.equal(status, 200, JSON.stringify(body));
  const page = await read(body.customerId);
  assert.equal(page.name, "欧阳 明月");
  assert.equal(page.bornOn, "1968-03-09");
  assert.equal(page.gender, "female");
  assert.deepEqual(
    page.personalFields.map(({ kind, masked, isPrimary, label }) => [kind, masked, isPrimary, label]),
    [
      ["id-card", `110***********${card.slice(-4)}`, true, null],
      ["mobile", "138****8000", true, null],
      ["mobile", "139****9000", false, "备用"],
    ],
  );
  assert.equal(page.unit.name.zh, "试验990101公司");
  assert.equal(page.updatedBy, "clerk");
  assert.deepEqual([page.asOf, page.isPast, page.version, page.changeDays], [today(), false, 1, [today()]]);
  const again = {
    kind: "individual" as const,
    name: "别人",
    unitId,
    personalFields: [{ kind: "id-card" as const, value: card }],
  };
  const refused = await clerk.call(api.createCustomer, { body: again });
  assert.equal(refused.code, "customers.id_bound");
  assert.match(JSON.stringify(refused.body), /欧\*/);
});

test("what entering refuses says which character is wrong", async () => {
  const create = (body: object) =>
    clerk.call(api.createCustomer, { body: { kind: "individual", name: "王五", unitId, ...body } as never });
  const cases: [object, string, string][] = [
    [{ name: "" }, "request.invalid", "body.name"],
    [{ name: "小明😀" }, "customers.name_emoji", "name"],
    [{ name: "王\u200b五" }, "customers.name_character", "name"],
    [{ name: "长".repeat(51) }, "customers.name_long", "name"],
    [
      { personalFields: [{ kind: "id-card", value: "110105194912310021" }] },
      "customers.id_check",
      "personalFields.0.value",
    ],
    [
      { personalFields: [{ kind: "mobile", value: "12800138000" }] },
      "customers.phone_start",
      "personalFields.0.value",
    ],
    [{ creditCode: "91350100M000100Y44" }, "customers.credit_check", "creditCode"],
    [{ unitId: archive.neighbour.root }, "customers.unit_unknown", "unitId"],
    [{ managerStaffId: newId() }, "customers.manager_unknown", "managerStaffId"],
  ];
  for (const [body, code, field] of cases) {
    const reply = await create(body);
    assert.ok(reply.code?.startsWith(code), JSON.stringify(reply.body));
    assert.equal((reply.body as unknown as { field: string }).field, field);
  }
  assert.equal((await create({ name: "𠮷田长" })).status, 200, "rare characters are names");
  assert.equal((await create({ name: "长".repeat(50) })).status, 200);
});

test("one organisation has one credit code, also when two enter it at the same moment", async () => {
  const body = {
    kind: "organisation" as const,
    name: "青禾面粉厂",
    creditCode: "91350100m000100y43",
    unitId,
  };
  const replies = await Promise.all([1, 2, 3, 4].map(() => clerk.call(api.createCustomer, { body })));
  assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 409, 409, 409]);
  const later = await clerk.call(api.createCustomer, { body });
  assert.equal(later.code, "customers.credit_code_bound");
  assert.match(JSON.stringify(later.body), /青禾面粉厂/);
});

test("two clerks who edit one customer: the second is told who was first, and nothing is lost", async () => {
  const customerId = await buildCustomer();
  const edit = (note: string) => ({
    params: { customerId },
    body: {
      version: 1,
      stage: "current" as const,
      language: "zh" as const,
      managerStaffId: null,
      unitId,
      note,
    },
  });
  const replies = await Promise.all([
    clerk.call(api.updateCustomer, edit("一")),
    manager.call(api.updateCustomer, edit("二")),
  ]);
  assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 409]);
  const loser = replies.find(({ status }) => status === 409);
  assert.equal(loser?.code, "customers.edited_meanwhile");
  assert.match(JSON.stringify(loser?.body), /(clerk|hall-manager) 在 2026-03-04 08:00 已修改过/);
  const page = await read(customerId);
  assert.equal(page.version, 2);
  assert.ok(["一", "二"].includes(page.note ?? ""));
});

test("a page is read in at most eight statements, whatever the customer owns", async () => {
  const customerId = await buildCustomer({ personalFields: [{ kind: "mobile", value: "13800138000" }] });
  const read1 = await statementsOf(() => read(customerId));
  for (let n = 0; n < 4; n++) await archive.buildMeter((await buildAccount(customerId)).accountId);
  const read5 = await statementsOf(() => read(customerId));
  assert.equal(read5, read1);
  assert.ok(read5 >= 4 && read5 <= 8, `${read5} statements`);
});

/** How often the database is asked for rows; the transaction's own words and the sign-in's do not count. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const send = pg.Client.prototype.query;
  let count = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...args: never[]) {
    const text = String((args as { text?: string }[])[0]?.text ?? args[0]);
    if (/customers\.|identity\.units|identity\.staff where/.test(text)) count++;
    return (send as (...all: never[]) => unknown).apply(this, args);
  } as typeof send;
  await work();
  pg.Client.prototype.query = send;
  return count;
}

test("a stranger sees nothing: another company's clerk, and a post without the capability", async () => {
  const customerId = await buildCustomer();
  const { accountId } = await buildAccount(customerId);
  const foreign = await archive.signedIn("clerk", orgs.neighbour);
  const guide = await archive.signedIn("guide");
  const onCustomer = { params: { customerId }, query: {} };
  assert.equal((await foreign.call(api.readCustomer, onCustomer)).code, "thing.not_found");
  assert.equal((await guide.call(api.readCustomer, onCustomer)).code, "access.denied");
  assert.equal(
    (await foreign.call(api.readAccount, { params: { accountId }, query: {} })).code,
    "thing.not_found",
  );
  const body = { version: 1, on: today(), reason: "不用了" };
  assert.equal(
    (await foreign.call(api.closeAccount, { params: { accountId }, body })).code,
    "thing.not_found",
  );
  assert.equal(
    (
      await foreign.call(api.openAccount, {
        params: { customerId },
        body: plainAccount(archive.neighbour.root),
      })
    ).code,
    "thing.not_found",
  );
});

test("a command that fails in the middle leaves nothing", async () => {
  const [before] = await counts();
  const work = archive.run(async (ctx) => {
    const { createCustomer } = await import("./create-customer.ts");
    const body = {
      kind: "individual" as const,
      stage: "current" as const,
      name: "半途",
      creditCode: null,
      language: "zh" as const,
      managerStaffId: null,
      unitId,
      note: null,
    };
    await createCustomer(ctx, {
      ...body,
      personalFields: [{ kind: "mobile", value: "13800138001", label: null, isPrimary: false }],
    });
    throw new Error("the process is killed here");
  });
  await assert.rejects(work, /killed/);
  assert.deepEqual((await counts())[0], before);
});

const counts = () =>
  platform.asOwner(async (client) => {
    const { rows } = await client.query(`select (select count(*) from customers.customers) as customers,
      (select count(*) from customers.personal_fields) as fields, (select count(*) from customers.search) as terms,
      (select count(*) from foundation.events) as events, (select count(*) from foundation.audit) as audits`);
    return rows;
  });

test("every command is on the audit trail, without a personal number or a whole name", async () => {
  assert.ok(commandsDone.length > 5);
  assert.deepEqual(await untraced(platform), []);
  const { rows } = await platform.asOwner((client) =>
    client.query(
      "select coalesce(string_agg(row_to_json(a)::text, ''), '') as text from foundation.audit a where action like 'customers.%'",
    ),
  );
  const { rows: events } = await platform.asOwner((client) =>
    client.query(
      "select coalesce(string_agg(row_to_json(e)::text, ''), '') as text from foundation.events e",
    ),
  );
  const text: string = rows[0].text + events[0].text;
  assert.ok(text.includes("customers.customer_created"));
  for (const secret of ["13800138000", "欧阳", "13900139000", "人民路12号"])
    assert.ok(!text.includes(secret), secret);
});
