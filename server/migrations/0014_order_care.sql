-- Care of orders: what is done about an order beside its process. Urging and supervision, refusals, links between orders,
-- return visits, consultations, promises, extensions, appeals. Every row carries `accused` of its order, so that none of it
-- reaches those it is about.

create function orders.note_accused() returns trigger language plpgsql security definer set search_path = orders, pg_temp as $$
begin
  select o.accused into new.accused from orders.orders o where o.org_id = new.org_id and o.id = new.order_id;
  return new;
end $$;

-- Who is accused may be found out later: everything of the order hides from then on, and none of it is theirs to do.
create function orders.spread_accused() returns trigger language plpgsql security definer set search_path = orders, pg_temp as $$
declare
  tab text;
begin
  foreach tab in array array['supervisions', 'urges'] loop
    execute format('update orders.%I set receivers = array(select r from unnest(receivers) r where r <> all ($1)) '
                   'where org_id = $2 and order_id = $3 and receivers && $1', tab)
      using coalesce(new.accused, '{}'), new.org_id, new.id;
  end loop;
  delete from orders.answers a where a.org_id = new.org_id and a.order_id = new.id and a.answered_at is null
    and a.staff_id = any (new.accused);
  foreach tab in array array['steps', 'supervisions', 'urges', 'refusals', 'links', 'visits', 'consultations', 'answers',
                             'commitments', 'outcomes', 'extensions', 'overdue_reasons', 'appeals'] loop
    execute format('update orders.%I set accused = $1 where org_id = $2 and order_id = $3', tab)
      using new.accused, new.org_id, new.id;
  end loop;
  return null;
end $$;
create trigger order_accused_spread after update of accused on orders.orders
  for each row when (old.accused is distinct from new.accused) execute function orders.spread_accused();

create function orders.care_table(tab regclass) returns void language plpgsql as $$
begin
  execute format('create trigger accused_of_order before insert on %s for each row execute function orders.note_accused()', tab);
  perform foundation.protect(tab::text);
  perform orders.hide_from_accused(tab);
end $$;

-- Reminders, warnings and supervision (督办, §3.5): one row for each time that somebody above was told.
create table orders.supervisions (
  org_id int not null,
  order_id uuid not null,
  id uuid not null,
  level text not null check (level in ('L0', 'L1', 'L2', 'L3', 'L4')),
  trigger text not null,
  cause text not null,                    -- what raised it, exactly: the same thing never raises a second sheet
  clock_id uuid,                          -- the clock whose share it was
  reason_zh text not null,
  reason_en text not null,
  demanded text not null default '' check (char_length(demanded) <= 2000),
  receivers uuid[] not null,
  receiver_names text not null,
  at timestamptz not null,
  notify_at timestamptz not null,         -- nobody's phone rings before: the night is left alone
  by_id uuid,                             -- null: the rules
  by_name text not null,
  answer_clock_id uuid,                   -- null: nothing to answer
  answer_by timestamptz,
  answer text check (char_length(answer) <= 4000),
  answered_at timestamptz,
  answered_by uuid,
  answered_by_name text,
  result text check (result in ('accepted', 'rejected')),
  result_note text,
  verified_at timestamptz,
  verified_by uuid,
  verified_by_name text,
  counts boolean not null,                -- for performance figures
  accused uuid[],
  primary key (org_id, id),
  foreign key (org_id, order_id) references orders.orders (org_id, id),
  constraint supervision_cause unique (org_id, order_id, cause),
  constraint supervision_verified_by_another check (verified_by <> answered_by),
  check (not accused && receivers),
  check ((answered_at is null) = (answer is null)),
  check ((verified_at is null) = (result is null)),
  check (verified_at is null or answered_at is not null)
);
create index supervisions_of on orders.supervisions (org_id, order_id, at);
create index supervisions_open on orders.supervisions (org_id, answer_by) where answer_clock_id is not null and answered_at is null;
create index supervisions_mine on orders.supervisions using gin (receivers);
select orders.care_table('orders.supervisions');

-- Urging (催办, §3.4): a customer asks again. Every call is kept, not every one counts.
create table orders.urges (
  org_id int not null,
  order_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  situation text not null check (situation in ('fault', 'inside', 'overdue')),
  channel text not null,
  said text not null check (char_length(said) <= 1000),
  is_insisted boolean not null,
  is_counted boolean not null,
  is_repeat boolean not null,             -- a repeated call within 72 hours (重复来电)
  because_zh text not null,
  because_en text not null,
  receivers uuid[] not null,              -- passed to
  receiver_names text not null,
  notify_at timestamptz not null,
  by_id uuid,
  by_name text not null,
  answer_clock_id uuid,
  answer text check (char_length(answer) <= 1000),
  answered_at timestamptz,
  answered_by uuid,
  answered_by_name text,
  accused uuid[],
  primary key (org_id, id),
  foreign key (org_id, order_id) references orders.orders (org_id, id),
  check (not accused && receivers)
);
create index urges_of on orders.urges (org_id, order_id, at);
select orders.care_table('orders.urges');

