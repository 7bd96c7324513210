-- Orders: service orders (工单), the processes they follow, their steps and their clocks. Rows are the whole state: one
-- row of `steps` per live or finished step of a process, one row of `marks` per start, pause, resume, change or end of a clock.
create schema orders;
grant usage on schema orders to mingchuang_app;

-- The staff member for whom the transaction acts; null for the platform itself and for customers. Set with SET LOCAL
-- app.staff beside app.orgs.
create function orders.acting_staff() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('app.staff', true), '')::uuid $$;

-- A complaint never reaches those it is about: whoever is named in `accused` of a row does not see it, does not count it
-- and cannot work on it, whatever a query forgets. Writing is checked by the company's policy alone, so that a clerk can
-- take down a complaint about himself without being able to read it afterwards.
create function orders.hide_from_accused(tab regclass) returns void language plpgsql as $$
begin
  execute format('create policy not_the_accused on %s as restrictive for all '
                 'using (accused is null or (select orders.acting_staff()) is null or not (select orders.acting_staff()) = any (accused)) '
                 'with check (true)', tab);
end $$;

-- Versions of a process (BPMN 2.0). Who wrote a version does not publish it. An order stays on the version it began with.
create table orders.definitions (
  org_id int not null references identity.orgs,
  process_key text not null check (process_key ~ '^[A-Z][A-Za-z0-9_-]{1,39}$'),
  version int not null check (version > 0),
  state text not null default 'draft' check (state in ('draft', 'published', 'retired')),
  name_zh text not null,
  name_en text not null,
  xml text not null check (octet_length(xml) <= 2000000),
  compiled jsonb,                         -- as the engine runs it, with the processes that it calls as they were then
  hash text not null,                     -- of the XML: a shipped file that did not change is not loaded again
  note text not null default '',
  edited_at timestamptz not null,
  edited_by uuid,                         -- null: shipped
  edited_by_name text not null,
  published_at timestamptz,
  published_by uuid,
  published_by_name text,
  primary key (org_id, process_key, version),
  constraint definition_published_by_another check (published_by <> edited_by),
  check ((published_at is null) = (state = 'draft')),
  check (state = 'draft' or compiled is not null)
);
create unique index definitions_one_published on orders.definitions (org_id, process_key) where state = 'published';
create unique index definitions_one_draft on orders.definitions (org_id, process_key) where state = 'draft';
select foundation.protect('orders.definitions');

-- The last number of each run of order numbers: one run per company and day.
create table orders.series (
  org_id int not null references identity.orgs,
  day date not null,
  last int not null,
  primary key (org_id, day)
);
select foundation.protect('orders.series', 'select, insert, update');

