-- The customer's and the crew's side of orders: papers that were issued, with their signatures and proof of delivery; how
-- a customer follows an order without an account; what is sent to phones; pictures from the site.

-- A paper as it was issued. A row never changes: the paper issued anew with other words is another version, and a
-- signature belongs to the words that were signed. `document` is canonical JSON; where the address to follow the order
-- stands in it, it says {follow}, and the address with its secret is sealed beside it.
create table orders.issued (
  org_id int not null,
  order_id uuid not null,
  id uuid not null,
  template text not null,                 -- contracts/orders/papers.ts
  subject text not null default '',       -- of several papers of one kind: the legal act, the second inspection
  version int not null check (version > 0),
  number text not null,
  document text not null check (octet_length(document) <= 1000000),
  follow bytea,                           -- sealed
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  issued_at timestamptz not null,
  issued_by uuid,
  issued_by_name text not null,
  primary key (org_id, id),
  constraint issued_version unique (org_id, order_id, template, subject, version),
  constraint issued_number unique (org_id, number),
  foreign key (org_id, order_id) references orders.orders (org_id, id)
);
select foundation.protect('orders.issued', 'select, insert');

-- Handwriting on a paper, bound to its hash. One for each place to sign; another needs another version of the paper.
create table orders.signatures (
  org_id int not null,
  paper_id uuid not null,
  id uuid not null,
  slot text not null,
  signer_name text not null check (char_length(signer_name) <= 80),
  signed_at timestamptz not null,
  document_hash text not null check (document_hash ~ '^[0-9a-f]{64}$'),
  signature jsonb not null check (octet_length(signature::text) <= 500000),
  signature_hash text not null,           -- also on the audit trail: ink that is changed later shows
  way text not null check (way in ('own-phone', 'before-staff')),
  by_id uuid,                             -- the member of staff before whom it was given
  by_name text not null,
  primary key (org_id, id),
  constraint signature_slot_once unique (org_id, paper_id, slot),
  foreign key (org_id, paper_id) references orders.issued (org_id, id)
);
select foundation.protect('orders.signatures', 'select, insert');

-- Proof that a paper reached whom it concerns: handed over, sent, read, refused. Append only.
create table orders.deliveries (
  org_id int not null,
  paper_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('handed', 'sent', 'read', 'refused')),
  to_name text not null check (char_length(to_name) <= 100),
  note text not null default '' check (char_length(note) <= 500),
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  primary key (org_id, id),
  foreign key (org_id, paper_id) references orders.issued (org_id, id)
);
create index deliveries_of_paper on orders.deliveries (org_id, paper_id, at);
-- Read once is read: a page that is opened ten times tells it once.
create unique index deliveries_read_once on orders.deliveries (org_id, paper_id, by_name) where kind = 'read';
select foundation.protect('orders.deliveries', 'select, insert');

-- What opens an order without an account: the code of the receipt, or one given for number, phone and one-time code.
create table orders.tokens (
  org_id int not null,
  token_hash bytea not null check (octet_length(token_hash) = 32),
  order_id uuid not null,
  kind text not null check (kind in ('receipt', 'code')),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (org_id, token_hash),
  foreign key (org_id, order_id) references orders.orders (org_id, id)
);
create index tokens_of_order on orders.tokens (org_id, order_id);
select foundation.protect('orders.tokens');

-- One-time codes that were asked for. A row is written whether or not number and phone are known: whoever asks, and
-- whoever times the answer, learns nothing. `order_id` null: nobody was sent a code.
create table orders.codes (
  org_id int not null references identity.orgs,
  id uuid not null,
  order_id uuid,
  number_hash bytea not null,             -- keyed: what was typed need not be a number of ours
  phone_hash bytea not null,
  address_hash bytea not null,
  code_hash bytea not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  tries int not null default 0,
  used_at timestamptz,
  primary key (org_id, id)
);
create index codes_of_number on orders.codes (org_id, number_hash, asked_at);
create index codes_of_phone on orders.codes (org_id, phone_hash, asked_at);
create index codes_of_address on orders.codes (org_id, address_hash, asked_at);
select foundation.protect('orders.codes');

-- Messages to phones (短信): written with what they tell, sent afterwards. Phone and text are sealed, and gone once sent.
create table orders.notices (
  org_id int not null references identity.orgs,
  id uuid not null,
  order_id uuid,
  template text not null,
  sealed bytea,                           -- phone and text
  phone_masked text not null,
  made_at timestamptz not null,
  due_at timestamptz not null,            -- not in quiet hours
  state text not null check (state in ('waiting', 'sending', 'sent', 'unsent', 'failed')),
  tries int not null default 0,
  ended_at timestamptz,
  why text,                               -- not sent because
  primary key (org_id, id),
  foreign key (org_id, order_id) references orders.orders (org_id, id)
);
create index notices_due on orders.notices (due_at) where state = 'waiting';
create index notices_kept on orders.notices (ended_at) where sealed is not null and ended_at is not null;
create index notices_of_order on orders.notices (org_id, order_id, made_at desc);
create index notices_latest on orders.notices (org_id, made_at desc);
select foundation.protect('orders.notices');

-- Companies in which a message is due: ids only.
create function orders.notices_at(now timestamptz) returns table (org_id int)
language sql stable security definer set search_path = orders, pg_temp as $$
  select distinct n.org_id from orders.notices n where n.state = 'waiting' and n.due_at <= now
$$;
revoke all on function orders.notices_at from public;
grant execute on function orders.notices_at to mingchuang_app;

-- What customers say of an order when it is over.
create table orders.ratings (
  org_id int not null,
  order_id uuid not null,
  level int not null check (level between 1 and 5),
  comment text not null default '' check (char_length(comment) <= 500),
  at timestamptz not null,
  primary key (org_id, order_id),
  foreign key (org_id, order_id) references orders.orders (org_id, id)
);
select foundation.protect('orders.ratings', 'select, insert');

-- Pictures and signatures from the site, that a form names by their id.
create table orders.pictures (
  org_id int not null,
  order_id uuid not null,
  id uuid not null,
  step_id uuid,
  kind text not null check (kind in ('photo', 'signature')),
  sha256 bytea not null,
  name text not null check (char_length(name) <= 255),
  taken_at timestamptz not null,          -- when the picture was taken, as the phone says
  added_at timestamptz not null,
  added_by uuid,
  added_by_name text not null,
  primary key (org_id, id),
  foreign key (org_id, order_id) references orders.orders (org_id, id),
  foreign key (org_id, sha256) references foundation.files (org_id, sha256)
);
create index pictures_of_order on orders.pictures (org_id, order_id, added_at);
create index pictures_of_file on orders.pictures (org_id, sha256);
select foundation.protect('orders.pictures', 'select, insert');
