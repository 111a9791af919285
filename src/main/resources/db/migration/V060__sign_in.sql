-- Room access: accounts whose owner an identity provider vouches for, accounts that change, tokens that end. Room console:
-- words that came when a session was over.

ALTER TABLE staff ALTER COLUMN password_hash DROP NOT NULL;
ALTER TABLE staff
    -- Who the provider says it is; a name can be given to somebody else there, these two never.
    ADD COLUMN issuer       varchar(512),
    ADD COLUMN subject      varchar(255),
    ADD COLUMN version      bigint NOT NULL DEFAULT 0,
    ADD COLUMN signed_in_at timestamptz,
    ADD CONSTRAINT staff_one_way_in CHECK ((issuer IS NULL) = (subject IS NULL) AND (password_hash IS NULL) = (subject IS NOT NULL)),
    ADD CONSTRAINT staff_subject_unique UNIQUE (issuer, subject);

ALTER TABLE api_token
    -- Without one, the role of its owner.
    ADD COLUMN role         varchar(16) CONSTRAINT api_token_role_known CHECK (role IN ('VIEWER', 'RESPONDER', 'CARE', 'ADMIN')),
    ADD COLUMN expires_at   timestamptz,
    ADD COLUMN last_used_at timestamptz;

CREATE INDEX audit_line_of_actor ON audit_line (actor, id);

CREATE TABLE console_kept (
    id         varchar(22)  NOT NULL CONSTRAINT console_kept_pk PRIMARY KEY,
    member     varchar(64)  NOT NULL,
    action     varchar(255) NOT NULL,
    fields     text         NOT NULL,
    created_at timestamptz  NOT NULL
);
CREATE INDEX console_kept_age ON console_kept (created_at);
