-- Imports of customers. The file stays in the file store; of its rows only the numbers of those that were refused are
-- kept here, and why: no personal data. `line` is how far it has come, written with the rows that it brought.
create table customers.imports (
  org_id int not null references identity.orgs,
  id uuid not null,
  file_key text,                          -- in the file store; null once its keeping time is over
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
  fault jsonb,
  created_at timestamptz not null,
  created_by uuid not null,
  created_by_name text not null,
  started_at timestamptz,
  finished_at timestamptz,
  kept_until timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, unit_id) references identity.units (org_id, unit_id),
  check (created + present + refused = rows_read)
);
create index imports_kept on customers.imports (org_id, kept_until) where file_key is not null;
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
