-- Room incident: what was also written in another language than the original's. Who reads a language without a row reads
-- the original.
CREATE TABLE incident_translation (
    incident_id varchar(12)  NOT NULL CONSTRAINT incident_translation_of REFERENCES incident,
    language    varchar(2)   NOT NULL CONSTRAINT incident_translation_language_known CHECK (language IN ('de', 'en', 'es', 'fr')),
    name        varchar(255) NOT NULL,
    CONSTRAINT incident_translation_pk PRIMARY KEY (incident_id, language)
);

CREATE TABLE incident_update_translation (
    update_id varchar(12)    NOT NULL CONSTRAINT incident_update_translation_of REFERENCES incident_update,
    language  varchar(2)     NOT NULL CONSTRAINT incident_update_translation_language_known CHECK (language IN ('de', 'en', 'es', 'fr')),
    body      varchar(25000) NOT NULL,
    CONSTRAINT incident_update_translation_pk PRIMARY KEY (update_id, language)
);
