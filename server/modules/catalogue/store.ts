/** The only file that speaks SQL to the schema "catalogue". */
import { sql } from "kysely";
import type { CalendarDay, ReasonList, ReasonRow } from "../../../contracts/catalogue.ts";
import type { Context } from "../../foundation/context.ts";
import { type Database, transaction } from "../../foundation/database.ts";
import { newId } from "../../foundation/ids.ts";
import type { DayType } from "./calendar.ts";
import type { ShippedRule } from "./shipped.ts";

export type Scheme = "SGCC" | "CSG" | "REG" | "LOCAL";
export type Company = { readonly scheme: Scheme; readonly version: number; readonly shipped: string };

/** One version of a rule, as stored; dates as ISO text, so that they compare as they read. */
export type RuleVersion = {
  readonly id: string;
  readonly rule_code: string;
  readonly scheme: string;
  readonly customer_class: string;
  readonly area_type: string;
  readonly value: number;
  readonly unit: string;
  readonly clock_type: string;
  readonly start_event: string | null;
  readonly stop_event: string | null;
  readonly source: string;
  readonly source_year: number;
  readonly confidence: string;
  readonly reason: string | null;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly origin: "shipped" | "company";
  readonly edited_by: string | null;
  readonly edited_at: Temporal.Instant | null;
  readonly confirmed_by: string | null;
  readonly confirmed_at: Temporal.Instant | null;
};

const ruleColumns = sql`id, rule_code, scheme, customer_class, area_type, value, unit, clock_type, start_event, stop_event,
  source, source_year, confidence, reason, valid_from::text as valid_from, valid_to::text as valid_to, origin, edited_by,
  edited_at, confirmed_by, confirmed_at`;

export async function findCompany(ctx: Context): Promise<Company | undefined> {
  const { rows } = await sql<Company>`
    select scheme, version, shipped from catalogue.companies where org_id = ${ctx.orgId}`.execute(ctx.tx);
  return rows[0];
}

/** Locks the company's catalogue for a change, making it when it is new. */
export async function lockCompany(ctx: Context, scheme: Scheme): Promise<Company> {
  await sql`insert into catalogue.companies (org_id, scheme) values (${ctx.orgId}, ${scheme}) on conflict do nothing`.execute(
    ctx.tx,
  );
  const { rows } = await sql<Company>`
    select scheme, version, shipped from catalogue.companies where org_id = ${ctx.orgId} for update`.execute(
    ctx.tx,
  );
  const [company] = rows;
  if (!company) throw new Error(`company ${ctx.orgId} has no catalogue`);
  return company;
}

/** Tells every process that what it keeps of this company's catalogue is old. */
export async function bumpVersion(ctx: Context, shipped?: string): Promise<void> {
  await sql`update catalogue.companies set version = version + 1, shipped = coalesce(${shipped ?? null}, shipped)
    where org_id = ${ctx.orgId}`.execute(ctx.tx);
}

/** True for the one caller that is first. */
export async function markAlarmed(ctx: Context, year: number): Promise<boolean> {
  const { numAffectedRows } = await sql`update catalogue.companies set alarmed_year = ${year}
    where org_id = ${ctx.orgId} and alarmed_year is distinct from ${year}`.execute(ctx.tx);
  return numAffectedRows === 1n;
}

/** The companies of this database that have a catalogue. */
export async function companiesWithCatalogue(db: Database): Promise<readonly number[]> {
  const heads = await sql<{ orgId: number }>`select org_id as "orgId" from foundation.event_heads()`.execute(
    db,
  );
  const all = heads.rows.map(({ orgId }) => orgId);
  return transaction(db, { orgIds: all }, async (tx) => {
    const { rows } = await sql<{ orgId: number }>`select org_id as "orgId" from catalogue.companies`.execute(
      tx,
    );
    return rows.map(({ orgId }) => orgId);
  });
}

/** All versions, in order of code and date. A company has some hundreds. */
export async function allRules(ctx: Context): Promise<readonly RuleVersion[]> {
  const { rows } = await sql<RuleVersion>`
    select ${ruleColumns} from catalogue.rules where org_id = ${ctx.orgId}
    order by rule_code, scheme, customer_class, area_type, valid_from`.execute(ctx.tx);
  return rows;
}

export async function lockRule(ctx: Context, id: string): Promise<RuleVersion | undefined> {
  const { rows } = await sql<RuleVersion>`
    select ${ruleColumns} from catalogue.rules where org_id = ${ctx.orgId} and id = ${id} for update`.execute(
    ctx.tx,
  );
  return rows[0];
}

export async function versionsOf(ctx: Context, id: string): Promise<readonly RuleVersion[]> {
  const { rows } = await sql<RuleVersion>`
    select ${ruleColumns} from catalogue.rules r
    where org_id = ${ctx.orgId} and (rule_code, scheme, customer_class, area_type) =
      (select rule_code, scheme, customer_class, area_type from catalogue.rules where org_id = ${ctx.orgId} and id = ${id})
    order by valid_from desc`.execute(ctx.tx);
  return rows;
}

export async function insertRule(ctx: Context, rule: RuleVersion): Promise<void> {
  await insertRules(ctx, [rule]);
}

