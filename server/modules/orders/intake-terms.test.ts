/** What intake finds out from the days of earlier orders, from neighbours on one transformer, and from what was paid. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { FormValues } from "../../../contracts/orders.ts";
import * as api from "../../../contracts/orders.ts";
import { agreeDemandByOrder } from "../customers/index.ts";
import { findOrderType } from "./catalogue/order-types.ts";
import { buildOrders, filledForm } from "./testing.ts";

const county = await buildOrders();
const { as, platform, run } = county;
const large = { sortCode: "01", contractKva: 1000, runningKva: 1000 };
const freshAccount = async (wish: object = {}) => {
  const customerId = await county.buildCustomer({ kind: "organisation" });
  return { customerId, ...(await county.buildAccount(customerId, wish)) };
};

/** What one check finds. */
async function found(check: string, typeCode: string, accountId: string, more: FormValues = {}) {
  const form = filledForm(findOrderType(typeCode)?.form ?? null, more);
  const reply = await (await as("r-acc")).call(api.previewOrder, { body: { typeCode, accountId, form } });
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  return reply.body.findings.filter(({ code }) => code === check);
}

test("the way of charging demand changes again after a quarter; another figure of the same way, at any time", async () => {
  const { accountId } = await freshAccount(large);
  const ask = (to: string, fromMonth: string) =>
    found("demand-again", "CH-DEMAND", accountId, { to, fromMonth, demandKw: 500 });
  assert.deepEqual(await ask("demand-actual", "2026-04-01"), [], "nothing was ever agreed");
  const term = { startsOn: "2026-03-01", basis: "demand-contract", demandKw: 500, source: "工单 1" } as const;
  await run((ctx) => agreeDemandByOrder(ctx, accountId, term));
  const [early] = await ask("demand-actual", "2026-05-15");
  assert.equal(early?.level, "warn");
  assert.match(early?.text.zh ?? "", /自 2026-03-01 起执行（工单 1），最早可从 2026-06-01 起变更/);
  assert.deepEqual(await ask("demand-actual", "2026-06-30"), [], "its own month begins on the first");
  assert.deepEqual(await ask("demand-contract", "2026-04-01"), []);
});

test("capacity that was reduced comes back within its time; later the order to look at is named", async () => {
  const { accountId, customerId } = await freshAccount(large);
  const ask = () => found("restored-in-time", "CH-RED-R", accountId);
  assert.deepEqual(await ask(), []);
  const papers = ["id-card", "commitment", "application", "business-licence"].map((code) => ({
    code,
    documentId: null,
  }));
  const taken = await (await as("r-acc")).call(api.acceptOrder, {
    body: {
      ...{
        typeCode: "CH-RED",
        customerId,
        accountId,
        papers,
        contactName: "陈禾",
        contactPhone: "13900004444",
      },
      form: filledForm("intake-capacity", { beginsOn: "2026-03-20" }),
      passedOver: ["open-order", "important-customer"].map((code) => ({ code, reason: "已核实" })),
    },
  });
  assert.equal(taken.status, 200, JSON.stringify(taken.body));
  const { id, number } = taken.body.order;
  const carriedOut = (beginsOn: string) =>
    platform.asOwner((owner) =>
      owner.query(
        `update orders.orders set state = 'done', closed_at = now(), result = 'done',
          form = form || jsonb_build_object('beginsOn', $2::text) where id = $1`,
        [id, beginsOn],
      ),
    );
  await carriedOut("2024-03-20");
  assert.deepEqual(await ask(), [], "two years are not over");
  await carriedOut("2024-02-20");
  const [late] = await ask();
  assert.equal(late?.orderId, id);
  assert.match(late?.text.zh ?? "", new RegExp(`减容工单 ${number} 的恢复期限 2026-02-20 已过`));
});

test("a fault is told of the outage that a neighbour on the transformer is linked to, and nobody else is", async () => {
  const [one, near, far] = [await freshAccount(), await freshAccount(), await freshAccount()];
  await platform.asOwner(async (owner) => {
    for (const [{ accountId }, transformer] of [
      [one, "青禾 3 号公变"],
      [near, "青禾 3 号公变"],
      [far, "青禾 4 号公变"],
    ] as const)
      await owner.query(
        `insert into customers.supply_points (org_id, id, account_id, role, voltage_code, transformer, valid_from, version)
          values (990101, gen_random_uuid(), $1, 'main', 'AC02202', $2, '2026-01-01', 1)`,
        [accountId, transformer],
      );
  });
  const ask = ({ accountId }: { accountId: string }) => found("active-outage", "FAULT", accountId);
  assert.deepEqual(await ask(near), []);
  const form = filledForm(findOrderType("FAULT")?.form ?? null, { outageRef: "TD2603-07" });
  const body = {
    ...{
      typeCode: "FAULT",
      channel: "phone" as const,
      accountId: one.accountId,
      customerId: one.customerId,
      form,
    },
    ...{ contactName: "陈禾", contactPhone: "13900004444" },
  };
  const taken = await (await as("r-cmd")).call(api.acceptOrder, { body });
  assert.equal(taken.status, 200, JSON.stringify(taken.body));
  const [known] = await ask(near);
  assert.equal(known?.orderId, taken.body.order.id);
  assert.match(known?.text.zh ?? "", /该台区已有停电 TD2603-07/);
  assert.deepEqual(await ask(far), []);
});

test("who asks for reconnection is not asked for a proof of payment; what is still owed is said", async () => {
  const { accountId, customerId } = await freshAccount();
  const ask = () => found("payment-seen", "RECON", accountId);
  const [paid] = await ask();
  assert.deepEqual([paid?.level, /无须客户出示缴费凭证/.test(paid?.text.zh ?? "")], ["note", true]);
  await platform.asOwner((owner) =>
    owner.query(
      `insert into customers.matters (org_id, customer_id, key, kind, account_id, title_zh, title_en, state_zh, state_en,
        opened_at, told_seq) values (990101, $1, 'billing:9', 'arrears', $2, '欠费', 'Arrears', '欠 82.40 元', '82.40 yuan', now(), 1)`,
      [customerId, accountId],
    ),
  );
  const [owed] = await ask();
  assert.deepEqual([owed?.level, /欠 82.40 元/.test(owed?.text.zh ?? "")], ["warn", true]);
});
