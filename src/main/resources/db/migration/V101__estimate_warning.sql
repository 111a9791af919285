-- Who is on call was warned of an estimate that is about to pass, and told of one that did: once each, whatever the number of
-- nodes. update_id is the update that first said it.
CREATE TABLE estimate_warning (
    update_id varchar(12) NOT NULL,
    stage     varchar(8)  NOT NULL CONSTRAINT estimate_warning_stage_known CHECK (stage IN ('SOON', 'PASSED')),
    warned_at timestamptz NOT NULL,
    CONSTRAINT estimate_warning_pk PRIMARY KEY (update_id, stage)
);
