-- Room incident: words kept ready for the next declaration. One template is changed by one person at a time, by its version.
CREATE TABLE declaration_template (
    id           varchar(12)  NOT NULL CONSTRAINT declaration_template_pk PRIMARY KEY,
    name         varchar(80)  NOT NULL,
    title        varchar(255) NOT NULL,
    message      text         NOT NULL,
    -- Without one, the cadence of the policy.
    next_minutes integer CONSTRAINT declaration_template_next_bounded CHECK (next_minutes BETWEEN 1 AND 1440),
    changed_at   timestamptz  NOT NULL,
    changed_by   varchar(64)  NOT NULL,
    version      integer      NOT NULL
);
CREATE UNIQUE INDEX declaration_template_name ON declaration_template (lower(name));

CREATE TABLE declaration_template_component (
    template_id  varchar(12) NOT NULL CONSTRAINT declaration_template_component_of REFERENCES declaration_template,
    position     integer     NOT NULL,
    component_id varchar(12) NOT NULL CONSTRAINT declaration_template_component_names REFERENCES component,
    status       varchar(32) NOT NULL,
    CONSTRAINT declaration_template_component_pk PRIMARY KEY (template_id, position)
);
