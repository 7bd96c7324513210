-- Signing at the window's pad, and what issued papers still wait for: a signature, a proof that they reached the customer.

-- A paper that a clerk lays before the customer on the window's evaluator (评价器): for some minutes, one at a time. What
-- was shown is named by its hash; the ink itself goes to orders.signatures.
create table orders.sign_asks (
  org_id int not null,
  id uuid not null,
  order_id uuid not null,
  paper_id uuid not null,
  hall_id uuid not null,
  window_id uuid not null,
  window_number text not null,
  slot text not null,
  signer_name text not null check (char_length(signer_name) <= 80),
  document_hash text not null check (document_hash ~ '^[0-9a-f]{64}$'),
  state text not null check (state in ('asked', 'signed', 'declined', 'ended')),
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  by_id uuid not null,
  by_name text not null,
  primary key (org_id, id),
  check ((state = 'asked') = (ended_at is null)),
  foreign key (org_id, order_id) references orders.orders (org_id, id),
  foreign key (org_id, paper_id) references orders.issued (org_id, id)
);
create unique index sign_ask_of_window on orders.sign_asks (org_id, window_id) where state = 'asked';
create index sign_asks_of_paper on orders.sign_asks (org_id, paper_id, asked_at);
select foundation.protect('orders.sign_asks', 'select, insert, update');

-- What a paper waits for. Written when it is issued, ended by the signature, the delivery, or a newer version; so that the
-- list of what is late is read off an index and not off the papers' texts.
create table orders.paper_waits (
  org_id int not null,
  order_id uuid not null,
  paper_id uuid not null,
  kind text not null check (kind in ('signature', 'delivery')),
  since timestamptz not null,
  due_at timestamptz not null,
  ended_at timestamptz,
  primary key (org_id, paper_id, kind),
  foreign key (org_id, order_id) references orders.orders (org_id, id),
  foreign key (org_id, paper_id) references orders.issued (org_id, id)
);
create index paper_waits_open on orders.paper_waits (org_id, due_at, paper_id) where ended_at is null;
create index paper_waits_of_order on orders.paper_waits (org_id, order_id);
select foundation.protect('orders.paper_waits', 'select, insert, update');

-- How it was delivered (送达方式) and by what that is proved: a receipt, the number of a registered letter, witnesses.
alter table orders.deliveries
  add column way text check (way in ('in-person', 'electronic', 'registered-mail', 'left', 'public')),
  add column reference text not null default '' check (char_length(reference) <= 200);