create table orders.orders (
  org_id int not null references identity.orgs,
  id uuid not null,
  number text not null,                   -- what people say and print; not a secret, and opens nothing by itself
  type_code text not null,                -- catalogue/order-types.json
  customer_class text not null check (customer_class in ('RES', 'LVN', 'HV1', 'HV2')),
  area_type text not null check (area_type in ('URBAN', 'RURAL', 'REMOTE')),
  process_key text not null,
  process_version int not null,
  state text not null check (state in ('open', 'suspended', 'done', 'terminated', 'merged')),
  is_provisional boolean not null default false, -- accepted with papers still owed (容缺受理)
  unit_id uuid not null,                  -- the unit that answers for it
  responsible_id uuid,                    -- one person for the whole order (业务主办制, 首问负责)
  opened_by uuid,                         -- null: by the customer or another system
  opened_by_name text not null,
  channel text not null check (channel in ('counter', 'phone', 'web', 'hotline', 'system', 'field')),
  source text,                            -- of an imported order: '12345', '95598', a system's own name
  source_ref text,                        -- and its number there
  customer_id uuid,
  account_id uuid,
  address text not null default '' check (char_length(address) <= 300),
  contact_name text not null default '' check (char_length(contact_name) <= 100),
  sealed bytea,                           -- the contact's phone; never leaves whole without a reason. Named like every sealed
  key_version int,                        -- value and its key, so that a change of keys finds them
  contact_phone_blind bytea check (octet_length(contact_phone_blind) = 16),
  title text not null check (char_length(title) between 1 and 200),
  demand text not null default '' check (char_length(demand) <= 4000), -- what the customer said, as it was said
  vars jsonb not null default '{}',       -- what conditions of the process read
  form jsonb not null default '{}',       -- the intake form as it was filled in
  demand_kind text not null default 'must' check (demand_kind in ('must', 'can', 'explain')), -- 必做, 可做, 可努力
  grade text check (grade in ('normal', 'important', 'major', 'special')),   -- of a complaint (§3.9)
  secrecy text not null default 'none' check (secrecy in ('none', 'anonymous', 'secret')),
  accused uuid[],                         -- staff it is about: they never see it
  priority text not null default 'normal' check (priority in ('normal', 'important', 'urgent')),
  green_channel text,                     -- why steps may be skipped; null: they may not
  wanted_on date,                         -- a dated project: planned backwards from here
  main_id uuid,                           -- the order this one was merged into
  ticket_id uuid,                         -- the number at the hall that it was taken at
  opened_at timestamptz not null,
  closed_at timestamptz,
  result text,                            -- why it was closed: done, withdrawn, refused, expired, …
  due_at timestamptz,                     -- of its promised clock; null while that is paused or ended
  risk int not null default 0 check (risk between 0 and 100),
  version int not null default 1,
  primary key (org_id, id),
  constraint order_number unique (org_id, number),
  constraint order_source_once unique (org_id, source, source_ref),
  foreign key (org_id, process_key, process_version) references orders.definitions (org_id, process_key, version),
  foreign key (org_id, unit_id) references identity.units (org_id, unit_id),
  foreign key (org_id, responsible_id) references identity.staff (org_id, staff_id),
  foreign key (org_id, customer_id) references customers.customers (org_id, id),
  foreign key (org_id, account_id) references customers.accounts (org_id, id),
  foreign key (org_id, main_id) references orders.orders (org_id, id),
  check ((source is null) = (source_ref is null)),
  check ((state in ('done', 'terminated', 'merged')) = (closed_at is not null)),
  check ((state = 'merged') = (main_id is not null)),
  check (not accused @> array[responsible_id])
);
create index orders_of_customer on orders.orders (org_id, customer_id, opened_at desc) where customer_id is not null;
create index orders_of_account on orders.orders (org_id, account_id, opened_at desc) where account_id is not null;
create index orders_of_phone on orders.orders (org_id, contact_phone_blind, opened_at desc) where contact_phone_blind is not null;
create index orders_key on orders.orders (org_id, key_version) where key_version is not null;
create index orders_running on orders.orders (org_id, unit_id, due_at) where closed_at is null;
create index orders_closed on orders.orders (org_id, closed_at) where closed_at is not null;
create index orders_children on orders.orders (org_id, main_id) where main_id is not null;
create index orders_of_ticket on orders.orders (org_id, ticket_id) where ticket_id is not null;
create index orders_of_responsible on orders.orders (org_id, responsible_id, due_at) where closed_at is null;
select foundation.protect('orders.orders', 'select, insert, update');
select orders.hide_from_accused('orders.orders');

-- The tokens of a process: what is live now and what is over. A row never comes back to life.
create table orders.steps (
  org_id int not null,
  order_id uuid not null,
  id uuid not null,
  node_id text not null,
  scope_id uuid,                          -- the sub-process or multi-instance activity that it lives in
  host_id uuid,                           -- the step or gateway that it goes with: of a boundary event, of a race
  kind text not null,                     -- as process/machine.ts names them
  flow_id text,                           -- of one that waits at a join: by which flow it came
  index int,                              -- which of several instances
  count int,                              -- of a multi-instance activity: how many
  seq int not null,                       -- in the order of opening within the order
  state text not null check (state in ('live', 'done', 'cancelled', 'error')),
  name_zh text not null,
  name_en text not null,
  stage text,
  duty text,                              -- for the segregation of duties
  post text,                              -- who works on it; null where nobody does
  unit_id uuid,                           -- whose work list it is on
  assignee_id uuid,
  assignee_name text,
  assigned_at timestamptz,
  delegated_by uuid,
  idle_at timestamptz,                    -- claimed and not worked on until then: it goes back to the pool
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by uuid,
  closed_by_name text,
  how text,                               -- completed, skipped, returned, timer, message, …
  reason text,
  form jsonb not null default '{}',
  due_at timestamptz,                     -- of a task: when its nearest clock ends; of a timer: when it fires
  accused uuid[],                         -- as of the order
  version int not null default 1,
  primary key (org_id, id),
  constraint step_seq unique (org_id, order_id, seq),
  foreign key (org_id, order_id) references orders.orders (org_id, id),
  foreign key (org_id, scope_id) references orders.steps (org_id, id),
  foreign key (org_id, host_id) references orders.steps (org_id, id),
  foreign key (org_id, assignee_id) references identity.staff (org_id, staff_id),
  check ((state = 'live') = (closed_at is null)),
  check (not accused @> array[assignee_id])
);
-- The work list of a team: however many orders are over, it reads only what is live.
create index steps_work on orders.steps (org_id, unit_id, post, due_at, id) where state = 'live' and post is not null;
create index steps_mine on orders.steps (org_id, assignee_id, due_at, id) where state = 'live' and assignee_id is not null;
create index steps_timers on orders.steps (due_at) where state = 'live' and post is null and due_at is not null;
create index steps_idle on orders.steps (idle_at) where state = 'live' and idle_at is not null;
-- Who did what in the past weeks, and how long stages take.
create index steps_closed on orders.steps (org_id, closed_at) where closed_at is not null and post is not null;
select foundation.protect('orders.steps', 'select, insert, update');
select orders.hide_from_accused('orders.steps');

