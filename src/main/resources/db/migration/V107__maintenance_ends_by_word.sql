-- A maintenance ends by a person's word unless it says otherwise; those that are planned keep what they were announced with.
ALTER TABLE incident ALTER COLUMN auto_complete SET DEFAULT false;

-- Who is on call was asked whether it is over: once for each planned end.
CREATE TABLE maintenance_question (
    incident_id varchar(12) NOT NULL CONSTRAINT maintenance_question_of REFERENCES incident,
    planned_end timestamptz NOT NULL,
    asked_at    timestamptz NOT NULL,
    CONSTRAINT maintenance_question_pk PRIMARY KEY (incident_id, planned_end)
);
