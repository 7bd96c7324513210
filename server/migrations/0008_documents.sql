-- Files that a company has (content-addressed; the bytes are in the file store), and the papers of customers.

create table foundation.files (
  org_id int not null,
  sha256 bytea not null check (octet_length(sha256) = 32),
  bytes bigint not null check (bytes > 0),
  type text not null,                     -- contracts/files.ts; what the content is, whatever it was called
  width int,
  height int,
  kept_at timestamptz not null,
  kept_by text not null,
  primary key (org_id, sha256)
);
select foundation.protect('foundation.files', 'select, insert, delete');

-- Papers of customers (客户资料): one row per paper, however many pages or sides it has. `incomplete` waits for its other
-- side. Types, their validity and their sides are catalogue data (catalogue/document-types.json).
create table customers.documents (
  org_id int not null,
  id uuid not null,
  customer_id uuid not null,
  account_id uuid,
  type text not null,
  is_single boolean not null,             -- of the type: a newer one takes its place
  state text not null check (state in ('incomplete', 'current', 'superseded', 'withdrawn')),
  issued_on date,
  expires_on date,                        -- the last day on which it is good
  is_long_term boolean not null default false,
  current_from date,                      -- the day on which it was complete
  current_to date,                        -- the first day on which it was not current any more
  superseded_by uuid,
  withdrawn_reason text,
  verified_at timestamptz,
  verified_by uuid,
  verified_by_name text,
  verified_how text check (verified_how in ('original-seen', 'reader', 'online')),
  added_at timestamptz not null,
  added_by_name text not null,
  version int not null default 1,
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customers.customers (org_id, id),
  foreign key (org_id, account_id) references customers.accounts (org_id, id),
  foreign key (org_id, superseded_by) references customers.documents (org_id, id),
  check (not is_long_term or expires_on is null),
  check (expires_on >= issued_on),
  check (state in ('incomplete', 'withdrawn') or current_from is not null),
  check (state <> 'incomplete' or current_from is null),
  check ((state = 'withdrawn') = (withdrawn_reason is not null)),
  check ((verified_at is null) = (verified_how is null))
);
-- Of a single type one paper is current and one is being completed, whatever races happen.
create unique index documents_one_current on customers.documents
  (org_id, customer_id, type, coalesce(account_id, customer_id), state) where is_single and state in ('incomplete', 'current');
create index documents_of on customers.documents (org_id, customer_id);
create index documents_expiring on customers.documents (org_id, expires_on) where state = 'current' and expires_on is not null;
select foundation.protect('customers.documents');

create table customers.document_files (
  org_id int not null,
  document_id uuid not null,
  page int not null check (page between 1 and 50),
  side text not null check (side in ('front', 'back', 'whole')),
  sha256 bytea not null,
  name text not null,
  added_at timestamptz not null,
  added_by_name text not null,
  primary key (org_id, document_id, page),
  constraint document_page_twice unique (org_id, document_id, sha256, side),
  foreign key (org_id, document_id) references customers.documents (org_id, id) on delete cascade,
  foreign key (org_id, sha256) references foundation.files (org_id, sha256)
);
create unique index document_files_side on customers.document_files (org_id, document_id, side) where side <> 'whole';
create index document_files_content on customers.document_files (org_id, sha256);
select foundation.protect('customers.document_files');

-- A page that is removed (a person is forgotten) takes its content along, unless another paper has the same.
create function customers.forget_content() returns trigger
language plpgsql set search_path = customers, foundation, pg_temp as $$
begin
  delete from foundation.files where org_id = old.org_id and sha256 = old.sha256;
  return null;
exception when foreign_key_violation then
  return null;
end $$;
create trigger forget_content after delete on customers.document_files for each row execute function customers.forget_content();
