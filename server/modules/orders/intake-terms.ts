/** Checks of the intake that weigh days: how early, for how long, and how soon after the last time. */
import { addWorkdays, calendarOf } from "../catalogue/index.ts";
import { latestDemandTerm } from "../customers/index.ts";
import { dayOf, type Look, none, say } from "./intake-look.ts";
import { lastDone } from "./store/similar.ts";

type Span = { readonly value: number; readonly unit: string };
const spanOf = ({ value, unit }: Span): Temporal.DurationLike =>
  unit === "MONTH" ? { months: value } : unit === "YEAR" ? { years: value } : { days: value };

export const termLooks: Readonly<Record<string, Look>> = {
  "temporary-only": ({ intake: { account, type } }) =>
    account && account.temporary !== "no" && !allowedForTemporary.has(type.code)
      ? say("临时用电户不能办理这项业务", "An account of temporary supply cannot ask for this")
      : none,
  "temporary-term": ({ rules, intake: { said, type } }) => {
    const [begins, ends] = [dayOf(said.form.beginsOn), dayOf(said.form.endsOn)];
    if (!begins || !ends) return none;
    const rule = rules.find(type.code === "TMP-N" ? "TMP.UNMETERED.TERM" : "TMP.TERM");
    if (!rule) return none;
    const latest = begins.add(spanOf(rule));
    return Temporal.PlainDate.compare(ends, latest) > 0
      ? say(`期限超过 ${latest.toString()}`, `The term ends after ${latest.toString()}`)
      : none;
  },
  ahead: async ({ ctx, rules, intake: { said, type, customerClass }, today }) => {
    const begins = dayOf(said.form.beginsOn) ?? dayOf(said.form.wantedOn);
    const rule = type.ahead === null ? undefined : rules.find(type.ahead, { customerClass });
    if (!begins || !rule) return none;
    const earliest = addWorkdays(await calendarOf(ctx), today, rule.value);
    return Temporal.PlainDate.compare(begins, earliest) < 0
      ? say(`最早可从 ${earliest.toString()} 起`, `The earliest day is ${earliest.toString()}`)
      : none;
  },
  "suspension-days": ({ rules, intake: { said } }) => {
    const [begins, ends] = [dayOf(said.form.beginsOn), dayOf(said.form.endsOn)];
    const least = rules.find("CH.SUS.LEAST")?.value;
    if (!begins || !ends || least === undefined) return none;
    const days = begins.until(ends).days;
    return days < least
      ? say(`暂停 ${days} 日，不足 ${least} 日`, `Suspended for ${days} days, fewer than ${least}`)
      : none;
  },
  "restored-in-time": async ({ ctx, rules, intake: { account }, today }) => {
    const rule = rules.find("CH.RED.BACK.WITHIN");
    const reduced = account && (await lastDone(ctx, account.id, "CH-RED"));
    if (!rule || !reduced) return none;
    const latest = (dayOf(reduced.form.beginsOn) ?? reduced.closedOn).add(spanOf(rule));
    return Temporal.PlainDate.compare(today, latest) > 0
      ? say(
          `减容工单 ${reduced.number} 的恢复期限 ${latest.toString()} 已过，请按新装或增容办理`,
          `Order ${reduced.number} could be taken back until ${latest.toString()}: take a new connection or an increase`,
          { orderId: reduced.id },
        )
      : none;
  },
  "demand-again": async ({ ctx, rules, intake: { account, said }, today }) => {
    const rule = rules.find("CH.DEMAND.AGAIN");
    const last = account && (await latestDemandTerm(ctx, account.id));
    // Another figure under the same contract is no other way of charging.
    if (!rule || !last || last.basis === said.form.to) return none;
    const earliest = Temporal.PlainDate.from(last.startsOn).add(spanOf(rule));
    const next = today.with({ day: 1 }).add({ months: rules.find("CH.DEMAND.EFFECT")?.value ?? 0 });
    const asked = dayOf(said.form.fromMonth)?.with({ day: 1 });
    const begins = asked && Temporal.PlainDate.compare(asked, next) > 0 ? asked : next;
    return Temporal.PlainDate.compare(begins, earliest) < 0
      ? say(
          `现计费方式自 ${last.startsOn} 起执行（${last.source}），最早可从 ${earliest.toString()} 起变更`,
          `The present way holds since ${last.startsOn} (${last.source}); it may change from ${earliest.toString()}`,
        )
      : none;
  },
  "claim-in-time": ({ rules, intake: { said }, today }) => {
    const damaged = dayOf(said.form.damagedAt);
    const most = rules.find("APPL.CLAIM")?.value;
    if (!damaged || most === undefined || damaged.until(today).days <= most) return none;
    return say(`损坏日期距今超过 ${most} 日`, `The damage is more than ${most} days ago`);
  },
};

/** 营业规则2024 (§2.7): what an account of temporary supply may ask for. */
const allowedForTemporary: ReadonlySet<string> = new Set([
  ...["TMP-EXT", "TMP-END", "CH-NAME", "CH-TRANS", "CH-CLOSE", "CH-PAY", "CORR", "VAT"],
  ...[
    "FAULT",
    "COMP",
    "REPORT",
    "OPIN",
    "SUGG",
    "PRAISE",
    "CONS",
    "SRV-OTH",
    "MT-TEST",
    "MT-DATA",
    "MT-ABN",
    "RECON",
  ],
]);
