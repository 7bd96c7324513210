-- Hall: who waits in which hall, and who is called next.
create schema hall;
grant usage on schema hall to mingchuang_app;

-- A hall is an organisation unit of kind 'hall'; these are the things that only halls have.
create table hall.halls (
  org_id int not null,
  id uuid not null,
  code text not null,
  name_zh text not null,
  name_en text not null,
  grade text not null check (grade in ('A', 'B', 'C', 'D')),
  address text not null,
  seats int not null check (seats > 0),
  opened_on date not null,
  is_closed boolean not null default false,
  setup_version int not null default 1,   -- grows with every change of set-up: what processes keep in memory is checked by it
  primary key (org_id, id),
  unique (org_id, code),
  foreign key (org_id, id) references identity.units (org_id, unit_id)
);
select foundation.protect('hall.halls');

-- Weekly hours. `days` says which kind of day: workday (make-up workdays included), offday, or a weekday 1..7
-- that wins over both. Several rows a day are split shifts. A row ends when another begins.
create table hall.hours (
  org_id int not null,
  id uuid not null,
  hall_id uuid not null,
  days text not null check (days in ('workday', 'offday', '1', '2', '3', '4', '5', '6', '7')),
  opens time not null,
  closes time not null,
  valid_from date not null,
  valid_to date,
  primary key (org_id, id),
  foreign key (org_id, hall_id) references hall.halls (org_id, id),
  check (opens < closes)
);
select foundation.protect('hall.hours');

-- Single days that differ: closed, or open by these spans only.
create table hall.special_days (
  org_id int not null,
  hall_id uuid not null,
  day date not null,
  spans jsonb not null default '[]',      -- [{"opens":"09:00","closes":"12:00"}], empty = closed
  reason text not null,
  primary key (org_id, hall_id, day),
  foreign key (org_id, hall_id) references hall.halls (org_id, id)
);
select foundation.protect('hall.special_days');

create table hall.services (
  org_id int not null,
  id uuid not null,
  hall_id uuid not null,
  code text not null,
  letter char(1) not null check (letter ~ '[A-Z]'),
  name_zh text not null,
  name_en text not null,
  typical_minutes numeric(5, 1) not null check (typical_minutes > 0),
  papers jsonb not null default '[]',     -- [{"zh":"身份证","en":"ID card"}]
  at_kiosk boolean not null default true,
  daily_quota int check (daily_quota > 0),
  last_number_minutes int not null default 0 check (last_number_minutes >= 0),
  hint_zh text,
  hint_en text,
  is_suspended boolean not null default false,
  slot_contingent int not null default 0 check (slot_contingent >= 0), -- customers who may book one slot; 0: no appointments
  sort int not null default 0,
  is_closed boolean not null default false,
  primary key (org_id, id),
  unique (org_id, hall_id, id),
  unique (org_id, hall_id, code),
  foreign key (org_id, hall_id) references hall.halls (org_id, id)
);
select foundation.protect('hall.services');

-- A window and its live state. Who sits there since when is also kept in hall.stints.
create table hall.windows (
  org_id int not null,
  id uuid not null,
  hall_id uuid not null,
  number text not null,
  name_zh text not null,
  name_en text not null,
  kind text not null check (kind in ('general', 'payment', 'business', 'inquiry', 'energy', 'vip')),
  skills text[] not null,                 -- service codes
  languages text[] not null default '{zh}',
  is_elastic boolean not null default false,
  sort int not null default 0,
  is_closed_down boolean not null default false,
  state text not null default 'closed' check (state in ('closed', 'open', 'paused')),
  staff_id uuid,
  staff_name text,                        -- as the customer sees them: kept here so that screens need no other module
  staff_number text,
  opened_at timestamptz,
  auto_call boolean not null default false,
  pause_reason text,
  paused_at timestamptz,
  pause_until timestamptz,
  pause_due_at timestamptz,               -- when the overrun is told; null once it has been
  primary key (org_id, id),
  unique (org_id, hall_id, id),
  unique (org_id, hall_id, number),
  foreign key (org_id, hall_id) references hall.halls (org_id, id),
  foreign key (org_id, staff_id) references identity.staff (org_id, staff_id),
  check ((state = 'closed') = (staff_id is null)),
  check ((state = 'paused') = (pause_reason is not null))
);
create index windows_pause_due on hall.windows (org_id, pause_due_at) where pause_due_at is not null;
-- A clerk sits at one window.
create unique index windows_one_per_clerk on hall.windows (org_id, staff_id) where staff_id is not null;
select foundation.protect('hall.windows');

