-- An order is late by any promise that ran out, not by limits of the whole alone (0025). What runs on was told so at its end,
-- and may not be touched again for days.
update orders.steps s set is_order_late = true
  from orders.clocks c
  where s.state = 'live' and s.post is not null and not s.is_order_late and c.org_id = s.org_id and c.order_id = s.order_id
    and c.layer = 'promised' and c.subject <> 'paper' and c.ended_at is null and c.due_at <= now();
