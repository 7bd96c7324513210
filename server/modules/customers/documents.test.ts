/** Papers: given once, complete or not, replaced, expired, verified; kept from strangers; gone with the person. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import * as api from "../../../contracts/customers/documents.ts";
import type { Context } from "../../foundation/context.ts";
import { jpeg, pdf } from "../../foundation/files/testing-files.ts";
import { type Caller, orgs, pathOf, testCounty } from "../identity/test-county.ts";
import { documentRoutes } from "./document-routes.ts";
import { documentsOf, hasPaper, papersExpiring } from "./documents/list-documents.ts";
import { inventory } from "./inventory.ts";
import { documentType, documentTypes, settleDates, standingOn } from "./rules/document-types.ts";
import { eraseRows } from "./store/person.ts";
import { seedCustomer } from "./testing-seed.ts";

const { platform, county, signedIn } = await testCounty({ routes: documentRoutes });
const [clerk, manager] = [await signedIn("clerk"), await signedIn("hall-manager")];
const run = <T>(work: (ctx: Context) => Promise<T>) => platform.command(orgs.county, work);
const newCustomer = () => seedCustomer(platform, orgs.county, { unitId: county.root });
/** No two alike: the same content would be the same paper. */
let pictures = 0;
const photo = () => jpeg({ width: 600 + ++pictures });

type Given = Partial<Record<"side" | "documentId" | "issuedOn" | "expiresOn" | "longTerm" | "name", string>>;
const upload = async (
  customerId: string,
  type: string,
  given: Given = {},
  content = photo(),
  by: Caller = clerk,
) => {
  const query = { name: "photo.jpg", type, ...given };
  const path = pathOf(api.uploadDocument, { params: { customerId }, query });
  return by.send<{
    documentId: string;
    state: string;
    isNew: boolean;
    replaced: string | null;
    missingSides: string[];
  }>("post", path, content);
};
const list = async (customerId: string, ended: "yes" | "no" = "no") =>
  (await clerk.call(api.listDocuments, { params: { customerId }, query: { ended } })).body.documents;

test("an identity card is complete when both sides are there, and is then known to later orders", async () => {
  const customerId = await newCustomer();
  const front = await upload(customerId, "id-card", { side: "front", longTerm: "yes" });
  assert.deepEqual([front.status, front.body.state, front.body.missingSides], [200, "incomplete", ["back"]]);
  assert.equal(await run((ctx) => hasPaper(ctx, customerId, "id-card")), false);
  const back = await upload(customerId, "id-card", { side: "back", longTerm: "yes" });
  assert.equal(back.body.documentId, front.body.documentId);
  assert.equal(back.body.state, "current");
  assert.equal(await run((ctx) => hasPaper(ctx, customerId, "id-card")), true);
  assert.equal(await run((ctx) => hasPaper(ctx, customerId, "passport")), false);
  const [document] = await list(customerId);
  assert.deepEqual(
    document?.files.map(({ page, side, type, name }) => [page, side, type, name]),
    [
      [1, "front", "jpeg", "photo.jpg"],
      [2, "back", "jpeg", "photo.jpg"],
    ],
  );
});

test("twenty uploads of one file at once are one paper", async () => {
  const customerId = await newCustomer();
  const content = photo();
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => upload(customerId, "property-title", {}, content)),
  );
  assert.equal(new Set(replies.map(({ body }) => body.documentId)).size, 1);
  assert.equal(replies.filter(({ body }) => body.isNew).length, 1);
  assert.equal((await list(customerId)).length, 1);
});

test("two clerks who bring a new licence at once: one is current, one is its predecessor, none is lost", async () => {
  const customerId = await newCustomer();
  await Promise.all([1, 2].map(() => upload(customerId, "business-licence", { longTerm: "yes" })));
  assert.deepEqual(
    (await list(customerId, "yes")).map(({ state }) => state),
    ["current", "superseded"],
  );
});

test("papers run out by the day: reminded before, refused as new, told to recognition", async () => {
  const customerId = await newCustomer();
  assert.equal((await upload(customerId, "tenancy", { expiresOn: "2026-03-03" })).code, "documents.expired");
  assert.equal((await upload(customerId, "tenancy")).code, "documents.expiry_missing");
  const days = { issuedOn: "2026-02-01", expiresOn: "2026-01-01" };
  assert.equal((await upload(customerId, "tenancy", days)).code, "documents.days_order");
  const { documentId } = (await upload(customerId, "tenancy", { expiresOn: "2026-04-03" })).body;
  const told = () => run((ctx) => papersExpiring(ctx, customerId));
  assert.deepEqual(
    (await told()).map(({ documentId: id, isExpired }) => [id, isExpired]),
    [[documentId, false]],
  );
  assert.equal(await run((ctx) => hasPaper(ctx, customerId, "tenancy", "2026-04-03")), true);
  assert.equal(await run((ctx) => hasPaper(ctx, customerId, "tenancy", "2026-04-04")), false);
  const certificate = await upload(customerId, "low-income", { issuedOn: "2026-03-02" });
  assert.equal(certificate.status, 200);
  const [kept] = (await list(customerId)).filter(({ type }) => type === "low-income");
  assert.equal(kept?.expiresOn, "2027-03-01");
});

