-- Room audience: members come only by set-based statements out of the very tables these keys point to, and neither incidents
-- nor customers are ever deleted; checking each of a million rows one by one cost more than inserting it.
ALTER TABLE audience_member DROP CONSTRAINT audience_member_of, DROP CONSTRAINT audience_member_is;
