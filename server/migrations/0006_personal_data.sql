-- Personal data kept safe: who may see what, who has seen it, what must be kept and what must go.

-- Reasons for seeing a number whole are a list like the others.
alter table catalogue.reasons drop constraint reasons_list_check;
alter table catalogue.reasons add constraint reasons_list_check
  check (list in ('pause', 'priority', 'rating', 'call-number', 'unmask'));

-- What a role sees of a field, where the company has decided otherwise than what is shipped (catalogue/field-policy.json).
-- Papers, phones and bank accounts are never shown whole without a reason, whatever anybody sets here.
create table customers.field_policy (
  org_id int not null references identity.orgs,
  field text not null check (field in ('name', 'paper', 'phone', 'bank', 'address', 'born', 'account')),
  role text not null,                     -- '*': whoever holds no role that is named
  shows text not null check (shows in ('plain', 'masked', 'hidden')),
  may_unmask boolean not null,
  edited_at timestamptz not null,
  edited_by_name text not null,
  primary key (org_id, field, role),
  constraint never_plain check (field not in ('paper', 'phone', 'bank') or shows <> 'plain'),
  constraint nothing_to_unmask check (not may_unmask or (shows = 'masked' and field in ('paper', 'phone', 'bank')))
);
select foundation.protect('customers.field_policy', 'select, insert, update');

-- The customer's own record of who had to do with their data: looked (once per person and hour), unmasked, copied, …
-- Append-only for the application; what is past its keeping time goes by the function below.
create table customers.accesses (
  org_id int not null,
  customer_id uuid not null,
  at timestamptz not null,
  id uuid not null,
  kind text not null check (kind in ('looked', 'unmasked', 'copied', 'exported', 'erased')),
  actor text not null,
  actor_name text not null,
  fields text[] not null default '{}',    -- 'paper 320***********001X'
  reason_code text,
  reason text,
  hour timestamptz,                       -- of looks: one line per person and hour
  ip text,
  request_id text not null,
  primary key (org_id, customer_id, at, id),
  foreign key (org_id, customer_id) references customers.customers (org_id, id)
);
create unique index accesses_look_once on customers.accesses (org_id, customer_id, actor, kind, hour) where hour is not null;
create index accesses_of_person on customers.accesses (org_id, actor, at) where kind in ('unmasked', 'copied');
create index accesses_age on customers.accesses (org_id, at);
select foundation.protect('customers.accesses', 'select, insert');

create function customers.drop_old_accesses(org int, before timestamptz, most int) returns int
language plpgsql security definer set search_path = customers, pg_temp as $$
declare dropped int;
begin
  if not (org = any (foundation.visible_orgs())) then
    raise exception 'company % is out of scope', org using errcode = '42501';
  end if;
  -- Logs stay six months whatever a rule says (网络安全法 art. 21).
  delete from accesses a using (
    select customer_id, at, id from accesses where org_id = org and at < least(before, now() - interval '6 months') limit most) old
  where a.org_id = org and a.customer_id = old.customer_id and a.at = old.at and a.id = old.id;
  get diagnostics dropped = row_count;
  return dropped;
end $$;
revoke all on function customers.drop_old_accesses from public;
grant execute on function customers.drop_old_accesses to mingchuang_app;

-- A legal hold (法律保全): nothing of this customer is deleted while one is open.
create table customers.legal_holds (
  org_id int not null,
  id uuid not null,
  customer_id uuid not null,
  reason text not null,
  source text not null,                   -- the authority's paper
  placed_at timestamptz not null,
  placed_by_name text not null,
  lifted_at timestamptz,
  lifted_by_name text,
  lift_reason text,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customers.customers (org_id, id),
  check ((lifted_at is null) = (lift_reason is null))
);
create index legal_holds_open on customers.legal_holds (org_id, customer_id) where lifted_at is null;
select foundation.protect('customers.legal_holds', 'select, insert, update');

