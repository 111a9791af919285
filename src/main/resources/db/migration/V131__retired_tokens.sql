-- Room audience: tokens of the way out that stand in emails while their contact, or its address, is no more. A hash of the token
-- leads to a hash of the address, so that whoever follows an old link still ends all email to their address.
CREATE TABLE retired_token (
    token_hash   bytea       NOT NULL CONSTRAINT retired_token_pk PRIMARY KEY,
    address_hash bytea       NOT NULL,
    retired_at   timestamptz NOT NULL
);
CREATE INDEX contact_by_address_hash ON contact (address_hash(email));

-- No door that forgets an address, or changes a token, can forget this.
CREATE FUNCTION retire_token() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO retired_token (token_hash, address_hash, retired_at)
    VALUES (sha256(convert_to(OLD.token, 'UTF8')), address_hash(OLD.email), now()) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER contact_token_retired AFTER UPDATE OF email, token ON contact FOR EACH ROW
    WHEN (OLD.email NOT LIKE 'erased-%@erased.invalid' AND (OLD.token <> NEW.token OR NEW.email LIKE 'erased-%@erased.invalid'))
    EXECUTE FUNCTION retire_token();

-- When the owner of an address last asked for email again: what they wrote before that ends nothing.
CREATE TABLE address_return (
    address_hash bytea       NOT NULL CONSTRAINT address_return_pk PRIMARY KEY,
    at           timestamptz NOT NULL
);