-- Refused and sent back (退单, §3.7): RT1 to RT6, each with its reason.
create table orders.refusals (
  org_id int not null,
  order_id uuid not null,
  id uuid not null,
  step_id uuid not null,
  code text not null,
  reason text not null check (char_length(reason) <= 2000),
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  accused uuid[],
  primary key (org_id, id),
  constraint refusal_once unique (org_id, step_id),
  foreign key (org_id, order_id) references orders.orders (org_id, id),
  foreign key (org_id, step_id) references orders.steps (org_id, id)
);
create index refusals_of on orders.refusals (org_id, order_id, at);
select orders.care_table('orders.refusals');

-- Orders that belong together (§3.6): one merged into another, one that came again. `order_id` is the child.
create table orders.links (
  org_id int not null,
  order_id uuid not null,
  id uuid not null,
  main_id uuid not null,
  kind text not null check (kind in ('merged', 'recurrence')),
  reason_code text not null,
  reason text not null check (char_length(reason) <= 500),
  proof text not null default '' check (char_length(proof) <= 300),
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  counts_as text check (counts_as in ('own', 'merged')), -- its arrival in figures: by its own clock, or as merged
  arrived_at timestamptz,                 -- copied from the main order
  restored_at timestamptz,
  followed_at timestamptz,                -- the main one was restored: the child goes on to its own return visit
  ended_at timestamptz,                   -- split again
  ended_by_name text,
  ended_code text,
  ended_reason text,
  accused uuid[],
  primary key (org_id, id),
  foreign key (org_id, order_id) references orders.orders (org_id, id),
  foreign key (org_id, main_id) references orders.orders (org_id, id),
  check (order_id <> main_id),
  check ((ended_at is null) = (ended_code is null))
);
create unique index links_one_main on orders.links (org_id, order_id) where kind = 'merged' and ended_at is null;
create index links_children on orders.links (org_id, main_id) where ended_at is null;
create index links_of on orders.links (org_id, order_id, at);
select orders.care_table('orders.links');

-- A merged order stays with its main one while it has its own return visit, when it is open again.
do $$
declare
  old_rule name;
begin
  select conname into strict old_rule from pg_constraint
    where conrelid = 'orders.orders'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%merged%main_id%';
  execute format('alter table orders.orders drop constraint %I', old_rule);
end $$;
alter table orders.orders add constraint merged_has_main check (state <> 'merged' or main_id is not null);
alter table orders.orders add constraint not_into_itself check (main_id <> id);

-- Behind the locks: a main order is never itself merged, so that no chain and no circle can come about.
create function orders.no_merge_chain() returns trigger language plpgsql as $$
begin
  if exists (select from orders.orders o where o.org_id = new.org_id and o.id = new.main_id and o.main_id is not null)
    or exists (select from orders.orders o where o.org_id = new.org_id and o.main_id = new.id) then
    raise exception 'order % cannot be merged into %: that would be a chain', new.id, new.main_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger order_merge_chain after update of main_id on orders.orders
  for each row when (new.main_id is not null and old.main_id is distinct from new.main_id) execute function orders.no_merge_chain();

-- Return visits (回访, §3.8): each attempt with what came of it.
create table orders.visits (
  org_id int not null,
  order_id uuid not null,
  id uuid not null,
  step_id uuid not null,
  attempt int not null check (attempt > 0),
  at timestamptz not null,
  is_reached boolean not null,
  satisfaction text,
  answers jsonb not null default '{}',
  why text,
  is_reasonable boolean,
  by_id uuid,
  by_name text not null,
  accused uuid[],
  primary key (org_id, id),
  constraint visit_once unique (org_id, step_id),
  foreign key (org_id, order_id) references orders.orders (org_id, id),
  foreign key (org_id, step_id) references orders.steps (org_id, id)
);
create index visits_of on orders.visits (org_id, order_id, at);
create index visits_at on orders.visits (org_id, at);
select orders.care_table('orders.visits');

-- Joint consultation (协同会商): several are asked, each answers by the deadline, one sums up.
create table orders.consultations (
  org_id int not null,
  order_id uuid not null,
  id uuid not null,
  question text not null check (char_length(question) between 1 and 2000),
  at timestamptz not null,
  by_id uuid not null,
  by_name text not null,
  clock_id uuid not null,
  answer_by timestamptz not null,
  notify_at timestamptz not null,
  summary text check (char_length(summary) <= 4000),
  closed_at timestamptz,
  closed_by_name text,
  accused uuid[],
  primary key (org_id, id),
  foreign key (org_id, order_id) references orders.orders (org_id, id),
  check ((closed_at is null) = (summary is null))
);
create index consultations_of on orders.consultations (org_id, order_id, at);
select orders.care_table('orders.consultations');

