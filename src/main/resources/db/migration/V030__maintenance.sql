-- Room incident: a maintenance is an incident with a window. It may be called off before it begins; the clock ends it, or
-- a person does.
ALTER TABLE incident
    ADD COLUMN auto_complete boolean NOT NULL DEFAULT true,
    ADD COLUMN cancelled_at  timestamptz,
    ADD CONSTRAINT incident_cancelled_when_maintenance CHECK (cancelled_at IS NULL OR kind = 'MAINTENANCE'),
    ADD CONSTRAINT incident_window_forward CHECK (scheduled_until > scheduled_for);
CREATE INDEX incident_maintenance ON incident (scheduled_for) WHERE kind = 'MAINTENANCE';

-- Every window it was ever given: which update told it, and since which update customers could know of all of it.
CREATE TABLE maintenance_window (
    incident_id     varchar(12) NOT NULL CONSTRAINT maintenance_window_of REFERENCES incident,
    number          integer     NOT NULL,
    announced_by    integer     NOT NULL,
    scheduled_for   timestamptz NOT NULL,
    scheduled_until timestamptz NOT NULL,
    CONSTRAINT maintenance_window_pk PRIMARY KEY (incident_id, number),
    CONSTRAINT maintenance_window_known_first CHECK (announced_by BETWEEN 1 AND number),
    CONSTRAINT maintenance_window_forward CHECK (scheduled_until > scheduled_for)
);
