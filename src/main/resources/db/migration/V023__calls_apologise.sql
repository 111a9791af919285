-- A call can be the word that it is over, and can own what happened (goodwill policy, worked case G04).
ALTER TABLE call ADD COLUMN apology boolean NOT NULL DEFAULT false;