test("verified by whom and how; a new page or another date takes that back", async () => {
  const customerId = await newCustomer();
  const { documentId } = (await upload(customerId, "id-card", { side: "front", expiresOn: "2030-01-01" }))
    .body;
  const params = { customerId, documentId };
  const verify = () => clerk.call(api.verifyDocument, { params, body: { how: "original-seen" } });
  assert.equal((await verify()).code, "documents.incomplete");
  await upload(customerId, "id-card", { side: "back", expiresOn: "2030-01-01" });
  assert.equal((await verify()).status, 200);
  const [seen] = await list(customerId);
  assert.deepEqual([seen?.verified?.byName, seen?.verified?.how], ["clerk", "original-seen"]);
  const change = (version: number) =>
    clerk.call(api.changeDocument, {
      params,
      body: { version, issuedOn: null, expiresOn: "2031-01-01", isLongTerm: false },
    });
  assert.equal((await change(1)).code, "documents.edited_meanwhile");
  assert.equal((await change(seen?.version ?? 0)).status, 200);
  assert.equal((await list(customerId))[0]?.verified, null);
});

test("a withdrawn paper stays visible with its reason, and serves no order", async () => {
  const customerId = await newCustomer();
  const { documentId } = (await upload(customerId, "property-title")).body;
  const params = { customerId, documentId };
  const withdraw = () => clerk.call(api.withdrawDocument, { params, body: { reason: "拿错了别人的证" } });
  assert.equal((await withdraw()).status, 200);
  assert.equal((await withdraw()).code, "documents.ended");
  assert.deepEqual(await list(customerId), []);
  assert.equal((await list(customerId, "yes"))[0]?.withdrawnReason, "拿错了别人的证");
  assert.equal(await run((ctx) => hasPaper(ctx, customerId, "property-title")), false);
});

test("a page is read as it was given, and every look is written down", async () => {
  const customerId = await newCustomer();
  const content = pdf("/Of (title)");
  const { documentId } = (await upload(customerId, "property-title", { name: "房产证.pdf" }, content)).body;
  const params = { customerId, documentId, page: 1 };
  for (const purpose of ["view", "print", "download"] as const) {
    const reply = await manager.call(api.readDocumentFile, { params, query: { purpose } });
    assert.equal(reply.headers.get("content-type"), "application/pdf");
    assert.equal(reply.headers.get("content-security-policy"), "default-src 'none'; sandbox");
  }
  const { rows } = await platform.asOwner((owner) =>
    owner.query("select action from foundation.audit where subject = $1 order by seq", [
      `document:${documentId}`,
    ]),
  );
  assert.deepEqual(
    rows.map(({ action }) => action),
    ["document_added", "document_viewed", "document_printed", "document_downloaded"].map(
      (one) => `customers.${one}`,
    ),
  );
});

test("strangers: another company finds nothing, a role without the capability is refused", async () => {
  const customerId = await newCustomer();
  const { documentId } = (await upload(customerId, "property-title")).body;
  const params = { customerId, documentId, page: 1 };
  const neighbour = await signedIn("clerk", orgs.neighbour);
  assert.equal((await neighbour.call(api.readDocumentFile, { params })).code, "thing.not_found");
  assert.equal((await neighbour.call(api.listDocuments, { params: { customerId } })).code, "thing.not_found");
  assert.equal((await upload(customerId, "tenancy", {}, photo(), neighbour)).code, "thing.not_found");
  const guide = await signedIn("guide");
  assert.equal((await guide.call(api.readDocumentFile, { params })).code, "access.denied");
  assert.equal((await upload(customerId, "tenancy", {}, photo(), guide)).code, "access.denied");
  // A paper is only found under its own customer.
  const other = await newCustomer();
  assert.equal(
    (await clerk.call(api.readDocumentFile, { params: { ...params, customerId: other } })).status,
    404,
  );
});

