-- Rules that tell of what they find: when an article was found, and until when its reader has looked.
ALTER TABLE rules ADD COLUMN looked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rule_matches ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
DROP INDEX rule_matches_rule;
CREATE INDEX rule_matches_rule ON rule_matches (rule, at);
