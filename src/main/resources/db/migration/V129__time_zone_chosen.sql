-- Room audience: whether a person chose the time zone on their own page. Of those who chose something before nobody knows which.
ALTER TABLE contact ADD COLUMN time_zone_chosen boolean NOT NULL DEFAULT false;
UPDATE contact SET time_zone_chosen = true WHERE chosen_at IS NOT NULL;
