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