-- Clocks: what is promised by when. Everything about one follows from its marks; the columns keep the last reading.
create table orders.clocks (
  org_id int not null,
  order_id uuid not null,
  id uuid not null,
  step_id uuid,                           -- of a step; null: of the whole order or a stage
  stage text,
  rule_code text not null,
  layer text not null check (layer in ('statutory', 'promised', 'internal')),
  subject text not null check (subject in ('order', 'stage', 'step', 'paper', 'urge', 'supervision', 'visit', 'commitment', 'consultation')),
  subject_id uuid,                        -- of a child record
  state text not null check (state in ('running', 'paused', 'met', 'missed', 'void')),
  unit text not null check (unit in ('MIN', 'HOUR', 'ND', 'WD', 'BH')),
  limit_value int not null check (limit_value >= 0),
  started_at timestamptz not null,
  due_at timestamptz,                     -- null while paused
  ended_at timestamptz,
  warned int not null default 0,          -- the highest share in percent that has been warned of
  next_at timestamptz,                    -- when the next warning or the end falls due
  primary key (org_id, id),
  foreign key (org_id, order_id) references orders.orders (org_id, id),
  foreign key (org_id, step_id) references orders.steps (org_id, id),
  check ((state in ('met', 'missed', 'void')) = (ended_at is not null)),
  check (state <> 'running' or due_at is not null),
  check (state <> 'paused' or due_at is null)
);
create index clocks_of_order on orders.clocks (org_id, order_id);
create index clocks_next on orders.clocks (next_at) where next_at is not null;
create index clocks_ended on orders.clocks (org_id, rule_code, ended_at) where ended_at is not null;
select foundation.protect('orders.clocks', 'select, insert, update');

-- What happened to a clock. Append only: a due time can be worked out again from here at any later day.
create table orders.marks (
  org_id int not null,
  clock_id uuid not null,
  seq int not null,
  kind text not null check (kind in ('start', 'pause', 'resume', 'limit', 'stop')),
  at timestamptz not null,
  limit_value int,
  unit text,
  reason text,                            -- a code of catalogue/reasons.json
  proof_id uuid,                          -- the document that proves it
  by_name text,
  primary key (org_id, clock_id, seq),
  foreign key (org_id, clock_id) references orders.clocks (org_id, id),
  check ((kind in ('start', 'limit')) = (limit_value is not null))
);
select foundation.protect('orders.marks', 'select, insert');

-- Why an order's clocks stood still (§2.15). What the reason asks for is checked by somebody else than whoever paused.
create table orders.pauses (
  org_id int not null,
  order_id uuid not null,
  id uuid not null,
  reason_code text not null,
  reason text not null check (char_length(reason) <= 500),
  proof_id uuid,                          -- a document of the customer's archive
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  ended_at timestamptz,
  ended_by_name text,
  needs_check boolean not null,
  checked_at timestamptz,
  checked_by uuid,
  checked_by_name text,
  is_justified boolean,                   -- what the check said; the times stay as they were, the figures do not count it
  check_note text,
  primary key (org_id, id),
  foreign key (org_id, order_id) references orders.orders (org_id, id),
  constraint pause_checked_by_another check (checked_by <> by_id),
  check ((checked_at is null) = (is_justified is null))
);
create index pauses_of on orders.pauses (org_id, order_id);
create index pauses_unchecked on orders.pauses (org_id, at) where needs_check and checked_at is null;
select foundation.protect('orders.pauses', 'select, insert, update');

-- The papers that an order needs, and where each stands. One that is owed (容缺) holds up the step `due_node`.
create table orders.papers (
  org_id int not null,
  order_id uuid not null,
  code text not null,                     -- catalogue/document-types.json
  state text not null check (state in ('owed', 'received', 'waived')),
  need text not null check (need in ('must', 'later', 'extra')),
  due_node text,                          -- the step that cannot be completed without it
  document_id uuid,                       -- of the customer's archive
  reminders int not null default 0,
  remind_at timestamptz,                  -- the next reminder
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (org_id, order_id, code),
  foreign key (org_id, order_id) references orders.orders (org_id, id)
);
create index papers_reminders on orders.papers (remind_at) where remind_at is not null;
select foundation.protect('orders.papers', 'select, insert, update');

