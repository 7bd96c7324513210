-- What a company changes of the catalogue of orders: types, sets of papers, forms, reasons. As shipped they are files; a row
-- here stands in the place of the shipped one from its release and its day on, until it is withdrawn or another follows.

create table orders.catalogue_rows (
  org_id int not null,
  id uuid not null,
  kind text not null check (kind in ('type', 'papers', 'form', 'reason')),
  code text not null check (length(code) between 1 and 80),      -- of a reason `list:code`
  content jsonb not null,                 -- the whole row, as the file has it
  state text not null default 'proposed' check (state in ('proposed', 'released', 'withdrawn')),
  valid_from date not null,
  note text not null,
  version int not null default 1,
  editors uuid[] not null,
  proposed_at timestamptz not null,
  proposed_by_name text not null,
  released_at timestamptz,
  released_by uuid,
  released_by_name text,
  withdrawn_at timestamptz,
  withdrawn_by_name text,
  withdrawn_why text,
  primary key (org_id, id),
  foreign key (org_id) references identity.orgs,
  -- Whoever had a hand in it does not release it, whatever the server does.
  constraint catalogue_row_released_by_no_editor check (not released_by = any (editors)),
  check (state <> 'proposed' or (released_at is null and withdrawn_at is null)),
  check (state <> 'released' or (released_at is not null and withdrawn_at is null)),
  check (state <> 'withdrawn' or withdrawn_at is not null),
  check ((released_at is null) = (released_by is null))
);
create unique index catalogue_rows_one_proposed on orders.catalogue_rows (org_id, kind, code) where state = 'proposed';
create index catalogue_rows_of on orders.catalogue_rows (org_id, kind, code, proposed_at desc);
select foundation.protect('orders.catalogue_rows', 'select, insert, update');

-- Grows with every release and withdrawal, so that a process knows when what it keeps in memory is old; the lock of all changes.
create table orders.catalogue_heads (
  org_id int primary key references identity.orgs,
  version bigint not null default 1
);
select foundation.protect('orders.catalogue_heads', 'select, insert, update');
