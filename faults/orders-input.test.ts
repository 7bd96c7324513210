/** What strangers and careless people send to an order: papers of 100 MB, scripts as remarks, numbers that they guess. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as my from "../contracts/orders/my.ts";
import * as contract from "../contracts/orders.ts";
import { smallestPng } from "../server/foundation/sample-input.ts";
import { orgs } from "../server/modules/identity/test-county.ts";
import { customerOf, stranger } from "../server/modules/orders/my/testing-my.ts";
import { buildOrders } from "../server/modules/orders/testing.ts";

const county = await buildOrders();
const count = (table: "foundation.files" | "orders.entries") =>
  county.platform.asOwner(async (client) => {
    const { rows } = await client.query<{ count: number }>(`select count(*)::int as count from ${table}`);
    return rows[0]?.count ?? 0;
  });

test("a paper of 100 MB is refused, whether or not its size is said; one that fits is taken", async () => {
  const papers = ["id-card", "commitment"].map((code) => ({ code, documentId: null }));
  const { id } = await county.openOrder({ papers });
  const { customer } = await customerOf(county, id);
  const { owed } = (await customer.call(my.viewMyOrder)).body;
  const code = owed.find(({ canSend }) => canSend)?.code ?? "";
  const path = `/api/my/order/papers?${new URLSearchParams({ name: "证.png", code, longTerm: "yes" })}`;
  const before = await count("foundation.files");
  const large = new Uint8Array(100 * 1_048_576);
  large.set(smallestPng);
  for (const headers of [{ "content-length": String(large.length) }, {}]) {
    const reply = await customer.send("post", path, large, headers);
    assert.deepEqual([reply.status, reply.code], [413, "files.too_large"]);
  }
  assert.equal(await count("foundation.files"), before, "nothing of it is kept");
  assert.equal((await customer.send("post", path, smallestPng)).status, 200);
});

test("a script in a remark is kept as its letters and leaves as data, never as a page", async () => {
  const { id: orderId } = await county.openOrder();
  const text = `<script>alert(1)</script><img src=x onerror="alert(2)">{{7*7}}`;
  const clerk = await county.as("r-acc");
  const noted = await clerk.call(contract.noteOrder, {
    params: { orderId },
    body: { text, forCustomer: true },
  });
  assert.equal(noted.status, 200, JSON.stringify(noted.body));
  const page = await clerk.call(contract.readOrder, { params: { orderId } });
  assert.match(page.headers.get("content-type") ?? "", /^application\/json/);
  assert.equal(page.headers.get("x-content-type-options"), "nosniff");
  assert.ok(JSON.stringify(page.body).includes(JSON.stringify(text).slice(1, -1)), "letter by letter");
  const { customer } = await customerOf(county, orderId);
  const seen = await customer.call(my.viewMyOrder);
  assert.match(seen.headers.get("content-type") ?? "", /^application\/json/);
});

test("whoever guesses an order's number or id learns nothing, neither as a stranger nor next door", async () => {
  const { id: orderId, number } = await county.openOrder();
  assert.equal((await stranger(county).call(my.viewMyOrder)).status, 404);
  const neighbour = await county.signedIn("clerk", orgs.neighbour);
  const read = (id: string) => neighbour.call(contract.readOrder, { params: { orderId: id } });
  const [there, nowhere] = [await read(orderId), await read("01890000-0000-7000-8000-000000000000")];
  assert.deepEqual([there.status, there.code], [nowhere.status, nowhere.code], "as one that does not exist");
  assert.equal(there.status, 404);
  const found = await neighbour.call(contract.findOrders, { body: { text: number } });
  assert.equal(JSON.stringify(found.body).includes(orderId), false);
});
