/**
 * A company's own catalogue of orders: proposed by one, released by another, in force from its day on, in every process; what
 * runs keeps what it began with, and what was in force on any day can be asked.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import * as api from "../../../../contracts/orders.ts";
import type { Platform } from "../../../foundation/transaction.ts";
import { command } from "../../../foundation/transaction.ts";
import { type Caller, orgs } from "../../identity/test-county.ts";
import {
  type CatalogueKind,
  catalogueWith,
  rowsOfKind,
  shippedCatalogue,
} from "../catalogue/order-catalogue.ts";
import { catalogueNow } from "../catalogue-in-force.ts";
import { buildOrders, filledForm } from "../testing.ts";
import { faultsOfRow } from "./check-row.ts";
import { knownCodes } from "./known-codes.ts";

const county = await buildOrders();
const { platform, run, openOrder, look } = county;
const signIn = () =>
  Promise.all(["system-admin", "company-manager", "clerk"].map((login) => county.signedIn(login)));
let [admin, manager, clerk] = (await signIn()) as [Caller, Caller, Caller];
const known = await run(knownCodes);
const ground = { catalogue: shippedCatalogue, known };
const today = () => platform.clock.now().toZonedDateTimeISO("Asia/Shanghai").toPlainDate().toString();
const inDays = (days: number) =>
  platform.clock.now().toZonedDateTimeISO("Asia/Shanghai").toPlainDate().add({ days }).toString();
type Content = Record<string, unknown>;
const shipped = (kind: CatalogueKind, code: string): Content =>
  JSON.parse(JSON.stringify(rowsOfKind[kind].get(code)));

const propose = (
  kind: CatalogueKind,
  code: string,
  content: Content,
  wish: { validFrom?: string; seenVersion?: number } = {},
) =>
  admin.call(api.proposeCatalogueRow, {
    params: { kind, code },
    body: {
      content,
      validFrom: wish.validFrom ?? today(),
      note: "公司通知",
      seenVersion: wish.seenVersion ?? null,
    },
  });
const release = (versionId: string, version: number, who = manager) =>
  who.call(api.releaseCatalogueRow, { params: { versionId }, body: { version } });
const withdraw = (versionId: string, version: number) =>
  manager.call(api.withdrawCatalogueRow, { params: { versionId }, body: { version, reason: "有误" } });
/** Proposed, and released by another. */
async function change(kind: CatalogueKind, code: string, content: Content, validFrom = today()) {
  const proposed = await propose(kind, code, content, { validFrom });
  assert.equal(proposed.status, 200, JSON.stringify(proposed.body));
  const { id, version } = proposed.body.version;
  const released = await release(id, version);
  assert.equal(released.status, 200, JSON.stringify(released.body));
  return released.body.version;
}
const reasonNames = async () =>
  (await clerk.call(api.listTypes, {})).body.reasons
    .filter(({ list }) => list === "pause")
    .map(({ name }) => name.zh);

test("whatever is shipped has no fault, so that every row can be changed", () => {
  for (const kind of ["type", "papers", "form", "reason"] as const)
    for (const [code, content] of rowsOfKind[kind])
      assert.deepEqual(faultsOfRow({ kind, code, content }, ground), [], `${kind} ${code}`);
});

