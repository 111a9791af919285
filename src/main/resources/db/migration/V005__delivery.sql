-- Room delivery: one row per update and contact, true at every moment.

-- The fan-out of an update: how far its audience has been planned. next_customer is the smallest id not yet looked at.
CREATE TABLE fan_out (
    update_id     varchar(12) NOT NULL CONSTRAINT fan_out_pk PRIMARY KEY CONSTRAINT fan_out_of REFERENCES incident_update,
    incident_id   varchar(12) NOT NULL CONSTRAINT fan_out_in REFERENCES incident,
    number        integer     NOT NULL,
    published_at  timestamptz NOT NULL,
    urgency       smallint    NOT NULL,
    notify        boolean     NOT NULL,
    next_customer bigint      NOT NULL,
    planned_at    timestamptz,
    superseded_at timestamptz,
    swept_at      timestamptz
);
CREATE INDEX fan_out_unplanned ON fan_out (urgency, published_at) WHERE planned_at IS NULL;
CREATE INDEX fan_out_superseded ON fan_out (superseded_at) WHERE superseded_at IS NOT NULL AND swept_at IS NULL;
CREATE INDEX fan_out_by_incident ON fan_out (incident_id, number);

CREATE SEQUENCE delivery_serial;

-- 41 bits of milliseconds since 2020 and 22 bits of a counter: unique for ever, also across databases made anew.
CREATE FUNCTION next_delivery_id() RETURNS bigint LANGUAGE sql VOLATILE AS $$
    SELECT ((extract(epoch FROM clock_timestamp()) * 1000)::bigint - 1577836800000 << 22) | (nextval('delivery_serial') & 4194303)
$$;

CREATE TABLE delivery (
    id           bigint      NOT NULL DEFAULT next_delivery_id() CONSTRAINT delivery_pk PRIMARY KEY,
    update_id    varchar(12) NOT NULL,
    incident_id  varchar(12) NOT NULL,
    contact_id   bigint      NOT NULL,
    customer_id  bigint      NOT NULL,
    urgency      smallint    NOT NULL,
    state        varchar(12) NOT NULL CONSTRAINT delivery_state_known CHECK (state IN
        ('pending', 'sending', 'accepted', 'delivered', 'deferred', 'rejected', 'bounced', 'in_doubt',
         'suppressed', 'superseded', 'expired', 'unknown')),
    attempts     smallint    NOT NULL DEFAULT 0,
    resent       boolean     NOT NULL DEFAULT false,
    fence        bigint      NOT NULL DEFAULT 0,
    published_at timestamptz NOT NULL,
    not_before   timestamptz NOT NULL,
    lease_until  timestamptz,
    accepted_at  timestamptz,
    settled_at   timestamptz,
    reason       varchar(64),
    reply        varchar(1000),
    lane         varchar(255),
    CONSTRAINT delivery_once UNIQUE (update_id, contact_id)
) WITH (fillfactor = 80);
CREATE INDEX delivery_due ON delivery (urgency, not_before, id) WHERE state IN ('pending', 'deferred');
CREATE INDEX delivery_leased ON delivery (lease_until) WHERE state = 'sending';
CREATE INDEX delivery_doubted ON delivery (id) WHERE state = 'in_doubt';
CREATE INDEX delivery_by_incident ON delivery (incident_id, state);
CREATE INDEX delivery_by_customer ON delivery (customer_id, incident_id);
CREATE INDEX delivery_by_contact ON delivery (contact_id);

CREATE SEQUENCE delivery_fence;