-- Every stretch of a window being open or paused, for presence and utilisation figures.
create table hall.stints (
  org_id int not null,
  id uuid not null,
  hall_id uuid not null,
  window_id uuid not null,
  staff_id uuid not null,
  kind text not null check (kind in ('open', 'paused')),
  reason text,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, window_id) references hall.windows (org_id, id),
  check (ended_at >= started_at)
);
create unique index stints_one_open on hall.stints (org_id, window_id) where ended_at is null;
create index stints_by_hall on hall.stints (org_id, hall_id, started_at);
select foundation.protect('hall.stints');

-- Planned presence: who is at which window when. The forecast reads the plan; the day replay writes it.
create table hall.roster (
  org_id int not null,
  id uuid not null,
  hall_id uuid not null,
  window_id uuid not null,
  staff_id uuid,
  day date not null,
  starts time not null,
  ends time not null,
  primary key (org_id, id),
  foreign key (org_id, window_id) references hall.windows (org_id, id),
  check (starts < ends)
);
create index roster_by_day on hall.roster (org_id, hall_id, day);
select foundation.protect('hall.roster');

-- One row per hall and day. Its lock is taken first by every command that alters the queue, so that decisions
-- see the queue as it is; numbers come from here; `memory` is what the calling rule must remember.
create table hall.queue_days (
  org_id int not null,
  hall_id uuid not null,
  day date not null,
  next_numbers jsonb not null default '{}',   -- letter -> next number
  memory jsonb not null default '{}',
  forecast jsonb not null default '{}',       -- what today taught the forecast so far
  revision int not null default 0,            -- grows with every change of the queue
  last_at timestamptz,                        -- of the last change: time never runs backwards within a hall's day
  due_at timestamptz,                         -- closing time, then midnight: when those who still wait are looked at
  closed_at timestamptz,
  primary key (org_id, hall_id, day),
  foreign key (org_id, hall_id) references hall.halls (org_id, id)
);
create index queue_days_due on hall.queue_days (org_id, due_at) where due_at is not null;
select foundation.protect('hall.queue_days');

-- Numbers set aside for a device that may lose the network.
create table hall.number_blocks (
  org_id int not null,
  hall_id uuid not null,
  day date not null,
  letter char(1) not null,
  first int not null,
  last int not null,
  device_id uuid not null,
  reserved_at timestamptz not null,
  primary key (org_id, hall_id, day, letter, first),
  foreign key (org_id, hall_id, day) references hall.queue_days (org_id, hall_id, day),
  check (first <= last)
);
select foundation.protect('hall.number_blocks');

