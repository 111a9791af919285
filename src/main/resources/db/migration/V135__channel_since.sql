-- Room audience: since when a customer wishes to hear as it does now, beside the wish itself: who reads the page at a time is
-- then found by the customer's id, without a look at all customers.
ALTER TABLE customer ADD COLUMN channel_since timestamptz NOT NULL DEFAULT '-infinity';

UPDATE customer c SET channel_since = h.since
  FROM (SELECT customer_id, max(until) AS since FROM customer_channel GROUP BY customer_id) AS h WHERE h.customer_id = c.id;

DROP TRIGGER customer_channel_kept ON customer;
CREATE OR REPLACE FUNCTION keep_customer_channel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO customer_channel (customer_id, channel, since, until)
    VALUES (OLD.id, OLD.channel, OLD.channel_since, NEW.updated_at) ON CONFLICT DO NOTHING;
    NEW.channel_since = NEW.updated_at;
    RETURN NEW;
END $$;
CREATE TRIGGER customer_channel_kept BEFORE UPDATE OF channel ON customer
    FOR EACH ROW WHEN (OLD.channel <> NEW.channel AND NEW.updated_at > OLD.created_at) EXECUTE FUNCTION keep_customer_channel();

CREATE OR REPLACE VIEW page_reader AS
SELECT id AS customer_id, channel_since AS since, CAST('infinity' AS timestamptz) AS until FROM customer WHERE channel = 'PAGE'
UNION ALL
SELECT customer_id, since, until FROM customer_channel WHERE channel = 'PAGE';
