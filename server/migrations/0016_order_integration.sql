-- Other systems: the keys by which they call, what they are told (webhooks), and files of orders that they hand over.

-- A key of another system. Only a hash of it is kept: what is lost is made anew. `system` is the name under which its
-- orders are known here (`orders.source`), so that one hotline cannot speak for another.
create table identity.api_keys (
  org_id int not null,
  id uuid not null,
  name text not null check (char_length(name) between 1 and 60),
  system text not null check (system ~ '^[A-Za-z0-9][A-Za-z0-9_-]{1,29}$'),
  capabilities text[] not null check (cardinality(capabilities) > 0),
  unit_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz not null,
  created_by uuid not null,
  created_by_name text not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by_name text,
  primary key (org_id, id),
  constraint api_key_token unique (org_id, token_hash),
  foreign key (org_id, unit_id) references identity.units (org_id, unit_id),
  foreign key (org_id, created_by) references identity.staff (org_id, staff_id),
  check ((revoked_at is null) = (revoked_by_name is null)),
  check (expires_at > created_at)
);
select foundation.protect('identity.api_keys', 'select, insert, update');

-- What must be known before a scope exists: the least.
create function identity.api_key_actor(org int, token bytea)
returns table (key_id uuid, name text, system text, unit_id uuid, capabilities text[], expires_at timestamptz,
               last_used_at timestamptz)
language sql stable security definer set search_path = identity, pg_temp as $$
  select k.id, k.name, k.system, k.unit_id, k.capabilities, k.expires_at, k.last_used_at
  from api_keys k
  join units u on u.org_id = k.org_id and u.unit_id = k.unit_id and u.state = 'open'
  where k.org_id = org and k.token_hash = token and k.revoked_at is null
$$;
revoke all on function identity.api_key_actor from public;
grant execute on function identity.api_key_actor to mingchuang_app;

-- What another system has handed in, by its own number: the same again gets the same order. Of its content only a keyed
-- hash, to tell a repeat from a change.
create table orders.handed_in (
  org_id int not null,
  source text not null,
  ref text not null check (char_length(ref) between 1 and 80),
  order_id uuid not null,
  content_hash bytea not null,
  at timestamptz not null,
  primary key (org_id, source, ref),
  foreign key (org_id, order_id) references orders.orders (org_id, id)
);
select foundation.protect('orders.handed_in', 'select, insert');

-- Who is told what happens with orders (webhooks). The address is judged when it is written and again at each call.
create table orders.webhooks (
  org_id int not null references identity.orgs,
  id uuid not null,
  name text not null check (char_length(name) between 1 and 60),
  url text not null check (char_length(url) <= 500),
  events text[] not null check (cardinality(events) > 0),
  unit_id uuid,                           -- only orders of this unit and below; null: of the company
  secret bytea not null,                  -- sealed
  is_on boolean not null,
  quiet_until timestamptz,                -- nobody answered just now: the next call is not before
  created_at timestamptz not null,
  created_by_name text not null,
  changed_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, unit_id) references identity.units (org_id, unit_id)
);
select foundation.protect('orders.webhooks', 'select, insert, update');

-- What is to be told: a row for each event and webhook, written by a listener, sent by a job. Of one order the next is
-- sent when the one before has arrived or was given up.
create table orders.webhook_deliveries (
  org_id int not null,
  webhook_id uuid not null,
  id uuid not null,                       -- what the receiver knows a delivery by, also when it comes again
  order_id uuid,                          -- null: a trial
  seq bigint not null,                    -- of the event in the company's journal; 0: a trial
  type text not null,
  body text not null,
  made_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  tries int not null default 0,
  replays int not null default 0,
  next_at timestamptz,
  claim uuid,                             -- the sender that has it in hand, until `claimed_until`
  claimed_until timestamptz,
  ended_at timestamptz,
  last_status int,
  last_error text,
  primary key (org_id, id),
  foreign key (org_id, webhook_id) references orders.webhooks (org_id, id),
  check ((state = 'waiting') = (next_at is not null)),
  check ((state = 'waiting') = (ended_at is null))
);
-- One event is told once, whoever hears it twice.
create unique index webhook_event_once on orders.webhook_deliveries (org_id, webhook_id, seq) where seq > 0;
create index webhook_waiting on orders.webhook_deliveries (org_id, webhook_id, order_id, seq) where state = 'waiting';
create index webhook_next on orders.webhook_deliveries (next_at) where state = 'waiting';
create index webhook_latest on orders.webhook_deliveries (org_id, webhook_id, made_at desc, id desc);
create index webhook_ended on orders.webhook_deliveries (ended_at) where ended_at is not null;
select foundation.protect('orders.webhook_deliveries');

