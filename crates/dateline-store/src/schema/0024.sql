-- When a reader paused a feed. A feed is polled while anybody has it who has not.
ALTER TABLE subscriptions ADD COLUMN paused_at INTEGER;
