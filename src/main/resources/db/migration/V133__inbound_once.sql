-- Room delivery: emails to leave@ that were taken, by a SHA-256 of their Message-ID: a mailbox that is read anew, because its
-- server counts anew, must not unsubscribe somebody who came back since.
CREATE TABLE leave_mail_taken (
    message_hash bytea       NOT NULL CONSTRAINT leave_mail_taken_pk PRIMARY KEY,
    taken_at     timestamptz NOT NULL
);

-- The message its server could not give us, and how often it was asked.
ALTER TABLE inbound_mailbox ADD COLUMN stuck_uid bigint, ADD COLUMN stuck_tries integer NOT NULL DEFAULT 0;
