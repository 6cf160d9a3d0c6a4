-- New entries of a feed since the start of its day, for the bound on them.
ALTER TABLE feeds ADD COLUMN day_start INTEGER;
ALTER TABLE feeds ADD COLUMN day_new INTEGER NOT NULL DEFAULT 0;
-- When a cleaning last took articles of it away because they took too many bytes.
ALTER TABLE feeds ADD COLUMN full_at INTEGER;
-- Address of another feed that moved here, where both were subscribed to.
ALTER TABLE feeds ADD COLUMN merged_from TEXT;