async function insertRules(ctx: Context, rules: readonly RuleVersion[]): Promise<void> {
  await sql`insert into catalogue.rules (org_id, id, rule_code, scheme, customer_class, area_type, value, unit, clock_type,
      start_event, stop_event, source, source_year, confidence, reason, valid_from, valid_to, origin, edited_by, edited_at)
    select ${ctx.orgId}, id, rule_code, scheme, customer_class, area_type, value, unit, clock_type, start_event, stop_event,
      source, source_year, confidence, reason, valid_from, valid_to, origin, edited_by, edited_at
    from jsonb_to_recordset(${JSON.stringify(rules)}::jsonb) as r (id uuid, rule_code text, scheme text, customer_class text,
      area_type text, value float8, unit text, clock_type text, start_event text, stop_event text, source text,
      source_year int, confidence text, reason text, valid_from date, valid_to date, origin text, edited_by text,
      edited_at timestamptz)`.execute(ctx.tx);
}

export async function insertShippedRules(ctx: Context, rules: readonly ShippedRule[]): Promise<void> {
  const versions = rules.map((rule) => ({
    id: newId(),
    customer_class: "ALL",
    area_type: "ALL",
    ...rule,
    origin: "shipped",
  }));
  await insertRules(ctx, versions as unknown as RuleVersion[]);
}

export async function endRule(ctx: Context, id: string, validTo: string): Promise<void> {
  await sql`update catalogue.rules set valid_to = ${validTo} where org_id = ${ctx.orgId} and id = ${id}`.execute(
    ctx.tx,
  );
}

/** Corrects a version that began on the same day. */
export async function correctRule(ctx: Context, rule: RuleVersion): Promise<void> {
  await sql`update catalogue.rules set value = ${rule.value}, source = ${rule.source}, source_year = ${rule.source_year},
      reason = ${rule.reason}, origin = ${rule.origin}, edited_by = ${rule.edited_by}, edited_at = ${rule.edited_at},
      confirmed_by = ${rule.confirmed_by}, confirmed_at = ${rule.confirmed_at}
    where org_id = ${ctx.orgId} and id = ${rule.id}`.execute(ctx.tx);
}

export async function confirmVersion(ctx: Context, id: string, by: string): Promise<void> {
  await sql`update catalogue.rules set confirmed_by = ${by}, confirmed_at = ${ctx.clock.now()}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

const reasonColumns = sql`list, code, zh, en, limit_minutes as "limitMinutes", effect, sort, is_active as "isActive",
  source, confidence`;

export async function listReasons(ctx: Context, list?: ReasonList): Promise<readonly ReasonRow[]> {
  const { rows } = await sql<ReasonRow>`
    select ${reasonColumns} from catalogue.reasons where org_id = ${ctx.orgId} and list = coalesce(${list ?? null}, list)
    order by list, sort, code`.execute(ctx.tx);
  return rows;
}

/** Adds what is not there yet; a company's own words stay. */
export async function addReasons(
  ctx: Context,
  reasons: readonly Omit<ReasonRow, "isActive">[],
): Promise<void> {
  await sql`insert into catalogue.reasons (org_id, list, code, zh, en, limit_minutes, effect, sort, source, confidence)
    select ${ctx.orgId}, list, code, zh, en, "limitMinutes", effect, sort, source, confidence
    from jsonb_to_recordset(${JSON.stringify(reasons)}::jsonb) as r (list text, code text, zh text, en text,
      "limitMinutes" int, effect text, sort int, source text, confidence text)
    on conflict do nothing`.execute(ctx.tx);
}

export async function saveReason(ctx: Context, reason: ReasonRow): Promise<void> {
  await sql`insert into catalogue.reasons (org_id, list, code, zh, en, limit_minutes, effect, sort, is_active, source, confidence)
    values (${ctx.orgId}, ${reason.list}, ${reason.code}, ${reason.zh}, ${reason.en}, ${reason.limitMinutes},
      ${reason.effect}, ${reason.sort}, ${reason.isActive}, ${reason.source}, ${reason.confidence})
    on conflict (org_id, list, code) do update set zh = excluded.zh, en = excluded.en, sort = excluded.sort,
      limit_minutes = excluded.limit_minutes, is_active = excluded.is_active`.execute(ctx.tx);
}

export type CalendarYear = {
  readonly year: number;
  readonly source: string;
  readonly origin: string;
  readonly days: number;
};

export async function listYears(ctx: Context): Promise<readonly CalendarYear[]> {
  const { rows } = await sql<CalendarYear>`
    select y.year, y.source, y.origin, count(d.day)::int as days
    from catalogue.calendar_years y left join catalogue.calendar_days d on d.org_id = y.org_id and d.year = y.year
    where y.org_id = ${ctx.orgId} group by y.year, y.source, y.origin order by y.year`.execute(ctx.tx);
  return rows;
}

export async function listDays(
  ctx: Context,
): Promise<readonly { date: string; type: DayType; name: string }[]> {
  const { rows } = await sql<{ date: string; type: DayType; name: string }>`
    select day::text as date, type, name from catalogue.calendar_days where org_id = ${ctx.orgId} order by day`.execute(
    ctx.tx,
  );
  return rows;
}

/** Replaces the tables of these years. */
export async function replaceYears(
  ctx: Context,
  years: readonly number[],
  days: readonly CalendarDay[],
  source: string,
  origin: "shipped" | "company",
): Promise<void> {
  await sql`insert into catalogue.calendar_years (org_id, year, source, origin)
    select ${ctx.orgId}, year, ${source}, ${origin} from unnest(${years}::int[]) as y(year)
    on conflict (org_id, year) do update set source = excluded.source, origin = excluded.origin`.execute(
    ctx.tx,
  );
  await sql`delete from catalogue.calendar_days where org_id = ${ctx.orgId} and year = any(${years}::int[])`.execute(
    ctx.tx,
  );
  await sql`insert into catalogue.calendar_days (org_id, day, year, type, name)
    select ${ctx.orgId}, date, extract(year from date)::int, type, name
    from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as d (date date, type text, name text)`.execute(
    ctx.tx,
  );
}
