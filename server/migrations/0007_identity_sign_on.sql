-- Identity grows up: a second factor that administrators must have, single sign-on, stand-ins (代班), the preview of a
-- role, and who may do what and why.

-- In which capacity somebody acted when it was not their own: for a colleague, or previewing a role. Part of the hash
-- where it is present, so that chains written before this column verify as they did.
alter table foundation.audit add column acting_as text;

create or replace function foundation.audit_digest(previous bytea, r foundation.audit) returns bytea
language sql stable as $$
  select sha256(previous || convert_to((jsonb_build_array(
    r.org_id, r.seq, to_char(r.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), r.actor, r.actor_name, r.action,
    r.subject, r.before, r.after, r.reason, r.ip, r.request_id)
    || case when r.acting_as is null then '[]'::jsonb else jsonb_build_array(r.acting_as) end)::text, 'UTF8'))
$$;

-- What must happen before a session counts: setting up one-time codes, or giving one. And the role that it previews.
alter table identity.sessions
  add column due text check (due in ('enrol', 'code')),
  add column is_sign_on boolean not null default false,
  add column preview_role text,
  add column preview_unit_id uuid,
  add column preview_until timestamptz,
  add constraint preview_whole check (num_nulls(preview_role, preview_unit_id, preview_until) in (0, 3)),
  add constraint preview_role foreign key (org_id, preview_role) references identity.roles (org_id, code),
  add constraint preview_unit foreign key (org_id, preview_unit_id) references identity.units (org_id, unit_id);

alter table identity.roles drop constraint powers_separated, add constraint powers_separated check (
  (duty = 'system' or not capabilities && array['identity.staff.manage'])
  and (duty = 'security'
       or not capabilities && array['identity.roles.grant', 'identity.sessions.revoke', 'identity.sign-on.configure'])
  and (duty = 'audit' or not capabilities && array['audit.read'])
  and (duty in ('system', 'security') or not capabilities && array['identity.preview']));

-- --- Single sign-on (OpenID Connect) ----------------------------------------------------------------------------

-- A company's provider. `matches` says what of a person the claim's value is.
create table identity.sign_on (
  org_id int primary key references identity.orgs,
  is_on boolean not null,
  name_zh text not null,
  name_en text not null,
  issuer text not null,
  client_id text not null,
  client_secret bytea,                -- sealed; null: a public client
  claim text not null,
  matches text not null check (matches in ('login', 'staff_number')),
  email_domain text,
  acr text,
  changed_at timestamptz not null
);
select foundation.protect('identity.sign_on');

-- Which account of the provider a person is. Made at the first sign-in by the claim; afterwards the account decides, so
-- that a name given to somebody else over there opens nothing here.
create table identity.sign_on_links (
  org_id int not null,
  issuer text not null,
  subject text not null,
  staff_id uuid not null,
  linked_at timestamptz not null,
  primary key (org_id, issuer, subject),
  constraint link_once unique (org_id, staff_id, issuer),
  foreign key (org_id, staff_id) references identity.staff (org_id, staff_id)
);
select foundation.protect('identity.sign_on_links');

-- Sign-ons under way: each is taken once, by the browser that began it. Nonce and verifier are sealed.
create table identity.sign_on_attempts (
  org_id int not null references identity.orgs,
  token_hash bytea not null,
  state_hash bytea not null,
  sealed bytea not null,
  expires_at timestamptz not null,
  primary key (org_id, token_hash)
);
create index sign_on_attempts_age on identity.sign_on_attempts (org_id, expires_at);
select foundation.protect('identity.sign_on_attempts', 'select, insert, delete');

-- What the provider needs to end its own session when ours ends; sealed.
create table identity.sign_on_sessions (
  org_id int not null,
  session_id uuid not null,
  id_token bytea not null,
  primary key (org_id, session_id),
  foreign key (org_id, session_id) references identity.sessions (org_id, session_id) on delete cascade
);
select foundation.protect('identity.sign_on_sessions', 'select, insert, delete');

drop function identity.companies();
create function identity.companies() returns table (org_id int, level text, name_zh text, name_en text,
  sign_on_zh text, sign_on_en text)
language sql stable security definer set search_path = identity, pg_temp as $$
  select o.org_id, o.level, o.name_zh, o.name_en, s.name_zh, s.name_en
  from orgs o left join sign_on s on s.org_id = o.org_id and s.is_on order by o.lineage
$$;

-- --- Stand-ins (代班) ---------------------------------------------------------------------------------------------

