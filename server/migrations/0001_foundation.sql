-- Foundation: what every module stands on. No business word in it.
create schema foundation;
grant usage on schema foundation to mingchuang_app;

-- The companies that the current transaction may see. Set with SET LOCAL app.orgs = '1,2' (a statement, not
-- set_config(), so that it also reaches the nodes of a distributed database). Unset means none.
create function foundation.visible_orgs() returns int[] language sql stable parallel safe as
$$ select coalesce(string_to_array(nullif(current_setting('app.orgs', true), ''), ',')::int[], '{}') $$;

-- Turns row-level security on for a business table and lets the application role use it. `rights` is the
-- list of privileges: an append-only table gets 'select, insert'.
create function foundation.protect(tab regclass, rights text default 'select, insert, update, delete')
returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tab);
  -- As a sub-select the scope is worked out once per statement; bare, it would be once per row.
  execute format('create policy company on %s using (org_id = any ((select foundation.visible_orgs())::int[])) '
                 'with check (org_id = any ((select foundation.visible_orgs())::int[]))', tab);
  execute format('grant %s on %s to mingchuang_app', rights, tab);
end $$;

-- One row per company. Its lock is taken last in every command, so that events get gap-free numbers in the
-- order of commit and the audit chain has one end.
create table foundation.journals (
  org_id int primary key,
  event_seq bigint not null default 0,
  audit_seq bigint not null default 0,
  audit_hash bytea not null default '\x'
);

create table foundation.events (
  org_id int not null,
  seq bigint not null,
  type text not null,
  topic text not null,                -- what it concerns: a hall, a staff member
  payload jsonb not null,
  happened_at timestamptz not null,   -- business time
  request_id text not null,
  primary key (org_id, seq)
);
select foundation.protect('foundation.events', 'select');

create table foundation.audit (
  org_id int not null,
  seq bigint not null,
  at timestamptz not null,
  actor text not null,                -- staff:<id>, device:<id>, customer, system
  actor_name text not null,
  action text not null,
  subject text not null,
  before jsonb,
  after jsonb,
  reason text,
  ip text,
  request_id text not null,
  hash bytea not null,                -- sha256(previous hash || the row as text)
  primary key (org_id, seq)
);
select foundation.protect('foundation.audit', 'select');

-- The row as it goes into the chain. One definition for writing and for verifying.
create function foundation.audit_digest(previous bytea, r foundation.audit) returns bytea language sql stable as $$
  select sha256(previous || convert_to(jsonb_build_array(
    r.org_id, r.seq, to_char(r.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), r.actor, r.actor_name, r.action,
    r.subject, r.before, r.after, r.reason, r.ip, r.request_id)::text, 'UTF8'))
$$;

-- The only way in: appends a command's audit rows and events in one round trip. The application role can
-- neither insert, edit nor delete these rows by itself; if this fails, the command fails.
create function foundation.journal_append(org int, audits jsonb, events jsonb) returns bigint
language plpgsql security definer set search_path = foundation, pg_temp as $$
declare
  head foundation.journals;
  item jsonb;
  line foundation.audit;
begin
  if not (org = any (foundation.visible_orgs())) then
    raise exception 'company % is out of scope', org using errcode = '42501';
  end if;
  select * into head from foundation.journals where org_id = org for update;
  if not found then
    insert into foundation.journals (org_id) values (org) on conflict do nothing;
    select * into head from foundation.journals where org_id = org for update;
  end if;
  for item in select value from jsonb_array_elements(audits) loop
    line := jsonb_populate_record(null::foundation.audit, item);
    line.org_id := org;
    head.audit_seq := head.audit_seq + 1;
    line.seq := head.audit_seq;
    head.audit_hash := foundation.audit_digest(head.audit_hash, line);
    line.hash := head.audit_hash;
    insert into foundation.audit select line.*;
  end loop;
  insert into foundation.events (org_id, seq, type, topic, payload, happened_at, request_id)
  select org, head.event_seq + ordinality, value->>'type', value->>'topic', value->'payload',
         (value->>'happened_at')::timestamptz, value->>'request_id'
  from jsonb_array_elements(events) with ordinality;
  head.event_seq := head.event_seq + jsonb_array_length(events);
  update foundation.journals set event_seq = head.event_seq, audit_seq = head.audit_seq, audit_hash = head.audit_hash
  where org_id = org;
  return head.event_seq;
end $$;
revoke all on function foundation.journal_append from public;
grant execute on function foundation.journal_append to mingchuang_app;

-- Where each listener stands; one row per company and listener.
create table foundation.listener_cursors (
  org_id int not null,
  listener text not null,
  seq bigint not null default 0,
  failures int not null default 0,
  retry_at timestamptz,
  primary key (org_id, listener)
);
select foundation.protect('foundation.listener_cursors');

-- Events that a listener could not digest, set aside for a person to look at.
create table foundation.parked_events (
  org_id int not null,
  listener text not null,
  seq bigint not null,
  error text not null,
  parked_at timestamptz not null,
  primary key (org_id, listener, seq)
);
select foundation.protect('foundation.parked_events');

-- The last event number of each company that has any: how a reader learns what is new. Numbers only.
create function foundation.event_heads() returns table (org_id int, seq bigint)
language sql stable security definer set search_path = foundation, pg_temp as
$$ select org_id, event_seq from foundation.journals $$;

-- Answers kept for repeated commands. `answer` is null while the first attempt runs; a repeat waits for its
-- row lock and then reads the answer.
create table foundation.idempotency (
  org_id int not null,
  actor text not null,
  key text not null,
  request_hash bytea not null,
  status int,
  answer text,
  created_at timestamptz not null,
  primary key (org_id, actor, key)
);
create index idempotency_age on foundation.idempotency (org_id, created_at);
select foundation.protect('foundation.idempotency');

-- Adds a background job in the caller's transaction (graphile-worker's tables belong to the owner).
create function foundation.add_job(name text, payload json, job_key text, run_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.add_job(name, payload, job_key => job_key, run_at => coalesce(run_at, clock_timestamp()),
                                  job_key_mode => 'replace');
end $$;
revoke all on function foundation.add_job from public;
grant execute on function foundation.add_job to mingchuang_app;
