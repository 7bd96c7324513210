-- What proves a delivery (送达凭据): a picture of the order, or a paper of the customer's archive; as the proofs of pauses.
alter table orders.deliveries add column proof_id uuid;
