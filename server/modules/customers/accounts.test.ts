import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "../../../contracts/customers.ts";
import { newId } from "../../foundation/ids.ts";
import { commandsDone, untraced } from "../identity/test-county.ts";
import { plainAccount, testArchive } from "./testing-archive.ts";

const archive = await testArchive();
let { clerk } = archive;
const { platform, buildCustomer, buildAccount, buildMeter, today } = archive;
const unitId = archive.county.root;
const read = async (customerId: string, asOf?: string) => {
  const { body, status } = await clerk.call(api.readCustomer, {
    params: { customerId },
    query: asOf ? { asOf } : {},
  });
  assert.equal(status, 200, JSON.stringify(body));
  return body;
};
/** Sessions do not outlast days. */
async function passDays(days: number): Promise<void> {
  platform.pass({ hours: 24 * days });
  clerk = await archive.signedIn("clerk");
}
const codeOf = async (reply: Promise<{ status: number; code: string | undefined; body: unknown }>) => {
  const { status, code } = await reply;
  return status === 200 ? 200 : code;
};
const fieldsOf = (account: Awaited<ReturnType<typeof read>>["accounts"][number] | undefined) => {
  assert.ok(account);
  const plain = plainAccount(unitId);
  const names = Object.keys(plain).filter((name) => !["unitId", "premise"].includes(name));
  const picked = Object.fromEntries(Object.entries(account).filter(([name]) => names.includes(name)));
  return { ...plain, ...picked, premise: undefined, unitId: undefined } as unknown as Omit<
    typeof plain,
    "premise" | "unitId"
  >;
};

test("an account opens with the company's next number, at a premise, with its codes named", async () => {
  const customerId = await buildCustomer();
  const { body, status } = await clerk.call(api.openAccount, {
    params: { customerId },
    body: plainAccount(unitId),
  });
  assert.equal(status, 200, JSON.stringify(body));
  assert.match(body.number, /^990101\d{7}$/);
  const [account] = (await read(customerId)).accounts;
  assert.equal(account?.useName.zh, "城镇居民生活用电");
  assert.equal(account?.voltageName.en, "220 V AC");
  assert.equal(account?.premise.address, "青禾县人民路12号3栋2单元501室");
  const own = await clerk.call(api.readAccount, { params: { accountId: body.accountId }, query: {} });
  assert.equal(own.status, 200, JSON.stringify(own.body));
  assert.deepEqual(own.body.account, account);
  assert.equal(own.body.customer.id, customerId);
});

test("what opening refuses", async () => {
  const customerId = await buildCustomer();
  const { accountId, number } = await buildAccount(customerId);
  const open = (change: object) =>
    codeOf(
      clerk.call(api.openAccount, { params: { customerId }, body: { ...plainAccount(unitId), ...change } }),
    );
  assert.equal(await open({ number }), "customers.account_taken");
  assert.equal(await open({ number: "12345" }), "customers.account_length");
  assert.equal(await open({ number: "12345678O1a" }), "customers.account_character");
  assert.equal(await open({ number: "0000123456" }), 200, "a number of the former system");
  assert.equal(await open({ useCode: "999" }), "customers.code_unknown");
  assert.equal(await open({ tradeCode: "C99" }), "customers.code_unknown");
  assert.equal(await open({ tradeCode: "C2614" }), 200);
  assert.equal(await open({ voltageCode: "220V" }), "customers.code_unknown");
  assert.equal(await open({ runningKva: 9 }), "customers.kva_order");
  assert.equal(await open({ transfer: "supplied" }), "customers.supplier_unknown");
  assert.equal(await open({ supplierAccountId: accountId }), "customers.supplier_unknown");
  assert.equal(await open({ transfer: "supplied", supplierAccountId: accountId }), 200);
  assert.equal(await open({ openedOn: "2026-03-05" }), "customers.future_day");
  assert.equal(await open({ premise: { premiseId: newId() } }), "thing.not_found");
});

test("twenty who open at once get twenty numbers in a row; one taken by hand is passed over", async () => {
  const customerId = await buildCustomer();
  const { number: before } = await buildAccount(customerId);
  const next = (n: number) => String(Number(before) + n);
  await buildAccount(customerId, { number: next(3) });
  const customers = await Promise.all(Array.from({ length: 20 }, () => buildCustomer()));
  const opened = await Promise.all(customers.map((id) => buildAccount(id)));
  const numbers = opened.map(({ number }) => number).sort();
  const expected = Array.from({ length: 21 }, (_, n) => next(n + 1)).filter((n) => n !== next(3));
  assert.deepEqual(numbers, expected);
});

