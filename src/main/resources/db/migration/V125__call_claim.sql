-- Room goodwill: who is ringing a customer of the call list just now, so that two people do not ring at once. One row per line;
-- it ends when the call is noted, when somebody lets go of it, or after a while.
CREATE TABLE call_claim (
    incident_id varchar(12) NOT NULL CONSTRAINT call_claim_in REFERENCES incident,
    customer_id bigint      NOT NULL CONSTRAINT call_claim_of REFERENCES customer,
    member      varchar(64) NOT NULL,
    claimed_at  timestamptz NOT NULL,
    CONSTRAINT call_claim_pk PRIMARY KEY (incident_id, customer_id)
);
CREATE INDEX call_claim_by_time ON call_claim (claimed_at);