test("a new name for a reason: proposed it changes nothing, released it is everybody's, withdrawn it is gone", async () => {
  const code = "pause:plan-answer";
  const content = { ...shipped("reason", code), zh: "等客户确认供电方案" };
  const proposed = await propose("reason", code, content);
  assert.equal(proposed.status, 200, JSON.stringify(proposed.body));
  const { id, version } = proposed.body.version;
  assert.ok(!(await reasonNames()).includes("等客户确认供电方案"), "nobody has released it");
  assert.equal((await release(id, version, admin)).status, 403, "who proposes does not release");
  assert.equal((await release(id, version, clerk)).status, 403);
  assert.equal((await release(id, version + 1)).code, "orders.catalogue_edited");
  assert.equal((await release(id, version)).status, 200);
  assert.ok((await reasonNames()).includes("等客户确认供电方案"));
  assert.equal((await release(id, version + 1)).code, "orders.catalogue_state");
  const row = (await manager.call(api.readCatalogueRow, { params: { kind: "reason", code } })).body;
  assert.equal((row.inForce?.content as { zh?: string } | undefined)?.zh, "等客户确认供电方案");
  assert.notEqual((row.shipped as { zh?: string }).zh, "等客户确认供电方案");
  assert.equal((await withdraw(id, version + 1)).status, 200);
  assert.ok(!(await reasonNames()).includes("等客户确认供电方案"));
  const told = await platform.asOwner(
    async (client) =>
      (
        await client.query("select action from foundation.audit where subject = $1 order by seq", [
          `order-catalogue:reason/${code}`,
        ])
      ).rows,
  );
  assert.deepEqual(
    told.map(({ action }) => String(action)),
    ["orders.catalogue.proposed", "orders.catalogue.released", "orders.catalogue.withdrawn"],
  );
});

test("who had a hand in a proposal does not release it, even when another changed it last; the database says so as well", async () => {
  const code = "pause:survey-later";
  const first = await propose("reason", code, { ...shipped("reason", code), zh: "客户要求改期勘查" });
  const { id } = first.body.version;
  const both = await county.addPerson("both", "R-MGR", "company-manager");
  await platform.asOwner((client) =>
    client.query("update orders.catalogue_rows set editors = editors || $2::uuid where id = $1", [id, both]),
  );
  assert.equal((await release(id, 1, await county.as("both"))).code, "orders.catalogue_own");
  const byHand = platform.asOwner((client) =>
    client.query(
      "update orders.catalogue_rows set state = 'released', released_at = now(), released_by = $2, released_by_name = 'x' where id = $1",
      [id, both],
    ),
  );
  await assert.rejects(byHand, /catalogue_row_released_by_no_editor/);
  assert.equal(
    (
      await admin.call(api.dropCatalogueProposal, {
        params: { versionId: id },
        body: { version: 1, reason: "不改了" },
      })
    ).status,
    200,
  );
  assert.equal((await release(id, 2)).code, "orders.catalogue_state");
});

test("a broken change is refused with the place and a sentence", async () => {
  const type = shipped("type", "NI-RES");
  const refused = async (kind: CatalogueKind, code: string, content: Content) => {
    const { code: problem, body } = await propose(kind, code, content);
    assert.equal(problem, "orders.catalogue_faulty", JSON.stringify(body));
    return String((body as unknown as { zh: string }).zh);
  };
  assert.match(await refused("type", "NI-RES", { ...type, papers: "D-NONE" }), /papers.*D-NONE/);
  assert.match(await refused("type", "NI-RES", { ...type, total: "NO.RULE" }), /total.*NO\.RULE/);
  assert.match(await refused("type", "NI-RES", { ...type, family: "fault" }), /业务大类不能改/);
  assert.match(await refused("type", "NI-RES", { ...type, classes: [] }), /classes.*不能为空/);
  assert.match(await refused("type", "NI-RES", { ...type, colour: "red" }), /不认识的栏目：colour/);
  assert.match(await refused("type", "NI-RES", { ...type, code: "NI-LVN" }), /编号应为/);
  const form = shipped("form", "intake-new") as { fields: Content[] };
  const without = { ...form, fields: form.fields.filter(({ key }) => key !== "capacity") };
  assert.match(await refused("form", "intake-new", without), /不能删除/);
  const twice = { ...form, fields: [...form.fields, form.fields[0] ?? {}] };
  assert.match(await refused("form", "intake-new", twice), /重复/);
  const deciding = {
    ...form,
    fields: [...form.fields, { key: "isTaken", label: { zh: "接单", en: "Taken" }, kind: "yes-no" }],
  };
  assert.match(await refused("form", "intake-new", deciding), /判断条件/);
  const papers = shipped("papers", "D-RES") as { papers: Content[] };
  const lax = { ...papers, papers: papers.papers.map((one) => ({ ...one, neverWaived: false })) };
  assert.match(await refused("papers", "D-RES", lax), /不能免/);
  const ours = { ...shipped("reason", "pause:plan-answer"), cause: "company" };
  assert.match(await refused("reason", "pause:plan-answer", ours), /公司自身原因/);
  assert.equal((await propose("type", "NI-RES", type)).code, "orders.catalogue_same");
  assert.equal(
    (await propose("type", "NI-RES", { ...type, isOffered: false }, { validFrom: "2026-03-01" })).code,
    "orders.catalogue_past",
  );
  const { faults } = (
    await manager.call(api.checkCatalogueRow, {
      params: { kind: "type", code: "NI-RES" },
      body: { content: { ...type, total: "NO.RULE", papers: "D-NONE" } },
    })
  ).body;
  assert.deepEqual(
    faults.map(({ place }) => place),
    ["total", "papers"],
    "while it is written all of them are shown",
  );
});