test("an edit, a transfer and a closing each hold from their day; before it the archive shows what was", async () => {
  const [seller, buyer] = [await buildCustomer({ name: "卖方" }), await buildCustomer({ name: "买方" })];
  const { accountId, number } = await buildAccount(seller);
  const opened = today();
  await passDays(2);
  const edited = today();
  const [first] = (await read(seller)).accounts;
  const edit = { ...fieldsOf(first), version: 1, isSupplied: true, state: "active" as const, runningKva: 4 };
  const saved = await clerk.call(api.updateAccount, {
    params: { accountId },
    body: edit,
  });
  assert.equal(saved.status, 200, JSON.stringify(saved.body));
  await passDays(2);
  const moved = today();
  const transfer = { version: 2, toCustomerId: buyer, on: moved, reason: "房屋买卖" };
  assert.equal(
    await codeOf(
      clerk.call(api.transferAccount, { params: { accountId }, body: { ...transfer, version: 1 } }),
    ),
    "customers.edited_meanwhile",
  );
  assert.equal(
    await codeOf(
      clerk.call(api.transferAccount, { params: { accountId }, body: { ...transfer, on: opened } }),
    ),
    "customers.past_stays",
  );
  assert.equal(
    await codeOf(
      clerk.call(api.transferAccount, { params: { accountId }, body: { ...transfer, toCustomerId: seller } }),
    ),
    "customers.same_owner",
  );
  assert.equal(await codeOf(clerk.call(api.transferAccount, { params: { accountId }, body: transfer })), 200);
  await passDays(2);
  const closed = today();
  const closing = { version: 3, on: closed, reason: "拆迁" };
  assert.equal(await codeOf(clerk.call(api.closeAccount, { params: { accountId }, body: closing })), 200);
  assert.equal(
    await codeOf(clerk.call(api.closeAccount, { params: { accountId }, body: { ...closing, version: 4 } })),
    "customers.account_closed",
  );

  const shown = async (customerId: string, day: string) =>
    (await read(customerId, day)).accounts.map((one) => [one.number, one.runningKva, one.state]);
  assert.deepEqual(await shown(seller, opened), [[number, 8, "active"]]);
  assert.deepEqual(await shown(seller, edited), [[number, 4, "active"]]);
  assert.deepEqual(await shown(seller, moved), []);
  assert.deepEqual(await shown(buyer, edited), []);
  assert.deepEqual(await shown(buyer, moved), [[number, 4, "active"]]);
  assert.deepEqual(await shown(buyer, closed), [[number, 4, "closed"]]);
  const days = [closed, moved, edited, opened];
  const [sold, bought] = [await read(seller), await read(buyer)];
  for (const day of [moved, edited, opened]) assert.ok(sold.changeDays.includes(day), day);
  for (const day of [closed, moved]) assert.ok(bought.changeDays.includes(day), day);
  assert.deepEqual(sold.changeDays, [...sold.changeDays].sort().reverse());
  assert.ok(days.length === new Set(days).size);
  assert.equal(
    await codeOf(
      clerk.call(api.readCustomer, { params: { customerId: seller }, query: { asOf: "2020-01-01" } }),
    ),
    "customers.not_yet",
  );
  assert.equal(
    await codeOf(
      clerk.call(api.readCustomer, { params: { customerId: seller }, query: { asOf: "2099-01-01" } }),
    ),
    "customers.future_day",
  );
});

test("an account with a meter, or one that feeds another, is not closed", async () => {
  const customerId = await buildCustomer();
  const { accountId } = await buildAccount(customerId);
  const { pointId, assetNumber } = await buildMeter(accountId);
  const close = () =>
    codeOf(
      clerk.call(api.closeAccount, {
        params: { accountId },
        body: { version: 1, on: today(), reason: "不用了" },
      }),
    );
  assert.equal(await close(), "customers.meter_hangs");
  assert.equal(
    await codeOf(
      clerk.call(api.removeMeter, {
        params: { pointId },
        body: { on: today(), reading: 100, reason: "销户" },
      }),
    ),
    200,
  );
  const { accountId: fedId } = await buildAccount(customerId, {
    transfer: "supplied",
    supplierAccountId: accountId,
  });
  assert.equal(await close(), "customers.supplies_others");
  assert.equal(
    await codeOf(
      clerk.call(api.closeAccount, {
        params: { accountId: fedId },
        body: { version: 1, on: today(), reason: "不用了" },
      }),
    ),
    200,
  );
  assert.equal(await close(), 200);
  assert.equal(
    await codeOf(
      clerk.call(api.installMeter, { params: { pointId }, body: { assetNumber, on: today(), reading: 0 } }),
    ),
    "customers.account_closed",
  );
});

test("accounts never feed each other in a circle, also when two close it at the same moment", async () => {
  const hang = async (one: { accountId: string }, on: { accountId: string }, version = 1) => {
    const params = { accountId: one.accountId };
    const { body } = await clerk.call(api.readAccount, { params, query: {} });
    const supplied = { transfer: "supplied" as const, supplierAccountId: on.accountId };
    const edit = {
      ...fieldsOf(body.account),
      ...supplied,
      version,
      isSupplied: true,
      state: "active" as const,
    };
    return codeOf(clerk.call(api.updateAccount, { params, body: edit }));
  };
  for (let round = 0; round < 8; round++) {
    const customerId = await buildCustomer();
    const [a, b, c, d] = [
      await buildAccount(customerId),
      await buildAccount(customerId),
      await buildAccount(customerId),
      await buildAccount(customerId),
    ];
    assert.equal(await hang(a, a), "customers.supplier_cycle");
    assert.equal(await hang(a, b), 200);
    assert.equal(await hang(c, d), 200);
    // The two have no account in common: only that they change who feeds whom makes them wait for each other.
    const both = await Promise.all([hang(b, c), hang(d, a)]);
    assert.deepEqual(both.sort(), [200, "customers.supplier_cycle"]);
  }
});

test("every command is on the audit trail", async () => {
  assert.ok(commandsDone.length > 10);
  assert.deepEqual(await untraced(platform), []);
});
