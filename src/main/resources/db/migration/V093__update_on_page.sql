-- Room incident: whether the public page told an update when it was published; so far it told every one.
ALTER TABLE incident_update ADD COLUMN on_page boolean NOT NULL DEFAULT true;
