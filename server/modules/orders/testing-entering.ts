/** Orders that come to their archive step, for tests: what the steps before filled in is given, and the archive is looked at. */
import type { FormValues } from "../../../contracts/orders.ts";
import type { Route } from "../../foundation/http/route.ts";
import { updateArchive } from "./archive-order.ts";
import { processOf } from "./definitions.ts";
import { openOrder as lock } from "./open-order.ts";
import { nodeOf } from "./process/definition.ts";
import { saveOrder } from "./save-order.ts";
import type { OrderRow, StepRow } from "./store/rows.ts";
import { buildOrders, filledForm, type OrderWish, type TestOrders } from "./testing.ts";

export type EnteredAccount = {
  number: string;
  customer: string;
  contract: number | null;
  running: number | null;
  state: string;
  settle: string | null;
  invoice: string | null;
  use: string;
  until: string | null;
};

export type TestEntering = TestOrders & {
  readonly rows: <Row>(text: string, values?: readonly unknown[]) => Promise<Row[]>;
  readonly accountOf: (accountId: string) => Promise<EnteredAccount>;
  /** Meters with their readings, in 0.01 kWh. */
  readonly hangingAt: (accountId: string) => Promise<[string, number][]>;
  /** What the order's story says of its archive. */
  readonly told: (orderId: string) => Promise<{ kind: string; text: string }[]>;
  /** Takes an order with all papers of its set on the counter. @param key of its form */
  readonly take: (wish: OrderWish, form: FormValues, key: string) => Promise<OrderRow>;
  /** What the process does when it comes to the archive, with what the steps before would have filled in; again, if said. */
  readonly enter: (orderId: string, filled?: FormValues, times?: number) => Promise<void>;
};

const papers = [
  "id-card",
  "property-title",
  "commitment",
  "application",
  "business-licence",
  "tax-registration",
  "payment-proof",
].map((code) => ({ code, documentId: null }));

/** @param routes of other modules, to look at what was entered */
export async function buildEntering(routes: readonly Route[] = []): Promise<TestEntering> {
  const county = await buildOrders(routes);
  const rows: TestEntering["rows"] = <Row>(text: string, values: readonly unknown[] = []) =>
    county.platform.asOwner(async (client) => (await client.query(text, [...values])).rows as Row[]);
  return {
    ...county,
    rows,
    accountOf: async (accountId) => {
      const [row] = await rows<EnteredAccount>(
        `select number, customer_id as customer, contract_kva::float as contract, running_kva::float as running, state,
           settle_by as settle, invoice_kind as invoice, use_code as use, temporary_until::text as until
         from customers.accounts where id = $1`,
        [accountId],
      );
      if (!row) throw new Error(`there is no account ${accountId}`);
      return row;
    },
    hangingAt: async (accountId) => {
      const hanging = await rows<{ meter: string; reading: number }>(
        `select m.asset_number as meter, i.installed_reading::float as reading from customers.metering_points p
         join customers.installations i on i.point_id = p.id and i.removed_on is null
         join customers.meters m on m.id = i.meter_id where p.account_id = $1`,
        [accountId],
      );
      return hanging.map(({ meter, reading }) => [meter, reading]);
    },
    told: (orderId) =>
      rows<{ kind: string; text: string }>(
        "select kind, text_zh as text from orders.entries where order_id = $1 and kind like 'archive-%' order by at, id",
        [orderId],
      ),
    take: (wish, form, key) => county.openOrder({ papers, ...wish, form: filledForm(key, form) }),
    enter: async (orderId, filled = {}, times = 1) => {
      let done: StepRow | undefined;
      for (let time = 0; time < times; time++)
        await county.runAs("r-arc", async (ctx) => {
          const open = await lock(ctx, orderId);
          const task = done ?? open.tasks[0];
          if (!task) throw new Error("the order has no step that could lead to its archive");
          const { definition } = await processOf(ctx, open.order.processKey, open.order.processVersion);
          if (!done) open.closeStep(task.id, "completed", { form: filled as StepRow["form"] });
          await updateArchive(ctx, open, { step: task, node: nodeOf(definition, task.nodeId) });
          await saveOrder(ctx, open, { action: "completed", stepId: task.id });
          done = task;
        });
    },
  };
}

let born = 0;
/** A number with its check digit (GB 11643), each time another one. */
export function residentId(): string {
  const body = `1101051990${String(301 + (++born % 8)).padStart(4, "0")}${String(700 + born).padStart(3, "0")}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  return body + "10X98765432"[sum % 11];
}
