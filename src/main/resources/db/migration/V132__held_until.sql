-- Room delivery: until when an email was held back because its reader slept. It is of use from then on, not from when the update
-- was published.
ALTER TABLE delivery ADD COLUMN held_until timestamptz;
