/**
 * Messages to phones (短信). A row is written with what it tells; phone and text are sealed in it, and gone once sent. What
 * nobody sends is kept for a week, so that somebody calls instead.
 */
import { z } from "zod";
import rows from "../../../../catalogue/order-notices.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";
import { words } from "../../../../contracts/common.ts";
import type { AnswerOf, InputOf } from "../../../../contracts/endpoint.ts";
import type { listNotices as endpoint } from "../../../../contracts/orders/issued.ts";
import { dateOf } from "../../../foundation/clock.ts";
import type { Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import type { Listener } from "../../../foundation/listeners.ts";
import { seal, unseal } from "../../../foundation/secrets.ts";
import { rulesInForce } from "../../catalogue/index.ts";
import { maskPhone, openPhone } from "../../customers/index.ts";
import { getRootUnit } from "../../identity/index.ts";
import { catalogueNow } from "../catalogue-in-force.ts";
import * as store from "./notice-store.ts";

const templates = z
  .array(
    z.strictObject({
      code: z.string(),
      name: words,
      text: z.string(),
      /** Asked for by the customer this moment: sent at night, too, and worth nothing later. */
      isUrgent: z.boolean(),
      source: z.string(),
      confidence,
    }),
  )
  .parse(rows);

export function noticeTemplate(code: string) {
  const found = templates.find((one) => one.code === code);
  if (!found) throw new TypeError(`catalogue/order-notices.json has no ${code}`);
  return found;
}

const fill = (text: string, facts: Readonly<Record<string, string | number>>) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ""));

const purpose = "order notice";
const placeOf = (ctx: Context, id: string) => `orders.notices/${ctx.orgId}/${id}`;
const message = z.strictObject({ phone: z.string(), text: z.string() });

export type NewNotice = {
  readonly orderId: string | null;
  readonly template: string;
  readonly phone: string;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly dueAt: Temporal.Instant;
  /** False: does the work and writes nothing, so that whoever measures the time learns nothing. */
  readonly isReal?: boolean;
};

export async function addNotice(ctx: Context, notice: NewNotice): Promise<void> {
  const { orderId, template, phone, facts, dueAt, isReal = true } = notice;
  const id = newId();
  const text = fill(noticeTemplate(template).text, { company: (await getRootUnit(ctx)).name.zh, ...facts });
  const sealed = seal(ctx.secret, purpose, placeOf(ctx, id), Buffer.from(JSON.stringify({ phone, text })));
  await store.insertNotice(ctx, {
    id,
    orderId,
    template,
    sealed,
    phoneMasked: maskPhone(phone),
    dueAt,
    isReal,
  });
}

export const openNotice = (ctx: Context, id: string, sealed: Buffer): z.output<typeof message> =>
  message.parse(JSON.parse(unseal(ctx.secret, purpose, placeOf(ctx, id), sealed).toString()));

const told = z.object({ orderId: z.string(), notBefore: z.iso.datetime() });

/** What an order tells its customer goes to the phone that was given with it. */
export const noticeListener: Listener = {
  name: "orders.notices",
  types: ["orders.notice"],
  hear: async (ctx, event) => {
    const { orderId, notBefore } = told.parse(event.payload);
    const about = await store.findAbout(ctx, orderId);
    // Whoever asked for secrecy is not written to: phones lie about.
    if (!about?.phone || about.secrecy !== "none") return;
    const rules = await rulesInForce(ctx, dateOf(ctx.clock.now()).toString());
    const type = (await catalogueNow(ctx)).type(about.typeCode)?.name.zh ?? about.typeCode;
    await addNotice(ctx, {
      orderId,
      template: "progress",
      phone: openPhone(ctx, { table: "orders.orders", id: orderId }, about.phone),
      facts: { type, number: about.number, step: about.text, hotline: rules.value("SERVICE.HOTLINE") },
      dueAt: Temporal.Instant.from(notBefore),
    });
  },
};

export async function listNotices(
  ctx: Context,
  { state, limit }: InputOf<typeof endpoint>["query"],
): Promise<AnswerOf<typeof endpoint>> {
  const found = await store.listNotices(ctx, state ?? null, limit);
  return {
    notices: found.map((row) => ({
      ...row,
      templateName: noticeTemplate(row.template).name,
      madeAt: row.madeAt.toString(),
      dueAt: row.dueAt.toString(),
    })),
    isSending: ctx.outside?.smsUrl !== undefined,
  };
}
