-- The most steps that any attempt has finished since the build was queued by somebody: an attempt
-- that comes further sets `losses` back to 0.
ALTER TABLE build ADD COLUMN furthest INTEGER NOT NULL DEFAULT 0;
