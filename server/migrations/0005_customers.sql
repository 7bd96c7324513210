-- Customers: the archive (客户档案). Who they are, what they own, how they are found.
--
-- Validity: a main table holds the present row and the day it began (`valid_from`); the row before it moves to
-- customers.past when it changes on a later day. Rows that are spans by nature (a phone number, a meter at its place, a
-- relation) carry both ends. So "as of a day" is: the past row that covers the day, else the present one (the functions
-- `…_on` below). Everywhere `valid_to` is the first day on which it no longer holds.
create schema customers;
grant usage on schema customers to mingchuang_app;

-- Present rows as they were before they changed.
create table customers.past (
  org_id int not null,
  kind text not null,                     -- the table: 'customers', 'accounts', …
  id uuid not null,
  valid_from date not null,
  valid_to date not null,
  customer_id uuid,                       -- whose it was: an account passes from one customer to another
  data jsonb not null,
  primary key (org_id, kind, id, valid_from),
  check (valid_from < valid_to)
);
create index past_of on customers.past (org_id, customer_id) where customer_id is not null;
select foundation.protect('customers.past', 'select');

-- Keeps the former row. A second change on one day replaces the first: the audit trail has both. Changes cannot begin
-- before the row that they replace: the past is not rewritten.
create function customers.keep_past() returns trigger
language plpgsql security definer set search_path = customers, pg_temp as $$
declare
  beside constant text[] := array['version', 'valid_from', 'updated_at', 'updated_by'];
begin
  if to_jsonb(new) - beside = to_jsonb(old) - beside then
    new.valid_from := old.valid_from;
    return new;
  end if;
  if new.valid_from < old.valid_from then
    raise exception 'a change cannot begin before the row it replaces' using errcode = '23514', constraint = 'past_stays';
  end if;
  if new.valid_from > old.valid_from then
    insert into past (org_id, kind, id, valid_from, valid_to, customer_id, data)
    values (old.org_id, tg_table_name, old.id, old.valid_from, new.valid_from, (to_jsonb(old)->>'customer_id')::uuid,
      to_jsonb(old));
  end if;
  return new;
end $$;

-- What a company counts, each in its order: the next account number. Its rows are also what is locked by changes that
-- must come one after the other: relations and supplies that must not form a circle.
create table customers.series (
  org_id int not null references identity.orgs,
  name text not null,
  last bigint not null default 0,
  primary key (org_id, name)
);
select foundation.protect('customers.series', 'select, insert, update');

create table customers.customers (
  org_id int not null references identity.orgs,
  id uuid not null,
  kind text not null check (kind in ('individual', 'organisation', 'intermediary')),
  stage text not null default 'current' check (stage in ('potential', 'current', 'former')),
  name text not null check (char_length(name) between 1 and 200),
  credit_code text,                       -- 统一社会信用代码; public, so it is not sealed
  born_on date,                           -- individuals: from the identity card
  gender text check (gender in ('female', 'male')),
  language text not null default 'zh' check (language in ('zh', 'en')),
  manager_staff_id uuid,                  -- 客户经理
  unit_id uuid not null,                  -- 供电单位
  note text,
  merged_into uuid,                       -- a duplicate: where its things are now
  version int not null default 1,         -- grows with every edit: two clerks never overwrite each other unseen
  valid_from date not null,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  primary key (org_id, id),
  foreign key (org_id, manager_staff_id) references identity.staff (org_id, staff_id),
  foreign key (org_id, unit_id) references identity.units (org_id, unit_id),
  foreign key (org_id, merged_into) references customers.customers (org_id, id),
  check (merged_into <> id),
  check (kind = 'individual' or (born_on is null and gender is null))
);
create unique index customers_credit_code on customers.customers (org_id, credit_code)
  where credit_code is not null and merged_into is null;
create index customers_merged on customers.customers (org_id, merged_into) where merged_into is not null;
-- The commonest search of all, in the order of its answer: the whole name, then those that begin with it; current ones
-- ('current' < 'former' < 'potential') first. A surname alone is every twentieth customer: nothing must be sorted.
create index customers_by_name on customers.customers (org_id, name collate "C", stage, id) where merged_into is null;
create trigger keep_past before update on customers.customers for each row execute function customers.keep_past();
select foundation.protect('customers.customers', 'select, insert, update');

