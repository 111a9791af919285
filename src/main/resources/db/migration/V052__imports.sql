-- Room audience: imports that staff started in the console. The row is what every tab and every process sees of it; a process
-- that works on one says every few seconds that it is alive.
CREATE TABLE import_job (
    id         varchar(12)  NOT NULL CONSTRAINT import_job_pk PRIMARY KEY,
    -- Of the form it was sent by: the same form sent again is the same import.
    form       varchar(22)  NOT NULL CONSTRAINT import_job_once UNIQUE,
    file       varchar(255) NOT NULL,
    author     varchar(64)  NOT NULL,
    state      varchar(16)  NOT NULL CONSTRAINT import_job_state_known CHECK (state IN ('READING', 'WRITING', 'DONE', 'REFUSED', 'STOPPED')),
    bytes      bigint       NOT NULL,
    bytes_read bigint       NOT NULL DEFAULT 0,
    rows_read  bigint       NOT NULL DEFAULT 0,
    customers  bigint       NOT NULL DEFAULT 0,
    written    bigint       NOT NULL DEFAULT 0,
    created    bigint       NOT NULL DEFAULT 0,
    updated    bigint       NOT NULL DEFAULT 0,
    rejected   bigint       NOT NULL DEFAULT 0,
    trouble    varchar(1000) NOT NULL DEFAULT '',
    header     text         NOT NULL DEFAULT '',
    started_at timestamptz  NOT NULL,
    alive_at   timestamptz  NOT NULL,
    ended_at   timestamptz
);
CREATE INDEX import_job_by_time ON import_job (started_at);

CREATE TABLE import_error (
    job_id  varchar(12)  NOT NULL CONSTRAINT import_error_in REFERENCES import_job ON DELETE CASCADE,
    n       integer      NOT NULL,
    line    bigint       NOT NULL,
    field   varchar(255) NOT NULL,
    message varchar(1000) NOT NULL,
    CONSTRAINT import_error_pk PRIMARY KEY (job_id, n)
);

-- Lines that were not taken, as they came, to be mended and sent again. Words about people: kept for a week.
CREATE TABLE import_rejected (
    job_id varchar(12) NOT NULL CONSTRAINT import_rejected_in REFERENCES import_job ON DELETE CASCADE,
    line   bigint      NOT NULL,
    text   text        NOT NULL,
    CONSTRAINT import_rejected_pk PRIMARY KEY (job_id, line)
);