test("a row that a later release cannot read any more gives way to the shipped one", () => {
  const old = { kind: "type" as const, code: "NI-RES", content: { code: "NI-RES", colour: "blue" } };
  assert.deepEqual(catalogueWith([old]).type("NI-RES"), shippedCatalogue.type("NI-RES"));
});

test("whatever is left out of a row or put into it: refused with a place or accepted, never a crash", () => {
  const rows = (["type", "papers", "form", "reason"] as const).flatMap((kind) =>
    [...rowsOfKind[kind]].map(([code, content]) => ({ kind, code, content: content as Content })),
  );
  fc.assert(
    fc.property(fc.constantFrom(...rows), fc.nat(), fc.jsonValue({ maxDepth: 2 }), (row, nth, value) => {
      const keys = Object.keys(row.content);
      const key = keys[nth % keys.length] ?? "code";
      for (const fault of faultsOfRow({ ...row, content: { ...row.content, [key]: value } }, ground))
        assert.ok(fault.place !== "" && fault.zh !== "" && fault.en !== "");
    }),
    { numRuns: 400 },
  );
});

test("a form changes from its day on: orders that run keep theirs, in this process and in another", async () => {
  const before = await openOrder();
  const form = shipped("form", "survey-lv") as { fields: Content[] };
  const field = { key: "parking", label: { zh: "停车位置", en: "Parking" }, kind: "text", isRequired: true };
  const day = inDays(2);
  await change("form", "survey-lv", { ...form, fields: [...form.fields, field] }, day);
  const has = async (who: Platform) =>
    command(
      who,
      { actor: { kind: "system", orgIds: [orgs.county] }, orgId: orgs.county, requestId: "r" },
      async (ctx) => (await catalogueNow(ctx)).form("survey-lv")?.fields.some(({ key }) => key === "parking"),
    );
  // Another process has a clock object and a memory of its own.
  const elsewhere = { ...platform, clock: { now: () => platform.clock.now() } };
  assert.deepEqual([await has(platform), await has(elsewhere)], [false, false], "its day has not come");
  const on = async (date: string) => {
    const { body } = await manager.call(api.readCatalogueRow, {
      params: { kind: "form", code: "survey-lv" },
      query: { on: date },
    });
    return (body.inForce?.content as { fields: Content[] } | undefined)?.fields.some(
      ({ key }) => key === "parking",
    );
  };
  assert.deepEqual(
    [await on(today()), await on(inDays(1)), await on(day)],
    [false, false, true],
    "any day can be asked",
  );
  platform.pass({ hours: 48 });
  // Sessions end while days go by.
  [admin, manager, clerk] = (await signIn()) as [Caller, Caller, Caller];
  assert.deepEqual([await has(platform), await has(elsewhere)], [true, true]);
  const after = await openOrder();
  const step = async (orderId: string) => {
    const surveyor = await county.signedIn("r-cm");
    const { body } = await surveyor.call(api.readOrder, { params: { orderId } });
    return body.offers[0]?.form?.fields.some(({ key }) => key === "parking");
  };
  assert.deepEqual([await step(before.id), await step(after.id)], [false, true]);
  await county.complete(before.id, "plan-reply", filledForm("survey-lv"));
  await assert.rejects(county.complete(after.id, "plan-reply", filledForm("survey-lv")), {
    code: "orders.form_incomplete",
  });
});

