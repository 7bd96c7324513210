/** A change of keys reaches what orders keep sealed: the contact's phone, and the numbers inside forms and steps. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import { askErasure, decideErasure, getKeyStatus } from "../../../contracts/customers.ts";
import type { Platform } from "../../foundation/transaction.ts";
import { Vault } from "../../foundation/vault.ts";
import { customers, missingKeys, sweepKeys } from "../customers/index.ts";
import { copyOf, copyOrder } from "./testing-copies.ts";
import { buildEntering, residentId } from "./testing-entering.ts";
import "./index.ts";

const county = await buildEntering(customers.routes);
const { platform, rows, take, openOrder } = county;
const orgId = 990101;
const key = { version: 7, key: randomBytes(32) };
const withKeys = (...keys: { version: number; key: Buffer }[]): Platform => ({
  ...platform,
  vault: new Vault({ secret: platform.secret, keys }),
});
const newest = withKeys(key);

const newId = residentId();
const transfer = async () => {
  const customerId = await county.buildCustomer({ name: "陈禾" });
  const { accountId } = await county.buildAccount(customerId);
  return take(
    { typeCode: "CH-TRANS", customerId, accountId },
    { newName: "顾青禾", newId, newPhone: "13951746999", isBothSigned: true, isOwnerChanged: true },
    "intake-name",
  );
};
const seal = (vault: Vault, orderId: string, field: string, value: string) =>
  `sealed:${vault.currentVersion}:${vault.seal(orgId, `orders.forms/${orderId}/${field}`, value).toString("base64")}:x`;
/** How many numbers of forms stand under each key. */
const counts = async () =>
  Object.fromEntries(
    (
      await rows<{ version: string; n: number }>(
        `select split_part(e.value, ':', 2) as version, count(*)::int as n
         from (select form from orders.orders union all select form from orders.steps) f
         cross join lateral jsonb_each_text(f.form) e where e.value like 'sealed:%' group by 1`,
      )
    ).map(({ version, n }) => [version, n]),
  );

test("the phones of orders", async () => {
  const order = await openOrder();
  await customers.sweep?.(newest);
  const [row] = await rows<{ sealed: Buffer; version: number }>(
    "select sealed, key_version as version from orders.orders where id = $1",
    [order.id],
  );
  assert.equal(row?.version, newest.vault.currentVersion);
  assert.match(newest.vault.open(orgId, `orders.orders/${order.id}`, row.sealed), /^139\d{8}$/);
});

