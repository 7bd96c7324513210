/** The catalogue's HTTP face. */
import * as contract from "../../../contracts/catalogue.ts";
import { dateOf } from "../../foundation/clock.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { Problem } from "../../foundation/problem.ts";
import { ruleAnswer } from "./answers.ts";
import { addWorkdays, workdaysIn, yearsAssumed } from "./calendar.ts";
import { changeRule, confirmRule } from "./change-rule.ts";
import { importCalendar, missingCalendarYear } from "./import-calendar.ts";
import { calendarOf, rulesInForce } from "./in-force.ts";
import { saveReason } from "./save-reason.ts";
import * as store from "./store.ts";

const assumed = new Set(["AR", "AD", "VQ"]);

export const catalogueRoutes: readonly Route[] = [
  route(contract.listRules, async (ctx, { query }) => {
    const date = query.date ?? dateOf(ctx.clock.now()).toString();
    const { scheme, rows } = await rulesInForce(ctx, date);
    const wanted = rows.filter(
      (rule) =>
        rule.rule_code.startsWith(query.prefix ?? "") &&
        (query.unconfirmed === "false" || (assumed.has(rule.confidence) && rule.confirmed_at === null)),
    );
    return { date, scheme, rules: wanted.map(ruleAnswer) };
  }),
  route(contract.listRuleVersions, async (ctx, { params }) => {
    const versions = await store.versionsOf(ctx, params.ruleId);
    if (versions.length === 0) throw new Problem("thing.not_found");
    return { versions: versions.map(ruleAnswer) };
  }),
  route(contract.changeRule, async (ctx, { params, body }) => ({
    rule: ruleAnswer(await changeRule(ctx, params.ruleId, body)),
  })),
  route(contract.confirmRule, async (ctx, { params, body }) => ({
    rule: ruleAnswer(await confirmRule(ctx, params.ruleId, body.reason)),
  })),
  route(contract.listReasons, async (ctx, { query }) => ({
    reasons: [...(await store.listReasons(ctx, query.list))],
  })),
  route(contract.saveReason, async (ctx, { params, body }) => ({
    reason: await saveReason(ctx, params.list, params.code, body),
  })),
  route(contract.listCalendarYears, async (ctx) => ({
    years: (await store.listYears(ctx)).map(({ year, source, days }) => ({ year, source, days })),
    missingYear: (await missingCalendarYear(ctx)) ?? null,
  })),
  route(contract.getCalendarYear, async (ctx, { params: { year } }) => {
    const calendar = await calendarOf(ctx);
    const days = [...calendar.days]
      .filter(([date]) => Number(date.slice(0, 4)) === year)
      .map(([date, { type, name }]) => ({ date, type, name }));
    const workdaysPerMonth = Array.from({ length: 12 }, (_, month) =>
      workdaysIn(calendar, Temporal.PlainYearMonth.from({ year, month: month + 1 })),
    );
    return { year, known: calendar.years.has(year), days, workdaysPerMonth };
  }),
  route(contract.importCalendar, (ctx, { body }) => importCalendar(ctx, body)),
  route(contract.countWorkdays, async (ctx, { query }) => {
    const calendar = await calendarOf(ctx);
    const from = Temporal.PlainDate.from(query.from);
    const due = addWorkdays(calendar, from, query.days);
    return { due: due.toString(), yearsAssumed: [...yearsAssumed(calendar, from, due)] };
  }),
];
