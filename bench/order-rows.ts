/**
 * Orders as rows, by the hundred thousand: closed ones with their finished steps and clocks, and running ones with what is
 * live of them, as years of work would have left them. Set-based and as the owner, past triggers and foreign keys; the same
 * seed gives the same rows. What commands do to an order is measured on orders that commands have opened.
 */
import pg from "pg";

export type OrderRows = {
  readonly ownerUrl: string;
  readonly orgId: number;
  /** Whose work lists the live steps are on, in turn. */
  readonly unitIds: readonly string[];
  /** Who holds some of the live steps and has done the closed ones, in turn. */
  readonly staffIds: readonly string[];
  readonly process: { readonly key: string; readonly version: number };
  /** The last instant of the past: closed orders lie before it, live ones are due around it. */
  readonly until: Temporal.Instant;
  readonly closed: number;
  readonly live: number;
  /** How many rows earlier calls made of the company, closed and live: numbers go on from there. */
  readonly after?: number;
  readonly seed?: number;
  /** Also what `findOrders` looks in; takes as long as all the rest. */
  readonly withSearch?: boolean;
  readonly log?: (line: string) => void;
};

/** Of a finished order; a live one has been through two of them. */
const stepsEach = 5;
/** So many at once: a million in one statement would sort on disk. */
const batch = 100_000;

const prepare = `
create or replace function pg_temp.id_of(at timestamptz, salt text) returns uuid language sql immutable as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(salt), 1, 3) || '8'
    || substr(md5(salt), 4, 15))::uuid $$;
create or replace function pg_temp.draw(salt text, below int) returns int language sql immutable as $$
  select ((('x' || substr(md5(salt), 1, 8))::bit(32)::bigint) % below)::int $$;
create temp table if not exists made (n int, id uuid, opened_at timestamptz, closed_at timestamptz, class text, type text,
  unit_id uuid, is_late boolean);`;

/** $1 first, $2 last, $3 seed, $4 until, $5 units, $6 whether live */
const orders = `
with raw as (
  select n, $4::timestamptz - case when $6 then make_interval(mins => pg_temp.draw($3 || 'a' || n, 20000))
      else make_interval(mins => pg_temp.draw($3 || 'a' || n, 1000000) + 15000) end as opened_at,
    pg_temp.draw($3 || 'c' || n, 100) as kind, pg_temp.draw($3 || 'l' || n, 12) = 0 as is_late
  from generate_series($1::int, $2::int) n)
insert into made
select n, pg_temp.id_of(opened_at, $3 || 'o' || n), opened_at,
  case when $6 then null else opened_at + make_interval(mins => 2000 + pg_temp.draw($3 || 'd' || n, 12000)) end,
  case when kind < 60 then 'RES' when kind < 85 then 'LVN' when kind < 95 then 'HV1' else 'HV2' end,
  case when kind < 40 then 'NI-RES' when kind < 60 then 'CH-TRANS' when kind < 85 then 'NI-LVN' when kind < 95 then 'NI-HV1' else 'NI-HV2' end,
  ($5::uuid[])[1 + n % cardinality($5::uuid[])], is_late
from raw`;

const insertOrders = `
insert into orders.orders (org_id, id, number, type_code, customer_class, area_type, process_key, process_version, state,
  unit_id, opened_by_name, channel, address, contact_name, title, opened_at, closed_at, result, due_at)
select $1, id, to_char(opened_at at time zone 'Asia/Shanghai', 'YYMMDD') || lpad((n % 1000000)::text, 6, '0') || (n / 1000000)::text,
  type, class, 'URBAN', $2, $3, case when closed_at is null then 'open' else 'done' end, unit_id, '受理员', 'counter',
  '青禾县人民路' || n || '号', '客户' || n, '业务' || n, opened_at, closed_at,
  case when closed_at is null then null else 'done' end,
  case when closed_at is null then opened_at + interval '7 days' else null end
from made`;

/** $1 org, $2 seed, $3 staff, $4 steps of each, $5 until */
const insertDone = `
insert into orders.steps (org_id, order_id, id, node_id, kind, seq, state, name_zh, name_en, stage, duty, post, unit_id,
  opened_at, closed_at, closed_by, closed_by_name, how, type_code)
select $1, m.id, pg_temp.id_of(m.opened_at, $2 || 's' || m.n || '/' || k), (array['accept','survey','plan','final','archive'])[k],
  'task', k, 'done', '环节' || k, 'Step ' || k, (array['accept','survey','plan','final','archive'])[k],
  (array['accept','survey','plan','final-inspection',null])[k], (array['R-ACC','R-SUR','R-PLAN','R-FIN','R-ARC'])[k],
  m.unit_id, m.opened_at + (span * (k - 1)), m.opened_at + (span * k),
  ($3::uuid[])[1 + (m.n + k) % cardinality($3::uuid[])], '经办人', 'completed', m.type
from (select *, (coalesce(closed_at, opened_at + ($5::timestamptz - opened_at) * 0.8) - opened_at) / $4::int as span from made) m
cross join generate_series(1, case when m.closed_at is null then 2 else $4::int end) k`;

