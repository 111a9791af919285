-- Room delivery: after its customers a fan-out plans the subscribers, in the order of contacts. next_subscriber is the
-- smallest id not yet looked at.
ALTER TABLE fan_out ADD COLUMN next_subscriber bigint NOT NULL DEFAULT 0;

-- A subscriber has no customer.
ALTER TABLE delivery ALTER COLUMN customer_id DROP NOT NULL;
