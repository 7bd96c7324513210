-- Catalogue: the rules in force with source and dates, the reason lists, the statutory calendar.
create schema catalogue;
grant usage on schema catalogue to mingchuang_app;

-- `version` grows with every change, so that a process knows when what it keeps in memory is old. `shipped` is
-- the hash of the shipped files that were loaded last.
create table catalogue.companies (
  org_id int primary key,
  scheme text not null check (scheme in ('SGCC', 'CSG', 'REG', 'LOCAL')),
  version bigint not null default 1,
  shipped text not null default '',
  alarmed_year int                        -- the year whose missing calendar was told last
);
select foundation.protect('catalogue.companies', 'select, insert, update');

-- One row per version of a rule. An edit ends a version and begins the next; only a version of the same day is
-- corrected in place (the audit keeps both values).
create table catalogue.rules (
  org_id int not null references catalogue.companies,
  id uuid not null,
  rule_code text not null,
  scheme text not null check (scheme in ('ALL', 'SGCC', 'CSG', 'REG', 'LOCAL')),
  customer_class text not null default 'ALL',
  area_type text not null default 'ALL',
  value double precision not null check (value >= 0),
  unit text not null,
  clock_type text not null,
  start_event text,
  stop_event text,
  source text not null,
  source_year int not null,
  confidence text not null check (confidence in ('V2', 'V1', 'VQ', 'AR', 'AD')),
  reason text,
  valid_from date not null,
  valid_to date,                          -- inclusive
  origin text not null check (origin in ('shipped', 'company')),
  edited_by text,
  edited_at timestamptz,
  confirmed_by text,
  confirmed_at timestamptz,
  primary key (org_id, id),
  check (valid_to >= valid_from),
  constraint rules_begin_once unique (org_id, rule_code, scheme, customer_class, area_type, valid_from)
);
-- One version without end per rule: two editors at once cannot both succeed.
create unique index rules_one_open on catalogue.rules (org_id, rule_code, scheme, customer_class, area_type) where valid_to is null;
select foundation.protect('catalogue.rules', 'select, insert, update');

create table catalogue.reasons (
  org_id int not null references catalogue.companies,
  list text not null check (list in ('pause', 'priority', 'rating', 'call-number')),
  code text not null,
  zh text not null,
  en text not null,
  limit_minutes int check (limit_minutes > 0),
  effect text,
  sort int not null,
  is_active boolean not null default true,
  source text not null,
  confidence text not null,
  primary key (org_id, list, code)
);
select foundation.protect('catalogue.reasons', 'select, insert, update');

create table catalogue.calendar_years (
  org_id int not null references catalogue.companies,
  year int not null,
  source text not null,
  origin text not null check (origin in ('shipped', 'company')),
  primary key (org_id, year)
);
select foundation.protect('catalogue.calendar_years', 'select, insert, update');

create table catalogue.calendar_days (
  org_id int not null,
  day date not null,
  year int not null,
  type text not null check (type in ('off', 'work')),
  name text not null,
  primary key (org_id, day),
  foreign key (org_id, year) references catalogue.calendar_years (org_id, year),
  check (extract(year from day) = year)
);
select foundation.protect('catalogue.calendar_days', 'select, insert, delete');
