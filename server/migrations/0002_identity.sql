-- Identity: companies, units, staff, roles, sessions, devices. Two tables cannot be reached before it is known who
-- asks; the functions at the end answer exactly that and no more.
create schema identity;
grant usage on schema identity to mingchuang_app;

-- Companies. `lineage` is the company and all above it, the top first.
create table identity.orgs (
  org_id int primary key,
  level text not null check (level in ('province', 'city', 'county')),
  name_zh text not null,
  name_en text not null,
  parent_org_id int,
  lineage int[] not null,
  check (lineage[cardinality(lineage)] = org_id),
  check ((parent_org_id is null) = (cardinality(lineage) = 1))
);
select foundation.protect('identity.orgs', 'select, insert, update');

-- Units. `path` is the unit and all above it, also across companies, the top first; kept by the trigger below.
create table identity.units (
  org_id int not null references identity.orgs,
  unit_id uuid not null,
  kind text not null check (kind in ('province', 'city', 'county', 'hall', 'station', 'team')),
  name_zh text not null,
  name_en text not null,
  parent_id uuid,
  path uuid[] not null,
  state text not null default 'open' check (state in ('open', 'closed')),
  primary key (org_id, unit_id),
  foreign key (org_id, parent_id) references identity.units (org_id, unit_id),
  check (path[cardinality(path)] = unit_id),
  check ((parent_id is null) = (kind in ('province', 'city', 'county')))
);
create unique index units_root on identity.units (org_id) where parent_id is null;
create index units_by_id on identity.units (unit_id);
create index units_by_parent on identity.units (org_id, parent_id);
select foundation.protect('identity.units', 'select, insert, update');

-- Units never move (they are closed and made anew), so a path once right stays right.
create function identity.place_unit() returns trigger
language plpgsql security definer set search_path = identity, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if (new.org_id, new.unit_id, new.kind, new.path) is distinct from (old.org_id, old.unit_id, old.kind, old.path)
       or new.parent_id is distinct from old.parent_id then
      raise exception 'a unit does not move' using errcode = '23514', constraint = 'units_stay';
    end if;
    return new;
  end if;
  if new.parent_id is null then
    select u.path into new.path from orgs o join units u on u.org_id = o.parent_org_id and u.parent_id is null
    where o.org_id = new.org_id;
  else
    select path into new.path from units where org_id = new.org_id and unit_id = new.parent_id;
  end if;
  new.path := coalesce(new.path, '{}') || new.unit_id;
  return new;
end $$;
create trigger place_unit before insert or update on identity.units for each row execute function identity.place_unit();

create table identity.posts (
  org_id int not null references identity.orgs,
  code text not null,
  name_zh text not null,
  name_en text not null,
  note text,
  primary key (org_id, code)
);
select foundation.protect('identity.posts');

create table identity.staff (
  org_id int not null,
  staff_id uuid not null,
  login text not null,
  name text not null,
  staff_number text not null,
  post text not null,
  unit_id uuid not null,
  state text not null check (state in ('active', 'disabled', 'left')),
  created_at timestamptz not null,
  primary key (org_id, staff_id),
  constraint staff_login unique (org_id, login),
  constraint staff_number unique (org_id, staff_number),
  constraint staff_post foreign key (org_id, post) references identity.posts (org_id, code),
  constraint staff_unit foreign key (org_id, unit_id) references identity.units (org_id, unit_id)
);
create index staff_by_unit on identity.staff (org_id, unit_id);
select foundation.protect('identity.staff', 'select, insert, update');

-- Passwords, the present one (highest version) and those before it. Parameters stay with the hash, so that they
-- can be raised while old hashes still verify.
create table identity.passwords (
  org_id int not null,
  staff_id uuid not null,
  version int not null,
  algorithm text not null,
  memory_kib int not null,
  passes int not null,
  lanes int not null,
  salt bytea not null,
  hash bytea not null,
  set_at timestamptz not null,
  expires_at timestamptz,
  must_change boolean not null,
  primary key (org_id, staff_id, version),
  foreign key (org_id, staff_id) references identity.staff (org_id, staff_id)
);
select foundation.protect('identity.passwords');

create table identity.totp (
  org_id int not null,
  staff_id uuid not null,
  secret bytea not null,              -- AES-256-GCM under the platform's secret: nonce, ciphertext, tag
  confirmed_at timestamptz,
  last_step bigint not null default 0, -- a code's 30-second step; each step is accepted once
  primary key (org_id, staff_id),
  foreign key (org_id, staff_id) references identity.staff (org_id, staff_id)
);
select foundation.protect('identity.totp');

-- Wrong attempts, by account, by address, and by both where the address is the account's usual one.
create table identity.attempts (
  org_id int not null references identity.orgs,
  kind text not null check (kind in ('account', 'address', 'usual')),
  key text not null,
  failures int not null,
  since timestamptz not null,
  paused_until timestamptz,
  primary key (org_id, kind, key)
);
select foundation.protect('identity.attempts');

-- Roles: sets of capabilities. The powers of the three administrators (三员) are kept apart here, not only in code.
create table identity.roles (
  org_id int not null references identity.orgs,
  code text not null,
  name_zh text not null,
  name_en text not null,
  capabilities text[] not null,
  duty text not null check (duty in ('none', 'system', 'security', 'audit', 'device')),
  state text not null default 'active' check (state in ('active', 'retired')),
  primary key (org_id, code),
  unique (org_id, code, duty),
  constraint powers_separated check (
    (duty = 'system' or not capabilities && array['identity.staff.manage'])
    and (duty = 'security' or not capabilities && array['identity.roles.grant', 'identity.sessions.revoke'])
    and (duty = 'audit' or not capabilities && array['audit.read']))
);
select foundation.protect('identity.roles', 'select, insert, update');

