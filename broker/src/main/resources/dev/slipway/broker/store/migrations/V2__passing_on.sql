-- What goes on at a back end that is a broker itself: it is asked for again, by whichever process
-- has the operation then.

ALTER TABLE operation ADD COLUMN going TEXT NOT NULL DEFAULT '';       -- what to ask for
ALTER TABLE operation ADD COLUMN again_at BIGINT NOT NULL DEFAULT 0;   -- when; 0 where it runs here
ALTER TABLE operation ADD COLUMN maintenance TEXT NOT NULL DEFAULT ''; -- the version asked for
ALTER TABLE instance ADD COLUMN maintenance TEXT NOT NULL DEFAULT '';  -- the version it was given