create table hall.tickets (
  org_id int not null,
  id uuid not null,
  hall_id uuid not null,
  day date not null,
  letter char(1) not null,
  seq int not null check (seq > 0),
  state text not null check (state in ('printing', 'waiting', 'called', 'serving', 'held', 'missed', 'done', 'abandoned', 'void')),
  service_id uuid not null,               -- the current one: journey[journey_at + 1]
  journey uuid[] not null,                -- all services of the ticket, in order; those before the current one are done
  journey_at int not null default 0,
  priority text not null check (priority in ('emergency', 'priority', 'appointment', 'ordinary')),
  priority_reason text,
  channel text not null check (channel in ('kiosk', 'guide', 'phone', 'appointment', 'desk')),
  taken_by text not null,                 -- actor
  language text not null default 'zh',
  large_type boolean not null default false,
  customer_name text,                     -- masked before it is stored
  phone_hash bytea,
  person_key text,
  token text,                             -- kept while the ticket lives, so that it can be printed again
  token_hash bytea not null,
  taken_at timestamptz not null,
  queued_at timestamptz,                  -- seniority; a transfer keeps it
  waiting_since timestamptz,              -- of the present wait: anew with a transfer or a return
  -- A number that came back, or asked for time, stands behind this call of the hall's day, but no longer than until.
  behind_call int,
  behind_until timestamptz,
  transferred boolean not null default false,
  target_window_id uuid,
  appointment_id uuid,
  appointment_at timestamptz,
  window_id uuid,
  called_at timestamptz,                  -- first call of this round
  last_call_at timestamptz,
  call_count int not null default 0,
  started_at timestamptz,
  finished_at timestamptz,
  hold_until timestamptz,
  missed_at timestamptz,
  missed_count int not null default 0,
  missed_until timestamptz,
  more_time_count int not null default 0,
  transfer_count int not null default 0,
  copies int not null default 0,
  note text,
  rate_until timestamptz,                 -- the evaluator asks until then
  rate_staff_id uuid,
  rated_at timestamptz,
  -- Told when it was taken, in seconds, and what the usual formula would have said: to measure the forecast.
  told_low_s int, told_mid_s int, told_high_s int, formula_s int,
  first_called_at timestamptz,            -- the wait that was told ends here
  due_at timestamptz,                     -- when time alone changes it (no-show, expiry, end of rating)
  primary key (org_id, id),
  unique (org_id, hall_id, day, letter, seq),
  unique (org_id, token_hash),
  foreign key (org_id, hall_id, day) references hall.queue_days (org_id, hall_id, day),
  foreign key (org_id, hall_id, service_id) references hall.services (org_id, hall_id, id),
  foreign key (org_id, window_id) references hall.windows (org_id, id),
  check (state not in ('called', 'serving') or window_id is not null),
  check (state <> 'waiting' or queued_at is not null),
  check (state <> 'serving' or started_at is not null)
);
-- A window has one customer, and a number is at one window.
create unique index tickets_one_per_window on hall.tickets (org_id, window_id) where state in ('called', 'serving');
create index tickets_alive on hall.tickets (org_id, hall_id, queued_at) where state in ('printing', 'waiting', 'called', 'serving', 'held', 'missed');
create index tickets_of_day on hall.tickets (org_id, hall_id, day, taken_at);
create index tickets_finished on hall.tickets (org_id, hall_id, finished_at) where finished_at is not null;
create index tickets_due on hall.tickets (org_id, due_at) where due_at is not null;
select foundation.protect('hall.tickets');

-- One stretch of service at one window, written when it ends: what handling times and figures are made of. A hold
-- ends a stretch and begins another, so time on hold is in none.
create table hall.handlings (
  org_id int not null,
  id uuid not null,
  hall_id uuid not null,
  day date not null,
  ticket_id uuid not null,
  service_id uuid not null,
  window_id uuid not null,
  staff_id uuid not null,
  waited_from timestamptz not null,
  called_at timestamptz not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  ending text not null check (ending in ('solved', 'accepted', 'referred', 'unsolved', 'transferred', 'held')),
  primary key (org_id, id),
  foreign key (org_id, ticket_id) references hall.tickets (org_id, id),
  foreign key (org_id, hall_id, service_id) references hall.services (org_id, hall_id, id),
  check (ended_at >= started_at), check (started_at >= called_at)
);
create index handlings_of_day on hall.handlings (org_id, hall_id, day);
create index handlings_of_ticket on hall.handlings (org_id, ticket_id);
select foundation.protect('hall.handlings');

-- What happened to a ticket, in order. Never edited.
create table hall.trail (
  org_id int not null,
  id uuid not null,
  hall_id uuid not null,
  ticket_id uuid not null,
  at timestamptz not null,
  action text not null,
  actor text not null,
  actor_name text not null,
  window_id uuid,
  reason text,
  primary key (org_id, id),
  foreign key (org_id, ticket_id) references hall.tickets (org_id, id)
);
create index trail_of_ticket on hall.trail (org_id, ticket_id, id);
create index trail_of_hall on hall.trail (org_id, hall_id, at);
select foundation.protect('hall.trail', 'select, insert');

create table hall.ratings (
  org_id int not null,
  ticket_id uuid not null,                -- once per ticket
  hall_id uuid not null,
  day date not null,
  staff_id uuid not null,
  window_id uuid not null,
  service_id uuid not null,
  level int not null check (level between 1 and 5),
  reasons text[] not null default '{}',
  comment text,
  channel text not null check (channel in ('pad', 'phone')),
  asked_at timestamptz not null,
  rated_at timestamptz not null,
  primary key (org_id, ticket_id),
  foreign key (org_id, ticket_id) references hall.tickets (org_id, id)
);
create index ratings_of_day on hall.ratings (org_id, hall_id, day);
select foundation.protect('hall.ratings', 'select, insert');

