-- The rules of signing in and of devices stand in the catalogue with all the others (catalogue/identity-rules.json).
drop table identity.rules;
