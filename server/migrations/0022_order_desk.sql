-- What the desk adds to orders: handing over with the receiver's acceptance (业务主办制), a proof beside why a limit was
-- missed, what stood on the clock when it was paused, the outage that a fault belongs to.

-- Offered to somebody, who takes it, declines it, or lets it lapse; until then whoever had the order has it.
create table orders.hand_overs (
  org_id int not null,
  order_id uuid not null,
  id uuid not null,
  from_id uuid,                           -- who was responsible then; null: nobody
  from_name text not null,
  to_id uuid not null,
  to_name text not null,
  reason text not null check (char_length(reason) <= 500),
  at timestamptz not null,
  by_id uuid not null,                    -- who offered it: the responsible person, or a dispatcher
  by_name text not null,
  answer_by timestamptz not null,
  state text not null default 'offered' check (state in ('offered', 'accepted', 'declined', 'lapsed', 'withdrawn')),
  answered_at timestamptz,
  answered_by_name text,
  answer text check (char_length(answer) <= 500),
  accused uuid[],
  primary key (org_id, id),
  foreign key (org_id, order_id) references orders.orders (org_id, id),
  foreign key (org_id, to_id) references identity.staff (org_id, staff_id),
  check ((state = 'offered') = (answered_at is null)),
  check (state <> 'declined' or answer is not null),
  check (state <> 'offered' or not accused @> array[to_id])
);
create unique index hand_overs_one_open on orders.hand_overs (org_id, order_id) where state = 'offered';
create index hand_overs_to on orders.hand_overs (org_id, to_id, answer_by) where state = 'offered';
create index hand_overs_by on orders.hand_overs (org_id, by_id, at);
create index hand_overs_due on orders.hand_overs (answer_by) where state = 'offered';
select orders.care_table('orders.hand_overs');

-- Whoever is found to be one of those it is about is offered it no longer.
create function orders.spread_accused_offers() returns trigger language plpgsql security definer set search_path = orders, pg_temp as $$
begin
  delete from hand_overs h where h.org_id = new.org_id and h.order_id = new.id and h.state = 'offered'
    and h.to_id = any (coalesce(new.accused, '{}'));
  update hand_overs h set accused = new.accused where h.org_id = new.org_id and h.order_id = new.id;
  return null;
end $$;
create trigger order_accused_offers after update of accused on orders.orders
  for each row when (old.accused is distinct from new.accused) execute function orders.spread_accused_offers();

-- Offers whose time is up; of all companies, as `due_orders` for everything else that time does.
create function orders.due_hand_overs(now timestamptz, most int) returns table (org_id int, order_id uuid)
language sql stable security definer set search_path = orders, pg_temp as $$
  select h.org_id, h.order_id from hand_overs h
  join orders.orders o on o.org_id = h.org_id and o.id = h.order_id and o.closed_at is null
  where h.state = 'offered' and h.answer_by <= now order by h.answer_by limit most
$$;
revoke all on function orders.due_hand_overs from public;
grant execute on function orders.due_hand_overs to mingchuang_app;

-- What somebody has to answer now: few, of the many that he was ever told.
create index supervisions_owed on orders.supervisions using gin (receivers)
  where answer_clock_id is not null and answered_at is null;

alter table orders.overdue_reasons add proof_id uuid;

-- How much of the nearest limit was used up when it was paused, in percent, and when it would have ended. Null: no limit ran.
alter table orders.pauses add used_share int check (used_share >= 0), add was_due_at timestamptz;
create index pauses_at on orders.pauses (org_id, at);

-- The outage that a fault belongs to, by the number that people say. Outages have no table of their own yet.
alter table orders.orders add outage_ref text check (char_length(outage_ref) between 1 and 40);
create index orders_of_outage on orders.orders (org_id, outage_ref, opened_at desc) where outage_ref is not null;
