-- Room catalog: what the world sees of a component apart from what it is. Each status names who said it and for how long
-- it holds, so that the world's view can be told without those it may not see.
ALTER TABLE component_status_change
    ADD COLUMN incident_id varchar(12),
    ADD COLUMN said        varchar(32),
    ADD COLUMN holds       boolean NOT NULL DEFAULT false,
    ADD COLUMN hidden      boolean NOT NULL DEFAULT false,
    ALTER COLUMN status DROP NOT NULL;
COMMENT ON COLUMN component_status_change.status IS 'what it was from then on, everything counted; null: as before';
COMMENT ON COLUMN component_status_change.incident_id IS 'who said it; null: by hand';
COMMENT ON COLUMN component_status_change.said IS 'the status it says; null: lets go, so that it is what others hold it to';
COMMENT ON COLUMN component_status_change.holds IS 'goes on saying so until its next row for the component';
COMMENT ON COLUMN component_status_change.hidden IS 'said by an incident the world may not see';

ALTER TABLE component ADD COLUMN public_status varchar(32)
    CONSTRAINT component_public_status_known CHECK (public_status IN
        ('OPERATIONAL', 'UNDER_MAINTENANCE', 'DEGRADED_PERFORMANCE', 'PARTIAL_OUTAGE', 'MAJOR_OUTAGE'));

-- What was recorded so far belongs to the update that stands at that time; what none explains was said by hand.
WITH told AS (
  SELECT uc.component_id, i.id AS incident_id, i.visibility = 'AFFECTED' AS hidden, uc.new_status,
         u.status IN ('RESOLVED', 'COMPLETED', 'POSTMORTEM') AS over, u.published_at, u.created_at,
         CASE WHEN u.number = 1 AND i.kind = 'INCIDENT' THEN i.started_at
              WHEN u.status = 'IN_PROGRESS' THEN i.scheduled_for
              WHEN u.status IN ('RESOLVED', 'COMPLETED') THEN (SELECT max(s.restored_at) FROM impact_stretch s
                   WHERE s.incident_id = i.id AND s.restored_at <= u.published_at) END AS effective_at
    FROM incident i JOIN incident_update u ON u.incident_id = i.id JOIN incident_update_component uc ON uc.update_id = u.id
   WHERE NOT i.imported AND u.status <> 'SCHEDULED')
UPDATE component_status_change c
   SET incident_id = t.incident_id, hidden = t.hidden, holds = NOT t.over, said = CASE WHEN NOT t.over THEN t.new_status END
  FROM told t
 WHERE t.component_id = c.component_id
   AND (c.at = t.published_at OR c.at = t.effective_at OR c.at BETWEEN t.created_at AND t.created_at + interval '2 seconds');
UPDATE component_status_change SET said = status WHERE incident_id IS NULL;
CREATE INDEX component_status_change_hidden ON component_status_change (component_id) WHERE hidden;
CREATE INDEX component_status_change_by_incident ON component_status_change (incident_id);

-- What an incident holds a component to that the world may not see, it no longer sees: the worst of what it does see counts.
UPDATE component c SET public_status = c.status;
UPDATE component c
   SET public_status = coalesce((SELECT CASE max(CASE ic.status WHEN 'MAJOR_OUTAGE' THEN 4 WHEN 'PARTIAL_OUTAGE' THEN 3
                                                   WHEN 'DEGRADED_PERFORMANCE' THEN 2 WHEN 'UNDER_MAINTENANCE' THEN 1 ELSE 0 END)
                               WHEN 4 THEN 'MAJOR_OUTAGE' WHEN 3 THEN 'PARTIAL_OUTAGE' WHEN 2 THEN 'DEGRADED_PERFORMANCE'
                               WHEN 1 THEN 'UNDER_MAINTENANCE' ELSE 'OPERATIONAL' END
                          FROM incident_component ic JOIN incident i ON i.id = ic.incident_id
                         WHERE ic.component_id = c.id AND i.resolved_at IS NULL AND i.visibility = 'PUBLIC'), 'OPERATIONAL')
 WHERE EXISTS (SELECT FROM incident_component ic JOIN incident i ON i.id = ic.incident_id
                WHERE ic.component_id = c.id AND i.resolved_at IS NULL AND i.visibility = 'AFFECTED'
                  AND ic.status <> 'OPERATIONAL');
ALTER TABLE component ALTER COLUMN public_status SET NOT NULL;
