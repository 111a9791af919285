-- Room delivery: what on-call was to be told and no relay has taken yet. Whoever tries holds the row until its lease is over; it
-- goes when the email was taken.
CREATE TABLE on_call_owed (
    about       varchar(100) NOT NULL CONSTRAINT on_call_owed_pk PRIMARY KEY,
    lease_until timestamptz  NOT NULL
);
