-- What was noted by mistake stays, marked, with who took it back and why.
ALTER TABLE call
    ADD COLUMN withdrawn_at     timestamptz,
    ADD COLUMN withdrawn_by     varchar(64),
    ADD COLUMN withdrawn_reason varchar(1000);
ALTER TABLE gesture
    ADD COLUMN withdrawn_at     timestamptz,
    ADD COLUMN withdrawn_by     varchar(64),
    ADD COLUMN withdrawn_reason varchar(1000);
ALTER TABLE inquiry
    ADD COLUMN withdrawn_at     timestamptz,
    ADD COLUMN withdrawn_by     varchar(64),
    ADD COLUMN withdrawn_reason varchar(1000);
ALTER TABLE touchpoint
    ADD COLUMN withdrawn_by     varchar(64),
    ADD COLUMN withdrawn_reason varchar(1000),
    -- The fact of the incident that this touchpoint noted.
    ADD COLUMN call_id    bigint,
    ADD COLUMN gesture_id bigint,
    ADD COLUMN inquiry_id bigint;
CREATE INDEX touchpoint_by_call ON touchpoint (call_id) WHERE call_id IS NOT NULL;
CREATE INDEX touchpoint_by_gesture ON touchpoint (gesture_id) WHERE gesture_id IS NOT NULL;
CREATE INDEX touchpoint_by_inquiry ON touchpoint (inquiry_id) WHERE inquiry_id IS NOT NULL;

-- Touchpoints noted so far find their facts: they were written in one transaction, of one customer, incident and time.
WITH noted AS (
  SELECT id, incident_id, customer_id, at, kind,
         row_number() OVER (PARTITION BY kind, incident_id, customer_id, at ORDER BY id) AS n
    FROM touchpoint WHERE incident_id IS NOT NULL AND kind = 'call'),
made AS (
  SELECT id, incident_id, customer_id, at, row_number() OVER (PARTITION BY incident_id, customer_id, at ORDER BY id) AS n FROM call)
UPDATE touchpoint t SET call_id = m.id FROM noted o
  JOIN made m ON m.incident_id = o.incident_id AND m.customer_id = o.customer_id AND m.at = o.at AND m.n = o.n WHERE t.id = o.id;
WITH noted AS (
  SELECT id, incident_id, customer_id, at, row_number() OVER (PARTITION BY incident_id, customer_id, at ORDER BY id) AS n
    FROM touchpoint WHERE incident_id IS NOT NULL AND kind = 'gesture'),
made AS (
  SELECT id, incident_id, customer_id, at, row_number() OVER (PARTITION BY incident_id, customer_id, at ORDER BY id) AS n FROM gesture)
UPDATE touchpoint t SET gesture_id = m.id FROM noted o
  JOIN made m ON m.incident_id = o.incident_id AND m.customer_id = o.customer_id AND m.at = o.at AND m.n = o.n WHERE t.id = o.id;
WITH noted AS (
  SELECT id, incident_id, customer_id, at, row_number() OVER (PARTITION BY incident_id, customer_id, at ORDER BY id) AS n
    FROM touchpoint WHERE incident_id IS NOT NULL AND kind = 'inquiry'),
made AS (
  SELECT id, incident_id, customer_id, at, row_number() OVER (PARTITION BY incident_id, customer_id, at ORDER BY id) AS n FROM inquiry)
UPDATE touchpoint t SET inquiry_id = m.id FROM noted o
  JOIN made m ON m.incident_id = o.incident_id AND m.customer_id = o.customer_id AND m.at = o.at AND m.n = o.n WHERE t.id = o.id;

ALTER TABLE complaint
    ADD COLUMN withdrawn_at     timestamptz,
    ADD COLUMN withdrawn_by     varchar(64),
    ADD COLUMN withdrawn_reason varchar(1000),
    DROP CONSTRAINT complaint_state_known,
    ADD CONSTRAINT complaint_state_known CHECK (state IN ('OPEN', 'ANSWERED', 'RESOLVED', 'CONFIRMED', 'WITHDRAWN'));
