-- Room goodwill: how many accounts stood in which band at the end of a day, in the zone of the page; for the running day, when
-- it was last counted. Days that are over are counted once and stay: what becomes known later changes the books, not what we
-- saw then. Kept because each would have to be counted anew over all entries for every look at the list of days.
CREATE TABLE band_day (
    day        date        NOT NULL CONSTRAINT band_day_pk PRIMARY KEY,
    strong     bigint      NOT NULL,
    fair       bigint      NOT NULL,
    thin       bigint      NOT NULL,
    overdrawn  bigint      NOT NULL,
    unknown    bigint      NOT NULL,
    counted_at timestamptz NOT NULL,
    took_ms    bigint      NOT NULL
);
