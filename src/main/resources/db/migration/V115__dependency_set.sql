-- Room audience: which of the incident's components a member depends on, frozen when it joins. What a customer depends on
-- today says nothing about an incident of last month. The set grows when the incident does, and never shrinks. To read it:
--   SELECT s.components FROM audience_member m
--     JOIN dependency_set s ON s.incident_id = m.incident_id AND s.id = m.dependency_set
-- Empty: the member depends on none of them (an audience of everybody, an incident without components); it is affected as
-- badly as the incident is as a whole.

-- One row for all members who share it. The id is a hash of the components, so that two processes that plan the same audience
-- come to the same one without asking each other.
CREATE TABLE dependency_set (
    incident_id varchar(12)   NOT NULL CONSTRAINT dependency_set_of REFERENCES incident,
    id          bigint        NOT NULL,
    components  varchar(12)[] NOT NULL,
    CONSTRAINT dependency_set_pk PRIMARY KEY (incident_id, id)
);

CREATE FUNCTION dependency_set_id(components varchar[]) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN hashtextextended(array_to_string(components, ','), 0);

ALTER TABLE audience_member ADD COLUMN dependency_set bigint NOT NULL DEFAULT dependency_set_id('{}');

-- What members depended on then was never written down: what they depend on now is as near as one can come.
CREATE TEMPORARY TABLE depended ON COMMIT DROP AS
SELECT m.incident_id, m.customer_id, array_agg(c.component_id ORDER BY c.component_id) AS components
  FROM audience_member m JOIN incident_component c ON c.incident_id = m.incident_id
  JOIN customer_component d ON d.customer_id = m.customer_id AND d.component_id = c.component_id
 GROUP BY m.incident_id, m.customer_id;
UPDATE audience_member m SET dependency_set = dependency_set_id(d.components)
  FROM depended d WHERE d.incident_id = m.incident_id AND d.customer_id = m.customer_id;
INSERT INTO dependency_set (incident_id, id, components)
SELECT DISTINCT incident_id, dependency_set_id(components), components FROM depended
 UNION
SELECT DISTINCT incident_id, dependency_set, CAST('{}' AS varchar[]) FROM audience_member
 WHERE dependency_set = dependency_set_id('{}');