-- A grant lent to a colleague for a time. It counts only while the grant itself stands, so a grant that is taken back
-- ends it, and a grant that was lent cannot be lent on: what is lent are grants, never delegations. `duty` can only be
-- 'none', and follows the role by foreign key: the three administrators' duties cannot be lent (三员分立).
create table identity.delegations (
  org_id int not null,
  delegation_id uuid not null,
  grant_id uuid not null,
  role text not null,
  duty text not null default 'none' check (duty = 'none'),
  unit_id uuid not null,
  from_staff_id uuid not null,
  to_staff_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  reason text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid, -- null: the platform
  primary key (org_id, delegation_id),
  constraint delegation_role foreign key (org_id, role, duty) references identity.roles (org_id, code, duty),
  foreign key (org_id, unit_id) references identity.units (org_id, unit_id),
  foreign key (org_id, from_staff_id) references identity.staff (org_id, staff_id),
  foreign key (org_id, to_staff_id) references identity.staff (org_id, staff_id),
  foreign key (org_id, made_by) references identity.staff (org_id, staff_id),
  foreign key (org_id, ended_by) references identity.staff (org_id, staff_id),
  constraint delegation_not_to_oneself check (to_staff_id <> from_staff_id and to_staff_id <> made_by),
  constraint delegation_span check (ends_at > starts_at),
  check (ended_at is not null or ended_by is null)
);
create index delegations_to on identity.delegations (org_id, to_staff_id, ends_at);
create index delegations_from on identity.delegations (org_id, from_staff_id, ends_at);
create index delegations_by_grant on identity.delegations (org_id, grant_id, ends_at);
select foundation.protect('identity.delegations', 'select, insert, update');

-- A grant has one stand-in at a time, whatever races happen. The grant's row is locked first, so that the second of two
-- sees the first.
create function identity.one_stand_in() returns trigger
language plpgsql security definer set search_path = identity, pg_temp as $$
begin
  perform 1 from grants where org_id = new.org_id and grant_id = new.grant_id and staff_id = new.from_staff_id
    and role = new.role and unit_id = new.unit_id for update;
  if not found then
    raise exception 'only a grant that its holder has can be lent' using errcode = '23514', constraint = 'delegation_of_grant';
  end if;
  if exists (select from delegations d where d.org_id = new.org_id and d.grant_id = new.grant_id and d.ended_at is null
             and d.delegation_id <> new.delegation_id and d.starts_at < new.ends_at and new.starts_at < d.ends_at) then
    raise exception 'the grant is lent already' using errcode = '23P01', constraint = 'delegation_once';
  end if;
  return new;
end $$;
create trigger one_stand_in before insert on identity.delegations
for each row execute function identity.one_stand_in();

-- Everything that gives somebody capabilities: own grants, and lent ones that have not ended. `starts_at` may lie ahead;
-- whoever reads compares with the present. Administrators stand in for nobody; who is away for good lends nothing.
create view identity.standing with (security_invoker = true) as
  select g.org_id, g.staff_id, g.grant_id, null::uuid as delegation_id, g.role, g.unit_id, null::uuid as from_staff_id,
    g.granted_at as starts_at, null::timestamptz as ends_at
  from identity.grants g
  union all
  select d.org_id, d.to_staff_id, g.grant_id, d.delegation_id, g.role, g.unit_id, g.staff_id, d.starts_at, d.ends_at
  from identity.delegations d
  join identity.grants g on g.org_id = d.org_id and g.grant_id = d.grant_id and g.duty = 'none'
  join identity.staff lender on lender.org_id = d.org_id and lender.staff_id = g.staff_id and lender.state = 'active'
  where d.ended_at is null
    and not exists (select from identity.grants own where own.org_id = d.org_id and own.staff_id = d.to_staff_id
                    and own.duty in ('system', 'security', 'audit'));
grant select on identity.standing to mingchuang_app;

-- A live session's person and rights. A grant on a company's root also opens the companies below it (`below`).
drop function identity.session_actor(int, bytea);
create function identity.session_actor(org int, token bytea, at timestamptz)
returns table (session_id uuid, staff_id uuid, name text, last_seen_at timestamptz, expires_at timestamptz,
               idle_minutes int, must_change boolean, password_expires_at timestamptz, due text, grants jsonb,
               below int[], preview jsonb)
