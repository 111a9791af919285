-- Room audience: who reads the page is asked of one customer without reading them all. A condition within the branches of a
-- union keeps the database from looking a customer up in each; outside them it doesn't.
CREATE OR REPLACE VIEW page_reader AS
SELECT customer_id, since, until FROM (
  SELECT id AS customer_id, channel_since AS since, CAST('infinity' AS timestamptz) AS until, channel FROM customer
  UNION ALL
  SELECT customer_id, since, until, channel FROM customer_channel) AS wish
 WHERE channel = 'PAGE';