-- Webhooks with something to send, whatever the company: ids only.
create function orders.webhooks_due(now timestamptz) returns table (org_id int, webhook_id uuid)
language sql stable security definer set search_path = orders, pg_temp as $$
  select w.org_id, w.id from webhooks w
  where w.is_on and (w.quiet_until is null or w.quiet_until <= now) and exists (
    select from webhook_deliveries d
    where d.org_id = w.org_id and d.webhook_id = w.id and d.state = 'waiting' and d.next_at <= now
      and (d.claimed_until is null or d.claimed_until <= now)
      and not exists (select from webhook_deliveries e
        where e.org_id = d.org_id and e.webhook_id = d.webhook_id and e.order_id = d.order_id and e.state = 'waiting'
          and e.seq < d.seq))
$$;
revoke all on function orders.webhooks_due from public;
grant execute on function orders.webhooks_due to mingchuang_app;

-- Files of orders that a hotline hands over. The file stays in the file store; of its rows only the numbers of those that
-- were refused are kept here, and why. `line` is how far it has come, written with the row that it brought.
create table orders.order_imports (
  org_id int not null references identity.orgs,
  id uuid not null,
  source text not null,
  unit_id uuid,                           -- that answers for the orders; null: the company
  file_sha256 bytea,                      -- in the file store; null once its keeping time is over
  file_name text not null,
  file_bytes bigint not null,
  form jsonb not null,
  headers text[] not null,
  mapping jsonb not null default '{}',
  state text not null default 'mapping' check (state in ('mapping', 'running', 'done', 'failed')),
  line bigint not null default 1,         -- the last line dealt with; the header is line 1
  rows_total bigint not null,
  created bigint not null default 0,
  present bigint not null default 0,
  refused bigint not null default 0,
  fault jsonb,
  seen_at timestamptz,                    -- when the job last said that it is at work
  created_at timestamptz not null,
  created_by_name text not null,
  finished_at timestamptz,
  kept_until timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, file_sha256) references foundation.files (org_id, sha256),
  foreign key (org_id, unit_id) references identity.units (org_id, unit_id)
);
create index order_imports_kept on orders.order_imports (kept_until) where file_sha256 is not null;
create index order_imports_running on orders.order_imports (seen_at) where state = 'running';
select foundation.protect('orders.order_imports', 'select, insert, update');

create table orders.order_import_faults (
  org_id int not null,
  import_id uuid not null,
  line bigint not null,
  code text not null,
  facts jsonb not null,
  primary key (org_id, import_id, line),
  foreign key (org_id, import_id) references orders.order_imports (org_id, id)
);
select foundation.protect('orders.order_import_faults', 'select, insert, delete');

-- Imports of all companies that have stopped without an end, or whose file is to go: for the sweep, which has no scope.
create function orders.order_imports_due(quiet_since timestamptz, now timestamptz)
returns table (org_id int, id uuid, is_over boolean)
language sql stable security definer set search_path = orders, pg_temp as $$
  select org_id, id, state <> 'running' from order_imports
  where (state = 'running' and seen_at < quiet_since)
    or (file_sha256 is not null and kept_until <= now and state <> 'running')
$$;
revoke all on function orders.order_imports_due from public;
grant execute on function orders.order_imports_due to mingchuang_app;
