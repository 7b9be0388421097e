-- The household of each record, in the order of the participants: a draw reserves the slots of its winners without
-- a search for each. Null in chunks that an earlier version stored.
ALTER TABLE draw_roll ADD COLUMN households bytea; -- never published

ALTER TABLE draw_roll ALTER COLUMN households SET STORAGE EXTERNAL;