-- What happened with an order, as its page tells it. Append only.
create table orders.entries (
  org_id int not null,
  order_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  kind text not null,                     -- opened, claimed, completed, returned, paused, note, urge, …
  who text not null,
  who_id uuid,
  step_id uuid,
  text_zh text not null check (char_length(text_zh) <= 2000),
  text_en text not null check (char_length(text_en) <= 2000),
  detail jsonb not null default '{}',
  for_customer boolean not null default false, -- shown on the customer's own page
  primary key (org_id, order_id, id),
  foreign key (org_id, order_id) references orders.orders (org_id, id)
);
select foundation.protect('orders.entries', 'select, insert');

-- Posts that somebody covers beside their own (AB角制): whoever is listed may work on the steps of that post.
create table orders.covers (
  org_id int not null,
  staff_id uuid not null,
  post text not null,
  unit_id uuid not null,
  valid_from date not null,
  valid_to date,
  primary key (org_id, staff_id, post, unit_id, valid_from),
  foreign key (org_id, staff_id) references identity.staff (org_id, staff_id),
  foreign key (org_id, post) references identity.posts (org_id, code),
  foreign key (org_id, unit_id) references identity.units (org_id, unit_id),
  check (valid_to >= valid_from)
);
select foundation.protect('orders.covers');

-- Locks an order and reads all that a command decides by, in one round trip: the order, what is live of its process, who
-- has done what, its clocks with their marks, its papers. Null when there is none (or the caller is who it is about).
-- Each statement in here sees what was committed before the lock was given. `skip`: null also when somebody has the lock.
create function orders.lock_order(org int, wanted uuid, skip boolean) returns jsonb language plpgsql volatile as $$
declare
  head orders.orders;
  answer jsonb;
begin
  if skip then
    select * into head from orders.orders where org_id = org and id = wanted for update skip locked;
  else
    select * into head from orders.orders where org_id = org and id = wanted for update;
  end if;
  if not found then return null; end if;
  select jsonb_build_object(
    'order', to_jsonb(head) - 'sealed' - 'key_version' - 'contact_phone_blind',
    'steps', (select coalesce(jsonb_agg(to_jsonb(s) order by s.seq), '[]') from orders.steps s
              where s.org_id = org and s.order_id = wanted and s.state = 'live'),
    'past', (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'node_id', s.node_id, 'seq', s.seq, 'duty', s.duty,
               'how', s.how, 'state', s.state, 'closed_by', s.closed_by, 'closed_by_name', s.closed_by_name,
               'assignee_id', s.assignee_id, 'name_zh', s.name_zh, 'name_en', s.name_en) order by s.seq), '[]')
             from orders.steps s where s.org_id = org and s.order_id = wanted and s.state <> 'live' and s.kind = 'task'),
    'seq', (select coalesce(max(s.seq), 0) from orders.steps s where s.org_id = org and s.order_id = wanted),
    'clocks', (select coalesce(jsonb_agg(to_jsonb(c) || jsonb_build_object('marks',
                 (select jsonb_agg(to_jsonb(m) order by m.seq) from orders.marks m where m.org_id = org and m.clock_id = c.id))
                 order by c.started_at, c.id), '[]')
               from orders.clocks c where c.org_id = org and c.order_id = wanted and c.ended_at is null),
    'papers', (select coalesce(jsonb_agg(to_jsonb(p) order by p.code), '[]') from orders.papers p
               where p.org_id = org and p.order_id = wanted))
  into answer;
  return answer;
end $$;
grant execute on function orders.lock_order to mingchuang_app;

-- Orders in which time has something to do, whatever the company: ids only. The longest due first; `most` of each kind.
create function orders.due_orders(now timestamptz, most int) returns table (org_id int, order_id uuid)
language sql stable security definer set search_path = orders, pg_temp as $$
  select due.org_id, due.order_id from (
    (select s.org_id, s.order_id, s.due_at as at from orders.steps s
      join orders.orders o on o.org_id = s.org_id and o.id = s.order_id and o.state = 'open'
      where s.state = 'live' and s.post is null and s.due_at <= now order by s.due_at limit most)
    union all
    (select c.org_id, c.order_id, c.next_at from orders.clocks c where c.next_at <= now order by c.next_at limit most)
    union all
    (select s.org_id, s.order_id, s.idle_at from orders.steps s where s.state = 'live' and s.idle_at <= now
      order by s.idle_at limit most)
    union all
    (select p.org_id, p.order_id, p.remind_at from orders.papers p where p.remind_at <= now order by p.remind_at limit most)
  ) due group by due.org_id, due.order_id order by min(due.at)
$$;
revoke all on function orders.due_orders from public;
grant execute on function orders.due_orders to mingchuang_app;
