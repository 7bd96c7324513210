-- Accounts that an order names beside its own: those that a merge ends, the one that a solar plant belongs to. Two orders that
-- exclude each other are looked for on these as well.
create table orders.named_accounts (
  org_id int not null,
  account_id uuid not null,
  order_id uuid not null,
  primary key (org_id, account_id, order_id),
  foreign key (org_id, account_id) references customers.accounts (org_id, id),
  foreign key (org_id, order_id) references orders.orders (org_id, id)
);
create index named_accounts_of on orders.named_accounts (org_id, order_id);
select foundation.protect('orders.named_accounts', 'select, insert');
insert into orders.named_accounts (org_id, account_id, order_id)
  select distinct o.org_id, a.id, o.id
  from orders.orders o
  cross join lateral regexp_split_to_table(concat_ws(' ', o.form ->> 'otherAccounts', o.form ->> 'linkedAccount'), '[\s,，、;；]+') n (number)
  join customers.accounts a on a.org_id = o.org_id and a.number = n.number and a.id is distinct from o.account_id
  where o.closed_at is null and (o.form ? 'otherAccounts' or o.form ? 'linkedAccount');

-- Numbers that are sealed inside forms (`sealed:<key version>:…`) are found by their key, so that a change of keys reaches them
-- and no key is dropped that one of them still needs. The lowest key of a form; below nought when none of its numbers opens.
create function orders.form_key(form jsonb) returns int language sql immutable strict parallel safe as $$
  select coalesce(min(v) filter (where v > 0), max(v))
  from (select substring(value from '^sealed:(-?\d{1,5}):')::int as v from jsonb_each_text(form)) f
$$;
create index orders_form_key on orders.orders (org_id, orders.form_key(form)) where form::text like '%"sealed:%';
create index steps_form_key on orders.steps (org_id, orders.form_key(form)) where form::text like '%"sealed:%';

-- Of all companies, as customers.key_versions_in_use: the function reads no form, and an index cannot be asked by the form's key
-- under row-level security.
create function orders.form_keys_in_use() returns table (company int, version int)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  tab text;
  v int;
begin
  foreach tab in array array['orders.orders', 'orders.steps'] loop
    for company in select o.org_id from identity.orgs o order by 1 loop
      execute format('select min(orders.form_key(form)) from %s where org_id = $1 and form::text like ''%%"sealed:%%''', tab)
        into v using company;
      while v is not null loop
        version := v;
        return next;
        execute format('select min(orders.form_key(form)) from %s where org_id = $1 and form::text like ''%%"sealed:%%''
          and orders.form_key(form) > $2', tab) into v using company, version;
      end loop;
    end loop;
  end loop;
end $$;
revoke all on function orders.form_keys_in_use from public;
grant execute on function orders.form_keys_in_use to mingchuang_app;

-- Some orders with a form under a key.
create function orders.forms_under_key(org int, key int, most int) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not (org = any (foundation.visible_orgs())) then return; end if;
  return query select id from orders.orders
    where org_id = org and form::text like '%"sealed:%' and orders.form_key(form) = key limit most;
  return query select distinct order_id from (select order_id from orders.steps
    where org_id = org and form::text like '%"sealed:%' and orders.form_key(form) = key limit most) s;
end $$;
revoke all on function orders.forms_under_key from public;
grant execute on function orders.forms_under_key to mingchuang_app;

-- How many numbers are sealed with each key.
create function orders.count_form_keys(org int) returns table (version int, numbers bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not (org = any (foundation.visible_orgs())) then return; end if;
  return query
    select substring(e.value from '^sealed:(-?\d{1,5}):')::int, count(*)
    from (select form from orders.orders where org_id = org and form::text like '%"sealed:%'
          union all select form from orders.steps where org_id = org and form::text like '%"sealed:%') f
    cross join lateral jsonb_each_text(f.form) e
    where e.value ~ '^sealed:-?\d{1,5}:' group by 1;
end $$;
revoke all on function orders.count_form_keys from public;
grant execute on function orders.count_form_keys to mingchuang_app;

-- Which checks the platform shipped for a type when the company wrote its own row: those that came later reach the row all the
-- same, and those that the company left out stay left out. Null: written before this was noted.
alter table orders.catalogue_rows add column seen_checks text[];
