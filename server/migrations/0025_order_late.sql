-- An order may be late as a whole while its live step is in time. The step carries that too, as it carries what has been
-- warned of, so that the list of what is over reads only what it shows. It is written with every change of the order and by
-- the sweep at the very end of the limit. Steps that were over before need none.
alter table orders.steps add column is_order_late boolean not null default false;
update orders.steps s set is_order_late = true
  from orders.orders o
  where s.state = 'live' and s.post is not null and o.org_id = s.org_id and o.id = s.order_id and o.due_at <= now();
create index steps_late on orders.steps (org_id, unit_id, due_at, id)
  where state = 'live' and post is not null and is_order_late;

-- Who inspects (稽查员, R-QA) works on steps like other specialists and looks at pauses of clocks. Companies that exist get
-- the role as it is shipped; whom they give it to they say themselves.
insert into identity.roles (org_id, code, name_zh, name_en, capabilities, duty)
  select r.org_id, 'quality-inspector', '稽查质检员', 'Quality inspector', r.capabilities || array['orders.check'], 'none'
  from identity.roles r where r.code = 'field-worker' and not r.capabilities && array['orders.check']
  on conflict do nothing;