-- Numbers of identity papers, phones and bank accounts: sealed by the vault, found by a keyed hash, never shown whole
-- without a reason.
create table customers.personal_fields (
  org_id int not null,
  id uuid not null,
  customer_id uuid not null,
  kind text not null check (kind in ('id-card', 'passport', 'hk-macao', 'taiwan', 'foreign-residence', 'old-id',
                                     'mobile', 'landline', 'bank-account')),
  sealed bytea not null,
  key_version int not null,
  blind bytea not null check (octet_length(blind) = 16), -- keyed hash of company, kind and number (a bytea, not an int8: numbers beyond 2^53 do not fit JavaScript)
  label text,                             -- 'spare', 'bank of …': never personal itself
  is_primary boolean not null default false,
  valid_from date not null,
  valid_to date,
  verified_at timestamptz,
  verified_by text,                       -- 'reader', 'paper', a person
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customers.customers (org_id, id),
  check (valid_to is null or valid_to >= valid_from)
);
create index personal_fields_of on customers.personal_fields (org_id, customer_id);
create index personal_fields_blind on customers.personal_fields (org_id, kind, blind);
create index personal_fields_key on customers.personal_fields (org_id, key_version);
-- One paper, one person: an ID that is bound elsewhere is refused, whatever races happen.
create unique index personal_fields_one_paper on customers.personal_fields (org_id, kind, blind)
  where valid_to is null and kind in ('id-card', 'passport', 'hk-macao', 'taiwan', 'foreign-residence');
create unique index personal_fields_one_primary on customers.personal_fields (org_id, customer_id, kind)
  where valid_to is null and is_primary;
select foundation.protect('customers.personal_fields');

-- Where electricity is used (用电地址), in the levels of a standard address and as one line.
create table customers.premises (
  org_id int not null references identity.orgs,
  id uuid not null,
  address text not null check (char_length(address) between 2 and 300),
  levels jsonb not null default '{}',     -- {"province","city","district","town","village","road","number","compound","building","entrance","floor","room"}
  region_code text check (region_code ~ '^\d{6}$'),          -- GB/T 2260
  statistics_code text check (statistics_code ~ '^\d{12}$'),
  longitude double precision check (longitude between 70 and 140),
  latitude double precision check (latitude between 0 and 60),
  valid_from date not null,
  version int not null default 1,
  updated_at timestamptz,                 -- the last edit since it was entered, for those who edited meanwhile
  updated_by text,
  primary key (org_id, id)
);
create trigger keep_past before update on customers.premises for each row execute function customers.keep_past();
select foundation.protect('customers.premises', 'select, insert, update');

