-- Room audience: when a person chose language and time zone on their own page. From then on the operator's lists don't change them.
ALTER TABLE contact ADD COLUMN chosen_at timestamptz;
