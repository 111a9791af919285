-- Room delivery: mail to the bounce domain. When some was last taken by each way, so that everybody knows whether bounces are
-- heard at all.
CREATE TABLE inbound_heard (
    way     varchar(8)  NOT NULL CONSTRAINT inbound_heard_pk PRIMARY KEY CONSTRAINT inbound_heard_way_known CHECK (way IN ('door', 'mailbox')),
    last_at timestamptz NOT NULL
);

-- How far each mailbox was read (RFC 9051: a UID is only good together with its UIDVALIDITY), and by whom: one process at a
-- time, until its lease is over.
CREATE TABLE inbound_mailbox (
    name         varchar(512) NOT NULL CONSTRAINT inbound_mailbox_pk PRIMARY KEY,
    uid_validity bigint       NOT NULL DEFAULT 0,
    last_uid     bigint       NOT NULL DEFAULT 0,
    lease_until  timestamptz,
    looked_at    timestamptz,
    trouble      varchar(500)
);
