-- Room delivery: the incident a message to webhooks speaks of; null for one that speaks of none. Who may see it is asked before each try.
ALTER TABLE webhook_message ADD COLUMN incident_id varchar(12);
UPDATE webhook_message SET incident_id = body::json #>> '{data,incident,id}';
