/** Whole lives of orders through the shipped processes, with everybody's step done by somebody of its post. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { buildOrders } from "./testing.ts";

const county = await buildOrders();
const { complete, look, openOrder } = county;
const nodes = async (orderId: string) => (await look(orderId)).tasks.map(({ nodeId }) => nodeId).sort();

test("a new connection at low voltage goes from the counter to the archive", async () => {
  const order = await openOrder();
  assert.match(order.number, /^260304\d{7}$/);
  assert.deepEqual(await nodes(order.id), ["plan-reply"], "who accepts does not say so twice");
  await complete(order.id, "plan-reply");
  assert.deepEqual(await nodes(order.id), ["contract-sign"]);
  await complete(order.id, "contract-sign");
  await complete(order.id, "energise");
  assert.deepEqual(await nodes(order.id), ["archive", "visit/call-1"]);
  await complete(order.id, "archive");
  await complete(order.id, "visit/call-1", { satisfaction: "satisfied" });
  const { order: over, tasks, clocks } = await look(order.id);
  assert.deepEqual([over.state, over.result, tasks.length, clocks.length], ["done", "done", 0, 0]);
});
