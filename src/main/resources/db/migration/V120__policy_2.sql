-- Room goodwill: version 2 of the policy (goodwill-policy.md, section 11), beside version 1. Where somebody made a version 2 of
-- their own it gets the next number that is free.

-- Which edition of the rules a version's numbers are put into, as its document says; documents from before this say nothing,
-- and are of the first.
ALTER TABLE policy ADD COLUMN rules smallint NOT NULL DEFAULT 1 CONSTRAINT policy_rules_known CHECK (rules IN (1, 2));

INSERT INTO policy (version, name, document, rules, created_at, created_by)
SELECT max(version) + 1, 'default', '
{"name":"default",
 "rules":2,
 "parameters":{
  "first":{"critical":15,"major":30,"minor":60},
  "next":{"critical":60,"major":120,"minor":480},
  "longest":{"critical":120,"major":240,"minor":1440},
  "grace":{"critical":5,"major":10,"minor":30},
  "interval":{"critical":30,"major":60,"minor":240},
  "spacing":{"critical":20,"major":40,"minor":180},
  "told":{"critical":30,"major":30,"minor":60},
  "every":{"critical":30,"major":30,"minor":240},
  "prompt":15,
  "lead":30,
  "again":1440,
  "cause":7200,
  "owed":14400,
  "notice":4320},
 "tariff":{
  "impact_onset":{"critical":-10,"major":-5,"minor":-1},
  "impact_duration":{"critical":-2,"major":-1,"minor":-1},
  "first_word":{"critical":3,"major":3,"minor":1},
  "promise_kept":{"critical":2,"major":2,"minor":1},
  "promise_kept_no_news":{"critical":1,"major":1,"minor":0},
  "promise_broken":{"critical":-10,"major":-10,"minor":-5},
  "silence":{"critical":-2,"major":-2,"minor":-1},
  "estimate_kept":{"critical":4,"major":4,"minor":2},
  "estimate_missed":{"critical":-6,"major":-4,"minor":-2},
  "estimate_moved":{"critical":-2,"major":-2,"minor":-1},
  "resolved_told":{"critical":3,"major":3,"minor":1},
  "reopened":{"critical":-6,"major":-6,"minor":-3},
  "apology":{"critical":3,"major":3,"minor":1,"repeated":-2},
  "blame":{"critical":-5,"major":-5,"minor":-2},
  "root_cause_told":{"critical":4,"major":4,"minor":0},
  "root_cause_owed":{"critical":-4,"major":-2,"minor":0},
  "gesture":{"critical":1,"major":1,"minor":1},
  "personal_call":{"critical":5,"major":5,"minor":5}},
 "limits":{
  "duration_cap":{"critical":-16,"major":-8,"minor":-3},
  "silence_cap":{"critical":-16,"major":-12,"minor":-6},
  "update_cap":{"critical":10,"major":10,"minor":4},
  "incident_ceiling":{"critical":5,"major":5,"minor":2},
  "gesture_cap":{"critical":8,"major":8,"minor":8}},
 "bands":{"strong":25,"fair":10}}', 2, now(), 'headsup' FROM policy;

-- In force in a new installation: nothing has happened yet, and nobody has chosen. Else version 1, or what was chosen, stays in
-- force until somebody activates this one, after the preview.
INSERT INTO policy_activation (version, activated_at, activated_by)
SELECT (SELECT max(version) FROM policy), now(), 'headsup'
 WHERE NOT EXISTS (SELECT FROM incident) AND NOT EXISTS (SELECT FROM entry) AND NOT EXISTS (SELECT FROM relationship_fact)
   AND (SELECT count(*) FROM policy_activation) = 1;
