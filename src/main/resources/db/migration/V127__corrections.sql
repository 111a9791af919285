-- Room goodwill: why a posting takes entries back: the kind of fact that became known later, the clause its sentences tell, and
-- what the fact is about. Null for postings that correct nothing, and for those of before.
ALTER TABLE posting
    ADD COLUMN cause      varchar(32),
    ADD COLUMN known      varchar(500),
    ADD COLUMN cause_fact varchar(64);

-- What was known of the incident itself when its books were last brought up to date: the next correction is told from it.
ALTER TABLE booking ADD COLUMN booked_from text;
