-- Room delivery: a webhook is told of incidents that only the affected may see when it asks for them.
ALTER TABLE webhook ADD COLUMN affected boolean NOT NULL DEFAULT false;
