-- Room audience: addresses whose owner ended all email from here. Contacts that are made later with such an address start out
-- unsubscribed. Kept as SHA-256 of the address in lower case, so that an address that was let go of is not kept here.
CREATE TABLE address_silence (
    address_hash bytea       NOT NULL CONSTRAINT address_silence_pk PRIMARY KEY,
    since        timestamptz NOT NULL
);

CREATE FUNCTION address_hash(email text) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT sha256(convert_to(lower(email), 'UTF8')) $$;

-- What an import found: new contacts who had ended all email.
ALTER TABLE import_job ADD COLUMN silent bigint NOT NULL DEFAULT 0;
