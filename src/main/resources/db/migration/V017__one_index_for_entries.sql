-- Room goodwill: one index holds the keys of entries and finds those of a customer. The key of a late reversal is that of the
-- entry it takes back (goodwill policy, section 6).
DROP INDEX entry_key_unique;
DROP INDEX entry_by_customer;
CREATE UNIQUE INDEX entry_key_unique ON entry (customer_id, fact, minute, rule, n, rev, (CASE WHEN late THEN reverses ELSE 0 END));

-- Up to which minute the books of an incident were last brought: what stands in them is derived again up to there.
ALTER TABLE booking ADD COLUMN booked_to bigint;
