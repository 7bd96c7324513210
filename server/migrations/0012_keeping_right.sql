-- Kept right: merging duplicates and undoing it, and changes of sensitive fields that a second person approves.

-- One of two customers who are one person becomes the other. Nobody approves their own proposal.
create table customers.merges (
  org_id int not null references identity.orgs,
  id uuid not null,
  loser_id uuid not null,
  winner_id uuid not null,
  state text not null check (state in ('proposed', 'done', 'refused', 'undone')),
  reason text not null,
  proposed_at timestamptz not null,
  proposed_by uuid not null,
  proposed_by_name text not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  note text,
  undone_at timestamptz,
  undone_by uuid,
  undone_by_name text,
  undo_reason text,
  primary key (org_id, id),
  foreign key (org_id, loser_id) references customers.customers (org_id, id),
  foreign key (org_id, winner_id) references customers.customers (org_id, id),
  constraint merge_with_oneself check (loser_id <> winner_id),
  constraint merge_decided_by_another check (decided_by <> proposed_by),
  check ((state = 'proposed') = (decided_at is null)),
  check ((state = 'undone') = (undone_at is not null))
);
-- One open proposal per pair, whichever way round; a customer is merged into one other.
create unique index merges_once on customers.merges
  (org_id, least(loser_id, winner_id), greatest(loser_id, winner_id)) where state = 'proposed';
create unique index merges_into_one on customers.merges (org_id, loser_id) where state = 'done';
create index merges_of_winner on customers.merges (org_id, winner_id) where state = 'done';
create index merges_by_state on customers.merges (org_id, state, proposed_at);
select foundation.protect('customers.merges', 'select, insert, update');

-- Every row that a merge touched, so that undoing it puts back exactly those. `was` has what the row held where more than
-- its owner changed.
create table customers.merge_moves (
  org_id int not null,
  merge_id uuid not null,
  tab text not null,
  key jsonb not null,
  how text not null check (how in ('moved', 'altered')),
  was jsonb,
  primary key (org_id, merge_id, tab, key, how),
  foreign key (org_id, merge_id) references customers.merges (org_id, id)
);
select foundation.protect('customers.merge_moves', 'select, insert, update');

-- A change of a name, credit code, paper, phone or bank account (敏感信息变更): asked by one with evidence, decided by another.
create table customers.change_requests (
  org_id int not null references identity.orgs,
  id uuid not null,
  customer_id uuid not null,
  field text not null check (field in ('name', 'credit-code', 'number')),
  kind text,                              -- of a number: id-card, mobile, …
  replaces_id uuid,                       -- the number that ends; without one, one is added
  is_ending boolean not null default false, -- only ends the number
  before_text text,                       -- name and credit code as they were when it was asked
  after_text text,
  sealed bytea,                           -- a new number
  key_version int,
  label text,
  holds_from date not null,
  reason text not null,
  evidence text,                          -- what was seen, when no paper is on file
  document_id uuid,
  state text not null check (state in ('open', 'approved', 'refused', 'withdrawn')),
  asked_at timestamptz not null,
  asked_by uuid not null,
  asked_by_name text not null,
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  note text,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customers.customers (org_id, id),
  foreign key (org_id, replaces_id) references customers.personal_fields (org_id, id),
  foreign key (org_id, document_id) references customers.documents (org_id, id),
  constraint change_decided_by_another check (decided_by <> asked_by or state = 'withdrawn'),
  constraint change_has_evidence check (evidence is not null or document_id is not null),
  check ((state = 'open') = (decided_at is null)),
  check ((field = 'number') = (kind is not null)),
  check ((sealed is null) = (key_version is null)),
  check (field <> 'number' or is_ending = (sealed is null)),
  check (not is_ending or replaces_id is not null)
);
-- Two open requests about one thing would undo each other.
create unique index change_requests_once on customers.change_requests
  (org_id, customer_id, field, coalesce(replaces_id, customer_id)) where state = 'open' and (field <> 'number' or replaces_id is not null);
create index change_requests_of on customers.change_requests (org_id, customer_id);
create index change_requests_by_state on customers.change_requests (org_id, state, asked_at);
create index change_requests_key on customers.change_requests (org_id, key_version) where key_version is not null;
select foundation.protect('customers.change_requests', 'select, insert, update');