language sql stable security definer set search_path = identity, pg_temp as $$
  select s.session_id, s.staff_id, p.name, s.last_seen_at, s.expires_at, s.idle_minutes, w.must_change and not s.is_sign_on,
    case when not s.is_sign_on then w.expires_at end, s.due,
    coalesce((select jsonb_agg(jsonb_build_object('unitId', g.unit_id, 'role', g.role, 'capabilities', r.capabilities,
                'isRoot', u.parent_id is null, 'startsAt', case when g.delegation_id is not null then g.starts_at end,
                'endsAt', g.ends_at, 'for', case when l.staff_id is not null then
                  jsonb_build_object('staffId', l.staff_id, 'name', l.name) end))
              from standing g
              join roles r on r.org_id = g.org_id and r.code = g.role and r.state = 'active'
              join units u on u.org_id = g.org_id and u.unit_id = g.unit_id
              left join staff l on l.org_id = g.org_id and l.staff_id = g.from_staff_id
              where g.org_id = org and g.staff_id = s.staff_id and (g.ends_at is null or g.ends_at > at)), '[]'),
    case when o.level = 'county' then array[org]
      else (select array_agg(below.org_id) from orgs below where org = any (below.lineage)) end,
    (select jsonb_build_object('role', v.code, 'unitId', s.preview_unit_id, 'until', s.preview_until,
       'capabilities', v.capabilities, 'isRoot', pu.parent_id is null)
     from roles v join units pu on pu.org_id = org and pu.unit_id = s.preview_unit_id
     where v.org_id = org and v.code = s.preview_role and v.state = 'active' and v.duty = 'none' and s.preview_until > at)
  from sessions s
  join staff p on p.org_id = s.org_id and p.staff_id = s.staff_id and p.state = 'active'
  join orgs o on o.org_id = s.org_id
  join lateral (select * from passwords w where w.org_id = org and w.staff_id = s.staff_id
                order by version desc limit 1) w on true
  where s.org_id = org and s.token_hash = token and s.ended_at is null
$$;

-- Who holds a capability on a unit: by a grant on it or above it, also in a company above, which the caller's scope does
-- not reach; and by a grant on a part of it (`is_part`). Answers only for units of companies in scope.
create function identity.who_may(org int, unit uuid, asked text, at timestamptz)
returns table (org_id int, staff_id uuid, name text, login text, post text, state text, grant_id uuid, delegation_id uuid,
               role text, role_zh text, role_en text, unit_id uuid, unit_zh text, unit_en text, from_name text,
               granted_by text, starts_at timestamptz, ends_at timestamptz, is_part boolean)
language sql stable security definer set search_path = identity, pg_temp as $$
  select p.org_id, p.staff_id, p.name, p.login, p.post, p.state, g.grant_id, g.delegation_id, g.role, r.name_zh, r.name_en,
    g.unit_id, gu.name_zh, gu.name_en, l.name, coalesce(m.name, b.name), g.starts_at, g.ends_at,
    gu.unit_id <> all (u.path)
  from units u
  join units gu on gu.unit_id = any (u.path) and (gu.org_id = u.org_id or gu.parent_id is null)
    or gu.org_id = u.org_id and u.unit_id = any (gu.path)
  join standing g on g.org_id = gu.org_id and g.unit_id = gu.unit_id and g.starts_at <= at and (g.ends_at is null or g.ends_at > at)
  join roles r on r.org_id = g.org_id and r.code = g.role and r.state = 'active' and asked = any (r.capabilities)
  join staff p on p.org_id = g.org_id and p.staff_id = g.staff_id
  left join staff l on l.org_id = g.org_id and l.staff_id = g.from_staff_id
  left join grants o on o.org_id = g.org_id and o.grant_id = g.grant_id
  left join staff b on b.org_id = o.org_id and b.staff_id = o.granted_by
  left join delegations d on d.org_id = g.org_id and d.delegation_id = g.delegation_id
  left join staff m on m.org_id = d.org_id and m.staff_id = d.made_by
  where u.org_id = org and u.unit_id = unit and org = any (foundation.visible_orgs())
  order by gu.unit_id <> all (u.path), gu.path, p.name, p.staff_id, g.starts_at
  limit 2000
$$;

revoke all on function identity.companies, identity.session_actor, identity.who_may, identity.one_stand_in from public;
grant execute on function identity.companies, identity.session_actor, identity.who_may to mingchuang_app;

-- Companies that exist already: their shipped roles gain what the shipped list gives them.
update identity.roles r set capabilities = r.capabilities || array(select c from unnest(given.capabilities) c where c <> all (r.capabilities))
from (values
  ('system-admin', array['identity.preview']),
  ('security-admin', array['identity.preview', 'identity.sign-on.configure']),
  ('hall-manager', array['identity.delegations.arrange']),
  ('company-manager', array['identity.delegations.arrange'])
) as given (code, capabilities) where r.code = given.code;
