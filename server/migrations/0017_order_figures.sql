-- Reading orders: finding them by words, what is warm, how long steps take, and the figures of what is over.

-- Clocks that somebody has been warned of: a small part of those that run.
create index clocks_warm on orders.clocks (org_id, warned) where state = 'running' and warned > 0 and step_id is not null;

-- What was taken in a month; ids cannot say, because imported orders are older than their ids.
create index orders_opened on orders.orders (org_id, opened_at);

-- How an order is found: by the hashes of every two neighbouring characters of its title, address and contact, and of the
-- last six digits of its number. Two Chinese characters are a usual question, for which trigrams are no index. A table of
-- its own, because the order's row changes with every step and these do not.
create table orders.search (
  org_id int not null,
  order_id uuid not null,
  terms bigint[] not null,
  primary key (org_id, order_id),
  foreign key (org_id, order_id) references orders.orders (org_id, id)
);
create index order_search_terms on orders.search using gin (terms) with (fastupdate = off);
alter table orders.search alter column terms set statistics 1000;
select foundation.protect('orders.search');

-- One way of writing: full-width forms, case, blanks and dashes.
create function orders.plain(typed text) returns text language sql immutable parallel safe strict as $$
  select regexp_replace(lower(normalize(typed, NFKC)), '[\s\-·‐-―−]+', '', 'g')
$$;

-- The company is the seed, so that companies do not meet in the index.
create function orders.terms_of(org int, plain text) returns bigint[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct hashtextextended(substr(plain, i, 2), org)), '{}')
  from generate_series(1, char_length(plain) - 1) i
$$;
create function orders.number_term(org int, tail text) returns bigint language sql immutable parallel safe as
$$ select hashtextextended('#' || tail, org) $$;

-- The name of whoever asked for secrecy is not findable: a list that shows no name would still say that it matched.
create function orders.note_search() returns trigger language plpgsql as $$
declare
  made bigint[];
begin
  made := orders.terms_of(new.org_id, orders.plain(new.title)) || orders.terms_of(new.org_id, orders.plain(new.address))
    || case when new.secrecy = 'none' then orders.terms_of(new.org_id, orders.plain(new.contact_name)) else '{}' end
    || orders.number_term(new.org_id, right(new.number, 6));
  insert into orders.search (org_id, order_id, terms) values (new.org_id, new.id, made)
  on conflict (org_id, order_id) do update set terms = excluded.terms where search.terms <> excluded.terms;
  return null;
end $$;
create trigger order_search_new after insert on orders.orders for each row execute function orders.note_search();
create trigger order_search_changed after update of title, address, contact_name, secrecy, number on orders.orders
  for each row when ((old.title, old.address, old.contact_name, old.secrecy, old.number)
    is distinct from (new.title, new.address, new.contact_name, new.secrecy, new.number))
  execute function orders.note_search();

-- Orders that have all of these terms. As the owner, because the index cannot be used under row-level security (@> is not
-- leakproof): the company is checked here. It gives ids alone; what they stand for is read through the policies, which
-- leave out what is about the caller.
create function orders.find_by_terms(org int, wanted bigint[], most int) returns table (order_id uuid)
language plpgsql stable security definer rows 100 set search_path = orders, pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
begin
  if not (org = any (foundation.visible_orgs())) or cardinality(wanted) = 0 then return; end if;
  -- Ids are made in the order of time: the newest thousand are tried first, because what everybody has (the county's own
  -- name) is found there, and its list in the index is as long as the table.
  return query
    select s.order_id from (select r.order_id, r.terms from search r where r.org_id = org order by r.order_id desc limit 1000) s
    where s.terms @> wanted limit most;
  if not found then
    return query select s.order_id from search s where s.org_id = org and s.terms @> wanted limit most;
  end if;
end $$;
revoke all on function orders.find_by_terms from public;
grant execute on function orders.find_by_terms to mingchuang_app;

-- How long steps take, learned each night from what was closed in the past weeks: by process, step and customer class. In
-- minutes of the clock on the wall, the time that orders waited for their customers left out.
create table orders.durations (
  org_id int not null,
  process_key text not null,
  node_id text not null,
  customer_class text not null,
  samples int not null check (samples > 0),
  p50_minutes int not null,
  p90_minutes int not null,
  learned_at timestamptz not null,
  primary key (org_id, process_key, node_id, customer_class),
  foreign key (org_id) references identity.orgs,
  check (p50_minutes >= 0 and p90_minutes >= p50_minutes)
);
select foundation.protect('orders.durations');
