/**
 * Number and phone open an order by a one-time code (验证码). Whoever asks learns nothing: a number that is none, a phone that
 * is another's and a right pair get the same answer after the same statements; wrong codes are counted for all of them.
 */
import { randomInt, timingSafeEqual } from "node:crypto";
import type { AnswerOf, InputOf } from "../../../../contracts/endpoint.ts";
import type { askOrderCode, openMyOrder } from "../../../../contracts/orders/my.ts";
import { dateOf } from "../../../foundation/clock.ts";
import { audit, type Context } from "../../../foundation/context.ts";
import { newId, newToken } from "../../../foundation/ids.ts";
import { Problem } from "../../../foundation/problem.ts";
import { keyedHash } from "../../../foundation/secrets.ts";
import { type Call, command, type Platform } from "../../../foundation/transaction.ts";
import { type RulesInForce, rulesInForce } from "../../catalogue/index.ts";
import { phoneBlind } from "../../customers/index.ts";
import { listCompanies } from "../../identity/index.ts";
import { hashToken } from "../papers-issue/follow-url.ts";
import { addNotice } from "./notices.ts";
import * as store from "./store.ts";

type AskBody = InputOf<typeof askOrderCode>["body"];
type OpenBody = InputOf<typeof openMyOrder>["body"];

/** As people type it: spaces, dashes and wide digits are nobody's mistake. */
const digits = (text: string) => text.normalize("NFKC").replace(/\D/g, "");

/** @throws orders.code_too_many, thing.not_found for a company that there is not (the list of them is public) */
export async function askCode(
  platform: Platform,
  call: Call,
  body: AskBody,
): Promise<AnswerOf<typeof askOrderCode>> {
  const own = await inCompany(platform, call, body.orgId);
  return command(platform, own, (ctx) => ask(ctx, body));
}

async function inCompany(platform: Platform, call: Call, orgId: number): Promise<Call> {
  const known = (await listCompanies(platform.db)).some(
    (one) => one.orgId === orgId && one.level === "county",
  );
  if (!known) throw new Problem("thing.not_found");
  return { ...call, actor: { kind: "anyone" }, orgId, scope: [orgId] };
}

function askedOf(ctx: Context, number: string, phone: string): store.Asked {
  const hash = (kind: string, text: string) =>
    keyedHash(ctx.secret, `order code ${kind}`, `${ctx.orgId} ${text}`);
  return {
    number: hash("number", number),
    phone: hash("phone", phone),
    address: hash("address", ctx.ip ?? ""),
  };
}

const codeHash = (ctx: Context, id: string, code: string) =>
  keyedHash(ctx.secret, "order code", `${ctx.orgId} ${id} ${code}`);

async function ask(ctx: Context, body: AskBody): Promise<AnswerOf<typeof askOrderCode>> {
  const rules = await rulesOf(ctx);
  const number = digits(body.number);
  const phone = digits(body.phone);
  const asked = askedOf(ctx, number, phone);
  await store.lockAsked(ctx, asked);
  await requireFew(ctx, rules, asked);
  const blind = phoneBlind(ctx, phone) ?? Buffer.alloc(16);
  const order = await store.findByPhone(ctx, number, blind);
  const id = newId();
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const minutes = rules.value("FOLLOW.CODE.MINUTES");
  await store.insertCode(ctx, {
    ...asked,
    id,
    orderId: order?.id ?? null,
    codeHash: codeHash(ctx, id, code),
    expiresAt: ctx.clock.now().add({ minutes }),
  });
  await addNotice(ctx, {
    orderId: order?.id ?? null,
    template: "code",
    phone,
    facts: { code, number, minutes },
    dueAt: ctx.clock.now(),
    isReal: order !== undefined,
  });
  audit(ctx, { action: "orders.code_asked", subject: order ? `order:${order.id}` : "unknown" });
  return { minutes };
}

async function requireFew(ctx: Context, rules: RulesInForce, asked: store.Asked): Promise<void> {
  const count = await store.countAsked(ctx, asked, ctx.clock.now().subtract({ hours: 1 }));
  const isMany =
    count.number >= rules.value("FOLLOW.CODE.PER_HOUR.NUMBER") ||
    count.phone >= rules.value("FOLLOW.CODE.PER_HOUR.PHONE") ||
    count.address >= rules.value("FOLLOW.CODE.PER_HOUR.ADDRESS");
  if (isMany) throw new Problem("orders.code_too_many", { minutes: 60, seconds: 3_600 });
}

const rulesOf = (ctx: Context) => rulesInForce(ctx, dateOf(ctx.clock.now()).toString());

/** @throws orders.code_wrong, whatever of the three was wrong */
export async function openByCode(
  platform: Platform,
  call: Call,
  body: OpenBody,
): Promise<AnswerOf<typeof openMyOrder>> {
  const own = await inCompany(platform, call, body.orgId);
  // A refusal is returned, not thrown: the try that it cost must stay counted.
  const outcome = await command(platform, own, (ctx) => open(ctx, body));
  if (outcome instanceof Problem) throw outcome;
  return outcome;
}

async function open(ctx: Context, body: OpenBody): Promise<AnswerOf<typeof openMyOrder> | Problem> {
  const rules = await rulesOf(ctx);
  const found = await store.tryCode(ctx, askedOf(ctx, digits(body.number), digits(body.phone)));
  const given = codeHash(ctx, found?.id ?? newId(), digits(body.code));
  const isRight = timingSafeEqual(given, found?.codeHash ?? Buffer.alloc(given.length));
  const isAlive = found !== undefined && found.tries <= rules.value("FOLLOW.CODE.TRIES");
  if (!isRight || !isAlive || found.orderId === null) {
    audit(ctx, {
      action: "orders.code_refused",
      subject: found?.orderId ? `order:${found.orderId}` : "unknown",
    });
    return new Problem("orders.code_wrong");
  }
  await store.spendCode(ctx, found.id);
  const token = newToken();
  const expiresAt = ctx.clock.now().add({ hours: rules.value("FOLLOW.TOKEN.HOURS") });
  await store.insertToken(ctx, {
    tokenHash: hashToken(token),
    orderId: found.orderId,
    kind: "code",
    expiresAt,
  });
  audit(ctx, { action: "orders.opened_by_code", subject: `order:${found.orderId}` });
  return { token: `${ctx.orgId}.${token}`, expiresAt: expiresAt.toString() };
}