-- Requests to be forgotten (PIPL art. 47), and what retention has done by itself.
create table customers.erasures (
  org_id int not null,
  id uuid not null,
  customer_id uuid not null,
  cause text not null check (cause in ('request', 'retention')),
  reason text not null,
  state text not null check (state in ('asked', 'done', 'refused')),
  asked_at timestamptz not null,
  asked_by uuid,
  asked_by_name text not null,
  due_on date not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  note text,
  removed jsonb,                          -- {"customers.personal_fields": 3, …}
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customers.customers (org_id, id),
  constraint decided_by_another check (decided_by <> asked_by),
  check ((state = 'asked') = (decided_at is null))
);
create unique index erasures_once on customers.erasures (org_id, customer_id) where state = 'asked';
create index erasures_of on customers.erasures (org_id, customer_id);
create index erasures_open on customers.erasures (org_id, asked_at) where state = 'asked';
select foundation.protect('customers.erasures', 'select, insert, update');

-- When a customer's personal data was removed; the row stays, because accounts and bills point to it.
alter table customers.customers add column forgotten_at timestamptz;

-- Past rows hold names too, and the application cannot edit the past: only this, and only what says who it was.
create function customers.forget_past(org int, customer uuid) returns int
language plpgsql security definer set search_path = customers, pg_temp as $$
declare changed int;
begin
  if not (org = any (foundation.visible_orgs())) then
    raise exception 'company % is out of scope', org using errcode = '42501';
  end if;
  if not exists (select from customers where org_id = org and id = customer and forgotten_at is not null) then
    raise exception 'customer % is not forgotten', customer using errcode = '42501';
  end if;
  update past p set data = p.data || jsonb_build_object('name', c.name, 'born_on', null, 'gender', null, 'note', null)
  from customers c
  where p.org_id = org and p.kind = 'customers' and p.id = customer and c.org_id = org and c.id = customer;
  get diagnostics changed = row_count;
  update past p set data = p.data || jsonb_build_object('note', null)
  where p.org_id = org and p.customer_id = customer and p.data ? 'note';
  return changed;
end $$;
revoke all on function customers.forget_past from public;
grant execute on function customers.forget_past to mingchuang_app;

-- Decided requests to change a number hold the number before or after, and point to it; they go before it does. Of a
-- customer who is forgotten all go; else those that name one of these numbers.
create function customers.forget_requests(org int, customer uuid, numbers uuid[]) returns int
language plpgsql security definer set search_path = customers, pg_temp as $$
declare dropped int;
begin
  if not (org = any (foundation.visible_orgs())) then
    raise exception 'company % is out of scope', org using errcode = '42501';
  end if;
  delete from change_requests r where r.org_id = org and r.state <> 'open' and (
    r.replaces_id = any (numbers)
    or r.customer_id = customer and exists (select from customers c where c.org_id = org and c.id = customer and c.forgotten_at is not null));
  get diagnostics dropped = row_count;
  return dropped;
end $$;
revoke all on function customers.forget_requests from public;
grant execute on function customers.forget_requests to mingchuang_app;

-- Former and potential customers whose keeping time is over, and no hold keeps.
create index customers_forgettable on customers.customers (org_id, stage, updated_at) where forgotten_at is null and stage <> 'current';

-- Which keys are in use: over all companies, and all tables of sealed rows, which are known by their shape: columns org_id,
-- id, sealed, key_version, and an index on (org_id, key_version). A table added tomorrow is found by itself. One probe of
-- the index for each company and key. Numbers only, so nobody's scope is asked. Below nought: cannot be opened.
create function customers.key_versions_in_use() returns table (tab text, company int, version int)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare v int;
begin
  for tab in
    select format('%I.%I', n.nspname, t.relname) from pg_class t join pg_namespace n on n.oid = t.relnamespace
    where t.relkind = 'r' and (select count(*) from pg_attribute a where a.attrelid = t.oid and not a.attisdropped
      and a.attname in ('org_id', 'id', 'sealed', 'key_version')) = 4 order by 1
  loop
    for company in select o.org_id from identity.orgs o order by 1 loop
      execute format('select min(key_version) from %s where org_id = $1', tab) into v using company;
      while v is not null loop
        version := v;
        return next;
        execute format('select min(key_version) from %s where org_id = $1 and key_version > $2', tab) into v using company, version;
      end loop;
    end loop;
  end loop;
end $$;
revoke all on function customers.key_versions_in_use from public;
grant execute on function customers.key_versions_in_use to mingchuang_app;

-- Companies that exist already: their shipped role gains what the shipped list gives it.
update identity.roles set capabilities = capabilities || array['customers.hold']
where code = 'company-manager' and not 'customers.hold' = any (capabilities);