create table orders.answers (
  org_id int not null,
  order_id uuid not null,
  consultation_id uuid not null,
  staff_id uuid not null,
  staff_name text not null,
  post text not null,
  answer text check (char_length(answer) <= 4000),
  answered_at timestamptz,
  accused uuid[],
  primary key (org_id, consultation_id, staff_id),
  foreign key (org_id, consultation_id) references orders.consultations (org_id, id),
  foreign key (org_id, staff_id) references identity.staff (org_id, staff_id),
  check (answered_at is not null or not accused @> array[staff_id]),
  check ((answered_at is null) = (answer is null))
);
create index answers_owed on orders.answers (org_id, staff_id) where answered_at is null;
select orders.care_table('orders.answers');

-- Promises that somebody gave a customer beside the limits (承诺): each is a clock.
create table orders.commitments (
  org_id int not null,
  order_id uuid not null,
  id uuid not null,
  text text not null check (char_length(text) between 1 and 500),
  clock_id uuid not null,
  due_at timestamptz not null,
  at timestamptz not null,
  by_id uuid not null,
  by_name text not null,
  post text not null,
  state text not null default 'open' check (state in ('open', 'kept', 'broken', 'withdrawn')),
  settled_at timestamptz,
  settled_by_name text,
  note text,
  accused uuid[],
  primary key (org_id, id),
  foreign key (org_id, order_id) references orders.orders (org_id, id),
  check ((state = 'open') = (settled_at is null))
);
create index commitments_of on orders.commitments (org_id, order_id, at);
select orders.care_table('orders.commitments');

-- What the customer expected and by when, and what was delivered and when.
create table orders.outcomes (
  org_id int not null,
  order_id uuid not null,
  expected text check (char_length(expected) <= 1000),
  expected_on date,
  expected_at timestamptz,
  expected_by_name text,
  delivered text check (char_length(delivered) <= 1000),
  delivered_on date,
  delivered_at timestamptz,
  delivered_by_name text,
  grounds text check (char_length(grounds) <= 1000), -- why no more could be done (可努力)
  accused uuid[],
  primary key (org_id, order_id),
  foreign key (org_id, order_id) references orders.orders (org_id, id)
);
select orders.care_table('orders.outcomes');

-- Limits that were made longer, by whoever may (§2.14).
create table orders.extensions (
  org_id int not null,
  order_id uuid not null,
  id uuid not null,
  clock_id uuid not null,
  days int not null check (days > 0),
  reason_code text not null,
  reason text not null check (char_length(reason) <= 500),
  proof_id uuid,
  from_limit int not null,
  to_limit int not null,
  at timestamptz not null,
  by_id uuid not null,
  by_name text not null,
  post text not null,
  accused uuid[],
  primary key (org_id, id),
  foreign key (org_id, order_id) references orders.orders (org_id, id),
  foreign key (org_id, clock_id) references orders.clocks (org_id, id)
);
create index extensions_of on orders.extensions (org_id, order_id, clock_id);
select orders.care_table('orders.extensions');

create table orders.overdue_reasons (
  org_id int not null,
  order_id uuid not null,
  clock_id uuid not null,
  reason_code text not null,
  reason text not null check (char_length(reason) <= 500),
  at timestamptz not null,
  by_id uuid not null,
  by_name text not null,
  accused uuid[],
  primary key (org_id, clock_id),
  foreign key (org_id, order_id) references orders.orders (org_id, id),
  foreign key (org_id, clock_id) references orders.clocks (org_id, id)
);
create index overdue_reasons_of on orders.overdue_reasons (org_id, order_id);
select orders.care_table('orders.overdue_reasons');

-- Appeals (申诉, §3.3) of whoever handled an order against its class or the responsibility found.
create table orders.appeals (
  org_id int not null,
  order_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('class', 'responsibility')),
  ground text not null check (char_length(ground) between 1 and 2000),
  purpose text not null check (char_length(purpose) between 1 and 500),
  proofs uuid[] not null,                 -- signed by the three departments
  at timestamptz not null,
  by_id uuid not null,
  by_name text not null,
  decide_by timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  is_upheld boolean,
  note text,
  accused uuid[],
  primary key (org_id, id),
  foreign key (org_id, order_id) references orders.orders (org_id, id),
  constraint appeal_decided_by_another check (decided_by <> by_id),
  check ((decided_at is null) = (is_upheld is null))
);
create unique index appeals_one_open on orders.appeals (org_id, order_id, kind) where decided_at is null;
create index appeals_of on orders.appeals (org_id, order_id, at);
select orders.care_table('orders.appeals');
