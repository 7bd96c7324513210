import assert from "node:assert/strict";
import { test } from "node:test";
import * as contract from "../../../../contracts/orders.ts";
import { findOrderType } from "../catalogue/order-types.ts";
import { buildOrders, filledForm, loginOf } from "../testing.ts";

const county = await buildOrders();

/** The states that a live view pushes, one after the other. */
async function* pushed(response: Response): AsyncGenerator<unknown> {
  assert.equal(response.status, 200);
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1];
      text = text.slice(end + 2);
      if (data) yield JSON.parse(data);
    }
  }
}

test("an order that was taken stands on the list, is claimed, and its page, picture, clocks and search agree", async () => {
  const order = await county.openOrder({ contactPhone: "13800138000" });
  const clerk = await county.as("r-acc");
  const step = await county.task(order.id);
  const worker = await county.as(loginOf(step.post ?? ""));
  const list = async (view: "mine" | "open") =>
    (await worker.call(contract.listWork, { query: { view } })).body.lines.filter(
      (line) => line.order.id === order.id,
    );
  assert.deepEqual(
    (await list("open")).map(({ stepId, canClaim }) => [stepId, canClaim]),
    [[step.id, true]],
  );
  const params = { orderId: order.id, stepId: step.id };
  const claimed = await worker.call(contract.claimStep, { params, body: {} });
  assert.equal(claimed.status, 200, JSON.stringify(claimed.body));
  assert.equal((await list("open")).length, 0);
  assert.equal((await list("mine")).length, 1);

  const page = await worker.call(contract.readOrder, { params: { orderId: order.id } });
  assert.equal(page.status, 200, JSON.stringify(page.body));
  const offer = page.body.offers.find(({ stepId }) => stepId === step.id);
  assert.equal(offer?.canComplete, true);
  assert.equal(page.body.contact.phoneMasked, "***");
  const asClerk = await clerk.call(contract.readOrder, { params: { orderId: order.id } });
  assert.equal(asClerk.body.contact.phoneMasked, "138****8000");
  assert.ok(page.body.clocks.length > 0);
  for (const clock of page.body.clocks) {
    const { body } = await worker.call(contract.explainClock, {
      params: { orderId: order.id, clockId: clock.id },
    });
    assert.equal(body.recomputedDueAt, clock.dueAt, clock.ruleCode);
    assert.ok(body.sentences.length > 0);
  }
  const { body: diagram } = await worker.call(contract.readOrderDiagram, { params: { orderId: order.id } });
  assert.ok(diagram.live.includes(step.nodeId));
  for (const id of [...diagram.live, ...diagram.done]) assert.ok(diagram.xml.includes(`id="${id}"`), id);
  for (const text of ["13800138000", order.number, order.number.slice(-6), order.address]) {
    const { body } = await clerk.call(contract.findOrders, { body: { text } });
    assert.ok(
      body.orders.some(({ id }) => id === order.id),
      text,
    );
  }
});

test("lists, boards and pages are pushed anew when somebody claims", async () => {
  const order = await county.openOrder();
  const step = await county.task(order.id);
  const login = loginOf(step.post ?? "");
  const [worker, dispatcher] = [await county.as(login), await county.as("r-cmd")];
  const views = await Promise.all(
    [
      [worker, "/api/orders/work/live?view=mine"],
      [dispatcher, "/api/orders/board/live"],
      [worker, `/api/orders/${order.id}/live`],
    ].map(async ([caller, path]) => pushed(await (caller as typeof worker).open(path as string))),
  );
  const first = await Promise.all(views.map((view) => view.next()));
  assert.ok(first.every(({ done }) => !done));
  await worker.call(contract.claimStep, { params: { orderId: order.id, stepId: step.id }, body: {} });
  const [work, board, page] = (await Promise.all(views.map((view) => view.next()))).map(({ value }) => value);
  assert.ok((work as { lines: contract.WorkLine[] }).lines.some(({ stepId }) => stepId === step.id));
  const lines = (board as { stages: { lines: contract.WorkLine[] }[] }).stages.flatMap(
    (stage) => stage.lines,
  );
  assert.equal(lines.find(({ stepId }) => stepId === step.id)?.assigneeName, login);
  assert.equal((page as contract.OrderPage).offers[0]?.canComplete, true);
  await Promise.all(views.map((view) => view.return(undefined)));
});

test("a complaint about the dispatcher runs past him: list, board, page, search and figures", async () => {
  const dispatcherId = county.people.get("r-cmd") ?? "";
  const order = await county.openOrder({
    typeCode: "COMP",
    title: "指挥员推诿投诉",
    accused: [dispatcherId],
    form: filledForm(findOrderType("COMP")?.form ?? null),
    papers: [],
  });
  const dispatcher = await county.as("r-cmd");
  const { body: board } = await dispatcher.call(contract.readBoard, { query: { board: "hotline" } });
  assert.ok(!JSON.stringify(board).includes(order.id));
  const { body: team } = await dispatcher.call(contract.listWork, { query: { view: "team", limit: 200 } });
  assert.ok(!JSON.stringify(team).includes(order.id));
  const page = await dispatcher.call(contract.readOrder, { params: { orderId: order.id } });
  assert.equal(page.code, "thing.not_found");
  const found = await dispatcher.call(contract.findOrders, { body: { text: "推诿投诉" } });
  assert.deepEqual(found.body.orders, []);
  const seen = await (await county.as("r-mgr")).call(contract.findOrders, { body: { text: "推诿投诉" } });
  assert.deepEqual(
    seen.body.orders.map(({ id }) => id),
    [order.id],
  );
});