-- An account (用户, 户号): one contract of supply at one premise. One customer has many.
create table customers.accounts (
  org_id int not null,
  id uuid not null,
  number text not null,
  old_number text,                        -- 原户号
  customer_id uuid not null,
  premise_id uuid not null,
  unit_id uuid not null,
  sort_code text not null,                -- 用户分类 00 … 05
  use_code text not null,                 -- 用电类别
  trade_code text,                        -- GB/T 4754
  tariff_group text not null check (tariff_group in ('residential', 'agricultural', 'commercial-one-part', 'commercial-two-part', 'other')),
  voltage_code text not null,
  contract_kva numeric(12, 2),
  running_kva numeric(12, 2),
  load_class text,
  shift_code text,
  rest_days text,                         -- 厂休日, digits 1–7
  state text not null check (state in ('applying', 'active', 'changing', 'closed')),
  is_supplied boolean not null default true,                 -- 停电标志
  opened_on date,
  supplied_on date,
  closed_on date,
  temporary text not null default 'no' check (temporary in ('no', 'metered', 'unmetered')),
  temporary_until date,
  importance text not null default 'none' check (importance in ('none', 'special', 'first', 'second', 'temporary')),
  check_months int check (check_months > 0),
  last_checked_on date,
  transfer text not null default 'none' check (transfer in ('none', 'supplier', 'supplied')), -- 转供标志
  supplier_account_id uuid,               -- 被转供户: the account that it hangs on
  section_code text,                      -- 抄表段
  notify_by text,
  settle_by text,
  invoice_kind text,
  area text not null default 'urban' check (area in ('urban', 'rural', 'remote')),
  security_kva numeric(12, 2),
  people_count int check (people_count > 0),                 -- 一户多人口
  note text,
  valid_from date not null,
  version int not null default 1,
  updated_at timestamptz,
  updated_by text,
  primary key (org_id, id),
  constraint account_number unique (org_id, number),
  foreign key (org_id, customer_id) references customers.customers (org_id, id),
  foreign key (org_id, premise_id) references customers.premises (org_id, id),
  foreign key (org_id, unit_id) references identity.units (org_id, unit_id),
  foreign key (org_id, supplier_account_id) references customers.accounts (org_id, id),
  check (supplier_account_id <> id),
  check ((state = 'closed') = (closed_on is not null)),
  check (running_kva <= contract_kva)
);
create index accounts_of on customers.accounts (org_id, customer_id);
create index accounts_at on customers.accounts (org_id, premise_id);
create index accounts_old_number on customers.accounts (org_id, old_number) where old_number is not null;
create index accounts_supplied_by on customers.accounts (org_id, supplier_account_id) where supplier_account_id is not null;
create trigger keep_past before update on customers.accounts for each row execute function customers.keep_past();
select foundation.protect('customers.accounts', 'select, insert, update');

-- Where the account is fed from (受电点 / 电源).
create table customers.supply_points (
  org_id int not null,
  id uuid not null,
  account_id uuid not null,
  role text not null check (role in ('main', 'backup', 'security')), -- 主供, 备用, 保安
  voltage_code text not null,
  capacity_kva numeric(12, 2),
  substation text,
  feeder text,                            -- 线路
  transformer text,                       -- 台区
  phase text check (phase in ('A', 'B', 'C', 'ABC')),
  has_own_source boolean not null default false,             -- 自备应急电源
  is_closed boolean not null default false,
  valid_from date not null,
  version int not null default 1,
  updated_at timestamptz,
  updated_by text,
  primary key (org_id, id),
  foreign key (org_id, account_id) references customers.accounts (org_id, id)
);
create index supply_points_of on customers.supply_points (org_id, account_id);
create index supply_points_transformer on customers.supply_points (org_id, transformer) where transformer is not null;
create index supply_points_feeder on customers.supply_points (org_id, feeder) where feeder is not null;
create trigger keep_past before update on customers.supply_points for each row execute function customers.keep_past();
select foundation.protect('customers.supply_points', 'select, insert, update');

create table customers.metering_points (
  org_id int not null,
  id uuid not null,
  account_id uuid not null,
  supply_point_id uuid,
  number text not null,
  purpose text not null default 'settlement' check (purpose in ('settlement', 'sub', 'generation', 'check')),
  method text not null check (method in ('HH', 'HL', 'LL')), -- 高供高计, 高供低计, 低供低计
  ratio int not null default 1 check (ratio > 0),            -- 倍率
  box text,                               -- 表箱
  is_closed boolean not null default false,
  valid_from date not null,
  version int not null default 1,
  updated_at timestamptz,
  updated_by text,
  primary key (org_id, id),
  constraint metering_point_number unique (org_id, number),
  foreign key (org_id, account_id) references customers.accounts (org_id, id),
  foreign key (org_id, supply_point_id) references customers.supply_points (org_id, id)
);
create index metering_points_of on customers.metering_points (org_id, account_id);
create trigger keep_past before update on customers.metering_points for each row execute function customers.keep_past();
select foundation.protect('customers.metering_points', 'select, insert, update');

