/** Service cards and the printed file: opaque, masked, one at a time. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "../../../contracts/customers.ts";
import { orgs } from "../identity/test-county.ts";
import { hashCardToken } from "./card-token.ts";
import { testArchive } from "./testing-archive.ts";

const archive = await testArchive();
const { clerk, platform, buildCustomer, buildAccount, buildMeter } = archive;
const issue = async (customerId: string) => {
  const reply = await clerk.call(api.issueCard, { params: { customerId }, body: {} });
  assert.equal(reply.status, 200, `${reply.code}`);
  return reply.body;
};
const recognise = (token: string) => clerk.call(api.recognise, { body: { by: "card", value: token } });

test("a card opens its customer, says nothing by itself, and a new one ends the old", async () => {
  const customerId = await buildCustomer({ name: "欧阳修竹" });
  const { number } = await buildAccount(customerId);
  const first = await issue(customerId);
  assert.equal(first.hasReplaced, false);
  const printed = JSON.stringify(first);
  assert.ok(
    !printed.includes("欧阳修竹") && !printed.includes(number) && !printed.includes(customerId),
    printed,
  );
  assert.equal((await recognise(first.token)).body.recognition?.customer.id ?? null, customerId);
  const second = await issue(customerId);
  assert.equal(second.hasReplaced, true);
  assert.equal((await recognise(first.token)).body.recognition, null);
  assert.equal((await recognise(second.token)).body.recognition?.customer.id ?? null, customerId);
  const { rows } = await platform.asOwner((owner) =>
    owner.query("select token_hash from customers.cards where customer_id = $1 and revoked_at is null", [
      customerId,
    ]),
  );
  assert.deepEqual(
    rows.map(({ token_hash }) => token_hash),
    [hashCardToken(second.token)],
  );
});

test("ten clerks issue at once: one card is valid", async () => {
  const customerId = await buildCustomer();
  const cards = await Promise.all(Array.from({ length: 10 }, () => issue(customerId)));
  assert.equal(cards.filter(({ hasReplaced }) => !hasReplaced).length, 1);
  const { rows } = await platform.asOwner((owner) =>
    owner.query("select 1 from customers.cards where customer_id = $1 and revoked_at is null", [customerId]),
  );
  assert.equal(rows.length, 1);
});

test("a lost card is revoked with a reason, once", async () => {
  const customerId = await buildCustomer();
  const { token } = await issue(customerId);
  const revoke = () => clerk.call(api.revokeCard, { params: { customerId }, body: { reason: "客户报失" } });
  assert.equal((await revoke()).status, 200);
  assert.equal((await revoke()).code, "cards.none");
  assert.equal((await recognise(token)).body.recognition, null);
});

test("the file has accounts, meters, papers, running records; strangers get none of it", async () => {
  const customerId = await buildCustomer();
  const { accountId } = await buildAccount(customerId);
  const { assetNumber } = await buildMeter(accountId);
  await issue(customerId);
  const read = await clerk.call(api.readHouseholdFile, { params: { customerId } });
  assert.equal(read.status, 200, `${read.code}`);
  const [account] = read.body.archive.accounts;
  assert.equal(account?.meteringPoints[0]?.installations[0]?.assetNumber, assetNumber);
  assert.equal(read.body.hotline, "95598");
  assert.equal(read.body.card?.issuedBy, "clerk");
  const neighbour = await archive.signedIn("clerk", orgs.neighbour);
  assert.equal(
    (await neighbour.call(api.readHouseholdFile, { params: { customerId } })).code,
    "thing.not_found",
  );
  assert.equal(
    (await neighbour.call(api.issueCard, { params: { customerId }, body: {} })).code,
    "thing.not_found",
  );
  const guide = await archive.signedIn("guide");
  assert.equal((await guide.call(api.readHouseholdFile, { params: { customerId } })).code, "access.denied");
  const { rows } = await platform.asOwner((owner) =>
    owner.query(
      "select actor_name from foundation.audit where action = 'customers.file_read' and subject = $1",
      [`customer:${customerId}`],
    ),
  );
  assert.deepEqual(rows, [{ actor_name: "clerk" }]);
});
