-- Room delivery: a lane can be held like anything else, and trouble of the lanes is told once for all processes.

ALTER TABLE brake DROP CONSTRAINT brake_scope_known;
ALTER TABLE brake ADD CONSTRAINT brake_scope_known CHECK (scope IN ('all', 'incident', 'customer', 'lane'));
-- A lane is named by host:port; a host may have 253 characters.
ALTER TABLE brake ALTER COLUMN subject TYPE varchar(260);

-- One row per kind of trouble, seen anew every second by each process that has it. It is the same trouble, told before,
-- until nobody has seen it for a while.
CREATE TABLE alarm (
    subject  varchar(260) NOT NULL CONSTRAINT alarm_pk PRIMARY KEY,
    words    varchar(500) NOT NULL,
    began_at timestamptz  NOT NULL,
    seen_at  timestamptz  NOT NULL
) WITH (fillfactor = 50);