create table customers.meters (
  org_id int not null references identity.orgs,
  id uuid not null,
  asset_number text not null,             -- 资产号, as on the nameplate
  maker text,
  model text,
  kind text not null default 'single-phase' check (kind in ('single-phase', 'three-phase', 'three-phase-ct', 'gateway')),
  digits int not null default 6 check (digits between 4 and 8), -- register digits before it wraps
  made_in int,
  state text not null default 'stock' check (state in ('stock', 'installed', 'removed', 'scrapped')),
  primary key (org_id, id),
  constraint meter_asset_number unique (org_id, asset_number)
);
select foundation.protect('customers.meters', 'select, insert, update');

-- A meter at its place, from one day to another. Readings are in 0.01 kWh.
create table customers.installations (
  org_id int not null,
  id uuid not null,
  meter_id uuid not null,
  point_id uuid not null,
  installed_on date not null,
  installed_reading bigint not null default 0 check (installed_reading >= 0),
  removed_on date,
  removed_reading bigint check (removed_reading >= 0),
  reason text,
  primary key (org_id, id),
  foreign key (org_id, meter_id) references customers.meters (org_id, id),
  foreign key (org_id, point_id) references customers.metering_points (org_id, id),
  check (removed_on >= installed_on),
  check ((removed_on is null) = (removed_reading is null))
);
create unique index installations_one_place on customers.installations (org_id, meter_id) where removed_on is null;
create unique index installations_one_meter on customers.installations (org_id, point_id) where removed_on is null;
create index installations_of_meter on customers.installations (org_id, meter_id, installed_on);
create index installations_of_point on customers.installations (org_id, point_id, installed_on);
select foundation.protect('customers.installations', 'select, insert, update');

create table customers.contracts (
  org_id int not null,
  id uuid not null,
  number text not null,
  kind text not null check (kind in ('high-voltage', 'low-voltage', 'residential', 'temporary', 'wholesale', 'delegated')),
  account_id uuid not null,
  signed_on date,
  starts_on date not null,
  ends_on date,
  state text not null check (state in ('draft', 'in-force', 'expired', 'terminated')),
  note text,
  valid_from date not null,               -- since when the contract stands as it does here; not when it begins
  version int not null default 1,
  updated_at timestamptz,
  updated_by text,
  primary key (org_id, id),
  constraint contract_number unique (org_id, number),
  foreign key (org_id, account_id) references customers.accounts (org_id, id),
  check (ends_on >= starts_on)
);
create index contracts_of on customers.contracts (org_id, account_id);
create index contracts_ending on customers.contracts (org_id, ends_on) where state = 'in-force';
create trigger keep_past before update on customers.contracts for each row execute function customers.keep_past();
select foundation.protect('customers.contracts', 'select, insert, update');

create table customers.contract_parties (
  org_id int not null,
  contract_id uuid not null,
  customer_id uuid not null,
  role text not null check (role in ('consumer', 'owner', 'payer', 'agent', 'guarantor')),
  valid_from date not null,
  valid_to date,
  primary key (org_id, contract_id, customer_id, role, valid_from),
  check (valid_to is null or valid_to >= valid_from),
  foreign key (org_id, contract_id) references customers.contracts (org_id, id),
  foreign key (org_id, customer_id) references customers.customers (org_id, id)
);
create index contract_parties_of on customers.contract_parties (org_id, customer_id);
select foundation.protect('customers.contract_parties', 'select, insert, update');

-- Contact people by role. Their phones are personal fields of the customer that they speak for.
create table customers.people (
  org_id int not null,
  id uuid not null,
  customer_id uuid not null,
  account_id uuid,
  role text not null check (role in ('legal-representative', 'agent', 'electrician', 'finance', 'duty', 'family', 'property', 'other')),
  name text not null,
  phone_id uuid,
  authorised_until date,                  -- 经办人授权期
  valid_from date not null,
  valid_to date,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customers.customers (org_id, id),
  foreign key (org_id, account_id) references customers.accounts (org_id, id),
  foreign key (org_id, phone_id) references customers.personal_fields (org_id, id),
  check (valid_to is null or valid_to >= valid_from)
);
create index people_of on customers.people (org_id, customer_id);
select foundation.protect('customers.people', 'select, insert, update');

