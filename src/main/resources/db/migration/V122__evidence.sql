-- Room care: what proves a touchpoint, why it is worth nothing without, and who confirmed points entered by hand.
ALTER TABLE touchpoint
    -- The promise that was kept or missed, or the note that failed.
    ADD COLUMN about bigint,
    ADD COLUMN due_at timestamptz,
    ADD COLUMN spoken_to varchar(255),
    ADD COLUMN remark varchar(255),
    ADD COLUMN points integer,
    ADD COLUMN waits_for_second boolean NOT NULL DEFAULT false,
    ADD COLUMN confirmed_by varchar(64),
    ADD COLUMN confirmed_at timestamptz;
CREATE UNIQUE INDEX touchpoint_promise_once ON touchpoint (about) WHERE kind IN ('kept', 'missed') AND remark IS NULL AND withdrawn_at IS NULL;

ALTER TABLE complaint
    ADD COLUMN spoken_to varchar(255),
    ADD COLUMN spoken_at timestamptz,
    ADD COLUMN remark varchar(255);

-- Room goodwill: a call that was noted too late is kept, and counts nothing.
ALTER TABLE call ADD COLUMN counts boolean NOT NULL DEFAULT true;
