/** A customer's timeline, page by page, newest first; ten years of it open as fast as a day. */
import type { customerTimeline } from "../../../contracts/customers/archive.ts";
import type { AnswerOf, InputOf } from "../../../contracts/endpoint.ts";
import { businessZone, dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { knownCustomer } from "./present-customer.ts";
import { countEntries, listEntries, listPins, type Mark } from "./store/timeline.ts";

type Wish = InputOf<typeof customerTimeline>["query"];

/** @throws thing.not_found; request.invalid for a mark that none of our pages gave */
export async function readTimeline(
  ctx: Context,
  customerId: string,
  { kinds, accountId, from, to, after, limit }: Wish,
): Promise<AnswerOf<typeof customerTimeline>> {
  await knownCustomer(ctx, customerId);
  const filter = {
    kinds: kinds && [...new Set(kinds)],
    accountId,
    from: from === undefined ? undefined : startOf(from),
    until: to === undefined ? undefined : startOf(Temporal.PlainDate.from(to).add({ days: 1 })),
    after: after === undefined ? undefined : markFrom(after),
  };
  const entries = await listEntries(ctx, customerId, filter, limit + 1);
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  return {
    entries: page,
    next: entries.length > limit && last ? `${last.at}~${last.id}` : null,
    counts: await countEntries(ctx, customerId),
    pins: [...(await listPins(ctx, customerId, dateOf(ctx.clock.now()).toString()))],
  };
}

const startOf = (day: Temporal.PlainDate | string): Temporal.Instant =>
  Temporal.PlainDate.from(day).toZonedDateTime(businessZone).toInstant();

function markFrom(text: string): Mark {
  const [, at, id] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z)~([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/.exec(
      text,
    ) ?? [];
  if (!at || !id) throw new Problem("request.invalid", { field: "after" });
  try {
    return { at: Temporal.Instant.from(at).toString(), id };
  } catch {
    throw new Problem("request.invalid", { field: "after" });
  }
}