-- `from_id` is what the word says of `to_id`: landlord of, head of the group of, household with, supplier (转供) of.
create table customers.relations (
  org_id int not null,
  id uuid not null,
  from_id uuid not null,
  to_id uuid not null,
  kind text not null check (kind in ('household', 'landlord', 'group', 'sub-metering', 'property-manager', 'family')),
  note text,
  valid_from date not null,
  valid_to date,
  primary key (org_id, id),
  foreign key (org_id, from_id) references customers.customers (org_id, id),
  foreign key (org_id, to_id) references customers.customers (org_id, id),
  constraint relation_to_oneself check (from_id <> to_id),
  check (valid_to is null or valid_to >= valid_from)
);
create unique index relations_once on customers.relations (org_id, kind, from_id, to_id) where valid_to is null;
create index relations_from on customers.relations (org_id, from_id);
create index relations_to on customers.relations (org_id, to_id);
select foundation.protect('customers.relations', 'select, insert, update');

-- Rows as they were on a day: the past row that covers it, else the present one; none that began later.
create function customers.customers_on(org int, wanted uuid[], day date) returns setof customers.customers
language sql stable as $$
  select r.* from customers.customers t
  left join customers.past p on p.org_id = t.org_id and p.kind = 'customers' and p.id = t.id
    and p.valid_from <= day and p.valid_to > day
  cross join lateral jsonb_populate_record(null::customers.customers, coalesce(p.data, to_jsonb(t))) r
  where t.org_id = org and t.id = any (wanted) and r.valid_from <= day
$$;
create function customers.accounts_on(org int, wanted uuid[], day date) returns setof customers.accounts
language sql stable as $$
  select r.* from customers.accounts t
  left join customers.past p on p.org_id = t.org_id and p.kind = 'accounts' and p.id = t.id
    and p.valid_from <= day and p.valid_to > day
  cross join lateral jsonb_populate_record(null::customers.accounts, coalesce(p.data, to_jsonb(t))) r
  where t.org_id = org and t.id = any (wanted) and r.valid_from <= day
$$;
create function customers.premises_on(org int, wanted uuid[], day date) returns setof customers.premises
language sql stable as $$
  select r.* from customers.premises t
  left join customers.past p on p.org_id = t.org_id and p.kind = 'premises' and p.id = t.id
    and p.valid_from <= day and p.valid_to > day
  cross join lateral jsonb_populate_record(null::customers.premises, coalesce(p.data, to_jsonb(t))) r
  where t.org_id = org and t.id = any (wanted) and r.valid_from <= day
$$;
-- Of these, those that hang on the accounts.
create function customers.supply_points_on(org int, accounts uuid[], day date) returns setof customers.supply_points
language sql stable as $$
  select r.* from customers.supply_points t
  left join customers.past p on p.org_id = t.org_id and p.kind = 'supply_points' and p.id = t.id
    and p.valid_from <= day and p.valid_to > day
  cross join lateral jsonb_populate_record(null::customers.supply_points, coalesce(p.data, to_jsonb(t))) r
  where t.org_id = org and t.account_id = any (accounts) and r.valid_from <= day
$$;
create function customers.metering_points_on(org int, accounts uuid[], day date) returns setof customers.metering_points
language sql stable as $$
  select r.* from customers.metering_points t
  left join customers.past p on p.org_id = t.org_id and p.kind = 'metering_points' and p.id = t.id
    and p.valid_from <= day and p.valid_to > day
  cross join lateral jsonb_populate_record(null::customers.metering_points, coalesce(p.data, to_jsonb(t))) r
  where t.org_id = org and t.account_id = any (accounts) and r.valid_from <= day
$$;
create function customers.contracts_on(org int, accounts uuid[], day date) returns setof customers.contracts
language sql stable as $$
  select r.* from customers.contracts t
  left join customers.past p on p.org_id = t.org_id and p.kind = 'contracts' and p.id = t.id
    and p.valid_from <= day and p.valid_to > day
  cross join lateral jsonb_populate_record(null::customers.contracts, coalesce(p.data, to_jsonb(t))) r
  where t.org_id = org and t.account_id = any (accounts) and r.valid_from <= day
