/** The facts of customers as expressions see them: what the archive holds, turned into numbers without nulls. */
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { type CustomerFacts, never, openKinds, voltsOf } from "./rules/facts.ts";
import { type AccountFactRow, type FactRow, listFacts } from "./store/facts.ts";

export type KnownFacts = { readonly id: string; readonly name: string; readonly facts: CustomerFacts };

/** In the order of the ids; who is unknown or was merged away is left out. One statement. */
export async function factsOf(ctx: Context, customerIds: readonly string[]): Promise<readonly KnownFacts[]> {
  const today = dateOf(ctx.clock.now());
  return (await listFacts(ctx, customerIds)).map((row) => ({
    id: row.id,
    name: row.name,
    facts: factsFrom(row, today),
  }));
}

export function factsFrom(row: FactRow, today: Temporal.PlainDate): CustomerFacts {
  const accounts = row.accounts.map(accountFacts);
  const [main] = accounts;
  const highest = accounts.reduce((best, one) => (one.volts > best.volts ? one : best), {
    volts: 0,
    voltage: "",
  });
  const soonest = (days: readonly number[]) => Math.min(never, ...days);
  const papers = row.papers.map(({ type, ends }) => ({ type, endsInDays: ends }));
  const { told } = row;
  return {
    kind: row.kind,
    stage: row.stage,
    language: row.language,
    age: row.bornOn ? ageOn(row.bornOn, today) : 0,
    registers: row.registers,
    registerEndsInDays: row.registerEnds ?? never,
    classes: row.classes,
    accounts,
    accountCount: row.accountCount,
    contractKva: main?.contractKva ?? 0,
    volts: highest.volts,
    voltage: highest.voltage,
    mainSort: main?.sort ?? "",
    mainUse: main?.use ?? "",
    mainTrade: main?.trade ?? "",
    contractEndsInDays: row.contractEnds ?? never,
    temporaryEndsInDays: soonest(accounts.map((one) => one.temporaryEndsInDays)),
    authorityEndsInDays: row.authorityEnds ?? never,
    papers,
    paperEndsInDays: soonest(papers.map((one) => one.endsInDays)),
    open: { ...Object.fromEntries(openKinds.map((kind) => [kind, 0])), ...row.open },
    visits90: row.visits,
    contacts90: row.contacts,
    yearKwh: (told["year-energy"] ?? 0) / 100,
    hasPaymentRecord: told["on-time-percent"] !== undefined,
    onTimePercent: told["on-time-percent"] ?? 100,
    defaults: told.defaults ?? 0,
    falsePromises: told["false-promises"] ?? 0,
    hazards: told.hazards ?? 0,
  };
}

function accountFacts(row: AccountFactRow): CustomerFacts["accounts"][number] {
  const { temporary, temporaryEnds, ...same } = row;
  return {
    ...same,
    trade: row.trade ?? "",
    volts: voltsOf(row.voltage),
    contractKva: row.contractKva ?? 0,
    runningKva: row.runningKva ?? 0,
    isTemporary: temporary !== "no",
    temporaryEndsInDays: temporaryEnds ?? never,
    notifyBy: row.notifyBy ?? "",
    invoiceKind: row.invoiceKind ?? "",
    peopleCount: row.peopleCount ?? 0,
  };
}

/** Whole years. Born on 29 February one grows older on 1 March in ordinary years, as civil law counts. */
export function ageOn(bornOn: Temporal.PlainDate, today: Temporal.PlainDate): number {
  const hadBirthday = bornOn.month * 100 + bornOn.day <= today.month * 100 + today.day;
  return Math.max(0, today.year - bornOn.year - (hadBirthday ? 0 : 1));
}
