/** Registers (名册): a person proposes an entry, another reviews it, somebody ends it or time does. */
import type {
  proposeRegister as proposeEndpoint,
  reviewRegister as reviewEndpoint,
} from "../../../contracts/customers/archive.ts";
import type { InputOf, Words } from "../../../contracts/endpoint.ts";
import { dateOf } from "../../foundation/clock.ts";
import { actorName, audit, type Context, publish, staffOf } from "../../foundation/context.ts";
import { violates } from "../../foundation/database.ts";
import { Problem } from "../../foundation/problem.ts";
import { customerChanged } from "./events.ts";
import { withoutPersonalNumbers } from "./personal-free.ts";
import { presentCustomer } from "./present-customer.ts";
import { findLevel, levelWords, registerLists } from "./rules/registers.ts";
import { isAccountOf } from "./store/heads.ts";
import * as store from "./store/registers.ts";
import { tellCustomer } from "./tell-customer.ts";

type Proposed = InputOf<typeof proposeEndpoint>["body"];

/**
 * @returns the entry
 * @throws thing.not_found, customers.merged, customers.register_level, customers.days_order, customers.register_twice
 */
export async function proposeRegister(ctx: Context, customerId: string, given: Proposed): Promise<string> {
  await presentCustomer(ctx, customerId);
  const { register, accountId, documentId } = given;
  const level = findLevel(register, given.level);
  if (!level) throw new Problem("customers.register_level", { level: given.level, field: "level" });
  if (accountId && !(await isAccountOf(ctx, customerId, accountId)))
    throw new Problem("thing.not_found", { field: "accountId" });
  const validFrom = given.validFrom ?? dateOf(ctx.clock.now()).toString();
  const expiresOn = given.expiresOn === undefined ? endOfTerm(validFrom, level.termMonths) : given.expiresOn;
  if (expiresOn !== null && expiresOn < validFrom)
    throw new Problem("customers.days_order", { field: "expiresOn" });

  const entry = {
    customerId,
    accountId,
    documentId,
    register,
    level: level.code,
    reason: withoutPersonalNumbers(given.reason),
    source: withoutPersonalNumbers(given.source),
    validFrom,
    expiresOn,
  };
  const entryId = await insert(ctx, entry);
  const { reason, ...told } = entry;
  audit(ctx, {
    action: "customers.register_proposed",
    subject: `customer:${customerId}`,
    after: { entryId, ...told },
    reason,
  });
  tell(
    ctx,
    { ...entry, id: entryId },
    "proposed",
    { zh: "申请列入名册", en: "Proposed for a register" },
    reason,
  );
  return entryId;
}

async function insert(ctx: Context, entry: store.NewEntry): Promise<string> {
  try {
    return await store.insertEntry(ctx, entry, staffOf(ctx));
  } catch (error) {
    if (violates(error, "register_entries_once")) throw new Problem("customers.register_twice");
    throw error;
  }
}

/** The last day of a term: a year from 5 March ends on 4 March. */
const endOfTerm = (from: string, months: number | null): string | null =>
  months === null ? null : Temporal.PlainDate.from(from).add({ months }).subtract({ days: 1 }).toString();

/** @throws thing.not_found, customers.reviewed_already, customers.own_review */
export async function reviewRegister(
  ctx: Context,
  entryId: string,
  { verdict, note }: InputOf<typeof reviewEndpoint>["body"],
): Promise<void> {
  const entry = await lockedEntry(ctx, entryId);
  if (entry.state !== "proposed")
    throw new Problem("customers.reviewed_already", { who: entry.reviewedByName ?? "" });
  const staff = staffOf(ctx);
  // The database says so too, whatever happens here.
  if (entry.proposedBy === staff.id) throw new Problem("customers.own_review");

  const state = verdict === "approve" ? "in-force" : "refused";
  const said = note === null ? null : withoutPersonalNumbers(note);
  await store.saveReview(ctx, entryId, state, staff, said);
  await applyImportance(ctx, entry);

  audit(ctx, {
    action: `customers.register_${verdict}d`,
    subject: `customer:${entry.customerId}`,
    before: { entryId, state: entry.state },
    after: { state },
    ...(said ? { reason: said } : {}),
  });
  const words =
    verdict === "approve"
      ? { zh: "列入名册", en: "Entered in a register" }
      : { zh: "未通过名册审核", en: "Refused for a register" };
  tell(ctx, entry, state, words, said);
}

