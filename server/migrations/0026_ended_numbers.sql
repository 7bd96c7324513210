-- Numbers that ended long ago are deleted in batches. What points at a number is looked for once for each that goes,
-- and the ended ones among all: without these a company of a million reads whole tables as often.
create index personal_fields_ended on customers.personal_fields (org_id, valid_to) where valid_to is not null;
create index people_phone on customers.people (org_id, phone_id) where phone_id is not null;
create index change_requests_replaces on customers.change_requests (org_id, replaces_id) where replaces_id is not null;
