-- A ticket knows its customer, once somebody has recognised them.
alter table hall.tickets add column customer_id uuid,
  add foreign key (org_id, customer_id) references customers.customers (org_id, id);
create index tickets_of_customer on hall.tickets (org_id, customer_id) where customer_id is not null;