const insertLive = `
insert into orders.steps (org_id, order_id, id, node_id, kind, seq, state, name_zh, name_en, stage, duty, post, unit_id,
  opened_at, assignee_id, assignee_name, assigned_at, due_at, type_code, warned, is_order_late)
select $1, m.id, pg_temp.id_of(m.opened_at, $2 || 's' || m.n || '/3'), 'plan', 'task', 3, 'live', '方案拟定', 'Draft the plan',
  'plan', 'plan', (array['R-ACC','R-SUR','R-PLAN','R-FIN','R-MET'])[1 + m.n % 5], m.unit_id,
  m.opened_at + ($4::timestamptz - m.opened_at) * 0.8,
  case when m.n % 3 > 0 then ($3::uuid[])[1 + m.n % cardinality($3::uuid[])] end,
  case when m.n % 3 > 0 then '经办人' end, case when m.n % 3 > 0 then $4::timestamptz end,
  due_at, m.type, case when due_at < $4 then 100 when m.n % 10 = 0 then 80 else 0 end,
  m.opened_at + interval '7 days' <= $4
from (select *, $4::timestamptz + make_interval(mins => pg_temp.draw($2 || 'u' || n, 20000) - 2000) as due_at from made) m`;

const insertClocks = `
with clock as (
  select m.*, pg_temp.id_of(m.opened_at, $2 || 'k' || m.n) as clock_id, null::uuid as step_id, 'order' as subject,
    m.opened_at + interval '7 days' as due_at
  from made m
  union all
  select m.*, pg_temp.id_of(m.opened_at, $2 || 'q' || m.n), pg_temp.id_of(m.opened_at, $2 || 's' || m.n || '/3'), 'step',
    $3::timestamptz + make_interval(mins => pg_temp.draw($2 || 'u' || m.n, 20000) - 2000)
  from made m where m.closed_at is null),
put as (
  insert into orders.clocks (org_id, order_id, id, step_id, rule_code, layer, subject, state, unit, limit_value, started_at,
    due_at, ended_at, warned)
  select $1, id, clock_id, step_id, case when subject = 'order' then 'NI.TOTAL' else 'NI.PLAN' end, 'promised', subject,
    case when closed_at is null then 'running' when is_late then 'missed' else 'met' end, 'WD', 5, opened_at, due_at,
    closed_at, case when closed_at is null and due_at < $3 then 100 when closed_at is null and n % 10 = 0 then 80 else 0 end
  from clock)
insert into orders.marks (org_id, clock_id, seq, kind, at, limit_value, unit)
select $1, clock_id, 1, 'start', opened_at, 5, 'WD' from clock
union all
select $1, clock_id, 2, 'stop', closed_at, null, null from clock where closed_at is not null`;

const insertSearch = `
insert into orders.search (org_id, order_id, terms)
select o.org_id, o.id, orders.terms_of(o.org_id, orders.plain(o.title)) || orders.terms_of(o.org_id, orders.plain(o.address))
  || orders.terms_of(o.org_id, orders.plain(o.contact_name)) || orders.number_term(o.org_id, right(o.number, 6))
from made m join orders.orders o on o.org_id = $1 and o.id = m.id`;

/** Fills and analyses. A further call for the same company says what is there `after` which it goes on. */
export async function fillOrders(rows: OrderRows): Promise<void> {
  const { ownerUrl, closed, live, after = 0, log = () => {} } = rows;
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(prepare);
    for (let first = 1; first <= closed; first += batch) {
      const last = Math.min(closed, first + batch - 1);
      await fill(client, rows, { first: after + first, last: after + last, isLive: false });
      log(`orders closed ${last}/${closed}`);
    }
    for (let first = 1; first <= live; first += batch)
      await fill(client, rows, {
        first: after + closed + first,
        last: after + closed + Math.min(live, first + batch - 1),
        isLive: true,
      });
    for (const table of ["orders", "steps", "clocks", "marks", "search"])
      await client.query(`vacuum analyze orders.${table}`);
    log(`orders live ${live}`);
  } finally {
    await client.end();
  }
}

async function fill(
  client: pg.Client,
  rows: OrderRows,
  { first, last, isLive }: { first: number; last: number; isLive: boolean },
): Promise<void> {
  const { orgId, unitIds, staffIds, process, seed = 1 } = rows;
  const until = rows.until.toString();
  const salt = `${seed}/`;
  await client.query("begin");
  // Foreign keys hold by construction; the triggers would write one row after the other.
  await client.query("set local session_replication_role = replica");
  await client.query("truncate made");
  await client.query(orders, [first, last, salt, until, unitIds, isLive]);
  await client.query(insertOrders, [orgId, process.key, process.version]);
  await client.query(insertDone, [orgId, salt, staffIds, stepsEach, until]);
  if (isLive) await client.query(insertLive, [orgId, salt, staffIds, until]);
  await client.query(insertClocks, [orgId, salt, until]);
  if (rows.withSearch) await client.query(insertSearch, [orgId]);
  await client.query("commit");
}
