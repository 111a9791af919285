-- Room console: forms that were sent, so that a second sending does nothing. The incident is what the form led to; it is
-- named in the transaction that takes the form, so nobody ever sees it empty.

CREATE TABLE console_form (
    id          varchar(22) NOT NULL CONSTRAINT console_form_pk PRIMARY KEY,
    incident_id varchar(12) CONSTRAINT console_form_led_to REFERENCES incident,
    created_at  timestamptz NOT NULL
);
CREATE INDEX console_form_age ON console_form (created_at);
