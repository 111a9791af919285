-- Room incident: the estimate that readers were shown with an update, and whether it says that none is known. Earlier updates
-- showed none to anybody, so they hold null.
ALTER TABLE incident_update
    ADD COLUMN shown_estimate_at timestamptz,
    ADD COLUMN estimate_unknown boolean NOT NULL DEFAULT false;

-- What was booked for estimates that nobody saw is taken back.
INSERT INTO booking_news (incident_id, everywhere)
SELECT DISTINCT incident_id, false FROM incident_update WHERE estimate_at IS NOT NULL;
