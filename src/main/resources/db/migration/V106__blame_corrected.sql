-- Whether an update blames others is judged when it is sent; who corrected that later, and why.
ALTER TABLE incident_update
    ADD COLUMN blame_judged_at timestamptz,
    ADD COLUMN blame_judged_by varchar(64),
    ADD COLUMN blame_reason    varchar(1000);
