-- What was agreed with publishers' hubs is a lease; `subscriptions` is the word for what a reader wants.
DROP INDEX subscriptions_due;
ALTER TABLE subscriptions RENAME TO hub_leases;
CREATE INDEX hub_leases_due ON hub_leases (due_at);
