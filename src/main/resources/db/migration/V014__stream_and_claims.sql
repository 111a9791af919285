-- Room delivery: a letter costs its row two writes, the plan and the settlement, and the second touches no index.
--
-- Rows of a fan-out are taken from its stream in the order of their ids; how far is kept in one row per fan-out. What is
-- taken stands in a claim, one row per batch: a delivery that stands in a live claim is "sending". Only what needs to be
-- looked at by itself (deferred, pending again, in doubt) has a time of its own, look_at, and with it a place in an index.

-- Ids grow strictly: the stream is their order. Begun at this moment's milliseconds since 2020, shifted by 22 bits, they
-- stay unique also across databases made anew.
SELECT setval('delivery_serial', greatest((SELECT coalesce(max(id), 0) + 1 FROM delivery),
                                          (extract(epoch FROM clock_timestamp()) * 1000)::bigint - 1577836800000 << 22));
ALTER TABLE delivery ALTER COLUMN id SET DEFAULT nextval('delivery_serial');
DROP FUNCTION next_delivery_id();

CREATE TABLE stream (
    update_id  varchar(12) NOT NULL CONSTRAINT stream_pk PRIMARY KEY CONSTRAINT stream_of REFERENCES fan_out,
    taken_to   bigint      NOT NULL,
    planned_to bigint      NOT NULL
);
INSERT INTO stream SELECT f.update_id, coalesce(max(d.id), 0), coalesce(max(d.id), 0)
  FROM fan_out f LEFT JOIN delivery d ON d.update_id = f.update_id GROUP BY f.update_id;

CREATE TABLE claim (
    fence       bigint      NOT NULL CONSTRAINT claim_pk PRIMARY KEY,
    deliveries  bigint[]    NOT NULL,
    unsettled   integer     NOT NULL,
    lease_until timestamptz NOT NULL
);

DROP INDEX delivery_due;
DROP INDEX delivery_leased;
DROP INDEX delivery_doubted;
-- Who was told what is always asked within updates known by then: by delivery_once.
DROP INDEX delivery_by_incident;
DROP INDEX delivery_by_customer;
DROP INDEX delivery_recent_by_contact;

ALTER TABLE delivery RENAME COLUMN not_before TO look_at;
ALTER TABLE delivery ALTER COLUMN look_at DROP NOT NULL;
UPDATE delivery SET state = 'in_doubt', look_at = now() WHERE state = 'sending';
UPDATE delivery SET look_at = NULL WHERE state NOT IN ('pending', 'deferred', 'in_doubt');
ALTER TABLE delivery DROP COLUMN lease_until;
ALTER TABLE delivery DROP CONSTRAINT delivery_state_known;
ALTER TABLE delivery ADD CONSTRAINT delivery_state_known CHECK (state IN
        ('pending', 'accepted', 'delivered', 'deferred', 'rejected', 'bounced', 'in_doubt',
         'suppressed', 'superseded', 'expired', 'unknown'));
-- Room for the settled version of each row beside the planned one.
ALTER TABLE delivery SET (fillfactor = 45);

CREATE INDEX delivery_look ON delivery (urgency, look_at, id) WHERE look_at IS NOT NULL;
CREATE INDEX delivery_with_reason ON delivery (contact_id) WHERE reason IS NOT NULL;

DROP INDEX fan_out_superseded;
CREATE INDEX fan_out_unswept ON fan_out (urgency, published_at) WHERE swept_at IS NULL;
CREATE INDEX fan_out_by_time ON fan_out (published_at);

-- Deliveries as they stand, in the words of the doors: for whoever reads; what writes goes by the table.
CREATE VIEW delivery_now AS
SELECT d.id, d.update_id, d.incident_id, d.contact_id, d.customer_id, d.urgency, d.attempts, d.fence, d.resent, d.published_at, d.look_at,
       d.accepted_at, d.settled_at, d.reason, d.reply, d.lane,
       CASE WHEN d.state IN ('pending', 'deferred') AND d.look_at IS NULL
             AND d.id IN (SELECT unnest(c.deliveries) FROM claim c) THEN 'sending' ELSE d.state END AS state
  FROM delivery d;
