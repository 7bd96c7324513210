-- Strategies (策略推送): what to propose to whom, as rules that can be tried over the whole base before they are released.
-- Also what they and the computed classes stand on: facts that later modules tell, and runs over all customers.

-- Numbers that later modules find out about a customer: a year's energy, how often bills were paid in time.
create table customers.facts (
  org_id int not null,
  customer_id uuid not null,
  name text not null check (name in ('year-energy', 'on-time-percent', 'defaults', 'false-promises', 'hazards')),
  value bigint not null,                  -- energy in 0.01 kWh; the rest plain counts and percents
  source text not null,
  at timestamptz not null,
  primary key (org_id, customer_id, name),
  foreign key (org_id, customer_id) references customers.customers (org_id, id)
);
select foundation.protect('customers.facts');

-- Work over every customer of a company, in batches: `after_id` is where it stands, so that a run goes on where it was cut off.
create table customers.runs (
  org_id int not null references identity.orgs,
  id uuid not null,
  kind text not null check (kind in ('classes', 'dry-run')),
  strategy_id uuid,
  version int,
  state text not null default 'running' check (state in ('running', 'done', 'failed')),
  total int not null,
  done int not null default 0,
  after_id uuid,
  result jsonb not null default '{}',
  error text,
  started_at timestamptz not null,
  started_by text not null,
  moved_at timestamptz not null,          -- a run that has not moved for long has lost its worker
  finished_at timestamptz,
  primary key (org_id, id),
  check ((kind = 'dry-run') = (strategy_id is not null)),
  check ((state = 'running') = (finished_at is null))
);
create index runs_of_strategy on customers.runs (org_id, strategy_id, version, started_at) where strategy_id is not null;
-- One run over all classes at a time, and one dry run per version.
create unique index runs_one_at_a_time on customers.runs
  (org_id, kind, coalesce(strategy_id, '00000000-0000-0000-0000-000000000000'), coalesce(version, 0)) where state = 'running';
select foundation.protect('customers.runs', 'select, insert, update');

-- Grows with every change of the company's strategies, so that a process knows when what it keeps in memory is old.
create table customers.strategy_heads (
  org_id int primary key references identity.orgs,
  version bigint not null default 1,
  shipped text not null default ''        -- the hash of the shipped strategies that were loaded last
);
select foundation.protect('customers.strategy_heads', 'select, insert, update');

-- A strategy and where it stands. `version` is the newest; `released_version` is the one that customers see.
create table customers.strategies (
  org_id int not null,
  id uuid not null,
  code text,                              -- of one that was shipped
  state text not null default 'draft' check (state in ('draft', 'released', 'paused', 'ended')),
  version int not null,
  released_version int,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id) references identity.orgs (org_id),
  constraint strategy_code unique (org_id, code),
  check (released_version <= version),
  check (state not in ('released', 'paused') or released_version is not null)
);
select foundation.protect('customers.strategies', 'select, insert, update');

-- Every version stays. Only a draft is edited in place; who wrote it does not release it.
create table customers.strategy_versions (
  org_id int not null,
  strategy_id uuid not null,
  version int not null,
  title_zh text not null,
  title_en text not null,
  text_zh text not null,
  text_en text not null,
  reason_zh text not null,
  reason_en text not null,
  condition text not null check (char_length(condition) <= 500),
  surfaces text[] not null check (surfaces <@ array['desk', 'guide', 'kiosk', 'phone'] and surfaces <> '{}'),
  priority int not null check (priority between 0 and 1000),
  action_kind text not null check (action_kind in ('none', 'service', 'self-service', 'home-service', 'form', 'link')),
  action_value text not null,
  starts_on date not null,
  ends_on date,
  limit_days int not null check (limit_days between 1 and 365), -- shown on at most `limit_times` days of `limit_days`
  limit_times int not null check (limit_times between 1 and 100),
  edited_at timestamptz not null,
  edited_by uuid,                         -- null: shipped
  edited_by_name text not null,
  released_at timestamptz,
  released_by uuid,
  released_by_name text,
  primary key (org_id, strategy_id, version),
  foreign key (org_id, strategy_id) references customers.strategies (org_id, id),
  constraint released_by_another check (released_by <> edited_by),
  check ((released_at is null) = (released_by is null)),
  check (ends_on >= starts_on)
);
select foundation.protect('customers.strategy_versions', 'select, insert, update');
alter table customers.strategies add foreign key (org_id, id, released_version)
  references customers.strategy_versions (org_id, strategy_id, version) deferrable initially deferred;
alter table customers.runs add foreign key (org_id, strategy_id) references customers.strategies (org_id, id);

-- What was shown to whom where, and what came of it. Shown again on the same day and surface it is the same showing, so
-- that two who recognise a customer at once, or a page that is loaded again, count once.
create table customers.showings (
  org_id int not null,
  id uuid not null,
  customer_id uuid not null,
  strategy_id uuid not null,
  version int not null,
  surface text not null check (surface in ('desk', 'guide', 'kiosk', 'phone')),
  day date not null,
  shown_at timestamptz not null,
  shown_by text not null,
  answer text check (answer in ('accepted', 'declined')),
  answered_at timestamptz,
  answered_by text,
  primary key (org_id, id),
  constraint showing_once unique (org_id, customer_id, strategy_id, day, surface),
  foreign key (org_id, customer_id) references customers.customers (org_id, id),
  foreign key (org_id, strategy_id, version) references customers.strategy_versions (org_id, strategy_id, version),
  check ((answer is null) = (answered_at is null))
);
create index showings_by_day on customers.showings (org_id, day, strategy_id);
select foundation.protect('customers.showings', 'select, insert, update');