create table identity.grants (
  org_id int not null,
  grant_id uuid not null,
  staff_id uuid not null,
  role text not null,
  duty text not null check (duty <> 'device'),
  unit_id uuid not null,
  granted_at timestamptz not null,
  granted_by uuid, -- null: set up with the company
  primary key (org_id, grant_id),
  foreign key (org_id, staff_id) references identity.staff (org_id, staff_id),
  foreign key (org_id, role, duty) references identity.roles (org_id, code, duty),
  foreign key (org_id, unit_id) references identity.units (org_id, unit_id),
  foreign key (org_id, granted_by) references identity.staff (org_id, staff_id),
  constraint grant_once unique (org_id, staff_id, role, unit_id),
  constraint not_to_oneself check (granted_by <> staff_id)
);
-- 三员分立 (GB/T 22239-2019 8.1.5): one person holds at most one of the three duties, whatever races happen.
create unique index three_administrators on identity.grants (org_id, staff_id) where duty in ('system', 'security', 'audit');
create index grants_by_role on identity.grants (org_id, role);
select foundation.protect('identity.grants', 'select, insert, delete');

create table identity.sessions (
  org_id int not null,
  session_id uuid not null,
  staff_id uuid not null,
  token_hash bytea not null,
  signed_in_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  idle_minutes int not null,
  ip text,
  user_agent text not null,
  ended_at timestamptz,
  primary key (org_id, session_id),
  unique (org_id, token_hash),
  foreign key (org_id, staff_id) references identity.staff (org_id, staff_id)
);
create index sessions_by_staff on identity.sessions (org_id, staff_id, signed_in_at);
select foundation.protect('identity.sessions');

create table identity.devices (
  org_id int not null,
  device_id uuid not null,
  kind text not null check (kind in ('kiosk', 'display', 'pad')),
  hall_id uuid not null,
  window_id uuid,
  name text not null,
  state text not null check (state in ('waiting', 'paired', 'revoked')),
  token_hash bytea,
  pairing_hash bytea,
  pairing_expires_at timestamptz,
  paired_at timestamptz,
  last_seen_at timestamptz,
  primary key (org_id, device_id),
  unique (org_id, token_hash),
  unique (org_id, pairing_hash),
  foreign key (org_id, hall_id) references identity.units (org_id, unit_id),
  check ((state = 'paired') = (token_hash is not null))
);
create index devices_by_hall on identity.devices (org_id, hall_id);
select foundation.protect('identity.devices', 'select, insert, update');

-- What must be known before a scope exists. Each returns the least.
create function identity.companies() returns table (org_id int, level text, name_zh text, name_en text)
language sql stable security definer set search_path = identity, pg_temp as
$$ select org_id, level, name_zh, name_en from orgs order by lineage $$;

create function identity.lineage(org int) returns int[]
language sql stable security definer set search_path = identity, pg_temp as
$$ select lineage from orgs where org_id = org $$;

create function identity.find_unit(unit uuid) returns table (org_id int, path uuid[])
language sql stable security definer set search_path = identity, pg_temp as
$$ select org_id, path from units where unit_id = unit $$;

-- A live session's person and rights. A grant on a company's root also opens the companies below it.
create function identity.session_actor(org int, token bytea)
returns table (session_id uuid, staff_id uuid, name text, last_seen_at timestamptz, expires_at timestamptz,
               idle_minutes int, must_change boolean, password_expires_at timestamptz, grants jsonb, org_ids int[])
language sql stable security definer set search_path = identity, pg_temp as $$
  select s.session_id, s.staff_id, p.name, s.last_seen_at, s.expires_at, s.idle_minutes, w.must_change, w.expires_at,
    coalesce((select jsonb_agg(jsonb_build_object('unitId', g.unit_id, 'role', g.role, 'capabilities', r.capabilities))
              from grants g join roles r on r.org_id = g.org_id and r.code = g.role and r.state = 'active'
              where g.org_id = org and g.staff_id = s.staff_id), '[]'),
    case when o.level <> 'county' and exists (
        select from grants g join units u on u.org_id = g.org_id and u.unit_id = g.unit_id and u.parent_id is null
        where g.org_id = org and g.staff_id = s.staff_id)
      then (select array_agg(below.org_id) from orgs below where org = any (below.lineage))
      else array[org] end
  from sessions s
  join staff p on p.org_id = s.org_id and p.staff_id = s.staff_id and p.state = 'active'
  join orgs o on o.org_id = s.org_id
  join lateral (select * from passwords w where w.org_id = org and w.staff_id = s.staff_id
                order by version desc limit 1) w on true
  where s.org_id = org and s.token_hash = token and s.ended_at is null
$$;

create function identity.device_actor(org int, token bytea)
returns table (device_id uuid, kind text, name text, hall_id uuid, window_id uuid, last_seen_at timestamptz,
               capabilities text[])
language sql stable security definer set search_path = identity, pg_temp as $$
  select d.device_id, d.kind, d.name, d.hall_id, d.window_id, d.last_seen_at, r.capabilities
  from devices d
  join units u on u.org_id = d.org_id and u.unit_id = d.hall_id and u.state = 'open'
  join roles r on r.org_id = d.org_id and r.code = d.kind and r.duty = 'device' and r.state = 'active'
  where d.org_id = org and d.token_hash = token and d.state = 'paired'
$$;

revoke all on all functions in schema identity from public;
grant execute on function identity.companies, identity.lineage, identity.find_unit, identity.session_actor,
  identity.device_actor to mingchuang_app;
