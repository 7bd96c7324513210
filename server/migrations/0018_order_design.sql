-- Drawing processes: who had a hand in a version, and what runs longer than an answer (simulations, migrations).

-- Whoever touched a draft does not publish it, not only the last one.
alter table orders.definitions add column editors uuid[] not null default '{}';
alter table orders.definitions add constraint definition_published_by_no_editor check (not published_by = any (editors));

create table orders.design_runs (
  org_id int not null,
  id uuid not null,
  kind text not null check (kind in ('simulation', 'migration')),
  process_key text not null,
  from_version int,
  to_version int,
  state text not null default 'running' check (state in ('running', 'done', 'failed')),
  total int not null,
  done int not null default 0,
  after_id uuid,                          -- the last order that a migration has come to
  input jsonb not null,
  result jsonb,
  failure jsonb,
  started_at timestamptz not null,
  started_by_name text not null,
  moved_at timestamptz not null,          -- a run that has not moved for long has lost its worker
  finished_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id) references identity.orgs,
  check ((state = 'running') = (finished_at is null)),
  check ((kind = 'migration') = (from_version is not null and to_version is not null))
);
create unique index design_runs_one_migration on orders.design_runs (org_id, process_key)
  where kind = 'migration' and state = 'running';
create index design_runs_of on orders.design_runs (org_id, process_key, started_at desc) where kind = 'migration';
create index design_runs_running on orders.design_runs (moved_at) where state = 'running';
select foundation.protect('orders.design_runs');

-- Whose orders run by a version: for the counts beside each and for the walk of a migration.
create index orders_by_version on orders.orders (org_id, process_key, process_version, id) where closed_at is null;
