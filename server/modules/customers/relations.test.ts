import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "../../../contracts/customers.ts";
import { newId } from "../../foundation/ids.ts";
import { commandsDone, orgs, untraced } from "../identity/test-county.ts";
import { testArchive } from "./testing-archive.ts";

const archive = await testArchive();
let { clerk } = archive;
const { platform, buildCustomer, buildAccount, today } = archive;
type Kind = "household" | "landlord" | "group" | "sub-metering" | "property-manager" | "family";
const codeOf = async (reply: Promise<{ status: number; code: string | undefined }>) => {
  const { status, code } = await reply;
  return status === 200 ? 200 : code;
};
/** Sessions do not outlast days. */
async function passDays(days: number): Promise<void> {
  platform.pass({ hours: 24 * days });
  clerk = await archive.signedIn("clerk");
}
const relate = (customerId: string, kind: Kind, toCustomerId: string, validFrom?: string) =>
  clerk.call(api.relate, {
    params: { customerId },
    body: { kind, toCustomerId, ...(validFrom ? { validFrom } : {}) },
  });
const pageOf = async (customerId: string, asOf?: string) => {
  const { body, status } = await clerk.call(api.readCustomer, {
    params: { customerId },
    query: asOf ? { asOf } : {},
  });
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};

test("both ends see a relation, each from their side, and the days before and after it do not", async () => {
  const [landlord, tenant] = [await buildCustomer({ name: "房东" }), await buildCustomer({ name: "租客" })];
  const before = today();
  await passDays(2);
  const { body } = await relate(landlord, "landlord", tenant);
  const began = today();
  const ends = async (id: string, day?: string) =>
    (await pageOf(id, day)).relations.map(({ end, other }) => [end, other.name]);
  assert.deepEqual(await ends(landlord), [["from", "租客"]]);
  assert.deepEqual(await ends(tenant), [["to", "房东"]]);
  assert.deepEqual(await ends(tenant, before), []);
  await passDays(2);
  const params = { customerId: tenant, relationId: body.relationId };
  const strange = { ...params, customerId: await buildCustomer() };
  assert.equal(await codeOf(clerk.call(api.endRelation, { params: strange, body: {} })), "thing.not_found");
  assert.equal(
    await codeOf(clerk.call(api.endRelation, { params, body: { on: before } })),
    "customers.past_stays",
  );
  assert.equal(await codeOf(clerk.call(api.endRelation, { params, body: {} })), 200);
  assert.equal(await codeOf(clerk.call(api.endRelation, { params, body: {} })), "thing.not_found");
  assert.deepEqual(await ends(tenant, began), [["to", "房东"]]);
  assert.deepEqual(await ends(tenant), []);
});

test("what relating refuses: oneself, twice, over days that are taken, strangers", async () => {
  const [a, b] = [await buildCustomer(), await buildCustomer()];
  const began = today();
  assert.equal(await codeOf(relate(a, "family", a)), "customers.relation_self");
  const { body } = await relate(a, "family", b);
  assert.equal(await codeOf(relate(a, "family", b)), "customers.relation_twice");
  assert.equal(
    await codeOf(relate(b, "family", a)),
    "customers.relation_twice",
    "the other way round it is the same",
  );
  assert.equal(await codeOf(relate(b, "landlord", a)), 200);
  assert.equal(await codeOf(relate(a, "landlord", b)), 200, "each may let something to the other");
  await passDays(4);
  await clerk.call(api.endRelation, { params: { customerId: a, relationId: body.relationId }, body: {} });
  assert.equal(await codeOf(relate(b, "family", a, began)), "customers.relation_overlap");
  assert.equal(await codeOf(relate(b, "family", a)), 200);
  assert.equal(await codeOf(relate(a, "family", newId())), "thing.not_found");
  assert.equal(await codeOf(relate(a, "household", b, "2099-01-01")), "customers.future_day");
  const foreign = await archive.signedIn("clerk", orgs.neighbour);
  const body2 = { kind: "family" as const, toCustomerId: b };
  assert.equal(
    await codeOf(foreign.call(api.relate, { params: { customerId: a }, body: body2 })),
    "thing.not_found",
  );
});