create table hall.alerts (
  org_id int not null,
  id uuid not null,
  hall_id uuid not null,
  kind text not null check (kind in ('crowding', 'panic', 'help', 'unhappy', 'pause-overrun', 'failure')),
  level text not null check (level in ('info', 'yellow', 'orange', 'red')),
  title_zh text not null,
  title_en text not null,
  proposal_zh text,
  proposal_en text,
  proposed_window_id uuid,
  window_id uuid,
  ticket_id uuid,
  source text,
  measured jsonb not null default '{}',   -- what the thresholds saw when raised, and when closed: what it did
  raised_at timestamptz not null,
  answer_by timestamptz,
  accepted_by text,
  accepted_name text,
  accepted_at timestamptz,
  closed_at timestamptz,
  outcome text,
  primary key (org_id, id),
  foreign key (org_id, hall_id) references hall.halls (org_id, id)
);
create unique index alerts_one_crowding on hall.alerts (org_id, hall_id) where kind = 'crowding' and closed_at is null;
create index alerts_open on hall.alerts (org_id, hall_id) where closed_at is null;
select foundation.protect('hall.alerts');

create table hall.slots (
  org_id int not null,
  id uuid not null,
  hall_id uuid not null,
  service_id uuid not null,
  starts_at timestamptz not null,
  contingent int not null check (contingent >= 0),
  booked int not null default 0,
  primary key (org_id, id),
  unique (org_id, hall_id, service_id, starts_at),
  foreign key (org_id, hall_id, service_id) references hall.services (org_id, hall_id, id),
  check (booked between 0 and contingent)
);
select foundation.protect('hall.slots');

create table hall.appointments (
  org_id int not null,
  id uuid not null,
  hall_id uuid not null,
  slot_id uuid not null,
  service_id uuid not null,
  starts_at timestamptz not null,
  code text not null,
  name_masked text not null,
  phone_hash bytea not null,
  state text not null check (state in ('booked', 'arrived', 'late', 'no-show', 'cancelled')),
  ticket_id uuid,
  booked_at timestamptz not null,
  arrived_at timestamptz,
  due_at timestamptz,
  primary key (org_id, id),
  unique (org_id, hall_id, code),
  foreign key (org_id, slot_id) references hall.slots (org_id, id),
  foreign key (org_id, hall_id) references hall.halls (org_id, id)
);
create index appointments_due on hall.appointments (org_id, due_at) where due_at is not null;
-- One live appointment per phone, service and slot.
create unique index appointments_one on hall.appointments (org_id, slot_id, phone_hash) where state = 'booked';
select foundation.protect('hall.appointments');

-- What the forecast learns from: whole days that are over, of this hall's own or imported. Customers and presence as
-- rules/hall-state.ts shapes them.
create table hall.past_days (
  org_id int not null,
  hall_id uuid not null,
  day date not null,
  source text not null check (source in ('own', 'imported')),
  customers jsonb not null,
  presence jsonb not null,
  primary key (org_id, hall_id, day),
  foreign key (org_id, hall_id) references hall.halls (org_id, id)
);
select foundation.protect('hall.past_days');

create table hall.wait_models (
  org_id int not null,
  hall_id uuid not null,
  learned_at timestamptz not null,
  days int not null,
  model jsonb not null,
  primary key (org_id, hall_id),
  foreign key (org_id, hall_id) references hall.halls (org_id, id)
);
select foundation.protect('hall.wait_models');

-- What the crowding thresholds saw, every half minute of opening; kept for a day.
create table hall.crowd_readings (
  org_id int not null,
  hall_id uuid not null,
  at timestamptz not null,
  waiting int not null,
  wait_s double precision not null,
  longest_s double precision not null,
  abandoned_share double precision not null,
  open_windows int not null,
  level text not null check (level in ('green', 'yellow', 'orange', 'red')),
  primary key (org_id, hall_id, at),
  foreign key (org_id, hall_id) references hall.halls (org_id, id)
);
select foundation.protect('hall.crowd_readings');

