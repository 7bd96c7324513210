-- How an account is charged beside its energy (基本电费), as orders agree it: from the first of a month that is mostly still to
-- come. The archive's other rows begin today at the latest; what begins ahead of its day stands here, and the one in force on
-- a day is the latest that began by then. A second one for the same day takes the place of the first; the audit has both.
create table customers.demand_terms (
  org_id int not null,
  account_id uuid not null,
  starts_on date not null,
  basis text not null check (basis in ('capacity', 'demand-contract', 'demand-actual')), -- 按容量, 按合同最大需量, 按实际最大需量
  demand_kw numeric(12, 2) check (demand_kw > 0),            -- 合同最大需量
  source text not null,                   -- the order that it comes from, by number
  entered_on date not null,
  primary key (org_id, account_id, starts_on),
  foreign key (org_id, account_id) references customers.accounts (org_id, id),
  check ((basis = 'demand-contract') = (demand_kw is not null))
);
select foundation.protect('customers.demand_terms', 'select, insert, update');

-- A larger transformer for a while (暂换): what is contracted stays, what is charged is the capacity that hangs there. `ends_on`
-- is the first day on which it no longer holds; an order of an older form may not have said it.
create table customers.swaps (
  org_id int not null,
  account_id uuid not null,
  starts_on date not null,
  ends_on date,
  kva numeric(12, 2) not null check (kva > 0),
  former_kva numeric(12, 2) check (former_kva > 0),
  transformers text,
  source text not null,
  entered_on date not null,
  primary key (org_id, account_id, starts_on),
  foreign key (org_id, account_id) references customers.accounts (org_id, id),
  check (ends_on > starts_on)
);
select foundation.protect('customers.swaps', 'select, insert, update');
