-- Room audience: a customer is found by any piece of its reference, its name, or a contact's address or name. Trigrams find
-- the piece; where the extension can't be had (a database whose owner we are not) the same questions are answered by reading
-- the tables, about half a second for a million customers.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX customer_by_words ON customer USING gin ((lower(ref) || ' ' || lower(name)) gin_trgm_ops);
    CREATE INDEX contact_by_words ON contact USING gin ((lower(email) || ' ' || lower(coalesce(name, ''))) gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
    RAISE NOTICE 'pg_trgm can not be had: searching customers reads their whole table';
END $$;