test("a release of one process is another's within a second", async () => {
  const elsewhere = { ...platform, clock: { now: () => platform.clock.now() } };
  const name = () =>
    command(
      elsewhere,
      { actor: { kind: "system", orgIds: [orgs.county] }, orgId: orgs.county, requestId: "r" },
      async (ctx) => (await catalogueNow(ctx)).type("SRV-OTH")?.name.zh,
    );
  const old = await name();
  await change("type", "SRV-OTH", {
    ...shipped("type", "SRV-OTH"),
    name: { zh: "其他服务事项", en: "Other service" },
  });
  for (let n = 0; n < 30 && (await name()) === old; n++) await new Promise((done) => setTimeout(done, 100));
  assert.equal(await name(), "其他服务事项");
  const list = (await manager.call(api.listCatalogueRows, { query: { kind: "type" } })).body.rows;
  assert.deepEqual(
    list.filter(({ origin }) => origin === "company").map(({ code }) => code),
    ["SRV-OTH"],
  );
});

test("a type that is not taken any more: no new orders, those under way go on", async () => {
  const wish = { typeCode: "SUGG", form: filledForm("intake-complaint"), papers: [] };
  const form = shippedCatalogue.type("SUGG")?.form ?? null;
  const running = await openOrder({ ...wish, form: filledForm(form) });
  platform.pass({ minutes: 1 });
  const made = await change("type", "SUGG", { ...shipped("type", "SUGG"), isOffered: false });
  await assert.rejects(openOrder({ ...wish, form: filledForm(form) }), { code: "orders.type_unknown" });
  assert.equal((await look(running.id)).type?.isOffered, true, "as when it was taken");
  assert.ok(!(await clerk.call(api.listTypes, {})).body.types.some(({ code }) => code === "SUGG"));
  assert.equal((await withdraw(made.id, made.version)).status, 200);
  assert.ok(await openOrder({ ...wish, form: filledForm(form) }));
});

test("checks that are shipped later reach a company's own type; those that it left out stay out", async () => {
  const code = "CH-NAME";
  const type = shipped("type", code) as { checks: string[] };
  const without = type.checks.filter((one) => one !== "open-order" && one !== "account-holder");
  const made = await change("type", code, { ...type, checks: without });
  const inForce = async () => (await run(catalogueNow)).type(code)?.checks ?? [];
  assert.deepEqual(await inForce(), without, "left out by whoever saw them");
  // As a release would find it that ships one more: the row was written before that.
  const writtenWith = async (seen: readonly string[] | null) => {
    await platform.asOwner(async (client) => {
      await client.query("update orders.catalogue_rows set seen_checks = $2 where id = $1", [made.id, seen]);
      await client.query("update orders.catalogue_heads set version = version + 1");
    });
    await new Promise((done) => setTimeout(done, 1_010));
  };
  await writtenWith(type.checks.filter((one) => one !== "open-order"));
  assert.deepEqual(await inForce(), [...without, "open-order"]);
  const page = (await manager.call(api.readCatalogueRow, { params: { kind: "type", code } })).body;
  assert.deepEqual((page.inForce?.content as { checks?: string[] } | undefined)?.checks, await inForce());
  assert.equal(
    (await propose("type", code, { ...type, checks: await inForce() })).code,
    "orders.catalogue_same",
  );
  const old = {
    kind: "type" as const,
    code,
    content: { ...type, checks: ["contact-incomplete"] },
    seenChecks: null,
  };
  assert.deepEqual(
    catalogueWith([old]).type(code)?.checks,
    ["contact-incomplete", "account-closed", "open-conflict", "on-register"].filter(
      (one) => one === "contact-incomplete" || type.checks.includes(one),
    ),
    "of a row that does not say what its writer saw",
  );
  const ours = { ...old, code: "QH-1", content: { ...type, code: "QH-1" } };
  assert.deepEqual(catalogueWith([ours]).type("QH-1")?.checks, type.checks, "a type of its own has its own");
  assert.equal((await withdraw(made.id, made.version)).status, 200);
});

