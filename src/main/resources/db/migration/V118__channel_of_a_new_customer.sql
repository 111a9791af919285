-- Room audience: a customer is written down first and becomes what was asked for next, in one transaction: that is no change of
-- how it wished to hear, and what was published before we knew it counts by what it chose first.
DROP TRIGGER customer_channel_kept ON customer;
CREATE TRIGGER customer_channel_kept AFTER UPDATE OF channel ON customer
    FOR EACH ROW WHEN (OLD.channel <> NEW.channel AND NEW.updated_at > OLD.created_at) EXECUTE FUNCTION keep_customer_channel();
DELETE FROM customer_channel h USING customer c WHERE c.id = h.customer_id AND h.until <= c.created_at;
UPDATE customer_channel h SET since = '-infinity'
 WHERE NOT EXISTS (SELECT FROM customer_channel e WHERE e.customer_id = h.customer_id AND e.until < h.until);
