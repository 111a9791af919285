-- Room goodwill: entries and members of cohorts are written by one statement per posting that has just made, in the same
-- transaction, the rows these keys point to; postings, reasons and cohorts are never deleted.
ALTER TABLE entry DROP CONSTRAINT entry_posted_by, DROP CONSTRAINT entry_because;
ALTER TABLE cohort_member DROP CONSTRAINT cohort_member_of;
ALTER TABLE account DROP CONSTRAINT account_of;

-- A run over a large audience is dear: the next one over the same incident waits until this time.
ALTER TABLE booking ADD COLUMN rests_until timestamptz;

-- Since when the books of an incident have waited for its letters to go out; null when they don't.
ALTER TABLE booking ADD COLUMN waits_since timestamptz;
