-- Room incident: who may see an incident. What was narrowed to named customers or tags is theirs to see alone.
ALTER TABLE incident
    ADD COLUMN visibility varchar(16) NOT NULL DEFAULT 'PUBLIC'
        CONSTRAINT incident_visibility_known CHECK (visibility IN ('PUBLIC', 'AFFECTED'));
UPDATE incident SET visibility = 'AFFECTED'
 WHERE NOT audience_all AND (cardinality(audience_customers) > 0 OR cardinality(audience_tags) > 0);
