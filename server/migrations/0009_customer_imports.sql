-- Imports and exports of customers.
--
-- Imports. The file stays in the file store; of its rows only the numbers of those that were refused are
-- kept here, and why: no personal data. `line` is how far it has come, written with the rows that it brought.
create table customers.imports (
  org_id int not null references identity.orgs,
  id uuid not null,
  file_sha256 bytea,                      -- in the file store; null once its keeping time is over
  file_name text not null,
  file_bytes bigint not null,
  form jsonb not null,
  headers text[] not null,
  mapping jsonb not null default '{}',
  state text not null default 'mapping' check (state in ('mapping', 'running', 'paused', 'done', 'failed')),
  unit_id uuid not null,                  -- the accounts' unit
  line bigint not null default 1,         -- the last line dealt with; the header is line 1
  rows_total bigint not null,
  is_total_exact boolean not null default false,
  rows_read bigint not null default 0,
  created bigint not null default 0,
  present bigint not null default 0,
  refused bigint not null default 0,
  busy_ms bigint not null default 0,
  seen_at timestamptz,                    -- when the job last said that it is at work
  fault jsonb,
  created_at timestamptz not null,
  created_by uuid not null,
  created_by_name text not null,
  started_at timestamptz,
  finished_at timestamptz,
  kept_until timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, file_sha256) references foundation.files (org_id, sha256),
  foreign key (org_id, unit_id) references identity.units (org_id, unit_id),
  check (created + present + refused = rows_read)
);
create index imports_kept on customers.imports (kept_until) where file_sha256 is not null;
create index imports_running on customers.imports (seen_at) where state = 'running';
select foundation.protect('customers.imports', 'select, insert, update');

create table customers.import_faults (
  org_id int not null,
  import_id uuid not null,
  line bigint not null,
  faults jsonb not null,                  -- [{"field","code","facts"}]
  primary key (org_id, import_id, line),
  foreign key (org_id, import_id) references customers.imports (org_id, id)
);
select foundation.protect('customers.import_faults', 'select, insert, delete');

-- Imports of all companies that have stopped without an end, or whose file is to go: for the sweep, which has no scope.
create function customers.imports_due(quiet_since timestamptz, day timestamptz)
returns table (org_id int, id uuid, is_over boolean)
language sql stable security definer set search_path = customers, pg_temp as $$
  select org_id, id, kept_until <= day and state <> 'running' from imports
  where (state = 'running' and seen_at < quiet_since) or (file_sha256 is not null and kept_until <= day and state <> 'running')
$$;
revoke all on function customers.imports_due from public;
grant execute on function customers.imports_due to mingchuang_app;

-- Exports: what was asked for, by whom, what for, who approved. The file itself is made when it is downloaded and kept
-- nowhere.
create table customers.exports (
  org_id int not null references identity.orgs,
  id uuid not null,
  state text not null check (state in ('waiting', 'ready', 'refused')),
  purpose text not null,
  filter jsonb not null,
  columns text[] not null,
  is_whole boolean not null,
  format text not null check (format in ('csv', 'xlsx')),
  rows bigint not null,
  is_alarm boolean not null,
  asked_at timestamptz not null,
  asked_by uuid not null,
  asked_by_name text not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  decision_note text,
  downloads int not null default 0,
  expires_at timestamptz,
  primary key (org_id, id),
  constraint export_decided_by_another check (decided_by <> asked_by),
  check ((state = 'ready') = (expires_at is not null))
);
create index exports_asked on customers.exports (org_id, asked_by, asked_at);
create index exports_waiting on customers.exports (org_id, asked_at) where state = 'waiting';
select foundation.protect('customers.exports', 'select, insert, update');
