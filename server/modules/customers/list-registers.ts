/** The registers of the company, page by page: all, what waits for review, what will soon expire. */
import type { listRegisters as endpoint } from "../../../contracts/customers/archive.ts";
import type { AnswerOf, InputOf } from "../../../contracts/endpoint.ts";
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { customerLines } from "./customer-lines.ts";
import { levelWords } from "./rules/registers.ts";
import * as store from "./store/registers.ts";

type Wish = InputOf<typeof endpoint>["query"];
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** @throws request.invalid for a mark that none of our pages gave */
export async function listRegisters(ctx: Context, wish: Wish): Promise<AnswerOf<typeof endpoint>> {
  const { register = null, state = null, expiringDays, after, limit } = wish;
  const by =
    expiringDays === undefined ? null : dateOf(ctx.clock.now()).add({ days: expiringDays }).toString();
  const rows =
    by === null
      ? await store.listEntries(ctx, { register, state }, idFrom(after), limit + 1)
      : await store.listExpiring(ctx, register, by, markFrom(after), limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = rows.length > limit && last ? (by === null ? last.id : `${last.expiresOn}~${last.id}`) : null;
  const lines = new Map(
    (await customerLines(ctx, [...new Set(page.map(({ customerId }) => customerId))])).map((line) => [
      line.id,
      line,
    ]),
  );
  const entries = page.flatMap(({ customerId, ...entry }) => {
    const customer = lines.get(customerId);
    return customer ? [{ ...entry, levelName: levelWords(entry.register, entry.level), customer }] : [];
  });
  return { entries, next, total: await store.countEntries(ctx, { register, state }, by) };
}

function idFrom(after: string | undefined): string | null {
  if (after === undefined) return null;
  if (!uuid.test(after)) throw new Problem("request.invalid", { field: "after" });
  return after;
}

function markFrom(after: string | undefined): { expiresOn: string; id: string } | null {
  if (after === undefined) return null;
  const [expiresOn = "", id = ""] = after.split("~");
  if (!/^\d{4}-\d\d-\d\d$/.test(expiresOn) || !uuid.test(id))
    throw new Problem("request.invalid", { field: "after" });
  return { expiresOn, id };
}