test("nobody comes to stand above themselves, however long the way round", async () => {
  for (const kind of ["group", "sub-metering", "property-manager"] as const) {
    const chain = await Promise.all([1, 2, 3, 4].map(() => buildCustomer()));
    const [a = "", b = "", c = "", d = ""] = chain;
    for (const [from, to] of [
      [a, b],
      [b, c],
      [c, d],
    ] as const)
      assert.equal(await codeOf(relate(from, kind, to)), 200);
    assert.equal(await codeOf(relate(d, kind, a)), "customers.relation_cycle");
    assert.equal(await codeOf(relate(c, kind, a)), "customers.relation_cycle");
    assert.equal(await codeOf(relate(a, kind, d)), 200, "two ways down are no circle");
  }
});

test("halves of a circle that come at the same moment never close it", async () => {
  for (let round = 0; round < 8; round++) {
    const [a = "", b = "", c = "", d = ""] = await Promise.all([1, 2, 3, 4].map(() => buildCustomer()));
    await relate(a, "group", b);
    await relate(c, "group", d);
    // The two have nobody in common: only that they are of one kind makes them wait for each other.
    const replies = await Promise.all([relate(b, "group", c), relate(d, "group", a)].map(codeOf));
    assert.deepEqual(replies.sort(), [200, "customers.relation_cycle"]);
    const twice = await Promise.all([relate(a, "family", c), relate(c, "family", a)].map(codeOf));
    assert.deepEqual(twice.sort(), [200, "customers.relation_twice"]);
  }
});

test("a contact person has a role and a masked phone; a replacement ends the former one", async () => {
  const customerId = await buildCustomer({ kind: "organisation", name: "青禾纺织" });
  const { accountId } = await buildAccount(customerId);
  const params = { customerId };
  const person = {
    role: "agent" as const,
    name: "李经办",
    phone: "13811112222",
    accountId,
    authorisedUntil: "2026-12-31",
  };
  const { body: first } = await clerk.call(api.savePerson, { params, body: person });
  const began = today();
  await passDays(3);
  const next = { ...person, name: "王经办", phone: "0535-6221234", replaces: first.personId };
  const { body: second } = await clerk.call(api.savePerson, { params, body: next });
  assert.equal(
    await codeOf(clerk.call(api.savePerson, { params, body: next })),
    "thing.not_found",
    "replaced once only",
  );
  const people = async (day?: string) =>
    (await pageOf(customerId, day)).people.map(({ name, phone }) => [name, phone]);
  assert.deepEqual(await people(began), [["李经办", "138****2222"]]);
  const [[name, phone] = []] = await people();
  assert.equal(name, "王经办");
  assert.match(phone ?? "", /^053\*+1234$/);
  await passDays(1);
  assert.equal(
    await codeOf(clerk.call(api.endPerson, { params: { customerId, personId: second.personId }, body: {} })),
    200,
  );
  assert.deepEqual(await people(), []);
  const bad = { ...person, phone: "12345" };
  assert.equal(await codeOf(clerk.call(api.savePerson, { params, body: bad })), "customers.phone_length");
  assert.equal(
    await codeOf(clerk.call(api.savePerson, { params, body: { ...person, name: "李🙂" } })),
    "customers.name_emoji",
  );
  const other = (await buildAccount(await buildCustomer())).accountId;
  assert.equal(
    await codeOf(clerk.call(api.savePerson, { params, body: { ...person, accountId: other } })),
    "thing.not_found",
  );
});

test("every command is on the audit trail", async () => {
  assert.ok(commandsDone.length > 20);
  assert.deepEqual(await untraced(platform), []);
});