test("papers of one's own: a new set is used by a type, and is not withdrawn from under it", async () => {
  const set = {
    code: "D-QINGHE",
    name: { zh: "青禾居民新装资料", en: "Papers of Qinghe" },
    papers: [
      ...(shipped("papers", "D-RES") as { papers: Content[] }).papers,
      { code: "site-photo", need: "extra" },
    ],
    rule: null,
    source: "青禾公司〔2026〕3 号",
    confidence: "V1",
  };
  const papersKnown = known.papers.has("site-photo");
  const made = await change(
    "papers",
    set.code,
    papersKnown ? set : { ...set, papers: set.papers.slice(0, -1) },
  );
  const type = await change("type", "NI-RES", { ...shipped("type", "NI-RES"), papers: "D-QINGHE" });
  const order = await openOrder();
  assert.deepEqual((await look(order.id)).type?.papers, "D-QINGHE");
  assert.equal((await withdraw(made.id, made.version)).code, "orders.catalogue_faulty", "a type needs it");
  assert.equal((await withdraw(type.id, type.version)).status, 200);
  assert.equal((await withdraw(made.id, made.version)).status, 200);
});

test("two at once: one proposal stands, the other is told who was first; two releases are one", async () => {
  const code = "pause:plan-answer";
  const content = (zh: string) => ({ ...shipped("reason", code), zh });
  const both = await Promise.all([
    propose("reason", code, content("甲")),
    propose("reason", code, content("乙")),
  ]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
  const won = both.find(({ status }) => status === 200)?.body.version;
  assert.ok(won);
  const edited = await propose("reason", code, content("丙"), { seenVersion: won.version });
  assert.equal(edited.status, 200, "seen as it stands it may be changed");
  const releases = await Promise.all([release(won.id, won.version + 1), release(won.id, won.version + 1)]);
  assert.deepEqual(releases.map(({ status }) => status).sort(), [200, 409]);
});

test("strangers: a clerk only reads, another company sees nothing of it", async () => {
  const code = "pause:plan-answer";
  assert.equal((await clerk.call(api.readCatalogueRow, { params: { kind: "reason", code } })).status, 200);
  const body = { content: shipped("reason", code), validFrom: today(), note: "我来改", seenVersion: null };
  assert.equal(
    (await clerk.call(api.proposeCatalogueRow, { params: { kind: "reason", code }, body })).status,
    403,
  );
  const neighbour = await county.signedIn("company-manager", orgs.neighbour);
  const { rows } = (await neighbour.call(api.listCatalogueRows, { query: { kind: "reason" } })).body;
  assert.ok(rows.every(({ origin, proposal }) => origin === "shipped" && proposal === null));
  const row = (await manager.call(api.readCatalogueRow, { params: { kind: "reason", code } })).body
    .versions[0];
  const foreign = await neighbour.call(api.withdrawCatalogueRow, {
    params: { versionId: row?.id ?? "" },
    body: { version: row?.version ?? 1, reason: "不归我管" },
  });
  assert.equal(foreign.code, "thing.not_found");
  assert.equal(
    (await manager.call(api.readCatalogueRow, { params: { kind: "reason", code: "pause:none" } })).status,
    404,
  );
});
