-- Room delivery: a person who is a contact of several customers gets one email per update. Each customer keeps a row of its own;
-- carried_by names the row whose email tells this contact too, and whose outcome this row follows. It is null for a row that
-- has an email of its own. Rows that are carried are never claimed and have no time to be looked at.
ALTER TABLE delivery ADD COLUMN carried_by bigint;
CREATE INDEX delivery_carried ON delivery (carried_by) WHERE carried_by IS NOT NULL;

CREATE OR REPLACE VIEW delivery_now AS
SELECT d.id, d.update_id, d.incident_id, d.contact_id, d.customer_id, d.urgency, d.attempts, d.fence, d.resent, d.published_at, d.look_at,
       d.accepted_at, d.settled_at, d.reason, d.reply, d.lane,
       CASE WHEN d.state IN ('pending', 'deferred') AND d.look_at IS NULL
             AND d.id IN (SELECT unnest(c.deliveries) FROM claim c) THEN 'sending' ELSE d.state END AS state,
       d.carried_by
  FROM delivery d;
