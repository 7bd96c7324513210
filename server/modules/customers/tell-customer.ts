/**
 * How any module tells a customer's page what happened with them: a line of the timeline, a matter that is open, or both.
 *
 * The news travels as an event and is written by a listener (`hear-happenings.ts`), so that the command that tells does
 * not wait for the customer's rows. A key makes what is told twice one line. Personal numbers in free text are masked
 * before they are told: events and timelines are read by many.
 */
import { z } from "zod";
import { matter, timelineKind } from "../../../contracts/customers/shapes.ts";
import type { Words } from "../../../contracts/endpoint.ts";
import { type Context, publish } from "../../foundation/context.ts";
import { withoutPersonalNumbers } from "./personal-free.ts";

export type TimelineKind = z.output<typeof timelineKind>;
export type MatterKind = z.output<typeof matter.shape.kind>;

/** One line of the timeline (运行记录). `at` is the command's instant unless given. */
export type ToldEntry = {
  /** The source and its own id: `hall:ticket:<id>:finished`. What has the same key is written once. */
  readonly key: string;
  readonly kind: TimelineKind;
  readonly at?: Temporal.Instant | undefined;
  readonly title: Words;
  readonly accountId?: string | null | undefined;
  /** hall, phone, web, field, … */
  readonly channel?: string | null | undefined;
  readonly place?: string | null | undefined;
  /** The person of ours, by name. */
  readonly who?: string | null | undefined;
  readonly result?: string | null | undefined;
  readonly costFen?: number | null | undefined;
  /** Plain facts for the screen; never numbers of papers, phones or bank accounts. */
  readonly detail?: Readonly<Record<string, unknown>> | undefined;
};

/** Something open with the customer (在办), as it is now. The newest telling holds, whatever order they arrive in. */
export type ToldMatter = {
  readonly key: string;
  readonly kind: MatterKind;
  readonly title: Words;
  readonly state: Words;
  readonly openedAt: Temporal.Instant;
  readonly dueAt?: Temporal.Instant | null | undefined;
  readonly accountId?: string | null | undefined;
  readonly isClosed?: boolean | undefined;
};

export type Happening = {
  readonly customerId: string;
  readonly entry?: ToldEntry | undefined;
  readonly matter?: ToldMatter | undefined;
};

export const happeningType = "customer.happening";

/** Tells it once the command has committed; nothing is told when neither an entry nor a matter is given. */
export function tellCustomer(ctx: Context, { customerId, entry, matter: open }: Happening): void {
  if (!entry && !open) return;
  const payload: HappeningPayload = {
    customerId,
    entry: entry ? entryPayload(entry, ctx.clock.now()) : null,
    matter: open ? matterPayload(open) : null,
  };
  publish(ctx, { type: happeningType, topic: customerId, payload });
}

const words = z.object({ zh: z.string(), en: z.string() });
const text = z.string().nullable();

/** What the event carries; the listener reads it with this, because events outlive the code that wrote them. */
export const happeningPayload = z.object({
  customerId: z.uuid(),
  entry: z
    .object({
      key: z.string(),
      kind: timelineKind,
      at: z.string(),
      title: words,
      accountId: text,
      channel: text,
      place: text,
      who: text,
      result: text,
      costFen: z.int().nullable(),
      detail: z.record(z.string(), z.unknown()),
    })
    .nullable(),
  matter: z
    .object({
      key: z.string(),
      kind: matter.shape.kind,
      title: words,
      state: words,
      openedAt: z.string(),
      dueAt: text,
      accountId: text,
      isClosed: z.boolean(),
    })
    .nullable(),
});
export type HappeningPayload = z.output<typeof happeningPayload>;

/** Characters of a title, as the contract's `words` has them, and of other texts. */
const titleMost = 200;
const textMost = 1_000;
const clean = (given: string) => withoutPersonalNumbers(given).slice(0, textMost);
const cleanWords = ({ zh, en }: Words): Words => ({
  zh: clean(zh).slice(0, titleMost) || "—",
  en: clean(en).slice(0, titleMost) || "—",
});
const orNull = (given: string | null | undefined) => (given ? clean(given) : null);

export function entryPayload(
  entry: ToldEntry,
  now: Temporal.Instant,
): NonNullable<HappeningPayload["entry"]> {
  return {
    key: entry.key,
    kind: entry.kind,
    at: (entry.at ?? now).toString(),
    title: cleanWords(entry.title),
    accountId: entry.accountId ?? null,
    channel: entry.channel ?? null,
    place: orNull(entry.place),
    who: entry.who ?? null,
    result: orNull(entry.result),
    costFen: entry.costFen ?? null,
    detail: cleanDetail(entry.detail ?? {}),
  };
}

function matterPayload(open: ToldMatter): HappeningPayload["matter"] {
  return {
    key: open.key,
    kind: open.kind,
    title: cleanWords(open.title),
    state: cleanWords(open.state),
    openedAt: open.openedAt.toString(),
    dueAt: open.dueAt?.toString() ?? null,
    accountId: open.accountId ?? null,
    isClosed: open.isClosed ?? false,
  };
}

/** Texts at any depth. */
function cleanDetail<T>(value: T): T {
  const walked: unknown =
    typeof value === "string"
      ? clean(value)
      : Array.isArray(value)
        ? value.map(cleanDetail)
        : value && typeof value === "object"
          ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, cleanDetail(part)]))
          : value;
  return walked as T;
}