-- Waits over the promise, once per ticket: what quality work hears of.
create table hall.broken_promises (
  org_id int not null,
  ticket_id uuid not null,
  hall_id uuid not null,
  day date not null,
  at timestamptz not null,
  primary key (org_id, ticket_id),
  foreign key (org_id, ticket_id) references hall.tickets (org_id, id)
);
select foundation.protect('hall.broken_promises', 'select, insert');

-- Any change of a hall's set-up raises its version, in the same transaction.
create function hall.raise_setup_version() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'halls' then
    new.setup_version := old.setup_version + 1;
    return new;
  end if;
  if tg_op = 'DELETE' then
    update hall.halls set setup_version = setup_version where org_id = old.org_id and id = old.hall_id;
  else
    update hall.halls set setup_version = setup_version where org_id = new.org_id and id = new.hall_id;
  end if;
  return null;
end $$;
create trigger version before update on hall.halls for each row execute function hall.raise_setup_version();
create trigger version after insert or update or delete on hall.hours for each row execute function hall.raise_setup_version();
create trigger version after insert or update or delete on hall.special_days for each row execute function hall.raise_setup_version();
create trigger version after insert or update or delete on hall.services for each row execute function hall.raise_setup_version();
create trigger version after insert or update or delete on hall.roster for each row execute function hall.raise_setup_version();
create trigger version after insert or delete or
  update of number, name_zh, name_en, kind, skills, languages, is_elastic, sort, is_closed_down
  on hall.windows for each row execute function hall.raise_setup_version();

-- A hall's queue in one answer: the day's row, the windows' live state, every ticket alive, and one more ticket
-- whatever its state. plpgsql, so that its statements are planned once per connection.
create function hall.read_queue(org int, hall uuid, on_day date, also uuid) returns json language plpgsql stable as $$
declare answer json;
begin
  select json_build_object(
    'version', h.setup_version,
    'day', (select row_to_json(d) from hall.queue_days d where d.org_id = org and d.hall_id = hall and d.day = on_day),
    'windows', (select json_agg(json_strip_nulls(json_build_object('id', w.id, 'state', w.state, 'staff_id', w.staff_id,
        'staff_name', w.staff_name, 'staff_number', w.staff_number, 'opened_at', w.opened_at, 'auto_call', w.auto_call,
        'pause_reason', w.pause_reason, 'paused_at', w.paused_at, 'pause_until', w.pause_until,
        'pause_due_at', w.pause_due_at)) order by w.sort, w.number)
      from hall.windows w where w.org_id = org and w.hall_id = hall and not w.is_closed_down),
    'tickets', (select json_agg(json_strip_nulls(row_to_json(t)) order by t.queued_at, t.id) from hall.tickets t
      where t.org_id = org and t.hall_id = hall
        and t.state in ('printing', 'waiting', 'called', 'serving', 'held', 'missed')),
    'also', (select json_strip_nulls(row_to_json(t)) from hall.tickets t
      where t.org_id = org and t.hall_id = hall and t.id = also))
  into answer from hall.halls h where h.org_id = org and h.id = hall;
  return answer;
end $$;

-- Locks a hall's queue, then reads it: one round trip, but two statements, because a statement that waited for a
-- lock still reads the other tables as they were before. The row of the day before is locked too, so that the two
-- sides of midnight exclude each other.
create function hall.lock_queue(org int, hall uuid, on_day date, also uuid) returns json language plpgsql volatile as $$
declare answer json;
begin
  perform from hall.queue_days d where d.org_id = org and d.hall_id = hall and d.day between on_day - 1 and on_day
    order by d.day for update;
  if not exists (select from hall.queue_days d where d.org_id = org and d.hall_id = hall and d.day = on_day) then
    insert into hall.queue_days (org_id, hall_id, day) select org, h.id, on_day from hall.halls h
      where h.org_id = org and h.id = hall on conflict do nothing;
    perform from hall.queue_days d where d.org_id = org and d.hall_id = hall and d.day = on_day for update;
  end if;
  answer := hall.read_queue(org, hall, on_day, also);
  return answer;
end $$;
grant execute on function hall.read_queue, hall.lock_queue to mingchuang_app;