test("what is no paper is refused with its reason", async () => {
  const customerId = await newCustomer();
  assert.equal((await upload(customerId, "no-such-type")).code, "documents.type");
  assert.equal((await upload(customerId, "property-title", { side: "front" })).code, "documents.side");
  assert.equal((await upload(customerId, "property-title", {}, pdf())).code, "files.type_differs");
  assert.equal(
    (await upload(customerId, "property-title", {}, jpeg({ width: 60_000, height: 60_000 }))).code,
    "files.pixels",
  );
  const scan = await upload(customerId, "passport", { expiresOn: "2030-01-01", name: "护照.pdf" }, pdf());
  assert.equal(scan.code, "documents.picture", "what cannot carry the watermark");
  const passport = await upload(customerId, "passport", { expiresOn: "2030-01-01" });
  const params = { customerId, documentId: passport.body.documentId, page: 1 };
  const download = { params, query: { purpose: "download" as const } };
  assert.equal((await clerk.call(api.readDocumentFile, download)).code, "documents.watermark");
  assert.equal(
    (await upload("018f0000-0000-7000-8000-000000000000", "property-title")).code,
    "thing.not_found",
  );
});

test("with the person go the papers and their content, but not what another person also has", async () => {
  const [gone, stays] = [await newCustomer(), await newCustomer()];
  const shared = photo();
  for (const customerId of [gone, stays]) await upload(customerId, "property-title", {}, shared);
  await upload(gone, "passport", { expiresOn: "2030-01-01" });
  const filesOf = () =>
    platform.asOwner(
      async (owner) => (await owner.query("select count(*)::int as n from foundation.files")).rows[0].n,
    );
  const before = await filesOf();
  await run(async (ctx) => {
    for (const entry of inventory.entries.filter(({ table }) => table.startsWith("customers.document")))
      await eraseRows(ctx, entry, gone, "gone");
  });
  assert.equal(await filesOf(), before - 1);
  assert.deepEqual(await list(gone, "yes"), []);
  assert.equal((await list(stays)).length, 1);
});

test("the catalogue's types are sound, and dates settle for every one of them", () => {
  assert.equal(new Set(documentTypes.map(({ code }) => code)).size, documentTypes.length);
  const day = fc.date({ min: new Date("2020-01-01"), max: new Date("2035-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(fc.constantFrom(...documentTypes), day, fc.nat(4_000), (type, issued, length) => {
      const issuedOn = issued.toISOString().slice(0, 10);
      const expiresOn = Temporal.PlainDate.from(issuedOn).add({ days: length }).toString();
      const dates = settleDates(type, { issuedOn, expiresOn, isLongTerm: false }, "2026-03-04");
      assert.equal(dates.expiresOn, expiresOn);
      assert.equal(standingOn(expiresOn, expiresOn, 30), "expiring");
      const after = Temporal.PlainDate.from(expiresOn).add({ days: 1 }).toString();
      assert.equal(standingOn(expiresOn, after, 30), "expired");
    }),
  );
  assert.equal(
    settleDates(
      documentType("low-income"),
      { issuedOn: "2024-02-29", expiresOn: null, isLongTerm: false },
      "2026-03-04",
    ).expiresOn,
    "2025-02-27",
  );
});

// The last one: it moves the clock past everybody's session.
test("a newer paper takes the older one's place from its day on; the past keeps the older", async () => {
  const customerId = await newCustomer();
  const old = await upload(customerId, "authorisation", { expiresOn: "2026-12-31" });
  const before = platform.clock.now();
  platform.pass({ hours: 72 });
  const later = await signedIn("clerk");
  const fresh = await upload(customerId, "authorisation", { expiresOn: "2027-12-31" }, photo(), later);
  // Letters of authority are many; the licence is one.
  assert.equal(fresh.body.replaced, null);
  const licence = await upload(customerId, "institution-certificate", { longTerm: "yes" }, photo(), later);
  platform.pass({ hours: 48 });
  const last = await signedIn("clerk");
  const next = await upload(customerId, "institution-certificate", { longTerm: "yes" }, photo(), last);
  assert.equal(next.body.replaced, licence.body.documentId);
  const day = (instant: Temporal.Instant) =>
    instant.toZonedDateTimeISO("Asia/Shanghai").toPlainDate().toString();
  const then = await run((ctx) => documentsOf(ctx, customerId, day(before)));
  assert.deepEqual(
    then.map(({ id }) => id),
    [old.body.documentId],
  );
  const yesterday = day(platform.clock.now().subtract({ hours: 24 }));
  const held = await run((ctx) => documentsOf(ctx, customerId, yesterday));
  assert.ok(held.some(({ id }) => id === licence.body.documentId));
});
