-- Room care: the numbers and choices of a touchpoint beside its note, so that the same one sent twice is known to be one.
ALTER TABLE touchpoint ADD COLUMN terms varchar(200) NOT NULL DEFAULT '';
