-- Room goodwill: what was booked before each customer's own components counted is derived again, and set right by reversals.
UPDATE booking SET new_facts = true, due_at = now() WHERE booked_to IS NOT NULL;
