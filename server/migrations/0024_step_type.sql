-- Work lists and boards are asked for by kind of order and by what has been warned of: the step carries both, so that a list
-- reads only what it shows. An order keeps its type for life (another type is another order), and warnings are written with
-- the step, so the copies cannot grow old. Steps that were over before need none: years of them would be written anew for
-- nothing.
alter table orders.steps add column type_code text, add column warned int not null default 0;
update orders.steps s set type_code = o.type_code, warned = coalesce((
    select max(c.warned) from orders.clocks c
    where c.org_id = s.org_id and c.order_id = s.order_id and c.step_id = s.id and c.state = 'running'), 0)
  from orders.orders o where s.state = 'live' and o.org_id = s.org_id and o.id = s.order_id;
alter table orders.steps add check (type_code is not null or state <> 'live') not valid;
create index steps_of_type on orders.steps (org_id, unit_id, type_code, due_at, id) where state = 'live' and post is not null;
create index steps_warm on orders.steps (org_id, unit_id, due_at, id) where state = 'live' and post is not null and warned > 0;
drop index orders.clocks_warm;
