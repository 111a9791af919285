-- Room audience: what else an operator knows of a customer. Room goodwill: the balance a customer brings along, once.
ALTER TABLE customer
    ADD COLUMN customer_since date,
    ADD COLUMN owner varchar(64),
    ADD COLUMN mobile varchar(64),
    ADD COLUMN area varchar(64);

CREATE UNIQUE INDEX relationship_fact_opening_once ON relationship_fact (customer_id)
 WHERE details->>'kind' = 'opening' AND withdrawn_at IS NULL;

-- The fourth note or good news within 90 days is an entry of 0 from now on: whoever may have one is looked at again.
INSERT INTO relationship_due (customer_id, due_at)
SELECT customer_id, now() FROM relationship_fact
 WHERE withdrawn_at IS NULL AND details->>'kind' IN ('good_news', 'prevented')
 GROUP BY customer_id HAVING count(*) > 3;
