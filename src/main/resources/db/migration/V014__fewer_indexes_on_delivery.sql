-- Room delivery: each change of a row's state writes every index of the table once more, and a letter changes it twice.
-- Who was told what is always asked within updates known by then: by delivery_once.
DROP INDEX delivery_by_incident;
DROP INDEX delivery_by_customer;
DROP INDEX delivery_recent_by_contact;

-- What an address was refused for before; only refusals pay for it.
CREATE INDEX delivery_refused ON delivery (contact_id) WHERE state IN ('rejected', 'bounced');
CREATE INDEX fan_out_by_time ON fan_out (published_at);

-- Rows are claimed fan-out by fan-out, the most urgent first: what is superseded or held back is then never even looked at.
DROP INDEX delivery_due;
CREATE INDEX delivery_due ON delivery (update_id, not_before, id) WHERE state IN ('pending', 'deferred');

-- On their way or in doubt: a few thousand at most, looked through for leases that are over and doubts to end.
DROP INDEX delivery_leased;
DROP INDEX delivery_doubted;
CREATE INDEX delivery_underway ON delivery (update_id, id) WHERE state IN ('sending', 'in_doubt');

-- A fan-out that is superseded, or too old to be of use, is swept: what had not gone of it is settled.
DROP INDEX fan_out_superseded;
CREATE INDEX fan_out_unswept ON fan_out (urgency, published_at) WHERE swept_at IS NULL;