/** @throws thing.not_found; customers.reviewed_already when it is not in force */
export async function endRegister(ctx: Context, entryId: string, reason: string): Promise<void> {
  const entry = await lockedEntry(ctx, entryId);
  if (entry.state !== "in-force")
    throw new Problem("customers.reviewed_already", { who: entry.reviewedByName ?? entry.proposedByName });
  const said = withoutPersonalNumbers(reason);
  await store.saveEnd(ctx, entryId, dateOf(ctx.clock.now()).toString(), said);
  await applyImportance(ctx, entry);
  audit(ctx, {
    action: "customers.register_ended",
    subject: `customer:${entry.customerId}`,
    before: { entryId, state: entry.state },
    after: { state: "ended" },
    reason: said,
  });
  tell(ctx, entry, "ended", { zh: "移出名册", en: "Left a register" }, said);
}

const sweepMost = 200;

/** Entries whose last day is over end; those that will soon end are told. @returns whether more may be waiting */
export async function sweepRegisters(ctx: Context, remindDays: number): Promise<boolean> {
  const today = dateOf(ctx.clock.now());
  const expired = await store.lockExpired(ctx, today.toString(), sweepMost);
  for (const entry of expired) {
    await store.saveEnd(ctx, entry.id, today.toString(), "到期");
    await applyImportance(ctx, entry);
    audit(ctx, {
      action: "customers.register_expired",
      subject: `customer:${entry.customerId}`,
      before: { entryId: entry.id, state: entry.state },
      after: { state: "ended", expiresOn: entry.expiresOn },
    });
    tell(ctx, entry, "expired", { zh: "名册到期", en: "A register entry expired" }, null);
    publish(ctx, registerNotice("expired", entry));
  }
  const soon = await store.lockUnreminded(ctx, today.add({ days: remindDays }).toString(), sweepMost);
  if (soon.length > 0)
    await store.markReminded(
      ctx,
      soon.map(({ id }) => id),
      today.toString(),
    );
  for (const entry of soon) {
    const on = entry.expiresOn ?? "";
    tell(
      ctx,
      entry,
      `remind:${on}`,
      { zh: `名册将于 ${on} 到期`, en: `A register entry expires on ${on}` },
      null,
    );
    publish(ctx, registerNotice("expiring", entry));
  }
  return expired.length === sweepMost || soon.length === sweepMost;
}

/** For whoever sends messages: the people who keep the register should know. */
const registerNotice = (
  what: "expired" | "expiring",
  { id, customerId, register, level, expiresOn }: store.EntryRow,
) => ({
  type: `customers.register-${what}`,
  topic: customerId,
  payload: { entryId: id, customerId, register, level, expiresOn },
});

async function lockedEntry(ctx: Context, entryId: string): Promise<store.EntryRow> {
  const entry = await store.lockEntry(ctx, entryId);
  if (!entry) throw new Problem("thing.not_found");
  return entry;
}

const importantLevels = (registerLists.find(({ register }) => register === "important")?.levels ?? []).map(
  ({ code, checkMonths }) => ({ code, checkMonths: checkMonths ?? null }),
);

/** What the register of important customers says, the accounts say too: outages and inspections read it there. */
async function applyImportance(ctx: Context, { customerId, register }: store.EntryRow): Promise<void> {
  if (register !== "important") return;
  await store.refreshImportance(ctx, customerId, dateOf(ctx.clock.now()).toString(), importantLevels);
}

function tell(
  ctx: Context,
  entry: Pick<store.EntryRow, "id" | "customerId" | "accountId" | "register" | "level">,
  step: string,
  words: Words,
  result: string | null,
): void {
  const level = levelWords(entry.register, entry.level);
  const isNotice = step === "expired" || step.startsWith("remind");
  tellCustomer(ctx, {
    customerId: entry.customerId,
    entry: {
      key: `customers:register:${entry.id}:${step}`,
      kind: isNotice ? "notice" : "change",
      title: { zh: `${words.zh}（${level.zh}）`, en: `${words.en} (${level.en})` },
      accountId: entry.accountId,
      who: ctx.actor.kind === "staff" ? actorName(ctx.actor) : null,
      result,
    },
  });
  publish(ctx, customerChanged(entry.customerId, "register"));
}
