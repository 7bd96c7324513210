-- Phone numbers, persons and one-time secrets are hashed or sealed with the platform's secret, which is not in here.
-- What was stored without it can be guessed or read, so it goes: nobody is found by an old hash, and one-time codes
-- are set up anew.
update hall.tickets set phone_hash = null, person_key = null where phone_hash is not null or person_key is not null;
update hall.appointments set phone_hash = sha256(convert_to(gen_random_uuid()::text, 'UTF8'));
delete from identity.totp;
-- The code on a hall's screens is made from the platform's secret too.
alter table hall.halls drop column phone_secret;
comment on column identity.totp.secret is 'AES-256-GCM: nonce, ciphertext, tag';