test("killed in the middle nothing of a form is lost, and another goes on; the order goes to its end with the new key", async () => {
  const order = await transfer();
  // A company asks for a phone at a step as well.
  const stepId = (await county.task(order.id)).id;
  const step = {
    contactPhone: seal(platform.vault, order.id, "contactPhone", "13900001234"),
    note: "sealed:none",
  };
  await rows("update orders.steps set form = $3 where order_id = $1 and id = $2", [order.id, stepId, step]);
  const copies = 800;
  await copyOrder(platform.ownerUrl, { orgId, orderId: order.id }, 1, copies);
  const ids = Array.from({ length: copies }, (_, n) => copyOf(n + 1, order.id));
  await rows(
    `update orders.orders o set form = o.form || v.form::jsonb from unnest($1::uuid[], $2::text[]) v (id, form) where o.id = v.id`,
    [
      ids,
      ids.map((id) =>
        JSON.stringify({
          newId: seal(platform.vault, id, "newId", newId),
          newPhone: seal(platform.vault, id, "newPhone", "13951746999"),
        }),
      ),
    ],
  );
  await rows(
    `update orders.steps s set form = jsonb_build_object('contactPhone', v.text) from unnest($1::uuid[], $2::text[]) v (id, text)
     where s.order_id = v.id and s.form ? 'contactPhone'`,
    [ids, ids.map((id) => seal(platform.vault, id, "contactPhone", "13900001234"))],
  );
  const all = 3 * (copies + 1);
  assert.deepEqual(await counts(), { 1: all, none: 1 });
  const args = [platform.appUrl, platform.secret, "7", key.key.toString("base64")];
  const hasFresh = async () =>
    (await rows("select 1 from orders.orders where form::text like '%\"sealed:7:%' limit 1")).length > 0;
  const child = spawn(process.execPath, [join(import.meta.dirname, "testing-reseal.ts"), ...args]);
  child.stderr.pipe(process.stderr);
  child.stdout.resume();
  const end = performance.now() + 30_000;
  while (child.exitCode === null && !(await hasFresh()))
    assert.ok(performance.now() < end, "nothing is sealed anew");
  child.kill("SIGKILL");
  await once(child, "exit");
  const { 1: old = 0, 7: fresh = 0 } = await counts();
  assert.equal(old + fresh, all, "each number under one key or the other");
  assert.ok(old > 0 && fresh > 0, `${old} and ${fresh}`);
  const { body } = await (await county.signedIn("security-admin")).call(getKeyStatus);
  assert.equal(body.keys.find(({ version }) => version === 1)?.mayBeDropped, false);
  assert.deepEqual(await missingKeys(withKeys()), [7], "the platform does not start without it");
  await sweepKeys(newest, 60_000);
  assert.deepEqual(await counts(), { 7: all, none: 1 });
  const [last] = await rows<{ form: Record<string, string> }>(
    "select form from orders.orders where id = $1",
    [ids.at(-1)],
  );
  const opened = newest.vault.open(
    orgId,
    `orders.forms/${ids.at(-1)}/newId`,
    Buffer.from(last?.form.newId?.split(":")[2] ?? "", "base64"),
  );
  assert.equal(opened, newId);
});

test("a number that was altered or moved is set aside and told, and does not hold up the others", async () => {
  const [one, other] = [await transfer(), await transfer()];
  await rows(
    "update orders.orders set form = form || jsonb_build_object('newPhone', (select form -> 'newPhone' from orders.orders where id = $2)) where id = $1",
    [one.id, other.id],
  );
  const eighth = { version: 8, key: randomBytes(32) };
  await sweepKeys(withKeys(eighth, key), 60_000);
  const { 8: fresh, "-1": broken, ...rest } = await counts();
  assert.deepEqual([broken, rest], [1, { none: 1 }]);
  assert.equal(fresh, 3 * 801 + 3);
  // The next change of keys finds the other number of that form all the same.
  await sweepKeys(withKeys({ version: 9, key: randomBytes(32) }, eighth, key), 60_000);
  assert.deepEqual(await counts(), { 9: fresh, "-1": 1, none: 1 });
  const { body } = await (await county.signedIn("security-admin")).call(getKeyStatus);
  assert.ok(body.broken >= 1);
});

test("who is forgotten is forgotten in the forms of orders and of their steps", async () => {
  const customerId = await county.buildCustomer({ name: "陈禾" });
  const order = await openOrder({ customerId });
  await county.complete(order.id, "plan-reply", { note: "家中有老人" });
  const forms = () =>
    rows<{ form: object }>(
      `select form from orders.orders where id = $1 union all
       select form from orders.steps where order_id = $1 and form <> '{}'`,
      [order.id],
    );
  assert.ok((await forms()).length > 1);
  const [clerk, manager] = [await county.signedIn("clerk"), await county.signedIn("company-manager")];
  const body = { reason: "本人要求" };
  const asked = await clerk.call(askErasure, { params: { customerId }, body });
  const { erasureId } = asked.body;
  const done = await manager.call(decideErasure, { params: { erasureId }, body: { verdict: "approve" } });
  assert.equal(done.status, 200, JSON.stringify([asked.body, done.body]));
  assert.deepEqual(await forms(), [{ form: {} }]);
});

test("what somebody types is never taken for a sealed value", async () => {
  const order = await openOrder({
    form: { use: "residential", capacity: 8, voltage: "220V", note: "sealed:1:AAAA:x" },
  });
  assert.equal(order.form.note, " sealed:1:AAAA:x");
});
