-- Who is on call was warned of a promise that is about to break, and told of one that did: once each, whatever the number of nodes.
CREATE TABLE promise_warning (
    update_id varchar(12) NOT NULL,
    stage     varchar(8)  NOT NULL CONSTRAINT promise_warning_stage_known CHECK (stage IN ('SOON', 'LATE')),
    warned_at timestamptz NOT NULL,
    CONSTRAINT promise_warning_pk PRIMARY KEY (update_id, stage)
);
