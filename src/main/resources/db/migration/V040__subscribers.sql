-- Room audience: readers who asked for mail on the public page. A subscriber is a contact without a customer, so that
-- whatever goes by contact (letters, the way out, bounces, quarantine) treats them as any other; what goes by customer
-- (books, lists, the audience of an incident) never sees them.
ALTER TABLE contact ALTER COLUMN customer_id DROP NOT NULL;
CREATE UNIQUE INDEX contact_subscriber_unique ON contact (lower(email)) WHERE customer_id IS NULL AND removed_at IS NULL;

-- Since when a subscriber asks for nothing any more: the address is let go as soon as nothing is on its way to it.
ALTER TABLE contact ADD COLUMN leaving_at timestamptz;
CREATE INDEX contact_leaving ON contact (leaving_at) WHERE leaving_at IS NOT NULL AND removed_at IS NULL;

-- What a contact asked for by itself. The topic is '*' for everything, else the id of a component or an incident.
CREATE TABLE subscription (
    contact_id bigint      NOT NULL CONSTRAINT subscription_of REFERENCES contact,
    topic      varchar(12) NOT NULL,
    kind       varchar(10) NOT NULL CONSTRAINT subscription_kind_known CHECK (kind IN ('EVERYTHING', 'COMPONENT', 'INCIDENT')),
    only_end   boolean     NOT NULL,
    since      timestamptz NOT NULL,
    CONSTRAINT subscription_pk PRIMARY KEY (contact_id, topic)
);
CREATE INDEX subscription_by_topic ON subscription (topic, contact_id);

-- What somebody typed into the form. Nobody is written to about outages before the link in the letter was followed and
-- confirmed. It has an id of contacts, and the contact made of it keeps that id.
CREATE TABLE opt_in (
    id         bigint        NOT NULL DEFAULT nextval('contact_id_seq') CONSTRAINT opt_in_pk PRIMARY KEY,
    email      varchar(254)  NOT NULL,
    locale     varchar(35)   NOT NULL,
    time_zone  varchar(64)   NOT NULL,
    kind       varchar(10)   NOT NULL CONSTRAINT opt_in_kind_known CHECK (kind IN ('EVERYTHING', 'COMPONENT', 'INCIDENT')),
    topics     varchar(12)[] NOT NULL,
    only_end   boolean       NOT NULL,
    asked_at   timestamptz   NOT NULL,
    expires_at timestamptz   NOT NULL,
    -- When its letter is tried (again); null when there is none to send.
    try_at     timestamptz,
    attempts   smallint      NOT NULL DEFAULT 0,
    -- Set when confirmed, or when the address was one already.
    contact_id bigint        CONSTRAINT opt_in_became REFERENCES contact
);
CREATE INDEX opt_in_by_address ON opt_in (lower(email), asked_at);
CREATE INDEX opt_in_unposted ON opt_in (try_at) WHERE try_at IS NOT NULL;
CREATE INDEX opt_in_by_expiry ON opt_in (expires_at);
CREATE INDEX opt_in_pending ON opt_in (id) WHERE contact_id IS NULL;

-- The links in its letters, kept as SHA-256. More than one when a process died before it knew that the letter had gone.
CREATE TABLE opt_in_link (
    token_hash bytea  NOT NULL CONSTRAINT opt_in_link_pk PRIMARY KEY,
    opt_in_id  bigint NOT NULL CONSTRAINT opt_in_link_of REFERENCES opt_in ON DELETE CASCADE
);
CREATE INDEX opt_in_link_by_opt_in ON opt_in_link (opt_in_id);
