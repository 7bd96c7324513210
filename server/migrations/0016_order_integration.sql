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
