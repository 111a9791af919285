-- Room audience: how a customer wished to hear, before that changed. What counts for an update is what held when it was published.
CREATE TABLE customer_channel (
    customer_id bigint      NOT NULL CONSTRAINT customer_channel_of REFERENCES customer,
    channel     varchar(16) NOT NULL,
    since       timestamptz NOT NULL,
    until       timestamptz NOT NULL,
    CONSTRAINT customer_channel_pk PRIMARY KEY (customer_id, until)
);

-- By a trigger, so that no door can forget it. Whoever changes a customer says when.
CREATE FUNCTION keep_customer_channel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO customer_channel (customer_id, channel, since, until)
    SELECT OLD.id, OLD.channel, coalesce(max(until), '-infinity'), NEW.updated_at
      FROM customer_channel WHERE customer_id = OLD.id
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER customer_channel_kept AFTER UPDATE OF channel ON customer
    FOR EACH ROW WHEN (OLD.channel <> NEW.channel) EXECUTE FUNCTION keep_customer_channel();

-- Who had chosen to read the page instead of letters, and when.
CREATE VIEW page_reader AS
SELECT c.id AS customer_id, coalesce(h.since, '-infinity') AS since, CAST('infinity' AS timestamptz) AS until
  FROM customer c LEFT JOIN (SELECT customer_id, max(until) AS since FROM customer_channel GROUP BY customer_id) AS h ON h.customer_id = c.id
 WHERE c.channel = 'PAGE'
UNION ALL
SELECT customer_id, since, until FROM customer_channel WHERE channel = 'PAGE';