$$;

-- How a customer is found: hashes of grams, tails and numbers (rules/terms.ts). One row, one index.
create table customers.search (
  org_id int not null,
  customer_id uuid not null,
  terms bigint[] not null,                -- of 53 bits, so that they are exact as JavaScript numbers
  primary key (org_id, customer_id),
  foreign key (org_id, customer_id) references customers.customers (org_id, id) on delete cascade
);
create index search_terms on customers.search using gin (terms) with (fastupdate = off);
alter table customers.search alter column terms set statistics 1000;
select foundation.protect('customers.search');

-- The index cannot be used under row-level security (@> is not leakproof), so the scope is checked here. The company is
-- part of every term, so that companies do not meet in the index either.
-- `wanted`: alternatives, the likeliest first, each with choices of terms that must all be met; the next choice is only
-- made when the one before finds less than `most`. `place` says which alternative it was; a customer may come twice.
create function customers.find_by_terms(org int, wanted jsonb, most int) returns table (customer_id uuid, place int)
language plpgsql stable security definer rows 100 set search_path = customers, pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan set enable_seqscan = off set work_mem = '32MB' as $$
declare
  choices jsonb;
  choice jsonb;
  sought bigint[];
  hits int;
begin
  if not (org = any (foundation.visible_orgs())) then return; end if;
  place := 0;
  for choices in select value from jsonb_array_elements(wanted) loop
    place := place + 1;
    for choice in select value from jsonb_array_elements(choices) loop
      sought := array(select value::bigint from jsonb_array_elements_text(choice));
      hits := 0;
      -- Terms that nearly everybody has (the county's own name; 栋1单元): their lists are longer than the way to the first
      -- hits. So some rows are tried first; what is that common is found there, what is rare costs a moment more. A single
      -- term is mostly a number, and rare: fewer rows are tried for it.
      if cardinality(sought) <= 8 then
        return query select s.customer_id, find_by_terms.place
          from (select * from search r where r.org_id = org limit case when cardinality(sought) = 1 then 300 else 1000 end) s
          where s.terms @> sought limit most;
        get diagnostics hits = row_count;
      end if;
      if hits < most then
        return query select s.customer_id, find_by_terms.place
          from search s where s.org_id = org and s.terms @> sought limit most;
        get diagnostics hits = row_count;
      end if;
      exit when hits >= most;
    end loop;
  end loop;
end $$;
revoke all on function customers.find_by_terms from public;
grant execute on function customers.find_by_terms to mingchuang_app;

-- Running records (运行记录): everything that happened with a customer. Any module tells it by event; `key` makes an
-- event that comes twice one line.
create table customers.timeline (
  org_id int not null,
  customer_id uuid not null,
  at timestamptz not null,
  id uuid not null,
  key text not null,                      -- source and its own id: 'hall:ticket:<id>:finished'
  kind text not null check (kind in ('visit', 'ticket', 'rating', 'contact', 'document', 'change', 'order', 'payment', 'outage', 'meter', 'notice', 'other')),
  account_id uuid,
  title_zh text not null,
  title_en text not null,
  channel text,                           -- hall, phone, web, field, …
  place text,
  who text,                               -- the person of ours, by name
  result text,
  cost_fen bigint check (cost_fen >= 0),
  detail jsonb not null default '{}',
  primary key (org_id, customer_id, at, id),
  constraint timeline_once unique (org_id, customer_id, key),
  foreign key (org_id, customer_id) references customers.customers (org_id, id)
);
-- Pages by kind and by account read as many entries as they show: one short range per kind, merged (store/timeline.ts).
create index timeline_by_kind on customers.timeline (org_id, customer_id, kind, at, id);
create index timeline_by_account on customers.timeline (org_id, customer_id, account_id, kind, at, id) where account_id is not null;
select foundation.protect('customers.timeline', 'select, insert, update');

-- How many entries of each kind a customer has: counted as they come, because ten years are too many to count each time.
create table customers.timeline_counts (
  org_id int not null,
  customer_id uuid not null,
  kind text not null,
  entries int not null,
  primary key (org_id, customer_id, kind),
  foreign key (org_id, customer_id) references customers.customers (org_id, id)
);
select foundation.protect('customers.timeline_counts');

-- Once per statement, not per row, so that loading many entries costs little; in order, so that two loads cannot deadlock.
create function customers.count_timeline() returns trigger
language plpgsql set search_path = customers, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into timeline_counts as c (org_id, customer_id, kind, entries)
    select org_id, customer_id, kind, count(*) from added group by org_id, customer_id, kind order by 1, 2, 3
    on conflict (org_id, customer_id, kind) do update set entries = c.entries + excluded.entries;
  else
    insert into timeline_counts as c (org_id, customer_id, kind, entries)
    select org_id, customer_id, kind, sum(n) from (
      select org_id, customer_id, kind, 1 as n from added
      union all select org_id, customer_id, kind, -1 from removed) moved
    group by org_id, customer_id, kind having sum(n) <> 0 order by 1, 2, 3
    on conflict (org_id, customer_id, kind) do update set entries = c.entries + excluded.entries;
  end if;
  return null;
end $$;
create trigger count_added after insert on customers.timeline referencing new table as added
  for each statement execute function customers.count_timeline();
create trigger count_moved after update on customers.timeline referencing old table as removed new table as added
  for each statement execute function customers.count_timeline();

-- What is open with a customer now (在办): tickets, orders, arrears, outages; told by the modules that own them.
create table customers.matters (
  org_id int not null,
  customer_id uuid not null,
  key text not null,                      -- 'hall:ticket:<id>'
  kind text not null check (kind in ('ticket', 'appointment', 'order', 'arrears', 'outage', 'change-request', 'other')),
  account_id uuid,
  title_zh text not null,
  title_en text not null,
  state_zh text not null,
  state_en text not null,
  opened_at timestamptz not null,
  due_at timestamptz,
  told_seq bigint not null,               -- the event that said so: an older one does not undo a newer
  closed_at timestamptz,
  primary key (org_id, customer_id, key),
  foreign key (org_id, customer_id) references customers.customers (org_id, id)
);
create index matters_open on customers.matters (org_id, customer_id) where closed_at is null;
select foundation.protect('customers.matters');

-- Warnings pinned to the top of a customer's page.
create table customers.pins (
  org_id int not null,
  id uuid not null,
  customer_id uuid not null,
  text text not null,
  level text not null check (level in ('info', 'warning', 'danger')),
  placed_at timestamptz not null,
  placed_by uuid,
  placed_by_name text not null,
  until date,
  removed_at timestamptz,
  removed_by text,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customers.customers (org_id, id)
);
create index pins_of on customers.pins (org_id, customer_id) where removed_at is null;
select foundation.protect('customers.pins', 'select, insert, update');

-- Classification (分类): one code per scheme. Schemes and their rules are catalogue data; `because` explains.
create table customers.classes (
  org_id int not null,
  customer_id uuid not null,
  scheme text not null,
  code text not null,
  is_computed boolean not null,
  because jsonb not null,                 -- [{"zh","en"}]
  set_at timestamptz not null,
  set_by text not null,
  primary key (org_id, customer_id, scheme),
  foreign key (org_id, customer_id) references customers.customers (org_id, id)
);
create index classes_by_code on customers.classes (org_id, scheme, code);
select foundation.protect('customers.classes');

-- Analysis (分析资料): attitude, contract performance, credit, needs, potential; written by the modules that find out.
create table customers.analysis (
  org_id int not null,
  customer_id uuid not null,
  aspect text not null check (aspect in ('attitude', 'performance', 'credit', 'needs', 'potential')),
  value text not null,
  because jsonb not null default '[]',
  source text not null,
  at timestamptz not null,
  primary key (org_id, customer_id, aspect),
  foreign key (org_id, customer_id) references customers.customers (org_id, id)
);
select foundation.protect('customers.analysis');

-- Registers (名册): important (重要), sensitive (敏感), care (特需), vip. One person enters, another reviews.
create table customers.register_entries (
  org_id int not null,
  id uuid not null,
  customer_id uuid not null,
  account_id uuid,
  register text not null check (register in ('important', 'sensitive', 'care', 'vip')),
  level text not null,                    -- catalogue: special, first, second, temporary; S1 … S5; elderly, disability, …
  reason text not null,
  source text not null,                   -- the document or authority that says so
  document_id uuid,
  state text not null check (state in ('proposed', 'in-force', 'refused', 'ended')),
  proposed_at timestamptz not null,
  proposed_by uuid not null,
  proposed_by_name text not null,
  reviewed_at timestamptz,
  reviewed_by uuid,
  reviewed_by_name text,
  valid_from date not null,
  expires_on date,
  ended_on date,
  end_reason text,
  reminded_on date,                       -- when the customer's page was told that it will expire
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customers.customers (org_id, id),
  foreign key (org_id, account_id) references customers.accounts (org_id, id),
  constraint reviewed_by_another check (reviewed_by <> proposed_by),
  check ((state = 'proposed') = (reviewed_by is null)),
  check (expires_on >= valid_from)
);
create unique index register_entries_once on customers.register_entries
  (org_id, customer_id, register, level, coalesce(account_id, customer_id)) where state in ('proposed', 'in-force');
create index register_entries_of on customers.register_entries (org_id, customer_id);
create index register_entries_expiring on customers.register_entries (org_id, expires_on, id) where state = 'in-force';
create index register_entries_listed on customers.register_entries (org_id, state, register, id);
select foundation.protect('customers.register_entries', 'select, insert, update');

-- Service cards (服务卡): a QR with an opaque token.
create table customers.cards (
  org_id int not null,
  id uuid not null,
  customer_id uuid not null,
  token_hash bytea not null,
  issued_at timestamptz not null,
  issued_by text not null,
  revoked_at timestamptz,
  primary key (org_id, id),
  constraint card_token unique (org_id, token_hash),
  foreign key (org_id, customer_id) references customers.customers (org_id, id)
);
create index cards_of on customers.cards (org_id, customer_id);
select foundation.protect('customers.cards', 'select, insert, update');

-- Who has a customer open just now, so that two clerks see each other.
create table customers.presence (
  org_id int not null,
  customer_id uuid not null,
  staff_id uuid not null,
  staff_name text not null,
  is_editing boolean not null default false,
  seen_at timestamptz not null,
  primary key (org_id, customer_id, staff_id),
  foreign key (org_id, customer_id) references customers.customers (org_id, id)
);
select foundation.protect('customers.presence');

-- Companies that exist already: their shipped roles gain what the shipped list gives them.
update identity.roles r set capabilities = r.capabilities || array(select c from unnest(given.capabilities) c where c <> all (r.capabilities))
from (values
  ('system-admin', array['customers.import']),
  ('security-admin', array['customers.privacy.manage']),
  ('hall-manager', array['customers.read', 'customers.recognise', 'customers.contact', 'customers.edit', 'customers.change.request', 'customers.change.approve', 'customers.register.propose', 'customers.register.review', 'customers.merge.propose', 'customers.merge.approve', 'customers.documents.read', 'customers.documents.add', 'customers.export', 'customers.unmask', 'customers.strategies.manage']),
  ('duty-manager', array['customers.read', 'customers.recognise', 'customers.contact', 'customers.register.propose', 'customers.documents.read', 'customers.unmask']),
  ('guide', array['customers.recognise']),
  ('clerk', array['customers.read', 'customers.recognise', 'customers.contact', 'customers.edit', 'customers.change.request', 'customers.register.propose', 'customers.merge.propose', 'customers.documents.read', 'customers.documents.add', 'customers.unmask']),
  ('company-manager', array['customers.read', 'customers.recognise', 'customers.contact', 'customers.register.propose', 'customers.register.review', 'customers.change.approve', 'customers.merge.approve', 'customers.documents.read', 'customers.import', 'customers.export', 'customers.export.approve', 'customers.strategies.manage'])
) as given (code, capabilities) where r.code = given.code;
